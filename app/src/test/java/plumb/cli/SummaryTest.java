package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.Scores;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

class SummaryTest {
  private static final Path PAST = Path.of("../core/src/test/resources/past/0.1.0/runs");

  private static String scores(RunDocument run) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Summary.scores(run, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** One row in fifty is a fraud, and as many of these are found. */
  private static Metrics rare(int frauds, int found, OptionalDouble auc) {
    int[] rows = {49 * frauds, frauds};
    return new Metrics.Classification(
        0.25,
        (double) (rows[0] + found) / (50 * frauds),
        50 * frauds,
        Optional.of(Metrics.ByClass.of(rows, new int[] {rows[0], found})),
        auc);
  }

  private static RunDocument rare(PrimaryScore score) {
    RunDocument past = RunFolder.read(PAST.resolve("hasty"));
    Scores constant =
        new Scores(
            rare(24, 0, OptionalDouble.empty()),
            Optional.of(rare(6, 0, OptionalDouble.empty())),
            Optional.empty());
    return new RunDocument(
        past.schema(),
        past.name(),
        past.verdict(),
        past.sentence(),
        past.goal(),
        new Scores(
            rare(24, 22, OptionalDouble.of(0.991)),
            Optional.of(rare(6, 3, OptionalDouble.of(0.875))),
            Optional.empty()),
        List.of(
            new Reference(Reference.Kind.CONSTANT, "most frequent class", constant, ""),
            new Reference(Reference.Kind.TREE, "decision tree", constant, "Stopped.", false)),
        past.attempts(),
        past.kept(),
        past.causes(),
        past.notes(),
        past.profile(),
        List.of(List.of(294, 0), List.of(3, 3)),
        List.of("ok", "fraud"),
        past.environment(),
        past.weightsHash(),
        past.seconds(),
        Optional.empty(),
        score);
  }

  @Test
  void the_primary_score_is_in_the_table_and_the_other_numbers_of_the_network_below() {
    assertThat(scores(rare(PrimaryScore.BALANCED_ACCURACY)))
        .isEqualToNormalizingNewlines(
            """
              balanced accuracy       training   validation
              most frequent class      50.00 %      50.00 %
              decision tree         not fitted   not fitted
              the network              95.83 %      75.00 %
                its loss                 0.250        0.250
                its accuracy           99.83 %      99.00 %
                its AUC                  0.991        0.875
              Recall by class on validation: ok 100.0 % of 294, fraud 50.0 % of 6
            """);
  }

  @Test
  void beside_the_accuracy_of_uneven_classes_stands_the_balanced_one() {
    assertThat(scores(rare(PrimaryScore.ACCURACY)))
        .contains("  accuracy ")
        .containsPattern("the network +99.83 % +99.00 %")
        .containsPattern("its balanced accuracy +95.83 % +75.00 %");
  }

  @Test
  void a_reference_that_was_interrupted_has_no_numbers() {
    RunDocument hasty = RunFolder.read(PAST.resolve("hasty"));
    assertThat(scores(hasty))
        .containsPattern("logistic regression +not fitted +not fitted")
        .containsPattern("always answering the most frequent class +55.21 % +54.17 %")
        .doesNotContain("AUC", "balanced");
  }

  @Test
  void numbers_are_compared_by_r2_alone() {
    assertThat(scores(RunFolder.read(PAST.resolve("flow"))))
        .containsPattern("the network +R2 0.977 +R2 0.979 +R2 0.932")
        .doesNotContain("loss", "Recall");
  }

  @Test
  void recall_is_told_of_uneven_classes_and_of_many_the_lowest() {
    assertThat(Recalls.of(List.of("a", "b"), List.of(List.of(9, 1), List.of(2, 4))).sentence(""))
        .isEmpty();
    assertThat(Recalls.of(List.of("a", "b"), List.of(List.of(9, 1), List.of(2, 3))).sentence(""))
        .contains("Recall by class: a 90.0 % of 10, b 60.0 % of 5");
    assertThat(Recalls.of(List.of(), List.of()).sentence("")).isEmpty();
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    List<List<Integer>> counts =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(t ->
                java.util.stream.IntStream.range(0, 8)
                    .map(p -> p == t ? 10 + t : p == 0 ? 10 - t : 0)
                    .boxed()
                    .toList())
            .toList();
    assertThat(Recalls.of(names, counts).classes()).hasSize(8);
    assertThat(Recalls.of(names, counts).sentence(" on validation").orElseThrow())
        .startsWith("Recall by class on validation, the 6 lowest of 8: b 55.0 % of 20, c 60.0 %")
        .doesNotContain("h 85");
  }
}
