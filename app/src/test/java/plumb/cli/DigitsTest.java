package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole way on the digits that are shipped: train, predict, evaluate, doctor, report. */
class DigitsTest {
  @TempDir static Path folder;
  static Said trained = new Said(-1, "", "");

  @BeforeAll
  static void train() throws IOException {
    Path digits = Path.of(System.getProperty("plumb.root", "..")).resolve("examples/digits.csv");
    Files.copy(digits, folder.resolve("digits.csv"));
    trained =
        Said.by(
            folder,
            ("train digits.csv --target digit --once --max-epochs 3 --seed 7 --threads 2"
                    + " --out run")
                .split(" "));
  }

  private static JsonNode json(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
    return JsonMapper.shared().readTree(said.out());
  }

  @Test
  void training_leaves_a_complete_run_and_says_what_it_found() {
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(folder.resolve("run")).isDirectory();
    for (String name :
        List.of("model.plumb", "run.json", "report.html", "history.csv", "card.yaml")) {
      assertThat(folder.resolve("run").resolve(name)).isNotEmptyFile();
      assertThat(trained.out()).contains(name);
    }
    assertThat(trained.out())
        .contains("the network", "The weights are those after epoch", "Run folder: ", "card.yaml");
    List<String> lines = trained.out().lines().toList();
    assertThat(lines.getFirst()).matches("(Fine|Not trained|Overfit|Cannot tell): .*\\d.*");
    assertThat(lines.get(1)).isNotBlank();
    assertThat(lines.get(2)).isBlank();
    assertThat(lines.getLast()).startsWith("Next: plumb ");
    assertThat(lines.stream().filter(line -> line.length() > 40)).doesNotHaveDuplicates();
    assertThat(trained.err()).contains("Attempt 1: as given.");
  }

  @Test
  void the_card_that_is_left_trains_the_same_weights_again() {
    JsonNode run =
        json(
            Said.by(
                folder, "train run/card.yaml --once --json --quiet --out from-card".split(" ")));
    assertThat(run.get("weightsHash"))
        .isEqualTo(
            json(Said.by(folder, "evaluate", "run", "digits.csv", "--json")).get("weightsHash"));
    assertThat(run.get("environment").get("command").asString())
        .isEqualTo("plumb train run/card.yaml --once --json --quiet --out from-card");
  }

  @Test
  void json_is_alone_on_standard_output_and_the_same_seed_gives_the_same_weights() {
    JsonNode run =
        json(
            Said.by(
                folder,
                ("train digits.csv --target digit --once --max-epochs 3 --seed 7 --threads 1"
                        + " --json --quiet --out again")
                    .split(" ")));
    JsonNode first = json(Said.by(folder, "doctor", "run", "--json"));
    assertThat(run.get("weightsHash")).isEqualTo(first.get("weightsHash"));
    assertThat(run.get("metrics").get("validation").get("accuracy").doubleValue())
        .isGreaterThan(0.8);
  }

  @Test
  void predictions_have_a_probability_for_each_class() throws IOException {
    Said said = Said.by(folder, "predict", "run", "digits.csv", "--out", "predictions.csv");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).isEmpty();
    List<String> lines = Files.readAllLines(folder.resolve("predictions.csv"));
    assertThat(lines).hasSize(1798);
    assertThat(lines.getFirst()).startsWith("digit,p(0),p(1)").endsWith("p(9)");
    String[] cells = lines.get(1).split(",", -1);
    double sum = 0;
    for (int i = 1; i < cells.length; i++) {
      sum += Double.parseDouble(cells[i]);
    }
    assertThat(sum).isBetween(0.9999, 1.0001);
  }

  @Test
  void predicting_ignores_other_columns_and_the_order_but_needs_all_of_the_models()
      throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("digits.csv")).subList(0, 20);
    Files.write(folder.resolve("few.csv"), lines);
    Files.write(folder.resolve("reversed.csv"), lines.stream().map(DigitsTest::reversed).toList());
    Files.write(
        folder.resolve("more.csv"),
        lines.stream().map(l -> (l.equals(lines.getFirst()) ? "colour," : "red,") + l).toList());
    Files.write(
        folder.resolve("less.csv"),
        lines.stream().map(DigitsTest::withoutThePixelInTheMiddle).toList());

    Said usual = Said.by(folder, "predict", "run", "few.csv");
    Said reversed = Said.by(folder, "predict", "run/model.plumb", "reversed.csv");
    Said more = Said.by(folder, "predict", "run", "more.csv");
    assertThat(usual.code()).as(usual.err()).isZero();
    assertThat(reversed.out()).isEqualTo(usual.out());
    assertThat(more.out()).isEqualTo(usual.out());
    assertThat(more.err()).contains("colour");

    Said less = Said.by(folder, "predict", "run", "less.csv", "--out", "never.csv");
    assertThat(less.code()).isEqualTo(2);
    assertThat(less.err()).contains("less.csv lacks the column");
    assertThat(folder.resolve("never.csv")).doesNotExist();
  }

  private static String withoutThePixelInTheMiddle(String line) {
    List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
    cells.remove(28);
    return String.join(",", cells);
  }

  private static String reversed(String line) {
    return String.join(",", List.of(line.split(",", -1)).reversed());
  }

  @Test
  void evaluate_measures_and_counts_who_is_taken_for_whom() {
    JsonNode result = json(Said.by(folder, "evaluate", "run", "digits.csv", "--json"));
    assertThat(result.at("/metrics/test/accuracy").doubleValue()).isGreaterThan(0.8);
    assertThat(result.at("/metrics/test/rows").asInt()).isEqualTo(1797);
    assertThat(result.get("confusion")).hasSize(10);
    assertThat(Said.by(folder, "evaluate", "run", "digits.csv").out())
        .contains("of 1797 rows right", "True classes in rows");
  }

  @Test
  void doctor_names_verdict_and_causes() {
    Said said = Said.by(folder, "doctor", "run");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("Next: plumb ")
        .containsAnyOf("Nothing is wrong", "Causes, most likely first:", "No cause was found");
  }

  @Test
  void doctor_of_a_run_whose_data_are_gone_reads_its_record() throws IOException {
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.copy(folder.resolve("digits.csv"), folder.resolve("elsewhere/gone.csv"));
    Said.by(
        folder,
        "train elsewhere/gone.csv --target digit --once --max-epochs 2 --out short --threads 2"
            .split(" "));
    JsonNode anew = json(Said.by(folder, "doctor", "short", "--json"));
    assertThat(anew.at("/examination/effort").doubleValue()).isGreaterThanOrEqualTo(1);
    Files.delete(folder.resolve("elsewhere/gone.csv"));
    JsonNode record = json(Said.by(folder, "doctor", "short", "--json"));
    assertThat(record.has("examination")).isFalse();
    assertThat(record.get("causes")).isNotEmpty();
    assertThat(record.get("weightsHash")).isEqualTo(anew.get("weightsHash"));
    assertThat(record.get("notes").toString()).contains("data are no longer at");
    assertThat(Said.by(folder, "doctor", "short", "--repair").code()).isEqualTo(2);
  }

  @Test
  void doctor_trains_a_card_as_it_stands_and_leaves_nothing() throws IOException {
    Files.write(
        folder.resolve("some.csv"),
        Files.readAllLines(folder.resolve("digits.csv")).subList(0, 200));
    Files.writeString(
        folder.resolve("card.yaml"),
        "data: {train: some.csv, target: digit}\nepochs: 1\nnetwork: [{dense: 8}, relu]\n");
    Said said = Said.by(folder, "doctor", "card.yaml", "--json");
    assertThat(json(said).get("attempts")).hasSize(1);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void a_card_that_contradicts_its_task_is_diagnosed_and_not_just_refused() throws IOException {
    Files.write(
        folder.resolve("few.csv"),
        Files.readAllLines(folder.resolve("digits.csv")).subList(0, 200));
    Files.writeString(
        folder.resolve("seven.yaml"),
        """
        data: {train: few.csv, target: digit}
        epochs: 1
        network: [{dense: 8}, relu]
        head: {units: 7, activation: softmax}
        """);
    Said said = Said.by(folder, "doctor", "seven.yaml", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    JsonNode cause = json(said).at("/causes/0");
    assertThat(cause.get("id").asString()).isEqualTo("wrong-head-or-loss");
    assertThat(cause.get("sentence").asString()).contains("7 units");
  }

  @Test
  void doctor_reads_the_history_of_a_run() {
    Said said = Said.by(folder, "doctor", "run/history.csv", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(json(said).get("source").asString()).contains("Plumb");
    assertThat(json(said).get("causes")).isNotEmpty();
  }

  @Test
  void report_writes_the_page_anew() throws IOException {
    Path page = folder.resolve("run/report.html");
    String before = Files.readString(page);
    Files.writeString(page, "old");
    Said said = Said.by(folder, "report", "run");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().strip()).isEqualTo(page.toString());
    assertThat(page).hasContent(before);
  }

  @Test
  void an_altered_or_truncated_model_is_refused() throws IOException {
    byte[] model = Files.readAllBytes(folder.resolve("run/model.plumb"));
    Files.write(folder.resolve("short.plumb"), java.util.Arrays.copyOf(model, model.length - 9));
    model[model.length / 2] ^= 1;
    Files.write(folder.resolve("altered.plumb"), model);
    for (String name : List.of("short.plumb", "altered.plumb")) {
      Said said = Said.by(folder, "predict", name, "digits.csv");
      assertThat(said.code()).isEqualTo(2);
      assertThat(said.err()).contains(name).hasLineCount(1);
      assertThat(said.out()).isEmpty();
    }
  }

  @Test
  void predictions_never_overwrite_what_they_are_made_from() {
    Said said = Said.by(folder, "predict", "run", "digits.csv", "--out", "digits.csv");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("would overwrite");
  }

  @Test
  void bench_step_times_steps() {
    JsonNode result =
        json(Said.by(folder, "bench step 8-16-4 --batch 8 --seconds 0.05 --json".split(" ")));
    double min = result.at("/microsecondsPerStep/min").doubleValue();
    assertThat(result.at("/microsecondsPerStep/median").doubleValue()).isGreaterThanOrEqualTo(min);
    assertThat(min).isPositive();
    assertThat(result.get("kernels").asString()).isNotEmpty();
  }
}
