package plumb.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.read.Task;
import plumb.math.RandomStream;
import plumb.recipe.DefaultCard;
import plumb.run.CauseId;
import plumb.run.DataSettings;

/** Questions about split and target, asked of tables made for them. */
class ShiftQuestionsTest {
  private static final int ROWS = 900;
  private static final RandomStream RANDOM = RandomStream.of(5);

  @TempDir Path folder;

  /** Three numbers, a city and a class or a quantity that follows from them. */
  private static Sheet made(boolean classes) {
    return Sheet.made(
        List.of("u", "v", "w", "city", "y"),
        ROWS,
        i -> {
          double u = RANDOM.normal(4L * i);
          double v = 20 + 5 * RANDOM.normal(4L * i + 1);
          double w = Math.exp(RANDOM.normal(4L * i + 2));
          String city = List.of("Bonn", "Ulm", "Köln").get(RANDOM.below(4L * i + 3, 3));
          double y = 100 + 9 * u + 2 * v + (city.equals("Ulm") ? 20 : 0);
          String answer = classes ? y > 145 ? "high" : y > 130 ? "mean" : "low" : "" + y;
          return new String[] {"" + u, "" + v, "" + w, city, answer};
        });
  }

  private static Sheet training(Sheet all) {
    return all.draw(0, 600, 1);
  }

  private static Sheet validation(Sheet all) {
    return all.draw(600, ROWS, 1);
  }

  private List<Finding> ask(Sheet training, Sheet validation) {
    return Sheet.ask(training.settings(folder, "y", validation));
  }

  private static Finding first(List<Finding> found, CauseId id, String kind) {
    assertThat(found).as("nothing was found").isNotEmpty();
    Finding first = found.getFirst();
    assertThat(first.id()).as(first.sentence()).isEqualTo(id);
    assertThat(first.evidence().kind()).as(first.sentence()).isEqualTo(kind);
    assertThat(first.severity()).isGreaterThan(0.8);
    return first;
  }

  private static Finding shift(List<Finding> found, String kind) {
    return first(found, CauseId.TRAIN_VALIDATION_SHIFT, kind);
  }

  private static Finding target(List<Finding> found, String kind) {
    return first(found, CauseId.CORRUPT_TARGET, kind);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void two_files_of_one_kind_are_sound(boolean classes) {
    Sheet all = made(classes);

    assertThat(ask(training(all), validation(all))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void one_file_without_a_fault_is_sound(boolean classes) {
    assertThat(Sheet.ask(made(classes).settings(folder, "y"))).isEmpty();
  }

  @Test
  void a_class_that_is_rarer_in_validation_is_said_with_both_shares() {
    Sheet all = made(true);
    int[] seen = {0};

    Finding found =
        shift(
            ask(
                training(all),
                validation(all).where("y", y -> !y.equals("high") || seen[0]++ % 5 == 0)),
            "shares");

    assertThat(found.sentence()).contains("\"high\"", "of the training rows", "validation rows");
    assertThat(found.treatments()).isEmpty();
  }

  @Test
  void rows_repeated_by_the_card_are_no_other_shares() {
    Sheet all = made(true);
    int[] seen = {0};
    Sheet rare = all.where("y", y -> !y.equals("high") || seen[0]++ % 5 == 0);
    DataSettings settings =
        rare.draw(0, 400, 2).settings(folder, "y", rare.draw(400, rare.rows().size(), 2));

    assertThat(
            Sheet.ask(settings.withCleaning(new plumb.data.read.Cleaning(List.of(), true, false))))
        .isEmpty();
  }

  @Test
  void swapped_classes_are_said_with_their_names() {
    Sheet all = made(true);
    Sheet swapped =
        validation(all).with("y", y -> y.equals("low") ? "high" : y.equals("high") ? "low" : y);

    Finding found = shift(ask(training(all), swapped), "codes");

    assertThat(found.sentence())
        .contains("high for low", "low for high")
        .doesNotContain("mean for");
    assertThat(found.treatments()).isEmpty();
  }

  @Test
  void classes_that_nothing_tells_are_not_taken_for_swapped() {
    Sheet all =
        Sheet.made(
            List.of("u", "v", "y"),
            ROWS,
            i ->
                new String[] {
                  "" + RANDOM.normal(2L * i),
                  "" + RANDOM.normal(2L * i + 1),
                  RANDOM.below(7L * i, 2) == 0 ? "a" : "b"
                });

    assertThat(ask(training(all), validation(all))).isEmpty();
  }

  @Test
  void words_spelled_otherwise_in_validation_are_said() {
    Sheet all = made(true);

    Finding found =
        shift(ask(training(all), validation(all).with("city", c -> c.substring(0, 1))), "codes");

    assertThat(found.sentence()).contains("\"city\"", "\"B\" for \"Bonn\"");
  }

  @Test
  void words_coded_as_numbers_in_validation_are_said() {
    Sheet all = made(true);
    List<String> codes = List.of("Bonn", "Ulm", "Köln");

    shift(ask(training(all), validation(all).with("city", c -> "" + codes.indexOf(c))), "codes");
  }

  @Test
  void an_input_in_another_unit_is_said_with_its_factor() {
    Sheet all = made(false);

    Finding found =
        shift(ask(training(all), validation(all).withNumbers("w", w -> w / 1000)), "units");

    assertThat(found.sentence()).contains("\"w\" (times 1000)");
  }

  @Test
  void the_target_in_another_unit_is_said_with_its_factor() {
    Sheet all = made(false);

    Finding found =
        shift(ask(training(all), validation(all).withNumbers("y", y -> 1000 * y)), "units");

    assertThat(found.sentence()).contains("\"y\" (times 0.001)");
  }

  @Test
  void all_numbers_by_one_line_are_said_as_units() {
    Sheet all = made(true);
    Sheet other = validation(all);
    for (String column : List.of("u", "v", "w")) {
      other = other.withNumbers(column, x -> 0.4 * x - 20);
    }

    Finding found = shift(ask(training(all), other), "units");

    assertThat(found.sentence()).contains("\"u\" (times 2.", "\"v\" (times 2.", "\"w\" (times 2.");
  }

  @Test
  void a_trend_beyond_training_is_said_and_not_cured_by_chance() {
    Sheet prices =
        Sheet.made(
            List.of("day", "before", "y"),
            ROWS,
            i -> {
              double price = 50 + 0.1 * i + RANDOM.normal(i);
              return new String[] {
                java.time.LocalDate.of(2020, 1, 1).plusDays(i).toString(),
                "" + (price - 0.1 + 0.5 * RANDOM.normal(ROWS + i)),
                "" + price
              };
            });

    Finding found =
        shift(
            ask(
                new Sheet(prices.names(), prices.rows().subList(0, 600)),
                new Sheet(prices.names(), prices.rows().subList(600, ROWS))),
            "later");

    assertThat(found.sentence()).contains("lie above all of training", "predict the difference");
    assertThat(found.treatments()).isEmpty();
  }

  @Test
  void later_rows_of_a_target_without_a_trend_are_no_finding() {
    Sheet all =
        Sheet.made(
            List.of("day", "u", "y"),
            ROWS,
            i -> {
              double u = RANDOM.normal(2L * i);
              return new String[] {
                java.time.LocalDate.of(2020, 1, 1).plusDays(i).toString(),
                "" + u,
                "" + (3 * u + RANDOM.normal(2L * i + 1))
              };
            });

    List<Finding> found =
        ask(
            new Sheet(all.names(), all.rows().subList(0, 600)),
            new Sheet(all.names(), all.rows().subList(600, ROWS)));

    assertThat(found).allMatch(f -> f.severity() <= Severity.DOUBTFUL);
  }

  @Test
  void rows_in_order_of_time_that_are_split_at_random_are_said_with_the_setting() {
    Sheet slow =
        Sheet.made(
            List.of("day", "u", "y"),
            ROWS,
            i ->
                new String[] {
                  java.time.LocalDate.of(2020, 1, 1).plusDays(i).toString(),
                  "" + RANDOM.normal(i),
                  "" + (10 * Math.sin(i / 40.0) + RANDOM.normal(ROWS + i))
                });
    DataSettings settings = slow.settings(folder, "y");

    List<Finding> found = inOrderOfTime(Sheet.ask(settings));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().sentence()).contains("{share: 0.2, time: day}");
    DataSettings mended =
        found.getFirst().treatments().getFirst().apply(DefaultCard.of(settings, 1)).data();
    assertThat(mended.validation())
        .isEqualTo(
            new DataSettings.Validation.Share(
                0.2, Optional.empty(), Optional.of("day"), DataSettings.Folds.AUTO));
    assertThat(inOrderOfTime(Sheet.ask(mended))).isEmpty();
  }

  private static List<Finding> inOrderOfTime(List<Finding> found) {
    return found.stream().filter(f -> f.id() == CauseId.TRAIN_VALIDATION_SHIFT).toList();
  }

  @Test
  void rows_of_other_groups_are_said_where_they_are_worth_less() {
    Sheet all =
        Sheet.made(
            List.of("machine", "u", "y"),
            ROWS,
            i -> {
              int machine = i % 9;
              double u = RANDOM.normal(2L * i);
              double y = (machine < 6 ? 3 : -3) * u + machine + 0.3 * RANDOM.normal(2L * i + 1);
              return new String[] {"M" + machine, "" + u, "" + y};
            });

    Finding found =
        shift(
            ask(
                all.where("machine", m -> m.compareTo("M6") < 0),
                all.where("machine", m -> m.compareTo("M6") >= 0)),
            "other-group");

    assertThat(found.sentence()).contains("\"machine\"", "\"M6\"");
  }

  @Test
  void other_answers_to_the_same_inputs_are_doubted() {
    Sheet all = made(true);
    List<String> classes = List.of("low", "mean", "high");
    Sheet dealt = validation(all);
    for (String[] row : dealt.rows()) {
      row[4] = classes.get(RANDOM.below(row[0].hashCode(), 3));
    }

    List<Finding> found = ask(training(all), dealt);

    assertThat(found)
        .anyMatch(f ->
            f.evidence().kind().equals("other")
                && f.severity() >= 0.6
                && f.sentence().contains("answers in the validation file are others"));
  }

  @Test
  void a_total_that_does_not_say_so_is_left_out_by_the_card() {
    Sheet all = made(false);
    String[] total = all.empty();
    total[4] = "" + all.sum("y");
    DataSettings settings = all.plus(total).settings(folder, "y");

    Finding found = target(Sheet.ask(settings), "total-line");

    assertThat(found.sentence()).startsWith("Line 902 of train.csv is a total");
    DataSettings mended = found.treatments().getFirst().apply(DefaultCard.of(settings, 1)).data();
    assertThat(mended.cleaning().dropped()).containsExactly(901);
    assertThat(Sheet.ask(mended)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-999", "9999", "-1"})
  void an_error_code_is_left_out_by_the_card(String code) {
    Sheet all = made(false).withEvery(40, "y", _ -> code);
    DataSettings settings = all.settings(folder, "y");

    Finding found = target(Sheet.ask(settings), "error-code");

    assertThat(found.sentence()).contains("is " + code);
    DataSettings mended = found.treatments().getFirst().apply(DefaultCard.of(settings, 1)).data();
    assertThat(Sheet.ask(mended)).isEmpty();
  }

  @Test
  void a_class_that_stands_for_a_missing_answer_is_said() {
    Sheet all =
        made(true)
            .with("y", y -> y.equals("low") ? "0" : y.equals("mean") ? "1" : "2")
            .withEvery(40, "y", _ -> "-999");

    Finding found = target(Sheet.ask(all.settings(folder, "y")), "error-code");

    assertThat(found.sentence()).contains("\"-999\"");
  }

  @Test
  void a_cut_is_a_remark() {
    Sheet all = made(false).withNumbers("y", y -> Math.min(y, 150));

    List<Finding> found = Sheet.ask(all.settings(folder, "y"));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().evidence().kind()).isEqualTo("capped");
    assertThat(found.getFirst().severity()).isEqualTo(Severity.REMARK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HIGH", "High", "high\u00a0", "high."})
  void a_class_in_two_spellings_is_named_with_its_labels(String spelled) {
    Sheet all = made(true).withEvery(7, "y", y -> y.equals("high") ? spelled : y);
    DataSettings settings = all.settings(folder, "y");

    Finding first = target(Sheet.ask(settings), "spellings");

    assertThat(first.sentence()).contains("labels: {\"%s\": \"high\"}".formatted(spelled));
    DataSettings mended = first.treatments().getFirst().apply(DefaultCard.of(settings, 1)).data();
    assertThat(mended.labels()).containsEntry(spelled, "high");
    assertThat(Sheet.ask(mended)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"expensiv", "expnesive", "expensives"})
  void a_slip_of_the_pen_in_a_long_word_is_named(String spelled) {
    Sheet all =
        made(true)
            .with("y", y -> y.equals("high") ? "expensive" : y)
            .withEvery(7, "y", y -> y.equals("expensive") ? spelled : y);

    Finding first = target(Sheet.ask(all.settings(folder, "y")), "spellings");

    assertThat(first.sentence()).contains("\"%s\": \"expensive\"".formatted(spelled));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hihg", "nigh", "hig", "higher", "high-", "high2"})
  void other_short_words_are_other_classes(String other) {
    Sheet all = made(true).withEvery(7, "y", y -> y.equals("high") ? other : y);

    assertThat(Sheet.ask(all.settings(folder, "y"))).isEmpty();
  }

  @Test
  void all_rows_of_one_class_in_two_spellings_are_said_without_a_card_of_one_class() {
    Sheet all = made(true).with("y", _ -> "yes").withEvery(7, "y", _ -> "Yes");

    Finding first = target(Sheet.ask(all.settings(folder, "y")), "spellings");

    assertThat(first.treatments()).isEmpty();
  }

  @Test
  void names_of_classes_learned_as_a_quantity_are_said() {
    Sheet all =
        Sheet.made(
            List.of("u", "v", "y"),
            ROWS,
            i -> {
              int kind = i % 7;
              double angle = 2 * Math.PI * (3 * kind % 7) / 7;
              return new String[] {
                "" + (4 * Math.cos(angle) + RANDOM.normal(2L * i)),
                "" + (4 * Math.sin(angle) + RANDOM.normal(2L * i + 1)),
                "" + kind
              };
            });
    DataSettings settings = all.settings(folder, "y").withTask(Task.REGRESSION);

    Finding found = first(Sheet.ask(settings), CauseId.WRONG_TASK, "classes-as-quantity");

    DataSettings mended = found.treatments().getFirst().apply(DefaultCard.of(settings, 1)).data();
    assertThat(mended.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(Sheet.ask(mended)).isEmpty();
  }

  @Test
  void grades_learned_as_a_quantity_are_a_fair_choice() {
    Sheet all = made(false).withNumbers("y", y -> Math.clamp(Math.rint((y - 100) / 10), 0, 8));

    assertThat(Sheet.ask(all.settings(folder, "y").withTask(Task.REGRESSION))).isEmpty();
  }

  @Test
  void a_quantity_learned_as_classes_is_said() {
    Sheet all = made(false).withNumbers("y", y -> Math.rint(y));

    Finding found =
        first(
            Sheet.ask(all.settings(folder, "y").withTask(Task.CLASSIFICATION)),
            CauseId.WRONG_TASK,
            "quantity-as-classes");

    assertThat(found.treatments()).isNotEmpty();
  }

  @Test
  void every_question_describes_itself() {
    for (DataQuestion question : DataQuestions.ALL) {
      CausePage page = question.page();
      assertThat(page.looksAt()).as(question.getClass().getSimpleName()).isNotBlank();
      assertThat(page.limits()).isNotEmpty().allMatch(limit -> !limit.isBlank());
      assertThat(page.accepted()).isNotBlank();
    }
  }
}
