package plumb.faults;

import static plumb.faults.Scenario.scenario;
import static plumb.run.CauseId.*;

import java.util.List;

/**
 * The faults of the first reports. Thresholds were tuned elsewhere, but what was lost here has
 * since been looked at and mended by general rules.
 */
final class ReportFaults {
  private ReportFaults() {}

  /** One fault each. */
  static List<Scenario> single() {
    return List.of(
        // Learning rate, epochs, schedule, clipping.
        scenario("fashion", "adam-rate-0.5", Truths.RATE_HIGH).with("optimizer={adam: 0.5}"),
        scenario("spam", "sgd-rate-30", Truths.RATE_HIGH)
            .on("optimizer={sgd: 0.2}")
            .with("optimizer={sgd: 30}"),
        scenario("housing", "sgd-rate-1-diverges", Truths.RATE_HIGH.or(EXPLODING_GRADIENT))
            .on("optimizer={sgd: 0.05}")
            .with("optimizer={sgd: 2}"),
        scenario("rings", "momentum-rate-1", Truths.RATE_HIGH)
            .on("optimizer={momentum: 0.05}")
            .with("optimizer={momentum: 1}"),
        scenario("fashion", "adam-rate-1e-6", Truths.RATE_LOW).with("optimizer={adam: 1e-6}"),
        scenario("spam", "sgd-rate-1e-5", Truths.RATE_LOW)
            .on("optimizer={sgd: 0.2}")
            .with("optimizer={sgd: 1e-5}"),
        scenario("housing", "adam-rate-1e-5", Truths.RATE_LOW).with("optimizer={adam: 1e-5}"),
        scenario("fashion", "one-epoch", Truths.FEW_EPOCHS)
            .on("optimizer={adam: 3e-4}", "epochs=25")
            .with("epochs=1"),
        scenario("rings", "two-epochs", Truths.FEW_EPOCHS).with("epochs=2"),
        scenario("rings", "sgd-0.01", Truths.SLOW).with("optimizer={sgd: 0.01}"),
        scenario("penguins", "sigmoid-sgd", Truths.SLOW.or(VANISHING_GRADIENT))
            .with("network=[dense: 16, sigmoid, dense: 16, sigmoid]", "optimizer={sgd: 0.02}"),
        scenario("housing", "decay-each-epoch", Truths.DECAY)
            .on("optimizer={adam: 0.001}")
            .with("optimizer={adam: 0.001, schedule: {step: {epochs: 1, factor: 0.1}}}"),
        scenario("rings", "decay-each-epoch", Truths.DECAY)
            .with("optimizer={adam: 0.005, schedule: {step: {epochs: 1, factor: 0.2}}}"),
        scenario("fashion", "clip-norm-0.001", Truths.CLIPPED)
            .on("optimizer={sgd: 0.2}")
            .with("optimizer={sgd: 0.2, clip: {norm: 0.001}}"),
        scenario("housing", "clip-value-1e-6", Truths.CLIPPED)
            .on("optimizer={momentum: 0.02}")
            .with("optimizer={momentum: 0.02, clip: {value: 1e-6}}"),
        scenario("rings", "momentum-0.998", Truths.OSCILLATES)
            .on("optimizer={momentum: {rate: 0.1, momentum: 0.9}}")
            .with("optimizer={momentum: {rate: 0.5, momentum: 0.998}}"),
        // Start of the weights.
        scenario("fashion", "zeros", Truths.SYMMETRIC)
            .with(
                "network=[dense: {units: 40, init: zeros}, relu, dense: {units: 24, init: zeros}, relu]",
                "head={units: 5, activation: softmax, init: zeros}"),
        scenario("rings", "constant", Truths.SYMMETRIC)
            .with(
                "network=[dense: {units: 24, init: {constant: 0.1}}, relu, dense: {units: 24, init: {constant: 0.1}}, relu]",
                "head={units: 3, activation: softmax, init: {constant: 0.1}}"),
        scenario("housing", "normal-0.001-deep", Truths.INIT.or(VANISHING_GRADIENT))
            .on(
                "network=[dense: 24, relu, dense: 24, relu, dense: 24, relu, dense: 24, relu, dense: 24, relu]",
                "optimizer={sgd: 0.05}")
            .with(
                "network=[dense: {units: 24, init: {normal: 0.001}}, relu, dense: {units: 24, init: {normal: 0.001}}, relu, dense: {units: 24, init: {normal: 0.001}}, relu, dense: {units: 24, init: {normal: 0.001}}, relu, dense: {units: 24, init: {normal: 0.001}}, relu]"),
        scenario("spam", "normal-8", Truths.INIT.or(EXPLODING_GRADIENT, SATURATED_ACTIVATION))
            .on("network=[dense: 24, tanh, dense: 16, tanh]")
            .with(
                "network=[dense: {units: 24, init: {normal: 8}}, tanh, dense: {units: 16, init: {normal: 8}}, tanh]"),
        scenario("rings", "deep-normal-1.5", Truths.INIT.or(EXPLODING_GRADIENT))
            .on(
                "network=[dense: 24, relu, dense: 24, relu, dense: 24, relu, dense: 24, relu, dense: 24, relu, dense: 24, relu]",
                "optimizer={sgd: 0.1}")
            .with(
                "network=[dense: {units: 24, init: {normal: 1.5}}, relu, dense: {units: 24, init: {normal: 1.5}}, relu, dense: {units: 24, init: {normal: 1.5}}, relu, dense: {units: 24, init: {normal: 1.5}}, relu, dense: {units: 24, init: {normal: 1.5}}, relu, dense: {units: 24, init: {normal: 1.5}}, relu]"),
        // Activations.
        scenario("fashion", "deep-sigmoid", Truths.VANISHING)
            .on("optimizer={sgd: 0.1}")
            .with(
                "network=[dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid, dense: 32, sigmoid]"),
        scenario("rings", "deep-sigmoid", Truths.VANISHING)
            .with(
                "network=[dense: 24, sigmoid, dense: 24, sigmoid, dense: 24, sigmoid, dense: 24, sigmoid, dense: 24, sigmoid, dense: 24, sigmoid]",
                "optimizer={momentum: 0.05}"),
        scenario("fashion", "sigmoid-bias-12", Truths.SATURATED)
            .on("network=[dense: 40, sigmoid, dense: 24, sigmoid]", "optimizer={adam: 0.01}")
            .with(
                "network=[dense: {units: 40, bias: 12}, sigmoid, dense: {units: 24, bias: 12}, sigmoid]"),
        scenario("fashion", "bias-minus-8", Truths.DYING)
            .with(
                "network=[dense: {units: 40, bias: -8}, relu, dense: {units: 24, bias: -8}, relu]"),
        scenario("housing", "bias-minus-10", Truths.DYING)
            .with(
                "network=[dense: {units: 32, bias: -10}, relu, dense: {units: 16, bias: -10}, relu]"),
        scenario("rings", "linear", Truths.LINEAR).with("network=[dense: 24, dense: 24]"),
        scenario("housing", "linear", Truths.LINEAR)
            .with("network=[dense: 32, linear, dense: 16, linear]"),
        // Inputs and targets.
        scenario("spam", "raw-sigmoid", Truths.RAW)
            .on("network=[dense: 24, sigmoid, dense: 16, sigmoid]", "optimizer={sgd: 0.5}")
            .with("data.inputs=raw"),
        scenario("housing", "raw-sgd", Truths.RAW)
            .on("optimizer={sgd: 0.02}")
            .with("data.inputs=raw"),
        scenario("penguins", "raw", Truths.RAW).with("data.inputs=raw"),
        scenario("fashion", "raw-pixels-sgd", Truths.RAW)
            .on("optimizer={sgd: 0.1}")
            .with("data.inputs=raw"),
        scenario("housing", "raw-target", Truths.RAW_TARGET).with("data.targets=raw"),
        scenario("housing", "corrupt-cells", Truths.CORRUPT).spoiled(Spoil.corrupt(0.01, "1e9")),
        scenario("spam", "corrupt-cells", Truths.CORRUPT).spoiled(Spoil.corrupt(0.003, "99999999")),
        scenario("fashion", "sorted", Truths.SORTED)
            .apart()
            .on("data.shuffle=false")
            .spoiled(Spoil.sorted()),
        scenario("housing", "sorted", Truths.SORTED)
            .apart()
            .on("data.shuffle=false")
            .spoiled(Spoil.sortedByNumber()),
        // Head and loss.
        scenario("housing", "sigmoid-head", Truths.HEAD)
            .with("head={units: 1, activation: sigmoid}"),
        scenario("fashion", "softmax-hinge", Truths.HEAD)
            .with("head={units: 5, activation: softmax}", "loss=hinge"),
        scenario("rings", "relu-head-mae", Truths.HEAD)
            .with("head={units: 3, activation: relu}", "loss=mae"),
        scenario("spam", "softmax-of-one", Truths.HEAD)
            .with("head={units: 1, activation: softmax}", "loss=binary-cross-entropy"),
        // Capacity and regularization.
        scenario("fashion", "one-unit", Truths.SMALL).with("network=[dense: 1, relu]"),
        scenario("rings", "two-units", Truths.SMALL).with("network=[dense: 2, relu]"),
        scenario("spam", "l2-1", Truths.REGULARIZED).with("penalty={l2: 1}"),
        scenario("fashion", "dropout-0.95", Truths.REGULARIZED)
            .with("network=[dense: 40, relu, dropout: 0.95, dense: 24, relu, dropout: 0.95]"),
        scenario("housing", "l1-0.1", Truths.REGULARIZED).with("penalty={l1: 0.1}"),
        // Validation.
        scenario("penguins", "noise-columns", Truths.OVERFIT)
            .apart()
            .onData(Spoil.few(100).then(Spoil.noiseColumns(80)))
            .on("network=[dense: 64, relu, dense: 64, relu]", "epochs=60", "penalty={l1: 0.01}")
            .with("penalty=none"),
        scenario("spam", "sixty-rows", Truths.OVERFIT.incurable())
            .apart()
            .on("network=[dense: 64, relu, dense: 64, relu]", "epochs=30", "penalty=none")
            .spoiled(Spoil.few(60)),
        scenario("fashion", "inverted-validation", Truths.SHIFT)
            .apart()
            .spoiled(Spoil.shiftedValidation(1, 0)),
        scenario("housing", "validation-in-another-unit", Truths.SHIFT)
            .apart()
            .spoiled(Spoil.shiftedValidation(3, 100)),
        scenario("housing", "leak", Truths.LEAK).spoiled(Spoil.leak("assessed")),
        scenario("spam", "leak", Truths.LEAK).spoiled(Spoil.leak("folder")),
        scenario("housing", "dropout-without-scaling", Truths.MODE)
            .on("network=[dense: 48, relu, dropout: 0.4, dense: 32, relu, dropout: 0.4]")
            .with(
                "network=[dense: 48, relu, dropout: {p: 0.4, scaling: none}, dense: 32, relu, dropout: {p: 0.4, scaling: none}]"),
        scenario("fashion", "label-noise", Truths.NOISE).spoiled(Spoil.noisy(0.55)),
        scenario("spam", "label-noise", Truths.NOISE).spoiled(Spoil.noisy(0.35)),
        scenario("penguins", "shuffled-labels", Truths.UNINFORMATIVE)
            .spoiled(Spoil.shuffledLabels()),
        scenario("fashion", "shuffled-labels", Truths.UNINFORMATIVE)
            .spoiled(Spoil.shuffledLabels()),
        scenario("spam", "one-in-a-hundred", Truths.IMBALANCE)
            .spoiled(Spoil.rare(0.01, List.of("spam"))),
        scenario("fashion", "two-rare-classes", Truths.IMBALANCE)
            .spoiled(Spoil.rare(0.01, List.of("1", "3", "4"))));
  }

  /** Two faults each. */
  static List<Scenario> compound() {
    return List.of(
        scenario("spam", "raw+rate-low", Truths.RAW, Truths.RATE_LOW)
            .on("optimizer={adam: 0.005}")
            .with("data.inputs=raw", "optimizer={adam: 1e-6}"),
        scenario("housing", "raw+raw-target", Truths.RAW, Truths.RAW_TARGET)
            .with("data.inputs=raw", "data.targets=raw"),
        scenario("fashion", "rate-high+l2", Truths.RATE_HIGH, Truths.REGULARIZED)
            .with("optimizer={adam: 0.3}", "penalty={l2: 1}"),
        scenario("rings", "linear+rate-low", Truths.LINEAR, Truths.RATE_LOW)
            .with("network=[dense: 24, dense: 24]", "optimizer={adam: 1e-5}"),
        scenario("fashion", "dead+dropout", Truths.DYING, Truths.REGULARIZED)
            .with(
                "network=[dense: {units: 40, bias: -8}, relu, dropout: 0.9, dense: {units: 24, bias: -8}, relu, dropout: 0.9]"),
        scenario("housing", "sigmoid-head+one-unit", Truths.HEAD, Truths.SMALL)
            .with("head={units: 1, activation: sigmoid}", "network=[dense: 1, relu]"),
        scenario("fashion", "sorted+rate-low", Truths.SORTED, Truths.RATE_LOW)
            .apart()
            .on("data.shuffle=false")
            .with("optimizer={adam: 1e-6}")
            .spoiled(Spoil.sorted()),
        scenario("rings", "clip+few-epochs", Truths.CLIPPED, Truths.FEW_EPOCHS)
            .on("optimizer={sgd: 0.5}")
            .with("optimizer={sgd: 0.5, clip: {norm: 0.001}}", "epochs=2"),
        scenario("spam", "label-noise+zeros", Truths.NOISE, Truths.SYMMETRIC)
            .with(
                "network=[dense: {units: 24, init: zeros}, relu, dense: {units: 16, init: zeros}, relu]",
                "head={units: 1, activation: sigmoid, init: zeros}")
            .spoiled(Spoil.noisy(0.3)));
  }
}
