package plumb.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.experiment.Planted;
import plumb.experiment.RowResults;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.math.Team;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.CauseId;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.symptom.DirectAnswers;
import plumb.train.EpochRecord;
import plumb.train.StopReason;
import plumb.train.StopSignal;

/** What rules suspect of trainings that are made up, without a training. */
class CausesTest {
  private static final StopReason ALL = new StopReason.AllEpochs(7);
  private static final double[] FALLING = {2.3, 1.6, 1.1, 0.8, 0.6, 0.45, 0.33};
  private static final double[] RESTING = {2.3, 1.6, 1.2, 1.1, 1.1, 1.1, 1.1, 1.1};
  private static final Team TEAM = Team.of(1);

  private static CaseFile file(Verdict judged, Trained trained) {
    Workbench workbench = new Workbench(CardData.FILES, TEAM, Optional.empty(), StopSignal.NEVER);
    return new CaseFile(
        trained, judged, List.of(), new DirectAnswers(trained, workbench), false, TEAM);
  }

  private static List<Finding> suspects(Card card, StopReason reason, double... losses) {
    Trained trained = Planted.trained(card, reason, Planted.history(losses));
    return Causes.suspects(file(Verdict.NOT_TRAINED, trained));
  }

  private static List<CauseId> ids(List<Finding> findings) {
    return findings.stream().map(Finding::id).toList();
  }

  // --- curves

  @Test
  void divergence_at_a_high_rate_is_the_rate() {
    Finding first =
        suspects(
                Planted.card(new UpdateRule.Sgd(10)),
                new StopReason.Diverged(1, 7, "the loss is NaN"),
                2.3,
                Double.NaN)
            .getFirst();
    assertThat(first.id()).isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
    assertThat(first.sentence()).contains("is 10;").contains("0.01 to 0.1 is usual");
    assertThat(first.evidence().readings())
        .contains(Reading.of("rate", 10, 0.1 * Math.pow(10, 0.6), Unit.PLAIN));
    assertThat(first.evidence().numbers().values()).allMatch(Double::isFinite);
  }

  @Test
  void divergence_at_a_usual_rate_is_suspected_of_rate_and_gradient() {
    assertThat(
            ids(
                suspects(
                    Planted.card(),
                    new StopReason.Diverged(1, 7, "the loss is NaN"),
                    2.3,
                    Double.NaN)))
        .containsExactly(CauseId.LEARNING_RATE_TOO_HIGH, CauseId.EXPLODING_GRADIENT);
  }

  @Test
  void a_loss_that_jumps_is_a_rate_too_high() {
    assertThat(suspects(Planted.card(), ALL, 2.3, 2.0, 2.4, 1.9, 2.5, 1.8, 2.6).getFirst().id())
        .isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
  }

  @Test
  void a_loss_that_only_rises_is_a_rate_too_high() {
    assertThat(suspects(Planted.card(), ALL, 2.3, 40, 41).getFirst().id())
        .isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
  }

  @Test
  void a_loss_still_falling_is_too_few_epochs() {
    assertThat(ids(suspects(sixEpochs(), ALL, FALLING))).containsExactly(CauseId.TOO_FEW_EPOCHS);
  }

  /** Six epochs of enough updates. */
  private static Card sixEpochs() {
    return Planted.card().withEpochs(FALLING.length - 1).withBatch(5);
  }

  @Test
  void a_loss_still_falling_that_somebody_ended_is_not_put_down_to_the_card() {
    assertThat(
            suspects(
                Planted.card(), new StopReason.Interrupted(3, "because the time is up"), FALLING))
        .isEmpty();
  }

  @Test
  void a_loss_that_hardly_moved_at_a_tiny_rate_is_a_rate_too_low() {
    assertThat(
            suspects(
                    Planted.card(new UpdateRule.Sgd(1e-5)),
                    ALL,
                    2.30,
                    2.299,
                    2.298,
                    2.297,
                    2.296,
                    2.295)
                .getFirst()
                .id())
        .isEqualTo(CauseId.LEARNING_RATE_TOO_LOW);
  }

  @Test
  void a_loss_at_rest_in_a_deep_sigmoid_network_is_a_vanishing_gradient() {
    assertThat(suspects(Planted.deepSigmoid(), ALL, RESTING).getFirst().id())
        .isEqualTo(CauseId.VANISHING_GRADIENT);
  }

  @Test
  void a_loss_at_rest_under_a_heavy_penalty_is_too_much_regularization() {
    Card heavy = Planted.card().withPenalty(new Penalty(1, 0));
    assertThat(ids(suspects(heavy, ALL, RESTING))).containsExactly(CauseId.OVER_REGULARIZED);
  }

  @Test
  void a_loss_at_rest_without_a_reason_is_not_explained_away() {
    assertThat(suspects(Planted.card(), ALL, RESTING)).isEmpty();
  }

  @Test
  void suspicions_come_most_severe_first_and_one_a_cause() {
    Card all =
        Planted.deepSigmoid()
            .withPenalty(new Penalty(1, 1))
            .withOptimizer(new Optimizer(new UpdateRule.Sgd(10)));
    List<Finding> found = suspects(all, ALL, 2.3, 2.0, 2.4, 1.9, 2.5, 1.8, 2.6);
    assertThat(ids(found)).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    assertThat(found).isSortedAccordingTo(Comparator.comparingDouble(Finding::severity).reversed());
    assertThat(found.getFirst().treatments())
        .as("treatments of two findings of one cause, none twice")
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(2);
  }

  // --- the card

  /** Each limit, and what is just short of it. */
  @ParameterizedTest(name = "{0} is {2}, {1} is not")
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer={adam: {rate: 0.004}} | optimizer={adam: {rate: 0.0039}} | LEARNING_RATE_TOO_HIGH",
        "optimizer={sgd: {rate: 0.4}} | optimizer={sgd: {rate: 0.39}} | LEARNING_RATE_TOO_HIGH",
        "optimizer={adam: {rate: 0.0001}} | optimizer={adam: {rate: 0.00011}} | LEARNING_RATE_TOO_LOW",
        "optimizer={adam: {rate: 0.001, epsilon: 0.002}} | optimizer={adam: {rate: 0.001, epsilon: 0.001}} | LEARNING_RATE_TOO_LOW",
        "optimizer={momentum: {rate: 0.01, momentum: 0.96}} | optimizer={momentum: {rate: 0.01, momentum: 0.95}} | OSCILLATION",
        "batch=2 | batch=3 | BATCH_TOO_SMALL",
        "batch=100 | batch=99 | SLOW_CONVERGENCE",
        "optimizer={adam: 0.001, schedule: {warm-up: {epochs: 40}}} | optimizer={adam: 0.001, schedule: {warm-up: {epochs: 30}}} | SLOW_CONVERGENCE",
        "epochs=3 | epochs=16 | TOO_FEW_EPOCHS",
        "stop={patience: 2, minDelta: 0} | stop={patience: 3, minDelta: 0} | TOO_FEW_EPOCHS",
        "stop={patience: 9, minDelta: 0.01} | stop={patience: 9, minDelta: 0.009} | TOO_FEW_EPOCHS",
        "optimizer={adam: 0.001, schedule: {step: {epochs: 6, factor: 0.4}}} | optimizer={adam: 0.001, schedule: {step: {epochs: 10, factor: 0.4}}} | PREMATURE_DECAY",
        "optimizer={adam: 0.001, clip: {norm: 0.09}} | optimizer={adam: 0.001, clip: {norm: 0.1}} | OVER_CLIPPING",
        "penalty={l2: 0.003} | penalty={l2: 0.0029} | OVER_REGULARIZED",
        "penalty={l1: 0.0003} | penalty={l1: 0.00029} | OVER_REGULARIZED",
        "penalty={max-norm: 0.49} | penalty={max-norm: 0.5} | OVER_REGULARIZED",
        "network=[{dense: 8}, relu, {dropout: 0.5}] | network=[{dense: 8}, relu, {dropout: 0.49}] | OVER_REGULARIZED",
        "optimizer={adamw: {rate: 0.001, decay: 0.1}} | optimizer={adamw: {rate: 0.001, decay: 0.09}} | OVER_REGULARIZED",
        "network=[{dense: 2}, relu] | network=[{dense: 3}, relu] | UNDER_CAPACITY",
        "network=[{dense: 8}, {dense: 8}, relu] | network=[{dense: 8}, elu, {dense: 8}, relu] | MISSING_NONLINEARITY",
        "network=[{dense: {units: 8, init: zeros}}, relu] | network=[{dense: {units: 8, init: he}}, relu] | SYMMETRIC_INITIALIZATION",
        "network=[{dense: {units: 8, init: {normal: 2.1}}}, relu] | network=[{dense: {units: 8, init: {normal: 2}}}, relu] | BAD_INITIALIZATION",
        "network=[{dense: {units: 8, bias: 1}}, relu] | network=[{dense: {units: 8, bias: 0.9}}, relu] | BAD_INITIALIZATION",
        "network=[{dense: {units: 8, bias: -1}}, relu] | network=[{dense: {units: 8, bias: -0.9}}, relu] | DYING_RELU",
        "network=[{dense: {units: 8, bias: 2}}, tanh] | network=[{dense: {units: 8, bias: 0.9}}, tanh] | SATURATED_ACTIVATION",
        "loss=hinge & head={units: 2, activation: linear} | loss=cross-entropy & head={units: 2, activation: softmax} | WRONG_HEAD_OR_LOSS",
      })
  void a_card_is_suspected_from_its_limit_on(String at, String below, CauseId id) {
    assertThat(ids(suspects(card(at), ALL, RESTING))).contains(id);
    assertThat(ids(suspects(card(below), ALL, RESTING))).doesNotContain(id);
  }

  private static Card card(String settings) {
    return CardReader.apply(Planted.card(), List.of(settings.strip().split(" & ")));
  }

  @Test
  void treatments_of_a_rule_take_the_oddity_away() {
    for (String settings :
        List.of(
            "optimizer={adam: {rate: 1}}",
            "optimizer={momentum: {rate: 0.01, momentum: 0.999}}",
            "penalty={l2: 0.5}",
            "network=[{dense: 1}, relu]",
            "network=[{dense: {units: 8, init: zeros}}, relu]",
            "optimizer={adam: 0.001, clip: {norm: 0.0005}}",
            "epochs=2",
            "batch=1")) {
      Card odd = card(settings);
      Finding found = suspects(odd, ALL, RESTING).getFirst();
      Card mended = found.treatments().getFirst().apply(odd);
      assertThat(ids(suspects(mended, ALL, RESTING))).as(settings).doesNotContain(found.id());
    }
  }

  // --- overfitting

  private static List<Finding> overfitting(double train, double held, double... losses) {
    List<EpochRecord> history = Planted.history(FALLING, losses.length == 0 ? FALLING : losses);
    Trained curve = Planted.trained(Planted.card(), ALL, history);
    Trained trained =
        new Trained(
            curve.card(),
            curve.data(),
            curve.network(),
            curve.result(),
            curve.members(),
            List.of(),
            Planted.scores(train, 10_000, held, 2_000),
            RowResults.NONE,
            Optional.empty(),
            0);
    return Causes.OVERFITTING.suspects(file(Verdict.FINE, trained));
  }

  @Test
  void overfitting_names_the_rise_of_the_validation_loss() {
    Finding found = overfitting(0.99, 0.8, 2.3, 1.7, 1.4, 1.5, 1.7, 1.9, 2.1).getFirst();
    assertThat(found.id()).isEqualTo(CauseId.OVERFITTING);
    assertThat(found.evidence().value("validationLossRise").orElseThrow())
        .isCloseTo(1.9 / 1.4, within(1e-12));
    assertThat(found.sentence()).contains("1.36 times its lowest").contains("a gap of 0.190");
  }

  @Test
  void one_unlucky_epoch_is_no_rise() {
    Finding found = overfitting(0.99, 0.8, 2.3, 1.7, 1.4, 1.4, 1.4, 1.4, 9.0).getFirst();
    assertThat(found.evidence().value("validationLossRise")).isEqualTo(OptionalDouble.of(1));
  }

  @Test
  void a_small_gap_or_a_bad_training_result_is_not_suspected_of_overfitting() {
    assertThat(overfitting(0.90, 0.88)).isEmpty();
    Trained bad =
        Planted.trained(Planted.card(), Planted.scores(0.9, 10_000, 0.5, 2000), RowResults.NONE);
    assertThat(Causes.OVERFITTING.suspects(file(Verdict.NOT_TRAINED, bad))).isEmpty();
    assertThat(Causes.OVERFITTING.suspects(file(Verdict.FINE, bad))).hasSize(1);
  }

  // --- all rules

  static Stream<CauseRule> rules() {
    return Causes.ALL.stream();
  }

  @Test
  void every_cause_has_one_rule_and_none_is_the_absence_of_one() {
    assertThat(Causes.ALL.stream().map(CauseRule::id))
        .doesNotHaveDuplicates()
        .doesNotContain(CauseId.HEALTHY, CauseId.CANNOT_TELL);
    assertThat(Causes.rule(CauseId.HEALTHY)).isEmpty();
    assertThat(Causes.rule(CauseId.OVERFITTING)).containsSame(Causes.OVERFITTING);
  }

  /** Those of rows and columns are questions about data; a wrong gradient is found directly. */
  @Test
  void every_cause_id_is_found_by_somebody() {
    for (CauseId id : CauseId.values()) {
      boolean found =
          switch (id) {
            case HEALTHY, CANNOT_TELL, IMPLEMENTATION_BUG -> true;
            // Needs layers for images, which there are none of yet.
            case WRONG_ARCHITECTURE -> true;
            case LEAKAGE, TRAIN_VALIDATION_SHIFT, CORRUPT_TARGET, WRONG_TASK ->
                DataQuestions.ALL.stream().anyMatch(question -> question.id() == id);
            default -> Causes.rule(id).isPresent();
          };
      assertThat(found).as(id.id()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_verdict_of_a_cause_is_never_fine(CauseRule rule) {
    for (Verdict judged : Verdict.values()) {
      assertThat(rule.verdict(judged)).as(rule.id().id()).isNotEqualTo(Verdict.FINE);
    }
  }
}
