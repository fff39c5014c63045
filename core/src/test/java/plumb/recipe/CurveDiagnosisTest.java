package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Verdict;
import plumb.train.StopReason;

class CurveDiagnosisTest {
  private static final StopReason ALL = new StopReason.AllEpochs(7);
  private static final double[] FALLING = {2.3, 1.6, 1.1, 0.8, 0.6, 0.45, 0.33};
  private static final double[] RESTING = {2.3, 1.6, 1.2, 1.1, 1.1, 1.1, 1.1, 1.1};

  private static List<Cause> causes(Verdict verdict, Trace trace) {
    Evidence evidence = Evidence.of(trace.history(), trace.bestEpoch(), List.of(), true);
    return new CurveDiagnosis().causes(new Judge.Judgement(verdict, "So."), evidence, trace);
  }

  private static CauseId first(Trace trace) {
    return causes(Verdict.NOT_TRAINED, trace).getFirst().id();
  }

  @Test
  void divergence_at_a_high_rate_is_the_rate() {
    Trace trace =
        Planted.trace(
            Planted.card(new UpdateRule.Sgd(10)),
            new StopReason.Diverged(1, 7, "the loss is NaN"),
            new double[] {2.3, Double.NaN});
    List<Cause> causes = causes(Verdict.NOT_TRAINED, trace);
    assertThat(causes.getFirst().id()).isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
    assertThat(causes.getFirst().sentence()).contains("update 7").contains("10.0");
    assertThat(causes.getFirst().evidence().numbers().values()).allMatch(Double::isFinite);
  }

  @Test
  void a_loss_that_jumps_is_a_rate_too_high() {
    Trace trace =
        Planted.trace(Planted.card(), ALL, new double[] {2.3, 2.0, 2.4, 1.9, 2.5, 1.8, 2.6});
    assertThat(first(trace)).isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
  }

  @Test
  void a_loss_that_only_rises_is_a_rate_too_high() {
    Trace trace = Planted.trace(Planted.card(), ALL, new double[] {2.3, 40, 41});
    assertThat(first(trace)).isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
  }

  @Test
  void a_loss_still_falling_is_too_few_epochs() {
    assertThat(first(Planted.trace(Planted.card(), ALL, FALLING)))
        .isEqualTo(CauseId.TOO_FEW_EPOCHS);
  }

  @Test
  void a_loss_that_hardly_moved_at_a_tiny_rate_is_a_rate_too_low() {
    Trace trace =
        Planted.trace(
            Planted.card(new UpdateRule.Sgd(1e-5)),
            ALL,
            new double[] {2.30, 2.299, 2.298, 2.297, 2.296, 2.295});
    assertThat(first(trace)).isEqualTo(CauseId.LEARNING_RATE_TOO_LOW);
  }

  @Test
  void a_loss_at_rest_in_a_deep_sigmoid_network_is_a_vanishing_gradient() {
    assertThat(first(Planted.trace(Planted.deepSigmoid(), ALL, RESTING)))
        .isEqualTo(CauseId.VANISHING_GRADIENT);
  }

  @Test
  void a_loss_at_rest_under_a_heavy_penalty_is_too_much_regularization() {
    Card heavy = Planted.card().withPenalty(new Penalty(1, 0));
    assertThat(first(Planted.trace(heavy, ALL, RESTING))).isEqualTo(CauseId.OVER_REGULARIZED);
  }

  @Test
  void a_loss_at_rest_without_a_reason_is_not_explained_away() {
    assertThat(first(Planted.trace(Planted.card(), ALL, RESTING))).isEqualTo(CauseId.CANNOT_TELL);
  }

  @Test
  void an_interrupted_training_had_too_few_epochs() {
    Trace trace =
        Planted.trace(
            Planted.card(), new StopReason.Interrupted(3, "because the time is up"), FALLING);
    assertThat(first(trace)).isEqualTo(CauseId.TOO_FEW_EPOCHS);
  }

  @Test
  void overfitting_names_the_rise_of_the_validation_loss() {
    Trace trace = Planted.trace(Planted.card(), ALL, FALLING, 2.3, 1.7, 1.4, 1.5, 1.7, 1.9, 2.1);
    Cause cause = causes(Verdict.OVERFIT, trace).getFirst();
    assertThat(cause.id()).isEqualTo(CauseId.OVERFITTING);
    assertThat(cause.sentence()).contains("rose from 1.40 to 1.90").contains("epoch 2");
    assertThat(cause.evidence().numbers()).containsEntry("validationLossLowest", 1.4);
  }

  @Test
  void one_unlucky_epoch_is_no_rise() {
    Trace trace = Planted.trace(Planted.card(), ALL, FALLING, 2.3, 1.7, 1.4, 1.4, 1.4, 1.4, 9.0);
    assertThat(causes(Verdict.OVERFIT, trace).getFirst().sentence()).doesNotContain("rose");
  }

  @Test
  void causes_come_most_likely_first() {
    Card both = Planted.deepSigmoid().withPenalty(new Penalty(1, 0));
    assertThat(causes(Verdict.NOT_TRAINED, Planted.trace(both, ALL, RESTING)))
        .hasSizeGreaterThan(1)
        .isSortedAccordingTo(Comparator.comparingDouble(Cause::confidence).reversed());
  }
}
