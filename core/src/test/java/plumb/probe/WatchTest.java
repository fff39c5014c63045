package plumb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.Segment;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.probe.NonFinite.Place;
import plumb.train.FitResult;
import plumb.train.Stepper;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

class WatchTest {
  private static final NetworkSpec MIXED =
      classifier(
          4,
          new Layer.Dropout(0.2f),
          new Layer.Dense(8),
          new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f)),
          new Layer.Maxout(3, 2),
          new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST),
          new Layer.Dense(5),
          new Layer.Activate(Activation.SIGMOID));

  private static NetworkSpec classifier(int inputs, Layer... layers) {
    return new NetworkSpec(
        inputs, List.of(layers), new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
  }

  static Stream<Arguments> trainings() {
    NetworkSpec sigmoids =
        classifier(4, new Layer.Dense(6), new Layer.Activate(Activation.SIGMOID));
    NetworkSpec relus = classifier(4, new Layer.Dense(40), new Layer.Activate(Activation.RELU));
    Optimizer clipped =
        new Optimizer(new UpdateRule.Momentum(0.1, 0.9), new Clip.ByNorm(0.01), Schedule.CONSTANT);
    Optimizer adam = new Optimizer(new UpdateRule.Adam(0.01));
    return Stream.of(
        Arguments.of(MIXED, Trained.spec(adam, Penalty.NONE, 16, 6)),
        Arguments.of(MIXED, Trained.spec(clipped, new Penalty(1e-3, 1e-3), 7, 6)),
        Arguments.of(sigmoids, Trained.spec(new UpdateRule.Sgd(0.5), 1, 2)),
        Arguments.of(relus, Trained.spec(new UpdateRule.Sgd(1e30), 16, 3)));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void watching_changes_no_bit(NetworkSpec network, TrainingSpec spec) {
    Examples train = Trained.classes(90, 4, 1);
    Watch watch = new Watch(network, spec, train);

    FitResult watched = Trained.fit(network, spec, train, watch);
    FitResult alone = Trained.fit(network, spec, train, TrainingListener.NONE);

    assertThat(watched.last()).isEqualTo(alone.last());
    assertThat(watched.history()).isEqualTo(alone.history());
    assertThat(watch.record().readings()).isNotEmpty();
  }

  @Test
  void the_first_reading_is_the_gradient_and_the_update_of_plain_descent() {
    double rate = 0.1;
    double l2 = 0.01;
    TrainingSpec spec =
        Trained.spec(new Optimizer(new UpdateRule.Sgd(rate)), new Penalty(l2, 0), 90, 1);
    NetworkSpec network =
        classifier(4, new Layer.Dense(6), new Layer.Activate(Activation.TANH), new Layer.Dense(5));
    List<float[]> gradients = new ArrayList<>();
    Examples train = Trained.classes(90, 4, 1);
    Watch watch = new Watch(network, spec, train);
    Trained.fit(
        network,
        spec,
        train,
        event -> {
          watch.on(event);
          if (event instanceof TrainingEvent.GradientComputed computed) {
            gradients.add(computed.step().gradient().clone());
          }
        });

    WatchRecord record = watch.record();
    Reading first = record.readings().getFirst();
    assertThat(record.layers())
        .extracting(WatchRecord.Layer::name)
        .containsExactly("layer 1", "layer 3", "head");
    assertThat(first.rows()).isEqualTo(90);
    float[] start = Stepper.start(network, 7);
    for (int i = 0; i < 3; i++) {
      LayerReading layer = first.layers().get(i);
      Segment weights = Block.of(network).get(i).weights();
      double sizes = 0;
      double g2 = 0;
      double w2 = 0;
      double update2 = 0;
      for (int k = weights.offset(); k < weights.end(); k++) {
        double g = gradients.getFirst()[k];
        double w = start[k];
        sizes += Math.abs(g);
        g2 += g * g;
        w2 += w * w;
        update2 += Math.pow(rate * (g + l2 * w), 2);
      }
      assertThat(layer.gradientMean()).isCloseTo(sizes / weights.size(), within(1e-9));
      assertThat(layer.gradientNorm()).isCloseTo(Math.sqrt(g2), within(1e-9));
      assertThat(layer.weightNorm()).isCloseTo(Math.sqrt(w2), within(1e-9));
      assertThat(layer.updateRatio()).isCloseTo(Math.sqrt(update2 / w2), within(1e-6));
      assertThat(layer.moved()).isCloseTo(layer.updateRatio(), within(1e-12));
      assertThat(layer.penaltyRatio()).isCloseTo(l2 * Math.sqrt(w2 / g2), within(1e-6));
    }
  }

  @Test
  void clipping_is_seen_as_the_difference_of_two_norms() {
    Optimizer clipped =
        new Optimizer(new UpdateRule.Sgd(0.1), new Clip.ByNorm(1e-3), Schedule.CONSTANT);
    WatchRecord record =
        Trained.watched(
            MIXED, Trained.spec(clipped, Penalty.NONE, 30, 1), Trained.classes(90, 4, 1));
    Reading first = record.readings().getFirst();
    assertThat(first.gradientNorm()).isGreaterThan(0.01);
    assertThat(first.reachedNorm()).isCloseTo(1e-3, within(1e-8));
  }

  /** C6: the gradient vanishes towards the inputs of a deep sigmoid network, not of a ReLU one. */
  @Test
  void C06_the_first_of_ten_sigmoid_layers_hardly_gets_a_gradient() {
    assertThat(firstOverLast(Activation.SIGMOID)).isBetween(1e-9, 1e-5);
    assertThat(firstOverLast(Activation.RELU)).isBetween(0.02, 2.0);
  }

  private static double firstOverLast(Activation activation) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      layers.add(new Layer.Dense(100));
      layers.add(new Layer.Activate(activation));
    }
    NetworkSpec network =
        new NetworkSpec(10, layers, new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    WatchRecord record =
        Trained.watched(
            network, Trained.spec(new UpdateRule.Sgd(0.1), 64, 1), Trained.classes(64, 10, 1));
    List<LayerReading> read = record.readings().getFirst().layers();
    return read.getFirst().gradientMean() / read.getLast().gradientMean();
  }

  @Test
  void a_layer_of_relus_with_a_low_bias_is_dead_and_one_of_leaky_ones_is_not() {
    NetworkSpec dead =
        classifier(
            4,
            new Layer.Dense(6, Init.AUTO, -100),
            new Layer.Activate(Activation.RELU),
            new Layer.Dense(6, Init.AUTO, -100),
            new Layer.Activate(new Activation.LeakyRelu(0.01f)));
    WatchRecord record =
        Trained.watched(
            dead, Trained.spec(new UpdateRule.Sgd(0.1), 30, 1), Trained.classes(90, 4, 1));
    List<LayerReading> layers = record.readings().getFirst().layers();
    assertThat(layers).extracting(LayerReading::dead).containsExactly(1.0, 0.0, 0.0);
    assertThat(layers.getFirst().gradientNorm()).isZero();
    assertThat(layers.get(1).activationMean()).isCloseTo(-1, within(0.01));
  }

  @Test
  void a_long_training_keeps_a_bounded_number_of_readings_the_first_ones_dense() {
    WatchRecord record =
        Trained.watched(
            classifier(4),
            Trained.spec(new UpdateRule.Sgd(0.01), 1, 130),
            Trained.classes(90, 4, 1));
    List<Long> updates = record.readings().stream().map(Reading::update).toList();
    assertThat(updates).hasSizeBetween(Watch.MOST_READINGS / 3, Watch.MOST_READINGS);
    assertThat(updates).startsWith(1L, 2L, 4L, 8L, 16L);
    long step = updates.getLast() - updates.get(updates.size() - 2);
    List<Long> later = updates.stream().filter(update -> update >= step).toList();
    assertThat(later).hasSizeGreaterThan(Watch.MOST_READINGS / 3);
    for (int i = 0; i < later.size(); i++) {
      assertThat(later.get(i)).isEqualTo((i + 1) * step);
    }
    assertThat(updates.getLast()).isGreaterThan(130 * 90 - step);
  }

  @Test
  void of_several_trainings_one_after_the_other_the_first_is_watched() {
    TrainingSpec spec = Trained.spec(new UpdateRule.Adam(0.01), 16, 6);
    Examples train = Trained.classes(90, 4, 1);
    Watch watch = new Watch(MIXED, spec, train);
    Trained.fit(MIXED, spec, train, watch);
    WatchRecord first = watch.record();
    Trained.fit(MIXED, spec, train, watch);
    assertThat(watch.record()).isEqualTo(first);
  }

  // --- numbers that are none ---

  private static Optional<NonFinite> nonFinite(Examples train, double rate) {
    NetworkSpec network =
        new NetworkSpec(
            4,
            List.of(new Layer.Dense(8), new Layer.Activate(Activation.RELU)),
            train.targets() instanceof Targets.Classes
                ? new Head(3, Activation.SOFTMAX)
                : new Head(1, Activation.LINEAR),
            train.targets() instanceof Targets.Classes
                ? Loss.CROSS_ENTROPY
                : Loss.MEAN_SQUARED_ERROR);
    return Trained.watched(network, Trained.spec(new UpdateRule.Sgd(rate), 16, 3), train)
        .nonFinite();
  }

  @Test
  void a_healthy_training_has_none() {
    assertThat(nonFinite(Trained.classes(90, 4, 1), 0.1)).isEmpty();
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_row_with_a_number_that_is_none_is_named(float none) {
    Examples train = Trained.classes(90, 4, 1);
    ((Inputs.Floats) train.inputs()).values()[37 * 4 + 2] = none;
    NonFinite found = nonFinite(train, 0.1).orElseThrow();
    assertThat(found.place()).isEqualTo(Place.INPUTS);
    assertThat(found.examples()).containsExactly(37);
    assertThat(found.epoch()).isEqualTo(1);
    assertThat(found.update()).isBetween(1L, 6L);
  }

  @Test
  void a_target_that_is_none_is_named() {
    Examples train = Trained.numbers(90, 4, 1);
    ((Targets.Values) train.targets()).values()[11] = Float.NaN;
    NonFinite found = nonFinite(train, 0.1).orElseThrow();
    assertThat(found.place()).isEqualTo(Place.TARGETS);
    assertThat(found.examples()).containsExactly(11);
  }

  @Test
  void a_rate_far_too_high_breaks_the_outputs_of_a_layer_or_its_parameters() {
    NonFinite found = nonFinite(Trained.numbers(90, 4, 1), 1e6).orElseThrow();
    assertThat(found.place()).isIn(Place.OUTPUTS, Place.PARAMETERS);
    assertThat(found.layer()).isBetween(0, 2);
    assertThat(found.update()).isBetween(2L, 18L);
    assertThat(found.examples()).isNotEmpty().allMatch(row -> row >= 0 && row < 90);
  }

  @Test
  void an_update_that_breaks_the_parameters_is_named_with_its_rows() {
    // The only batch: its update is the last one, so that no later batch can show it.
    Examples train = Trained.numbers(12, 4, 1);
    ((Targets.Values) train.targets()).values()[5] = 3e30f;
    NetworkSpec linear =
        new NetworkSpec(4, List.of(), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
    NonFinite found =
        Trained.watched(linear, Trained.spec(new UpdateRule.Sgd(1e30), 16, 1), train)
            .nonFinite()
            .orElseThrow();
    assertThat(found.place()).isEqualTo(Place.PARAMETERS);
    assertThat(found.update()).isEqualTo(1);
    assertThat(found.examples()).hasSize(12).contains(5);
  }
}
