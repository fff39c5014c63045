package plumb.treatment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.read.Task;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.treatment.DataTreatments.BalancedClasses;
import plumb.treatment.DataTreatments.FilledOutliers;
import plumb.treatment.DataTreatments.ShuffledRows;
import plumb.treatment.DataTreatments.StandardizedInputs;
import plumb.treatment.DataTreatments.StandardizedTarget;
import plumb.treatment.DataTreatments.TaskOfTheTarget;
import plumb.treatment.NetworkTreatments.Dropout;
import plumb.treatment.NetworkTreatments.LeakyRelu;
import plumb.treatment.NetworkTreatments.Narrower;
import plumb.treatment.NetworkTreatments.NoHiddenLayer;
import plumb.treatment.NetworkTreatments.Nonlinear;
import plumb.treatment.NetworkTreatments.ReluActivation;
import plumb.treatment.NetworkTreatments.ScaledDropout;
import plumb.treatment.NetworkTreatments.Shallower;
import plumb.treatment.NetworkTreatments.UsualHead;
import plumb.treatment.NetworkTreatments.UsualInitialization;
import plumb.treatment.NetworkTreatments.Wider;
import plumb.treatment.TrainingTreatments.AdamRule;
import plumb.treatment.TrainingTreatments.Batch;
import plumb.treatment.TrainingTreatments.Clipped;
import plumb.treatment.TrainingTreatments.ConstantRate;
import plumb.treatment.TrainingTreatments.Epochs;
import plumb.treatment.TrainingTreatments.L1;
import plumb.treatment.TrainingTreatments.L2;
import plumb.treatment.TrainingTreatments.Patience;
import plumb.treatment.TrainingTreatments.Rate;
import plumb.treatment.TrainingTreatments.RateTimes;
import plumb.treatment.TrainingTreatments.Unregularized;
import plumb.treatment.TrainingTreatments.UsualHyperparameters;

class TreatmentsTest {
  /** Treatments of which a second dose does more than the first. */
  private static final Set<Class<?>> REPEATED =
      Set.of(RateTimes.class, Wider.class, Narrower.class);

  /**
   * A treatment and what it does.
   *
   * @param equal another one that does the same
   * @param before what the card says
   * @param after what the treated card says
   */
  record Effect(Treatment treatment, Treatment equal, List<String> before, List<String> after) {
    @Override
    public String toString() {
      return treatment.title();
    }
  }

  private static Effect effect(Treatment treatment, Treatment equal, String before, String after) {
    return new Effect(treatment, equal, settings(before), settings(after));
  }

  private static List<String> settings(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" & "));
  }

  private static Card card(List<String> settings) {
    Card plain =
        CardReader.parse(
            "data: {train: d.csv, target: y}\nnetwork: [dense: 8, relu]\noptimizer: {adam: 0.001}",
            Path.of(""),
            "card.yaml");
    return CardReader.apply(plain, settings);
  }

  static Stream<Effect> effects() {
    return Stream.of(
        effect(
            new StandardizedInputs(),
            new StandardizedInputs(),
            "data.inputs=raw",
            "data.inputs=standardize"),
        effect(
            new StandardizedTarget(),
            new StandardizedTarget(),
            "data.targets=raw",
            "data.targets=auto"),
        effect(new ShuffledRows(), new ShuffledRows(), "data.shuffle=false", "data.shuffle=true"),
        effect(
            new WithoutColumns(List.of("a", "b")),
            new WithoutColumns(List.of("a", "b")),
            "data.columns={exclude: [a]}",
            "data.columns={exclude: [a, b]}"),
        effect(
            new FilledOutliers(),
            new FilledOutliers(),
            "data.clean={exclude-rows: [4]}",
            "data.clean={exclude-rows: [4], outliers: fill}"),
        effect(
            new WithoutRows(List.of(4, 9), "two rows"),
            new WithoutRows(List.of(4, 9), "two rows"),
            "data.clean={exclude-rows: [4]}",
            "data.clean={exclude-rows: [4, 9]}"),
        effect(
            new DroppedRows(List.of(4, 9), "the two totals"),
            new DroppedRows(List.of(4, 9), "the two totals"),
            "data.clean={drop-rows: [4]}",
            "data.clean={drop-rows: [4, 9]}"),
        effect(
            new BalancedClasses(),
            new BalancedClasses(),
            "data.clean={exclude-rows: [4]}",
            "data.clean={exclude-rows: [4], balance: true}"),
        effect(
            new OwnValidation(),
            new OwnValidation(),
            "data.validation=other.csv",
            "data.validation=0.2"),
        effect(
            new MergeLabels(Map.of("Yes", "yes")),
            new MergeLabels(Map.of("Yes", "yes")),
            "data.labels={n: no}",
            "data.labels={n: no, Yes: yes}"),
        effect(
            new OtherTask(Task.REGRESSION),
            new OtherTask(Task.REGRESSION),
            "data.task=classification & head={units: 3, activation: softmax} & loss=cross-entropy",
            "data.task=regression"),
        effect(
            new SplitByTime(0.25, "day"),
            new SplitByTime(0.25, "day"),
            "data.validation={share: 0.1, folds: none}",
            "data.validation={share: 0.25, time: day, folds: none}"),
        effect(
            new ApartByGroup("patient"),
            new ApartByGroup("patient"),
            "data.validation={share: 0.1, folds: none}",
            "data.validation={share: 0.1, group: patient, folds: none}"),
        effect(
            new TaskOfTheTarget(),
            new TaskOfTheTarget(),
            "data.task=regression & head={units: 1, activation: linear} & loss=mse",
            "data.task=auto"),
        effect(
            new UsualHead(), new UsualHead(), "head={units: 3, activation: relu} & loss=mse", ""),
        effect(
            new UsualInitialization(),
            new UsualInitialization(),
            "network=[{dense: {units: 8, init: zeros, bias: 3}}, relu, {maxout: {units: 4, pieces: 2, init: zeros}}]"
                + " & head={units: 1, activation: sigmoid, init: zeros, bias: 9}",
            "network=[{dense: 8}, relu, {maxout: {units: 4, pieces: 2}}]"
                + " & head={units: 1, activation: sigmoid}"),
        effect(
            new ReluActivation(),
            new ReluActivation(),
            "network=[{dense: {units: 8, init: glorot, bias: 1}}, sigmoid, {dense: 4}, tanh, {dense: 4}, elu]",
            "network=[{dense: 8}, relu, {dense: 4}, relu, {dense: 4}, elu]"),
        effect(
            new LeakyRelu(),
            new LeakyRelu(),
            "network=[{dense: 8}, relu, {dense: 4}, tanh]",
            "network=[{dense: 8}, {leaky-relu: 0.01}, {dense: 4}, tanh]"),
        effect(
            new Nonlinear(),
            new Nonlinear(),
            "network=[{dense: 8}, {dense: 8}, linear, {dropout: 0.5}, {dense: 8}, {dropout: 0.5}, tanh]",
            "network=[{dense: 8}, relu, {dense: 8}, relu, {dropout: 0.5}, {dense: 8}, {dropout: 0.5}, tanh]"),
        effect(
            new Wider(32),
            new Wider(32),
            "network=[{dense: 2}, relu, {maxout: {units: 10, pieces: 3}}]",
            "network=[{dense: 32}, relu, {maxout: {units: 40, pieces: 3}}]"),
        effect(new Wider(32), new Wider(32), "network=[]", "network=[{dense: 32}, relu]"),
        effect(
            new Shallower(2),
            new Shallower(2),
            "network=[{dense: 8}, relu, {dense: 8}, {dropout: 0.5}, {dense: 8}, relu]",
            "network=[{dense: 8}, relu, {dense: 8}, {dropout: 0.5}]"),
        effect(
            new Narrower(4),
            new Narrower(4),
            "network=[{dense: 64}, relu, {dense: 6}, relu, {dense: 3}]",
            "network=[{dense: 16}, relu, {dense: 4}, relu, {dense: 3}]"),
        effect(
            new NoHiddenLayer(),
            new NoHiddenLayer(),
            "network=[{dense: 8}]",
            "network=[] & optimizer={adam: 0.01, schedule: {cosine: {floor: 0.01}}} & epochs=300"
                + " & stop={patience: 30, minDelta: 0}"),
        effect(
            new Dropout(0.3f),
            new Dropout(0.3f),
            "network=[{dropout: 0.2}, {dense: 8}, relu, {dropout: 0.5}, {maxout: {units: 4, pieces: 2}}]",
            "network=[{dense: 8}, relu, {dropout: 0.3}, {maxout: {units: 4, pieces: 2}}, {dropout: 0.3}]"),
        effect(
            new ScaledDropout(),
            new ScaledDropout(),
            "network=[{dense: 8}, {dropout: {p: 0.4, scaling: none}}]",
            "network=[{dense: 8}, {dropout: 0.4}]"),
        effect(
            new Unregularized(),
            new Unregularized(),
            "network=[{dense: 8}, relu, {dropout: 0.5}] & penalty={l2: 0.1, l1: 0.1}",
            "network=[{dense: 8}, relu]"),
        effect(
            new Unregularized(),
            new Unregularized(),
            "optimizer={adamw: {rate: 0.002, decay: 0.5}}",
            "optimizer={adam: {rate: 0.002}}"),
        effect(new L2(0.001), new L2(0.001), "penalty={l1: 0.5}", "penalty={l1: 0.5, l2: 0.001}"),
        effect(new L1(0.001), new L1(0.001), "penalty={l2: 0.5}", "penalty={l1: 0.001, l2: 0.5}"),
        effect(
            new Rate(0.1),
            new Rate(0.1),
            "optimizer={momentum: {rate: 7, momentum: 0.8}, clip: {norm: 1}}",
            "optimizer={momentum: {rate: 0.1, momentum: 0.8}, clip: {norm: 1}}"),
        effect(
            new RateTimes(0.5),
            new RateTimes(0.5),
            "optimizer={sgd: 0.25, schedule: {cosine: {floor: 0.1}}}",
            "optimizer={sgd: 0.125, schedule: {cosine: {floor: 0.1}}}"),
        effect(
            new AdamRule(),
            new AdamRule(),
            "optimizer={sgd: 0.25, clip: {norm: 1}}",
            "optimizer={adam: 0.001, clip: {norm: 1}}"),
        effect(
            new UsualHyperparameters(),
            new UsualHyperparameters(),
            "optimizer={momentum: {rate: 0.02, momentum: 0.999}}",
            "optimizer={momentum: {rate: 0.02, momentum: 0.9}}"),
        effect(
            new UsualHyperparameters(),
            new UsualHyperparameters(),
            "optimizer={adam: {rate: 0.02, epsilon: 0.5}}",
            "optimizer={adam: {rate: 0.02}}"),
        effect(
            Clipped.NOT,
            new Clipped(Double.POSITIVE_INFINITY),
            "optimizer={sgd: 0.1, clip: {norm: 0.0005}}",
            "optimizer={sgd: 0.1}"),
        effect(
            new Clipped(1),
            new Clipped(1),
            "optimizer={sgd: 0.1}",
            "optimizer={sgd: 0.1, clip: {norm: 1}}"),
        effect(
            new ConstantRate(),
            new ConstantRate(),
            "optimizer={sgd: 0.1, schedule: {step: {epochs: 1, factor: 0.1}}}",
            "optimizer={sgd: 0.1}"),
        effect(new Batch(32), new Batch(32), "batch=500", "batch=32"),
        effect(
            new Epochs(40),
            new Epochs(40),
            "epochs=5 & stop={patience: 2, minDelta: 0.1}",
            "epochs=40 & stop={patience: 10, minDelta: 0}"),
        effect(
            new Patience(),
            new Patience(),
            "epochs=5 & stop={patience: 2, minDelta: 0.1}",
            "epochs=5 & stop={patience: 10, minDelta: 0}"));
  }

  @ParameterizedTest
  @MethodSource("effects")
  void a_treatment_changes_what_it_says_and_nothing_else(Effect effect) {
    assertThat(effect.treatment().apply(card(effect.before()))).isEqualTo(card(effect.after()));
  }

  @ParameterizedTest
  @MethodSource("effects")
  void a_treated_card_is_left_as_it_is(Effect effect) {
    Card treated = effect.treatment().apply(card(effect.before()));
    if (!REPEATED.contains(effect.treatment().getClass())) {
      assertThat(effect.treatment().apply(treated)).isEqualTo(treated);
    }
  }

  @ParameterizedTest
  @MethodSource("effects")
  void treatments_that_do_the_same_are_equal_and_say_what_and_why(Effect effect) {
    assertThat(effect.treatment()).isEqualTo(effect.equal()).hasSameHashCodeAs(effect.equal());
    assertThat(effect.treatment().title()).isNotBlank().doesNotEndWith(".");
    assertThat(effect.treatment().reason()).endsWith(".");
  }

  @Test
  void treatments_that_do_different_things_differ_and_have_different_titles() {
    assertThat(new L2(1e-3)).isNotEqualTo(new L2(1e-4)).isNotEqualTo(new L1(1e-3));
    List<Treatment> all = effects().map(Effect::treatment).distinct().collect(Collectors.toList());
    assertThat(all.stream().map(Treatment::title)).doesNotHaveDuplicates();
  }

  @Test
  void every_treatment_is_tried_here() throws Exception {
    Set<Class<?>> tried =
        effects().map(effect -> effect.treatment().getClass()).collect(Collectors.toSet());
    List<Class<?>> all = new ArrayList<>();
    for (String name : classes()) {
      Class<?> type = Class.forName("plumb.treatment." + name);
      if (Treatment.class.isAssignableFrom(type) && type.isRecord()) {
        all.add(type);
      }
    }
    assertThat(all).hasSizeGreaterThan(25);
    assertThat(tried).containsAll(all);
  }

  /** All compiled classes of the package. */
  private static List<String> classes() throws Exception {
    Path compiled =
        Path.of(Treatment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(compiled.resolve("plumb/treatment"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }

  @Test
  void more_epochs_than_asked_for_stay() {
    assertThat(new Epochs(40).apply(card(List.of("epochs=90"))))
        .isEqualTo(card(List.of("epochs=90")));
  }

  @Test
  void early_stopping_that_is_patient_or_off_stays_so() {
    for (String stop : List.of("stop=none", "stop={patience: 25, minDelta: 0}")) {
      assertThat(new Patience().apply(card(List.of(stop)))).isEqualTo(card(List.of(stop)));
    }
  }

  @Test
  void several_are_applied_one_after_the_other() {
    Card card = card(List.of("optimizer={sgd: 0.1}"));
    assertThat(Treatment.all(card, List.of(new AdamRule(), new RateTimes(10), new Batch(7))))
        .isEqualTo(card(List.of("optimizer={adam: 0.01}", "batch=7")));
  }

  @Test
  void titles_read_well_behind_with() {
    assertThat(new RateTimes(0.1).title()).isEqualTo("learning rate divided by 10");
    assertThat(new RateTimes(10).title()).isEqualTo("learning rate times 10");
    assertThat(new Rate(1e-4).title()).isEqualTo("learning rate 0.0001");
    assertThat(Clipped.NOT.title()).isEqualTo("no clipping");
  }
}
