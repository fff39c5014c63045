package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.run.CauseId;

class FieldCasesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path EXAMPLES = ROOT.resolve("examples");

  /** Causes that are agreed on; some have no rule yet. */
  private static final Set<String> CAUSES =
      Stream.concat(
              Arrays.stream(CauseId.values()).map(CauseId::id),
              Stream.of("corrupt-target", "wrong-task", "batch-too-small", "wrong-architecture"))
          .collect(Collectors.toSet());

  @TempDir private Path folder;

  static List<FieldCase> cases() {
    return FieldCase.in(ROOT.resolve("faults").resolve("field"), "");
  }

  @Test
  void there_are_at_least_forty_cases_and_a_quarter_of_them_learn_numbers() throws IOException {
    int numbers = 0;
    for (FieldCase field : cases()) {
      numbers +=
          Files.readString(field.folder().resolve("card.yaml")).contains("task: regression")
              ? 1
              : 0;
    }
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(4 * numbers).isGreaterThanOrEqualTo(cases().size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_has_rows_for_both_cards_and_a_test_neither_card_names(FieldCase field) {
    for (FieldCase.Side side : FieldCase.Side.values()) {
      Path to = folder.resolve(side.name());
      Scenario.Ready ready = field.ready(side, 3, to, EXAMPLES);
      assertThat(ready.card().data().train().file().orElseThrow())
          .isEqualTo(to.resolve("train.csv"))
          .exists();
      assertThat(ready.card().data().test()).isEmpty();
      assertThat(ready.test()).exists();
      assertThat(ready.card().seed()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_truth_names_causes_that_exist_and_remedies(FieldCase field) {
    assertThat(field.truth().causes()).isNotEmpty();
    assertThat(CAUSES).containsAll(field.truth().causes());
    assertThat(field.truth().remedies()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_gives_its_source_and_what_is_not_as_in_it(FieldCase field) throws IOException {
    assertThat(Files.readString(field.folder().resolve("truth.yaml")))
        .containsPattern("source: https://\\S+\n")
        .contains("\nfault: >-\n", "\nchanged: >-\n");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_case_is_listed_with_the_reports_that_were_looked_at(FieldCase field)
      throws IOException {
    String page = Files.readString(ROOT.resolve("docs").resolve("field-bench-sources.md"));
    assertThat(page).contains("used: `" + field.name() + "`");
  }

  @Test
  void the_same_seed_gives_the_same_rows_and_another_seed_others() {
    String first = text("so-69901379", 1);
    assertThat(text("so-69901379", 1)).isEqualTo(first);
    assertThat(text("so-69901379", 2)).isNotEqualTo(first);
  }

  private String text(String name, long seed) {
    FieldRows rows = FieldData.of(name, seed, EXAMPLES);
    return rows.card().train().cells().stream()
        .map(row -> String.join(",", row))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void patients_of_the_mended_validation_are_none_of_the_training() {
    FieldRows.Files twin = FieldData.of("gh-ohdsi-181", 1, EXAMPLES).twin();
    assertThat(patients(twin.validation().orElseThrow()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(patients(twin.train()))
        .doesNotContainAnyElementsOf(patients(twin.test()));
  }

  private static Set<String> patients(TableSample rows) {
    return rows.cells().stream().map(row -> row[0]).collect(Collectors.toSet());
  }

  @Test
  void a_column_that_gives_the_answer_away_does_not_in_the_test_rows() {
    FieldRows.Files card = FieldData.of("gh-seaborn-37", 1, EXAMPLES).card();
    assertThat(alike(card.train())).isEqualTo(1);
    assertThat(alike(card.test())).isBetween(0.3, 0.7);
  }

  private static double alike(TableSample rows) {
    int alive = rows.columns().indexOf("alive");
    return rows.cells().stream()
            .filter(row -> row[alive].equals("yes") == row[rows.target()].equals("1"))
            .count()
        / (double) rows.rows();
  }
}
