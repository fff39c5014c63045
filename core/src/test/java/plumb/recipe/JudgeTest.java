package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

class JudgeTest {
  private static final Goal GOAL = new Goal(0.9, "");
  private static final Reference CONSTANT = Planted.reference(Reference.Kind.CONSTANT, 0.5, 0.5);

  private static Evidence evidence(Scores scores) {
    return new Evidence(scores, scores.train(), List.of(CONSTANT), true);
  }

  @ParameterizedTest(name = "train {0}, validation {1} on {2} rows: {3}")
  @CsvSource({
    // training bad: whatever validation says
    "0.60, 0.60, 2000, NOT_TRAINED",
    "0.60, 0.30, 2000, NOT_TRAINED",
    "0.60, 0.99, 2000, NOT_TRAINED",
    "0.60, 0.30,   20, NOT_TRAINED",
    "0.60, 0.00,    0, NOT_TRAINED",
    // training good
    "0.95, 0.94, 2000, FINE",
    "0.95, 0.97, 2000, FINE",
    "0.95, 0.80, 2000, OVERFIT",
    "1.00, 0.60,  100, OVERFIT",
    "0.95, 0.00,    0, CANNOT_TELL",
    "0.95, 0.90,   30, CANNOT_TELL",
    "0.95, 0.91,   60, CANNOT_TELL",
    // within noise of the goal counts as reached
    "0.896, 0.89, 2000, FINE",
    "0.880, 0.70, 2000, NOT_TRAINED",
  })
  void the_recipe_is_a_truth_table(
      double train, double validation, int validationRows, Verdict verdict) {
    Scores scores = Planted.scores(train, 10_000, validation, validationRows);
    assertThat(Judge.judge(evidence(scores), GOAL).verdict()).isEqualTo(verdict);
  }

  @Test
  void an_epoch_whose_loss_is_no_number_reached_nothing() {
    EpochRecord start =
        new EpochRecord(0, 0, 0.7, 0, 0, Planted.accuracy(0.6, 1000), Optional.empty());
    EpochRecord diverged =
        new EpochRecord(
            1,
            10,
            Double.NaN,
            0,
            0.1,
            new Metrics.Classification(Double.NaN, 0.99, 1000),
            Optional.empty());
    Evidence evidence = Evidence.of(List.of(start, diverged), 0, List.of(CONSTANT), true);
    assertThat(evidence.reached()).isEqualTo(start.train());
    assertThat(Judge.judge(evidence, GOAL).verdict()).isEqualTo(Verdict.NOT_TRAINED);
  }

  @Test
  void reference_models_that_were_stopped_set_no_goal_and_nobody_can_tell_what_is_good() {
    Reference stopped =
        new Reference(
            Reference.Kind.LINEAR, "linear", Planted.scores(0.8, 1000, 0.8, 1000), "", false);
    List<Reference> references = List.of(CONSTANT, stopped);
    Goal goal = Judge.goal(OptionalDouble.empty(), references);
    assertThat(goal.score()).isEqualTo(0.5);
    assertThat(goal.sentence()).contains("stopped before");
    Scores scores = Planted.scores(0.7, 10_000, 0.7, 2000);
    Evidence evidence = new Evidence(scores, scores.train(), references, true);
    assertThat(Judge.judge(evidence, goal).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    Goal asked = Judge.goal(OptionalDouble.of(0.65), references);
    assertThat(Judge.judge(evidence, asked).verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void what_cannot_be_measured_on_validation_is_neither_fine_nor_untrained() {
    Scores scores =
        new Scores(
            Planted.accuracy(0.95, 1000),
            Optional.of(new Metrics.Classification(0.1, Double.NaN, 100)),
            Optional.empty());
    assertThat(Judge.judge(evidence(scores), GOAL).verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void a_bad_training_result_is_never_called_overfitting() {
    for (int train = 0; train < 89; train++) {
      for (int validation = 0; validation <= 100; validation++) {
        Scores scores = Planted.scores(train / 100.0, 10_000, validation / 100.0, 5_000);
        assertThat(Judge.judge(evidence(scores), GOAL).verdict()).isEqualTo(Verdict.NOT_TRAINED);
      }
    }
  }

  @Test
  void weights_kept_from_before_the_training_set_was_fitted_are_not_called_untrained() {
    Scores early = Planted.scores(0.7, 10_000, 0.65, 2_000);
    Evidence evidence =
        new Evidence(early, Planted.accuracy(0.99, 10_000), List.of(CONSTANT), true);
    assertThat(Judge.judge(evidence, GOAL).verdict()).isEqualTo(Verdict.OVERFIT);
  }

  @Test
  void a_loss_that_is_no_number_is_not_trained() {
    Metrics broken = new Metrics.Classification(Double.NaN, 0.95, 10_000);
    Scores scores =
        new Scores(broken, Optional.of(Planted.accuracy(0.95, 2_000)), Optional.empty());
    assertThat(Judge.judge(evidence(scores), GOAL).verdict()).isEqualTo(Verdict.NOT_TRAINED);
  }

  @Test
  void a_gap_a_linear_model_has_too_is_a_shift_unless_rows_were_dealt_at_random() {
    Scores scores = Planted.scores(0.97, 10_000, 0.80, 2_000);
    List<Reference> references =
        List.of(CONSTANT, Planted.reference(Reference.Kind.LINEAR, 0.93, 0.77));
    assertThat(Judge.judge(new Evidence(scores, scores.train(), references, false), GOAL).verdict())
        .isEqualTo(Verdict.SHIFT);
    assertThat(Judge.judge(new Evidence(scores, scores.train(), references, true), GOAL).verdict())
        .isEqualTo(Verdict.OVERFIT);
  }

  @Test
  void a_linear_model_without_the_gap_leaves_the_network_overfit() {
    Scores scores = Planted.scores(0.97, 10_000, 0.80, 2_000);
    List<Reference> references =
        List.of(CONSTANT, Planted.reference(Reference.Kind.LINEAR, 0.85, 0.84));
    assertThat(Judge.judge(new Evidence(scores, scores.train(), references, false), GOAL).verdict())
        .isEqualTo(Verdict.OVERFIT);
  }

  @Test
  void what_no_input_helps_to_predict_is_not_called_fine() {
    Scores scores = Planted.scores(0.51, 10_000, 0.50, 2_000);
    Judge.Judgement judgement = Judge.judge(evidence(scores), new Goal(0.5, ""));
    assertThat(judgement.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(judgement.sentence()).contains("no better than");
  }

  @Test
  void a_small_validation_set_is_said_to_be_small() {
    Scores scores = Planted.scores(0.95, 1_000, 0.90, 30);
    assertThat(Judge.judge(evidence(scores), GOAL).sentence()).contains("only 30 validation rows");
  }

  @Test
  void numbers_are_judged_by_r2() {
    Metrics train = new Metrics.Regression(0.1, 1, 1, 0.95, 0.01, 1000);
    Metrics validation = new Metrics.Regression(0.4, 2, 2, 0.60, 0.03, 300);
    Scores scores = new Scores(train, Optional.of(validation), Optional.empty());
    Evidence evidence = new Evidence(scores, train, List.of(), true);
    assertThat(Judge.judge(evidence, new Goal(0.8, "")).verdict()).isEqualTo(Verdict.OVERFIT);
    assertThat(Judge.judge(evidence, new Goal(0.99, "")).verdict()).isEqualTo(Verdict.NOT_TRAINED);
  }

  @Test
  void a_tree_that_memorizes_sets_no_goal() {
    Goal goal =
        Judge.goal(
            OptionalDouble.empty(),
            List.of(
                CONSTANT,
                Planted.reference(Reference.Kind.LINEAR, 0.80, 0.79),
                Planted.reference(Reference.Kind.TREE, 1.00, 0.70)));
    assertThat(goal.score()).isEqualTo(0.79);
    assertThat(goal.sentence()).contains("linear");
  }

  @Test
  void without_validation_a_tree_sets_no_goal() {
    Scores tree = Planted.scores(1, 1000, 0, 0);
    Goal goal =
        Judge.goal(
            OptionalDouble.empty(),
            List.of(
                new Reference(
                    Reference.Kind.CONSTANT, "constant", Planted.scores(0.4, 1000, 0, 0), ""),
                new Reference(Reference.Kind.LINEAR, "linear", Planted.scores(0.7, 1000, 0, 0), ""),
                new Reference(Reference.Kind.TREE, "tree", tree, "")));
    assertThat(goal.score()).isEqualTo(0.7);
  }

  @Test
  void a_reference_that_is_no_number_sets_no_goal() {
    Goal goal =
        Judge.goal(
            OptionalDouble.empty(),
            List.of(CONSTANT, Planted.reference(Reference.Kind.LINEAR, Double.NaN, Double.NaN)));
    assertThat(goal.score()).isEqualTo(0.5);
  }

  @Test
  void the_users_goal_wins() {
    assertThat(Judge.goal(OptionalDouble.of(0.42), List.of(CONSTANT)).score()).isEqualTo(0.42);
  }
}
