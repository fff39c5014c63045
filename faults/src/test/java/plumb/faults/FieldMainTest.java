package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldMainTest {
  @TempDir private Path folder;

  @BeforeEach
  void a_case_that_is_none_of_the_bench() throws IOException {
    Path made = Files.createDirectories(folder.resolve("cases").resolve(FieldClasses.MADE_UP));
    String card =
        """
        data: {train: train.csv, target: class, task: classification}
        network: [dense: 6, tanh]
        optimizer: {sgd: %s}
        batch: 16
        epochs: 30
        stop: none
        """;
    Files.writeString(made.resolve("card.yaml"), card.formatted("1e-7"));
    Files.writeString(made.resolve("twin.yaml"), card.formatted("0.1"));
    Files.writeString(
        made.resolve("truth.yaml"),
        """
        causes: [learning-rate-too-low]
        remedies: ["a higher rate"]
        """);
  }

  private String run(String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "--cases",
                folder.resolve("cases").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--root",
                "..",
                "--seeds",
                "1",
                "--workers",
                "1"));
    arguments.addAll(List.of(more));
    FieldMain.run(
        arguments.toArray(String[]::new), new PrintStream(OutputStream.nullOutputStream()));
    return Files.readString(folder.resolve("out").resolve("table.md"));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve("out").resolve(file));
  }

  @Test
  void without_the_doctor_cards_and_twins_are_trained_as_they_stand()
      throws IOException, InterruptedException {
    assertThat(run("--plain")).contains("| made-up | ").doesNotContain("detected");
    assertThat(lines("plain.jsonl")).hasSize(2);
    assertThat(folder.resolve("out").resolve("doctor.jsonl")).doesNotExist();
  }

  @Test
  void the_doctor_is_asked_about_card_and_twin_and_a_second_run_asks_nothing_again()
      throws IOException, InterruptedException {
    String table = run();
    assertThat(table)
        .contains("| all | detected | ", "| all | repaired | ", "| all | false alarms on twins | ");
    List<String> answers = lines("doctor.jsonl");
    assertThat(answers).hasSize(2).noneMatch(line -> line.contains("failed"));
    assertThat(run()).isEqualTo(table);
    assertThat(lines("doctor.jsonl")).isEqualTo(answers);
  }

  @Test
  void a_run_that_was_interrupted_goes_on_with_what_is_missing()
      throws IOException, InterruptedException {
    run("--plain");
    List<String> both = lines("plain.jsonl");
    Files.write(folder.resolve("out").resolve("plain.jsonl"), both.subList(0, 1));
    run("--plain");
    assertThat(lines("plain.jsonl")).isEqualTo(both);
  }

  // --- what is counted ---

  private static FieldCase field(String repair, boolean healthyTwin) {
    return new FieldCase(
        "a",
        Path.of("a"),
        new FieldTruth(
            FieldTruth.Kind.TRAINING,
            List.of("unscaled-target"),
            List.of(),
            FieldTruth.Repair.valueOf(repair),
            FieldTruth.Score.USUAL,
            Optional.empty(),
            healthyTwin ? Optional.empty() : Optional.of("few rows")));
  }

  private static FieldResult result(
      FieldCase.Side side, double plain, List<String> causes, String verdict, double test) {
    return new FieldResult(
        "a",
        side,
        1,
        plain,
        plain,
        plain,
        1000,
        new FieldResult.Said(causes, verdict, "", test, 0, 0, 0, List.of()));
  }

  private static boolean repaired(String repair, String verdict, double test) {
    FieldCase field = field(repair, true);
    FieldResult card = result(FieldCase.Side.CARD, 0.5, List.of("x"), verdict, test);
    FieldResult twin = result(FieldCase.Side.TWIN, 0.9, List.of("healthy"), "fine", 0.9);
    return new FieldSummary(List.of(field), List.of(card, twin), List.of(card, twin))
        .repaired(field, card);
  }

  @Test
  void repaired_is_what_the_truth_counts() {
    assertThat(repaired("SCORE", "fine", 0.86)).isTrue();
    assertThat(repaired("SCORE", "doubtful", 0.85)).isFalse();
    assertThat(repaired("VERDICT", "fine", 0.9)).isFalse();
    assertThat(repaired("VERDICT", "shift", 0.2)).isTrue();
    assertThat(repaired("EITHER", "fine", 0.86)).isTrue();
    assertThat(repaired("EITHER", "doubtful", 0.2)).isTrue();
    assertThat(repaired("NONE", "doubtful", 0.9)).isFalse();
  }

  @Test
  void worse_is_what_is_below_the_plain_model_beyond_the_noise_of_the_test_rows() {
    assertThat(FieldSummary.harmed(result(FieldCase.Side.CARD, 0.9, List.of(), "", 0.88)))
        .isFalse();
    assertThat(FieldSummary.harmed(result(FieldCase.Side.CARD, 0.9, List.of(), "", 0.8))).isTrue();
  }

  @Test
  void a_cause_counts_among_the_first_two_only() {
    FieldResult.Said said =
        result(FieldCase.Side.CARD, 0, List.of("a", "b", "unscaled-target"), "", 0).doctor();
    assertThat(said.names(List.of("b"), 1)).isFalse();
    assertThat(said.names(List.of("b"), 2)).isTrue();
    assertThat(said.names(List.of("unscaled-target"), 2)).isFalse();
  }

  @Test
  void healthy_cannot_tell_and_a_failure_are_no_detection() {
    for (String first : List.of("healthy", "cannot-tell", "failed")) {
      assertThat(result(FieldCase.Side.CARD, 0, List.of(first), "", 0).doctor().detected())
          .isFalse();
    }
    assertThat(result(FieldCase.Side.CARD, 0, List.of("leakage"), "", 0).doctor().detected())
        .isTrue();
  }

  @Test
  void an_alarm_on_a_twin_that_still_has_something_to_find_is_not_counted() {
    FieldResult twin = result(FieldCase.Side.TWIN, 0.9, List.of("overfitting"), "overfit", 0.9);
    assertThat(new FieldSummary(List.of(field("SCORE", true)), List.of(twin), List.of(twin)).page())
        .contains("| all | false alarms on twins | 100.0");
    assertThat(
            new FieldSummary(List.of(field("SCORE", false)), List.of(twin), List.of(twin)).page())
        .doesNotContain("| all | false alarms on twins |");
  }
}
