package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.experiment.Planted;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

class JudgeTest {
  private static final Goal GOAL = new Goal(0.9, "");
  private static final Reference CONSTANT = Planted.reference(Reference.Kind.CONSTANT, 0.5, 0.5);

  private static TrainingResult result(Scores scores, Reference... references) {
    List<Reference> all = new ArrayList<>(List.of(CONSTANT));
    all.addAll(List.of(references));
    return new TrainingResult(scores, scores.train(), all, true);
  }

  private static Goal goal(List<Reference> references) {
    return Judge.goal(OptionalDouble.empty(), references, PrimaryScore.ACCURACY);
  }

  /** A line with these results. */
  private static Reference line(double train, double validation) {
    return Planted.reference(Reference.Kind.LINEAR, train, validation);
  }

  /** The table of {@link Judge}; a gap is worth a remedy, and by itself no verdict. */
  @ParameterizedTest(name = "train {0}, validation {1} on {2} rows, a line there {3}: {4}, gap {5}")
  @CsvSource({
    // training bad: whatever validation says
    "0.60, 0.60, 2000, 0.50, NOT_TRAINED, false",
    "0.60, 0.30, 2000, 0.50, NOT_TRAINED, false",
    "0.60, 0.99, 2000, 0.50, NOT_TRAINED, false",
    "0.60, 0.30,   20, 0.50, NOT_TRAINED, false",
    "0.60, 0.00,    0, 0.50, NOT_TRAINED, false",
    // training good, validation about as good
    "0.95, 0.94, 2000, 0.50, FINE,        false",
    "0.95, 0.97, 2000, 0.50, FINE,        false",
    "0.95, 0.94, 2000, 0.99, FINE,        false",
    // worse on validation: overfit where something is to be gained, else fine with a gap
    "0.95, 0.80, 2000, 0.85, OVERFIT,     true",
    "0.95, 0.80, 2000, 0.82, FINE,        true",
    "0.95, 0.80, 2000, 0.70, FINE,        true",
    "1.00, 0.60,  100, 0.80, OVERFIT,     true",
    "1.00, 0.60,  100, 0.60, FINE,        true",
    // worse on validation and no better than a constant answer
    "1.00, 0.50, 2000, 0.50, CANNOT_TELL, true",
    // nothing held out, or too few rows to say
    "0.95, 0.00,    0, 0.50, CANNOT_TELL, false",
    "0.95, 0.90,   30, 0.50, CANNOT_TELL, true",
    // a gap within noise, where the noise is small enough to say that it does well
    "0.95, 0.91,   60, 0.50, FINE,        true",
    "0.95, 0.95,   30, 0.50, CANNOT_TELL, false",
    // within noise of the goal counts as reached
    "0.896, 0.89, 2000, 0.50, FINE,       false",
    "0.880, 0.70, 2000, 0.50, NOT_TRAINED, false",
  })
  void the_recipe_is_a_truth_table(
      double train,
      double validation,
      int validationRows,
      double line,
      Verdict verdict,
      boolean gap) {
    Scores scores = Planted.scores(train, 10_000, validation, validationRows);
    Judge.Judgement judgement = Judge.judge(result(scores, line(line, line)), GOAL);
    assertThat(judgement.verdict()).isEqualTo(verdict);
    assertThat(judgement.gap()).isEqualTo(gap);
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
    TrainingResult result =
        TrainingResult.of(
            List.of(start, diverged), 0, List.of(CONSTANT), true, PrimaryScore.ACCURACY, false);
    assertThat(result.reached()).isEqualTo(start.train());
    assertThat(Judge.judge(result, GOAL).verdict()).isEqualTo(Verdict.NOT_TRAINED);
  }

  @Test
  void reference_models_that_were_stopped_set_no_goal_and_nobody_can_tell_what_is_good() {
    Reference stopped =
        new Reference(
            Reference.Kind.LINEAR, "linear", Planted.scores(0.8, 1000, 0.8, 1000), "", false);
    List<Reference> references = List.of(CONSTANT, stopped);
    Goal goal = goal(references);
    assertThat(goal.score()).isEqualTo(0.5);
    assertThat(goal.sentence()).contains("stopped before");
    Scores scores = Planted.scores(0.7, 10_000, 0.7, 2000);
    TrainingResult result = new TrainingResult(scores, scores.train(), references, true);
    assertThat(Judge.judge(result, goal).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    Goal asked = Judge.goal(OptionalDouble.of(0.65), references, PrimaryScore.ACCURACY);
    assertThat(Judge.judge(result, asked).verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void what_cannot_be_measured_on_validation_is_neither_fine_nor_untrained() {
    Scores scores =
        new Scores(
            Planted.accuracy(0.95, 1000),
            Optional.of(new Metrics.Classification(0.1, Double.NaN, 100)),
            Optional.empty());
    assertThat(Judge.judge(result(scores), GOAL).verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void a_bad_training_result_is_never_called_overfitting() {
    for (int train = 0; train < 89; train++) {
      for (int validation = 0; validation <= 100; validation++) {
        Scores scores = Planted.scores(train / 100.0, 10_000, validation / 100.0, 5_000);
        assertThat(Judge.judge(result(scores), GOAL).verdict()).isEqualTo(Verdict.NOT_TRAINED);
      }
    }
  }

  /**
   * Of a network that can get 0.99 on its training set; with early stopping it gets {@code train}.
   */
  private static Judge.Judgement early(
      double train, double validation, boolean drawnAtRandom, Reference... references) {
    TrainingResult whole = result(Planted.scores(train, 10_000, validation, 2_000), references);
    return Judge.judge(
        new TrainingResult(
            whole.scores(), Planted.accuracy(0.99, 10_000), whole.references(), drawnAtRandom),
        GOAL);
  }

  @Test
  void weights_kept_from_before_the_training_set_was_fitted_are_not_called_untrained() {
    assertThat(early(0.7, 0.65, true, line(0.9, 0.9)).verdict())
        .as("a line is better: something is to be gained")
        .isEqualTo(Verdict.OVERFIT);
    assertThat(early(0.88, 0.97, true).verdict())
        .as("validation is as good as training could be")
        .isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void returned_weights_far_below_what_was_reached_are_never_fine() {
    for (double validation : new double[] {0.55, 0.65, 0.75, 0.95, 0.97, 0.99}) {
      assertThat(early(0.7, validation, true).verdict())
          .as("validation %s", validation)
          .isEqualTo(Verdict.CANNOT_TELL);
      assertThat(early(0.7, validation, false).verdict())
          .as("validation %s, rows of another file", validation)
          .isEqualTo(Verdict.SHIFT);
    }
    assertThat(early(0.7, 0.97, true).sentence()).contains("want different answers");
  }

  @Test
  void a_loss_that_is_no_number_is_not_trained() {
    Metrics broken = new Metrics.Classification(Double.NaN, 0.95, 10_000);
    Scores scores =
        new Scores(broken, Optional.of(Planted.accuracy(0.95, 2_000)), Optional.empty());
    assertThat(Judge.judge(result(scores), GOAL).verdict()).isEqualTo(Verdict.NOT_TRAINED);
  }

  @Test
  void a_gap_a_linear_model_has_too_is_a_shift_unless_rows_were_dealt_at_random() {
    Scores scores = Planted.scores(0.97, 10_000, 0.80, 2_000);
    List<Reference> references = List.of(CONSTANT, line(0.93, 0.77));
    assertThat(
            Judge.judge(new TrainingResult(scores, scores.train(), references, false), GOAL)
                .verdict())
        .isEqualTo(Verdict.SHIFT);
    assertThat(
            Judge.judge(new TrainingResult(scores, scores.train(), references, true), GOAL)
                .verdict())
        .as("dealt at random, and ahead of the line")
        .isEqualTo(Verdict.FINE);
  }

  @Test
  void a_linear_model_without_the_gap_leaves_the_network_overfit() {
    Scores scores = Planted.scores(0.97, 10_000, 0.80, 2_000);
    List<Reference> references = List.of(CONSTANT, line(0.85, 0.84));
    assertThat(
            Judge.judge(new TrainingResult(scores, scores.train(), references, false), GOAL)
                .verdict())
        .isEqualTo(Verdict.OVERFIT);
  }

  @Test
  void what_no_input_helps_to_predict_is_not_called_fine() {
    Scores scores = Planted.scores(0.51, 10_000, 0.50, 2_000);
    Judge.Judgement judgement = Judge.judge(result(scores), new Goal(0.5, ""));
    assertThat(judgement.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(judgement.sentence()).contains("no better than");
  }

  @Test
  void a_small_validation_set_is_said_to_be_small() {
    Scores scores = Planted.scores(0.95, 1_000, 0.90, 30);
    assertThat(Judge.judge(result(scores), GOAL).sentence()).contains("only 30 validation rows");
  }

  @Test
  void a_gap_alone_is_told_as_a_number() {
    Scores scores = Planted.scores(0.95, 10_000, 0.80, 2_000);
    assertThat(Judge.judge(result(scores), GOAL).sentence())
        .startsWith("Fine:")
        .contains("The gap of 15.0 points alone is no overfitting");
  }

  @Test
  void numbers_are_judged_by_r2() {
    Metrics train = new Metrics.Regression(0.1, 1, 1, 0.95, 0.01, 1000);
    Metrics validation = new Metrics.Regression(0.4, 2, 2, 0.60, 0.03, 300);
    Scores scores = new Scores(train, Optional.of(validation), Optional.empty());
    Reference line =
        new Reference(
            Reference.Kind.LINEAR,
            "linear",
            new Scores(
                new Metrics.Regression(0.2, 1.5, 1, 0.80, 0.02, 1000),
                Optional.of(new Metrics.Regression(0.3, 1.6, 1, 0.75, 0.03, 300)),
                Optional.empty()),
            "");
    assertThat(judged(scores, 0.8, line)).isEqualTo(Verdict.OVERFIT);
    assertThat(judged(scores, 0.8)).isEqualTo(Verdict.FINE);
    assertThat(judged(scores, 0.99, line)).isEqualTo(Verdict.NOT_TRAINED);
  }

  private static Verdict judged(Scores scores, double goal, Reference... references) {
    return Judge.judge(
            new TrainingResult(scores, scores.train(), List.of(references), true),
            new Goal(goal, ""))
        .verdict();
  }

  /** A tree gets 0.998; a constant answer a half. */
  @Test
  void an_error_a_hundredth_of_the_constant_answers_needs_no_remedy() {
    Goal goal = new Goal(0.998, "");
    Scores near = Planted.scores(0.9955, 100_000, 0.995, 2000);
    Scores far = Planted.scores(0.9945, 100_000, 0.995, 2000);
    assertThat(Judge.judge(result(near), goal).verdict()).isEqualTo(Verdict.FINE);
    assertThat(Judge.judge(result(far), goal).verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(Judge.judge(result(near), new Goal(0.998, "", true)).verdict())
        .as("a goal that was asked for is a goal")
        .isEqualTo(Verdict.NOT_TRAINED);
  }

  @Test
  void a_tree_that_memorizes_sets_no_goal() {
    Goal goal =
        goal(
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
        goal(
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
        goal(List.of(CONSTANT, Planted.reference(Reference.Kind.LINEAR, Double.NaN, Double.NaN)));
    assertThat(goal.score()).isEqualTo(0.5);
  }

  @Test
  void a_goal_is_never_below_a_constant_answer() {
    Reference constant = Planted.reference(Reference.Kind.CONSTANT, 0.55, 0.40);
    Goal goal = goal(List.of(constant, line(0.50, 0.45)));
    assertThat(goal.score()).isEqualTo(0.55);
    assertThat(goal.sentence()).contains("no reference model does better");
  }

  @Test
  void the_users_goal_wins() {
    assertThat(
            Judge.goal(OptionalDouble.of(0.42), List.of(CONSTANT), PrimaryScore.ACCURACY).score())
        .isEqualTo(0.42);
  }
}
