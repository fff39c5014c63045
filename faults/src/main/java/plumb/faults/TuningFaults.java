package plumb.faults;

import static plumb.faults.Scenario.scenario;
import static plumb.run.CauseId.*;

import java.util.List;

/** The faults that thresholds may be tuned on: other data and other plants than the report's. */
final class TuningFaults {
  private TuningFaults() {}

  /** One fault each. */
  static List<Scenario> single() {
    return List.of(
        scenario("digits", "adam-rate-1", Truths.RATE_HIGH).with("optimizer={adam: 1}"),
        scenario("elevation", "sgd-rate-3-diverges", Truths.RATE_HIGH.or(EXPLODING_GRADIENT))
            .on("optimizer={sgd: 0.05}")
            .with("optimizer={sgd: 3}"),
        scenario("mnist", "sgd-rate-5-kills-units", Truths.RATE_HIGH)
            .on("optimizer={sgd: 0.2}")
            .with("optimizer={sgd: 5}"),
        scenario("digits", "adam-rate-1e-6", Truths.RATE_LOW).with("optimizer={adam: 1e-6}"),
        scenario("mnist", "sgd-rate-1e-10", Truths.RATE_LOW)
            .on("optimizer={sgd: 0.2}")
            .with("optimizer={sgd: 1e-10}"),
        scenario("elevation", "adam-rate-1e-5", Truths.RATE_LOW).with("optimizer={adam: 1e-5}"),
        scenario("digits", "one-epoch", Truths.FEW_EPOCHS)
            .on("optimizer={adam: 1e-3}", "epochs=30")
            .with("epochs=1"),
        scenario("elevation", "one-epoch", Truths.FEW_EPOCHS)
            .on("optimizer={adam: 1e-3}")
            .with("epochs=1"),
        scenario("moons", "sgd-0.002", Truths.SLOW).with("optimizer={sgd: 0.002}"),
        scenario("mnist", "three-sigmoids-sgd-0.02", Truths.SLOW.or(VANISHING_GRADIENT))
            .with("network=[dense: 32, sigmoid, dense: 32, sigmoid]", "optimizer={sgd: 0.02}"),
        scenario("digits", "decay-each-epoch", Truths.DECAY)
            .on("optimizer={adam: 0.001}", "epochs=30")
            .with("optimizer={adam: 0.001, schedule: {step: {epochs: 1, factor: 0.1}}}"),
        scenario("digits", "clip-norm-0.0001", Truths.CLIPPED)
            .on("optimizer={sgd: 0.2}")
            .with("optimizer={sgd: 0.2, clip: {norm: 0.0001}}"),
        scenario("moons", "momentum-0.998", Truths.OSCILLATES)
            .on("optimizer={momentum: {rate: 0.1, momentum: 0.9}}")
            .with("optimizer={momentum: {rate: 0.5, momentum: 0.998}}"),
        scenario("digits", "zeros", Truths.SYMMETRIC)
            .with(
                "network=[dense: {units: 48, init: zeros}, relu, dense: {units: 24, init: zeros}, relu]",
                "head={units: 10, activation: softmax, init: zeros}"),
        scenario("mnist", "constant", Truths.SYMMETRIC)
            .with(
                "network=[dense: {units: 48, init: {constant: 0.05}}, relu, dense: {units: 32, init: {constant: 0.05}}, relu]",
                "head={units: 5, activation: softmax, init: {constant: 0.05}}"),
        scenario("digits", "normal-0.001-deep", Truths.INIT.or(VANISHING_GRADIENT))
            .on(
                "network=[dense: 32, relu, dense: 32, relu, dense: 32, relu, dense: 32, relu]",
                "optimizer={sgd: 0.1}")
            .with(
                "network=[dense: {units: 32, init: {normal: 0.001}}, relu, dense: {units: 32, init: {normal: 0.001}}, relu, dense: {units: 32, init: {normal: 0.001}}, relu, dense: {units: 32, init: {normal: 0.001}}, relu]"),
        scenario("elevation", "deep-normal-1.2", Truths.INIT.or(EXPLODING_GRADIENT))
            .on(
                "network=[dense: 24, relu, dense: 24, relu, dense: 24, relu, dense: 24, relu, dense: 24, relu]",
                "optimizer={sgd: 0.05}")
            .with(
                "network=[dense: {units: 24, init: {normal: 1.2}}, relu, dense: {units: 24, init: {normal: 1.2}}, relu, dense: {units: 24, init: {normal: 1.2}}, relu, dense: {units: 24, init: {normal: 1.2}}, relu, dense: {units: 24, init: {normal: 1.2}}, relu]"),
        scenario(
                "digits", "tanh-normal-5", Truths.INIT.or(EXPLODING_GRADIENT, SATURATED_ACTIVATION))
            .on("network=[dense: 48, tanh, dense: 24, tanh]")
            .with(
                "network=[dense: {units: 48, init: {normal: 5}}, tanh, dense: {units: 24, init: {normal: 5}}, tanh]"),
        scenario("digits", "deep-sigmoid", Truths.VANISHING)
            .on("optimizer={sgd: 0.1}")
            .with(
                "network=[dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid]"),
        scenario("digits", "tanh-bias-15", Truths.SATURATED)
            .on("network=[dense: 48, tanh, dense: 24, tanh]")
            .with(
                "network=[dense: {units: 48, bias: 15}, tanh, dense: {units: 24, bias: 15}, tanh]"),
        scenario("mnist", "bias-minus-6", Truths.DYING)
            .with(
                "network=[dense: {units: 48, bias: -6}, relu, dense: {units: 32, bias: -6}, relu]"),
        scenario("moons", "linear", Truths.LINEAR).with("network=[dense: 16, dense: 16]"),
        scenario("breast-cancer", "raw", Truths.RAW)
            .on("network=[dense: 16, sigmoid, dense: 16, sigmoid]", "optimizer={sgd: 0.3}")
            .with("data.inputs=raw"),
        scenario("elevation", "raw", Truths.RAW)
            .on("optimizer={sgd: 0.02}")
            .with("data.inputs=raw"),
        scenario("elevation", "raw-target", Truths.RAW_TARGET).with("data.targets=raw"),
        scenario("breast-cancer", "corrupt-cells", Truths.CORRUPT)
            .spoiled(Spoil.corrupt(0.01, "99999999")),
        scenario("elevation", "corrupt-cells", Truths.CORRUPT).spoiled(Spoil.corrupt(0.005, "1e8")),
        scenario("elevation", "sorted", Truths.SORTED)
            .apart()
            .on("data.shuffle=false")
            .spoiled(Spoil.sortedByNumber()),
        scenario("mnist", "sorted", Truths.SORTED)
            .apart()
            .on("data.shuffle=false", "optimizer={sgd: 0.3}")
            .spoiled(Spoil.sorted()),
        scenario("elevation", "relu-head", Truths.HEAD).with("head={units: 1, activation: relu}"),
        scenario("digits", "relu-head-mae", Truths.HEAD)
            .with("head={units: 10, activation: relu}", "loss=mae"),
        scenario("digits", "one-unit", Truths.SMALL).with("network=[dense: 1, relu]"),
        scenario("moons", "one-unit", Truths.SMALL).with("network=[dense: 1, tanh]"),
        scenario("digits", "l2-0.5", Truths.REGULARIZED).with("penalty={l2: 0.5}"),
        scenario("mnist", "dropout-0.95", Truths.REGULARIZED)
            .with("network=[dense: 48, relu, dropout: 0.95, dense: 32, relu, dropout: 0.95]"),
        scenario("breast-cancer", "noise-columns", Truths.OVERFIT)
            .apart()
            .onData(Spoil.few(60).then(Spoil.noiseColumns(150)))
            .on("network=[dense: 64, relu, dense: 64, relu]", "epochs=60", "penalty={l1: 0.02}")
            .with("penalty=none"),
        scenario("digits", "eighty-rows", Truths.OVERFIT.incurable())
            .apart()
            .on("network=[dense: 128, relu, dense: 128, relu]", "epochs=60")
            .spoiled(Spoil.few(80)),
        scenario("mnist", "inverted-validation", Truths.SHIFT)
            .apart()
            .spoiled(Spoil.shiftedValidation(1, 0)),
        scenario("digits", "leak", Truths.LEAK).spoiled(Spoil.leak("sheet")),
        scenario("elevation", "leak", Truths.LEAK).spoiled(Spoil.leak("pressure")),
        scenario("elevation", "dropout-without-scaling", Truths.MODE)
            .on("network=[dense: 48, relu, dropout: 0.5, dense: 32, relu, dropout: 0.5]")
            .with(
                "network=[dense: 48, relu, dropout: {p: 0.5, scaling: none}, dense: 32, relu, dropout: {p: 0.5, scaling: none}]"),
        scenario("digits", "label-noise", Truths.NOISE).spoiled(Spoil.noisy(0.4)),
        scenario("breast-cancer", "label-noise", Truths.NOISE).spoiled(Spoil.noisy(0.3)),
        scenario("digits", "shuffled-labels", Truths.UNINFORMATIVE).spoiled(Spoil.shuffledLabels()),
        scenario("mnist", "two-rare-classes", Truths.IMBALANCE)
            .spoiled(Spoil.rare(0.01, List.of("0", "3"))));
  }

  /** Two faults each. */
  static List<Scenario> compound() {
    return List.of(
        scenario("elevation", "raw+raw-target", Truths.RAW, Truths.RAW_TARGET)
            .with("data.inputs=raw", "data.targets=raw"),
        scenario("digits", "rate-high+l2", Truths.RATE_HIGH, Truths.REGULARIZED)
            .with("optimizer={adam: 0.5}", "penalty={l2: 0.5}"),
        scenario("moons", "linear+rate-low", Truths.LINEAR, Truths.RATE_LOW)
            .with("network=[dense: 16, dense: 16]", "optimizer={adam: 1e-5}"),
        scenario("mnist", "dead+rate-low", Truths.DYING, Truths.RATE_LOW)
            .with(
                "network=[dense: {units: 48, bias: -6}, relu, dense: {units: 32, bias: -6}, relu]",
                "optimizer={adam: 1e-6}"));
  }
}
