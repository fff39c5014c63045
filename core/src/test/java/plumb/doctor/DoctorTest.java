package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Verdict;

/** One planted fault a cause, and runs that look odd and are healthy. */
class DoctorTest {
  @TempDir static Path folder;
  private static MadeUp data = new MadeUp(Path.of(""));
  private static final CardData MEMORY = CardData.remembered();

  @BeforeAll
  static void make() {
    data = new MadeUp(folder);
  }

  /** The clean card: it reaches about 95 % on new rows. */
  private static Card card(Path train, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "network=[{dense: 24}, relu, {dense: 24}, relu]",
                "optimizer={adam: {rate: 0.005}}",
                "batch=32",
                "epochs=25"));
    all.addAll(List.of(settings));
    return CardReader.apply(Cards.of(DataSettings.of(train, Optional.of("c"))), all);
  }

  private static Diagnosis diagnose(Card card) {
    return Doctor.diagnose(card, DoctorOptions.of(MEMORY));
  }

  /** A planted fault; {@code train} makes its file when it is needed. */
  record Plant(CauseId cause, java.util.function.Supplier<Path> train, String... settings) {
    @Override
    public String toString() {
      return cause.id();
    }
  }

  private static String layers(int count, String dense, String activation) {
    return "network=["
        + String.join(", ", java.util.Collections.nCopies(count, dense + ", " + activation))
        + "]";
  }

  static Stream<Plant> plants() {
    return Stream.of(
        new Plant(
            CauseId.VANISHING_GRADIENT,
            data::clean,
            layers(8, "{dense: 16}", "sigmoid"),
            "optimizer={sgd: {rate: 0.1}}"),
        new Plant(
            CauseId.EXPLODING_GRADIENT,
            data::clean,
            layers(8, "{dense: {units: 24, init: {normal: 1.2}}}", "relu"),
            "optimizer={sgd: {rate: 0.05}}"),
        new Plant(
            CauseId.BAD_INITIALIZATION,
            data::clean,
            layers(3, "{dense: {units: 24, init: {normal: 0.001}}}", "relu"),
            "optimizer={sgd: {rate: 0.1}}"),
        new Plant(
            CauseId.SYMMETRIC_INITIALIZATION,
            data::clean,
            layers(2, "{dense: {units: 24, init: zeros}}", "relu")),
        new Plant(
            CauseId.DYING_RELU, data::clean, layers(2, "{dense: {units: 24, bias: -9}}", "relu")),
        new Plant(CauseId.LEARNING_RATE_TOO_HIGH, data::clean, "optimizer={adam: {rate: 1}}"),
        new Plant(CauseId.LEARNING_RATE_TOO_LOW, data::clean, "optimizer={adam: {rate: 0.000003}}"),
        new Plant(CauseId.TOO_FEW_EPOCHS, data::clean, "epochs=1"),
        new Plant(
            CauseId.PREMATURE_DECAY,
            data::clean,
            "optimizer={adam: {rate: 0.005}, schedule: {step: {epochs: 1, factor: 0.1}}}"),
        new Plant(
            CauseId.OVER_CLIPPING,
            data::clean,
            "optimizer={sgd: {rate: 0.1}, clip: {norm: 0.0005}}"),
        new Plant(CauseId.UNNORMALIZED_INPUT, data::unscaled, "data.inputs=raw"),
        new Plant(CauseId.UNSCALED_TARGET, data::quantity, "data.targets=raw"),
        new Plant(CauseId.CORRUPT_INPUT, data::corrupt, "data.inputs=standardize"),
        new Plant(CauseId.CORRUPT_INPUT, data::corruptTarget, "epochs=40"),
        new Plant(CauseId.UNSHUFFLED_DATA, data::sorted, "data.shuffle=false"),
        new Plant(
            CauseId.WRONG_HEAD_OR_LOSS,
            data::clean,
            "head={units: 4, activation: relu}",
            "loss=mse"),
        new Plant(CauseId.WRONG_HEAD_OR_LOSS, data::clean, "head={units: 3, activation: softmax}"),
        new Plant(CauseId.WRONG_HEAD_OR_LOSS, data::clean, "data.task=regression"),
        new Plant(
            CauseId.TRAIN_VALIDATION_SHIFT,
            data::clean,
            "data.validation=" + data.withoutAColumn().toAbsolutePath()),
        new Plant(CauseId.MISSING_NONLINEARITY, data::clean, "network=[{dense: 24}, {dense: 24}]"),
        new Plant(
            CauseId.UNDER_CAPACITY, data::clean, "network=[{dense: 1}, relu, {dense: 24}, relu]"),
        new Plant(CauseId.OVER_REGULARIZED, data::clean, "penalty={l2: 0.5}"),
        new Plant(
            CauseId.TRAIN_VALIDATION_SHIFT,
            data::clean,
            "data.validation=" + data.shifted().toAbsolutePath()),
        new Plant(
            CauseId.OSCILLATION,
            data::clean,
            "optimizer={momentum: {rate: 0.02, momentum: 0.999}}",
            "epochs=15"),
        new Plant(CauseId.SLOW_CONVERGENCE, data::clean, "optimizer={sgd: {rate: 0.01}}"),
        new Plant(
            CauseId.SATURATED_ACTIVATION,
            data::clean,
            layers(2, "{dense: {units: 24, bias: 15}}", "sigmoid")),
        new Plant(
            CauseId.TRAIN_TEST_MODE_MISMATCH,
            data::quantity,
            "network=[{dense: 64}, relu, {dropout: {p: 0.7, scaling: none}}, {dense: 64}, relu, {dropout: {p: 0.7, scaling: none}}]"),
        new Plant(
            CauseId.OVERFITTING,
            data::few,
            "network=[{dense: 256}, relu, {dense: 256}, relu]",
            "epochs=120",
            "data.validation=" + data.more().toAbsolutePath()),
        new Plant(CauseId.LEAKAGE, data::leaking),
        new Plant(CauseId.LEAKAGE, data::clean, "data.validation=" + data.clean().toAbsolutePath()),
        new Plant(CauseId.LABEL_NOISE, data::noisy),
        new Plant(CauseId.UNINFORMATIVE_LABELS, data::meaningless),
        new Plant(CauseId.CLASS_IMBALANCE, data::unbalanced));
  }

  @ParameterizedTest
  @MethodSource("plants")
  void a_planted_fault_is_the_first_cause(Plant plant) {
    Diagnosis diagnosis = diagnose(card(plant.train().get(), plant.settings()));
    assertThat(diagnosis.first()).as("%s", diagnosis.causes()).isEqualTo(plant.cause());
    assertThat(diagnosis.causes())
        .isSortedAccordingTo(
            java.util.Comparator.comparingDouble((plumb.run.Cause c) -> -c.confidence()));
    assertThat(diagnosis.proposals()).isNotEmpty();
    if (diagnosis.verdict() == Verdict.NOT_TRAINED) {
      assertThat(diagnosis.causes())
          .as("while training is bad nothing is blamed on overfitting")
          .noneMatch(c -> c.id() == CauseId.OVERFITTING);
    }
  }

  static Stream<Plant> healthy() {
    return Stream.of(
        new Plant(CauseId.HEALTHY, data::clean),
        new Plant(
            CauseId.HEALTHY,
            data::clean,
            "network=[{dense: 96}, relu, {dropout: 0.3}, {dense: 48}, relu]",
            "epochs=40"),
        new Plant(CauseId.HEALTHY, data::clean, "data.validation=" + data.more().toAbsolutePath()),
        new Plant(CauseId.HEALTHY, data::clean, "data.inputs=raw"),
        new Plant(CauseId.HEALTHY, data::quantity, "epochs=40"));
  }

  @ParameterizedTest
  @MethodSource("healthy")
  void what_only_looks_odd_is_healthy(Plant plant) {
    Diagnosis diagnosis = diagnose(card(plant.train().get(), plant.settings()));
    assertThat(diagnosis.first()).as("%s", diagnosis.causes()).isEqualTo(CauseId.HEALTHY);
    assertThat(diagnosis.proposals()).isEmpty();
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void two_faults_that_hide_each_other_are_both_found_and_mended() {
    Card broken =
        card(
            data.clean(),
            layers(2, "{dense: {units: 24, init: zeros}}", "relu"),
            "optimizer={adam: {rate: 0.000001}}");
    Repair repair = Doctor.repair(broken, DoctorOptions.of(MEMORY));
    assertThat(repair.diagnosis().causes().stream().limit(2).map(plumb.run.Cause::id))
        .containsExactlyInAnyOrder(CauseId.SYMMETRIC_INITIALIZATION, CauseId.LEARNING_RATE_TOO_LOW);
    double before = held(repair.attempts().getFirst().scores());
    assertThat(held(repair.scores())).isGreaterThan(before + 0.3);
    assertThat(repair.retrainings()).isBetween(1, 6);
  }

  /** Deeper and worse on the training set is not overfitting, however far validation is behind. */
  @Test
  void a_deep_network_that_its_shallower_twin_beats_in_training_is_not_trained() {
    Diagnosis diagnosis =
        diagnose(
            card(
                data.clean(),
                layers(24, "{dense: 24}", "relu"),
                "optimizer={adam: {rate: 0.001}}"));
    assertThat(diagnosis.verdict()).as("%s", diagnosis.causes()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(diagnosis.first()).isNotIn(CauseId.OVERFITTING, CauseId.HEALTHY);
  }

  @Test
  void the_network_is_asked_directly_where_training_is_bad() {
    Diagnosis diagnosis = diagnose(card(data.clean(), "optimizer={adam: {rate: 0.000003}}"));
    assertThat(diagnosis.measurements().stream().map(m -> m.name()))
        .containsExactly(
            "gradient check",
            "zeroed input",
            "fit one batch",
            "learning-rate range test",
            "saddle or minimum");
    assertThat(diagnosis.measurements())
        .allSatisfy(m -> assertThat(m.evidence().readings()).isNotEmpty());
    assertThat(diagnosis.measurements().get(3).evidence().value("bestRate").orElseThrow())
        .isGreaterThan(1e-4);
  }

  @Test
  void medicine_against_overfitting_is_warned_about_while_training_is_bad() {
    Card card =
        card(
            data.clean(),
            "network=[{dense: 24}, relu, {dropout: 0.5}]",
            "penalty={l2: 0.5}",
            "stop={patience: 1, minDelta: 0.1}");
    Diagnosis diagnosis = diagnose(card);
    assertThat(diagnosis.notes().stream().filter(n -> n.startsWith("Wrong medicine")))
        .hasSize(3)
        .allSatisfy(
            n -> assertThat(n).contains("on the training set it gets", "The card was obeyed"));
    assertThat(diagnosis.attempt().orElseThrow().card()).isEqualTo(card);
    assertThat(diagnose(card(data.clean())).notes()).noneMatch(n -> n.startsWith("Wrong medicine"));
  }

  @Test
  void rows_that_repeat_without_harm_are_no_leak() {
    Diagnosis diagnosis = diagnose(card(data.twice()));
    assertThat(diagnosis.causes().stream().map(plumb.run.Cause::id))
        .doesNotContain(CauseId.LEAKAGE);
  }

  @Test
  void a_rare_class_that_is_never_answered_is_no_reason_to_call_the_labels_meaningless() {
    Diagnosis diagnosis = diagnose(card(data.oneInAHundred(), "epochs=10"));
    assertThat(diagnosis.causes().stream().map(plumb.run.Cause::id))
        .as("%s", diagnosis.causes())
        .doesNotContain(CauseId.UNINFORMATIVE_LABELS);
  }

  @Test
  void what_else_is_wrong_with_a_card_that_cannot_run_is_found_as_well() {
    Diagnosis diagnosis =
        diagnose(
            card(
                data.clean(),
                "head={units: 3, activation: softmax}",
                "optimizer={adam: {rate: 0.000003}}"));
    assertThat(diagnosis.causes().stream().limit(2).map(plumb.run.Cause::id))
        .containsExactly(CauseId.WRONG_HEAD_OR_LOSS, CauseId.LEARNING_RATE_TOO_LOW);
    assertThat(diagnosis.probes()).isNotEmpty();
  }

  /** Repeating a class that overlaps with the other makes nearly all of that wrong. */
  @Test
  void balancing_that_costs_more_than_it_gains_is_rolled_back() {
    Repair repair =
        Doctor.repair(card(data.rareAndOverlapping(), "epochs=8"), DoctorOptions.of(MEMORY));
    assertThat(repair.attempts()).hasSizeGreaterThan(1);
    double before = held(repair.attempts().getFirst().scores());
    assertThat(held(repair.scores())).isGreaterThan(before - 0.02);
  }

  @Test
  void a_goal_that_was_asked_for_is_a_goal() {
    DoctorOptions usual = DoctorOptions.of(MEMORY);
    DoctorOptions asked =
        new DoctorOptions(
            usual.data(),
            usual.threads(),
            java.util.OptionalDouble.of(0.9999),
            usual.time(),
            usual.stop(),
            usual.listener());
    Diagnosis diagnosis = Doctor.diagnose(card(data.clean(), "epochs=12"), asked);
    assertThat(diagnosis.first()).as("%s", diagnosis.causes()).isNotEqualTo(CauseId.HEALTHY);
  }

  @Test
  void a_healthy_card_is_left_alone() {
    Card card = card(data.clean());
    Repair repair = Doctor.repair(card, DoctorOptions.of(MEMORY));
    assertThat(repair.card()).isEqualTo(card);
    assertThat(repair.retrainings()).isZero();
  }

  @Test
  void the_same_seed_gives_the_same_diagnosis_on_any_number_of_threads() {
    Card card = card(data.clean(), "penalty={l2: 0.5}");
    Diagnosis one = diagnose(card);
    Diagnosis two = Doctor.diagnose(card, DoctorOptions.of(MEMORY).withThreads(2));
    assertThat(two.causes()).isEqualTo(one.causes());
    assertThat(two.probes()).isEqualTo(one.probes());
  }

  @Test
  void a_number_that_is_none_is_traced_to_its_update() {
    Diagnosis diagnosis = diagnose(card(data.clean(), "optimizer={sgd: {rate: 1e9}}"));
    assertThat(diagnosis.first()).isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
    assertThat(diagnosis.causes().getFirst().evidence().numbers())
        .containsKeys("nonFiniteUpdate", "nonFiniteLayer");
    assertThat(diagnosis.causes().getFirst().sentence()).contains("came up in update");
  }

  private static double held(plumb.run.Scores scores) {
    return Comparison.value(scores.validation().orElseThrow());
  }
}
