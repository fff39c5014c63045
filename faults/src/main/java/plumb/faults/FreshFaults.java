package plumb.faults;

import static plumb.faults.Scenario.scenario;
import static plumb.run.CauseId.*;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Faults of the same kinds on other data, in other places and strengths than those of the two
 * halves. Written down before the doctor saw any of them.
 */
final class FreshFaults {
  private FreshFaults() {}

  /** One fault each. */
  static List<Scenario> single() {
    return List.of(
        // Learning rate, epochs, schedule, clipping.
        scenario("photos", "adamw-rate-0.2", Truths.RATE_HIGH).with("optimizer={adamw: 0.2}"),
        scenario("income", "nesterov-rate-8", Truths.RATE_HIGH)
            .on("optimizer={nesterov: 0.02}")
            .with("optimizer={nesterov: 8}"),
        scenario("friedman", "rmsprop-rate-2", Truths.RATE_HIGH)
            .on("optimizer={rmsprop: 0.003}")
            .with("optimizer={rmsprop: 2}"),
        scenario("trees", "sgd-rate-12", Truths.RATE_HIGH)
            .on("optimizer={sgd: 0.1}", "network=[dense: 32, tanh, dense: 24, tanh]")
            .with("optimizer={sgd: 12}"),
        scenario("trees", "adagrad-rate-1e-5", Truths.RATE_LOW)
            .on("optimizer={adagrad: 0.05}")
            .with("optimizer={adagrad: 1e-5}"),
        scenario("friedman", "rmsprop-rate-1e-6", Truths.RATE_LOW)
            .on("optimizer={rmsprop: 0.003}")
            .with("optimizer={rmsprop: 1e-6}"),
        scenario("wine", "momentum-rate-1e-8", Truths.RATE_LOW)
            .on("optimizer={momentum: 0.02}")
            .with("optimizer={momentum: 1e-8}"),
        scenario("photos", "adamw-rate-3e-7", Truths.RATE_LOW).with("optimizer={adamw: 3e-7}"),
        scenario("trees", "one-epoch", Truths.FEW_EPOCHS)
            .on("optimizer={adam: 3e-4}", "epochs=40", "batch=64")
            .with("epochs=1"),
        scenario("spirals", "three-epochs", Truths.FEW_EPOCHS).with("epochs=3"),
        scenario("friedman", "two-epochs", Truths.FEW_EPOCHS)
            .on("optimizer={nesterov: 0.003}")
            .with("epochs=2"),
        scenario("friedman", "sgd-0.0003", Truths.SLOW)
            .on("optimizer={sgd: 0.05}")
            .with("optimizer={sgd: 3e-4}"),
        scenario("spirals", "tanh-sgd-0.01", Truths.SLOW)
            .on("network=[dense: 32, tanh, dense: 32, tanh]")
            .with("optimizer={sgd: 0.01}"),
        scenario("trees", "decay-each-epoch", Truths.DECAY)
            .on("optimizer={adam: 0.002}")
            .with("optimizer={adam: 0.002, schedule: {step: {epochs: 1, factor: 0.05}}}"),
        scenario("friedman", "decay-each-epoch", Truths.DECAY)
            .on("optimizer={nesterov: 0.003}")
            .with(
                "optimizer={nesterov: {rate: 0.003}, schedule: {step: {epochs: 1, factor: 0.3}}}"),
        scenario("photos", "clip-value-1e-7", Truths.CLIPPED)
            .on("optimizer={sgd: 0.1}")
            .with("optimizer={sgd: 0.1, clip: {value: 1e-7}}"),
        scenario("friedman", "clip-norm-5e-4", Truths.CLIPPED)
            .on("optimizer={nesterov: 0.005}")
            .with("optimizer={nesterov: 0.005, clip: {norm: 5e-4}}"),
        scenario("spirals", "momentum-0.999", Truths.OSCILLATES)
            .on("optimizer={momentum: {rate: 0.03, momentum: 0.9}}", "epochs=80")
            .with("optimizer={momentum: {rate: 0.6, momentum: 0.999}}"),
        // Start of the weights.
        scenario("photos", "maxout-zeros", Truths.SYMMETRIC)
            .on("network=[maxout: {units: 16, pieces: 3}]")
            .with(
                "network=[maxout: {units: 16, pieces: 3, init: zeros}]",
                "head={units: 2, activation: softmax, init: zeros}"),
        scenario("friedman", "constant-tanh", Truths.SYMMETRIC)
            .on("network=[dense: 32, tanh, dense: 16, tanh]")
            .with(
                "network=[dense: {units: 32, init: {constant: 0.2}}, tanh, dense: {units: 16, init: {constant: 0.2}}, tanh]",
                "head={units: 1, activation: linear, init: {constant: 0.2}}"),
        scenario("trees", "deep-normal-0.002", Truths.INIT.or(VANISHING_GRADIENT))
            .on("network=" + deep(7, "dense: 24", "tanh"), "optimizer={momentum: 0.02}")
            .with("network=" + deep(7, "dense: {units: 24, init: {normal: 0.002}}", "tanh")),
        scenario("photos", "uniform-4", Truths.INIT.or(EXPLODING_GRADIENT, SATURATED_ACTIVATION))
            .on("network=[dense: 32, tanh, dense: 24, tanh]", "epochs=20")
            .with(
                "network=[dense: {units: 32, init: {uniform: 4}}, tanh, dense: {units: 24, init: {uniform: 4}}, tanh]"),
        scenario("friedman", "deep-normal-2", Truths.INIT.or(EXPLODING_GRADIENT))
            .on("network=" + deep(5, "dense: 24", "relu"), "optimizer={sgd: 0.02}")
            .with("network=" + deep(5, "dense: {units: 24, init: {normal: 2}}", "relu")),
        // Activations.
        scenario("trees", "deep-sigmoid", Truths.VANISHING)
            .on("optimizer={nesterov: 0.02}")
            .with("network=" + deep(8, "dense: 24", "sigmoid")),
        scenario("photos", "deep-sigmoid", Truths.VANISHING)
            .on("optimizer={momentum: 0.02}")
            .with("network=" + deep(6, "dense: 32", "sigmoid")),
        scenario("wine", "deep-sigmoid", Truths.VANISHING)
            .on("optimizer={sgd: 0.1}")
            .with("network=" + deep(9, "dense: 12", "sigmoid")),
        scenario("trees", "sigmoid-bias-minus-15", Truths.SATURATED)
            .on("network=[dense: 32, sigmoid, dense: 24, sigmoid]", "optimizer={adam: 0.01}")
            .with(
                "network=[dense: {units: 32, bias: -15}, sigmoid, dense: {units: 24, bias: -15}, sigmoid]"),
        scenario("friedman", "tanh-bias-10", Truths.SATURATED)
            .on("network=[dense: 32, tanh, dense: 16, tanh]")
            .with(
                "network=[dense: {units: 32, bias: 10}, tanh, dense: {units: 16, bias: 10}, tanh]"),
        scenario("trees", "bias-minus-25", Truths.DYING)
            .with("network=[dense: {units: 32, bias: -25}, relu, dense: 24, relu]"),
        scenario("spirals", "bias-minus-6", Truths.DYING)
            .with(
                "network=[dense: {units: 32, bias: -6}, relu, dense: {units: 32, bias: -6}, relu]"),
        scenario("spirals", "linear", Truths.LINEAR).with("network=[dense: 64, dense: 32]"),
        scenario("friedman", "linear", Truths.LINEAR)
            .with("network=[dense: 32, dense: 16, linear, dense: 8]"),
        // Inputs and targets.
        scenario("friedman", "raw-sgd", Truths.RAW)
            .on("optimizer={sgd: 0.02}")
            .with("data.inputs=raw"),
        scenario("trees", "raw-tanh", Truths.RAW)
            .on("network=[dense: 32, tanh, dense: 24, tanh]", "optimizer={nesterov: 0.02}")
            .with("data.inputs=raw"),
        scenario("photos", "raw-nesterov", Truths.RAW)
            .on("optimizer={nesterov: 0.01}")
            .with("data.inputs=raw"),
        scenario("income", "raw-sgd", Truths.RAW)
            .on("optimizer={sgd: 0.1}")
            .with("data.inputs=raw"),
        scenario("friedman", "raw-target", Truths.RAW_TARGET).with("data.targets=raw"),
        scenario("friedman", "raw-target-sgd", Truths.RAW_TARGET.or(EXPLODING_GRADIENT))
            .on("optimizer={sgd: 0.02}")
            .with("data.targets=raw"),
        scenario("trees", "corrupt-cells", Truths.CORRUPT).spoiled(Spoil.corrupt(0.002, "-1e8")),
        scenario("friedman", "corrupt-cells", Truths.CORRUPT)
            .spoiled(Spoil.corrupt(0.02, "-999999999")),
        scenario("trees", "sorted", Truths.SORTED)
            .apart()
            .on("data.shuffle=false")
            .spoiled(Spoil.sorted()),
        scenario("friedman", "sorted", Truths.SORTED)
            .apart()
            .on("data.shuffle=false", "optimizer={rmsprop: 0.003}")
            .spoiled(Spoil.sortedByNumber()),
        // Head and loss.
        scenario("friedman", "tanh-head", Truths.HEAD).with("head={units: 1, activation: tanh}"),
        scenario("trees", "relu-head-mae", Truths.HEAD)
            .with("head={units: 3, activation: relu}", "loss=mae", "optimizer={sgd: 0.5}"),
        scenario("photos", "softmax-mae", Truths.HEAD)
            .with("head={units: 2, activation: softmax}", "loss=mae", "optimizer={sgd: 0.05}")
            .on("optimizer={sgd: 0.05}"),
        scenario("wine", "softmax-of-one", Truths.HEAD)
            .with("head={units: 1, activation: softmax}", "loss=binary-cross-entropy"),
        // Capacity and regularization.
        scenario("friedman", "one-unit", Truths.SMALL).with("network=[dense: 1, tanh]"),
        scenario("spirals", "three-units", Truths.SMALL).with("network=[dense: 3, relu]"),
        scenario("photos", "bottleneck-of-one", Truths.SMALL)
            .with("network=[dense: 48, relu, dense: 1, relu]"),
        scenario("trees", "l1-0.3", Truths.REGULARIZED).with("penalty={l1: 0.3}"),
        scenario("friedman", "dropout-0.9", Truths.REGULARIZED)
            .with("network=[dense: 32, relu, dropout: 0.9, dense: 16, relu, dropout: 0.9]"),
        scenario("photos", "inputs-dropped-0.97", Truths.REGULARIZED)
            .with("network=[dropout: 0.97, dense: 48, relu, dense: 24, relu]"),
        scenario("spirals", "l2-0.5", Truths.REGULARIZED).with("penalty={l2: 0.5}"),
        // Validation.
        scenario("friedman", "noise-columns", Truths.OVERFIT)
            .apart()
            .onData(Spoil.few(150).then(Spoil.noiseColumns(60)))
            .on("network=[dense: 64, relu, dense: 64, relu]", "epochs=60", "penalty={l1: 0.02}")
            .with("penalty=none"),
        // Controls, until a line on neighbourhoods showed what dense layers lack on photos.
        scenario("photos", "dense-layers", Truths.ARCHITECTURE.incurable()),
        scenario("photos", "maxout-layers", Truths.ARCHITECTURE.incurable())
            .with("network=[maxout: {units: 16, pieces: 2}]"),
        scenario("photos", "seventy-rows", Truths.OVERFIT.incurable())
            .apart()
            .on("network=[dense: 96, relu, dense: 48, relu]", "epochs=60", "penalty=none")
            .spoiled(Spoil.few(70)),
        scenario("photos", "inverted-validation", Truths.SHIFT)
            .apart()
            .spoiled(Spoil.shiftedValidation(1, 0)),
        scenario("trees", "validation-in-another-unit", Truths.SHIFT)
            .apart()
            .spoiled(Spoil.shiftedValidation(0.4, -20)),
        scenario("trees", "leak", Truths.LEAK).spoiled(Spoil.leak("region")),
        scenario("income", "leak", Truths.LEAK).spoiled(Spoil.leak("office")),
        scenario("friedman", "leak", Truths.LEAK).spoiled(Spoil.leak("billed")),
        scenario("friedman", "dropout-without-scaling", Truths.MODE)
            .on("network=[dense: 64, relu, dropout: 0.3, dense: 32, relu, dropout: 0.3]")
            .with(
                "network=[dense: 64, relu, dropout: {p: 0.3, scaling: none}, dense: 32, relu, dropout: {p: 0.3, scaling: none}]"),
        scenario("trees", "label-noise", Truths.NOISE).spoiled(Spoil.noisy(0.5)),
        scenario("wine", "label-noise", Truths.NOISE).spoiled(Spoil.noisy(0.4)),
        scenario("trees", "shuffled-labels", Truths.UNINFORMATIVE).spoiled(Spoil.shuffledLabels()),
        scenario("photos", "shuffled-labels", Truths.UNINFORMATIVE).spoiled(Spoil.shuffledLabels()),
        scenario("friedman", "shuffled-labels", Truths.UNINFORMATIVE)
            .spoiled(Spoil.shuffledLabels()),
        scenario("wine", "one-in-a-hundred", Truths.IMBALANCE)
            .on("optimizer={sgd: 0.02}", "epochs=6")
            .spoiled(Spoil.rare(0.02, List.of("red"))),
        scenario("photos", "rare-frogs", Truths.IMBALANCE)
            .spoiled(Spoil.rare(0.015, List.of("0"))));
  }

  /** Two faults each. */
  static List<Scenario> compound() {
    return List.of(
        scenario("trees", "raw+rate-low", Truths.RAW, Truths.RATE_LOW)
            .on("optimizer={sgd: 0.1}")
            .with("data.inputs=raw", "optimizer={sgd: 1e-8}"),
        scenario("friedman", "raw-target+one-unit", Truths.RAW_TARGET, Truths.SMALL)
            .with("data.targets=raw", "network=[dense: 1, tanh]"),
        scenario("photos", "rate-high+dropout", Truths.RATE_HIGH, Truths.REGULARIZED)
            .with(
                "optimizer={adam: 0.4}",
                "network=[dense: 48, relu, dropout: 0.9, dense: 24, relu, dropout: 0.9]"),
        scenario("spirals", "linear+few-epochs", Truths.LINEAR, Truths.FEW_EPOCHS)
            .with("network=[dense: 32, dense: 32]", "epochs=2"),
        scenario("trees", "dead+l1", Truths.DYING, Truths.REGULARIZED)
            .with(
                "network=[dense: {units: 32, bias: -25}, relu, dense: {units: 24, bias: -25}, relu]",
                "penalty={l1: 0.3}"),
        scenario("friedman", "tanh-head+rate-low", Truths.HEAD, Truths.RATE_LOW)
            .with("head={units: 1, activation: tanh}", "optimizer={adam: 1e-6}"),
        scenario("photos", "deep-sigmoid+rate-low", Truths.VANISHING, Truths.RATE_LOW)
            .on("optimizer={momentum: 0.02}")
            .with("network=" + deep(6, "dense: 32", "sigmoid"), "optimizer={momentum: 1e-6}"),
        scenario("friedman", "corrupt+clip", Truths.CORRUPT, Truths.CLIPPED)
            .on("optimizer={momentum: 0.005}")
            .with("optimizer={momentum: 0.005, clip: {norm: 1e-4}}")
            .spoiled(Spoil.corrupt(0.02, "1e9")));
  }

  /** A network of equal layers. */
  private static String deep(int layers, String layer, String activation) {
    return IntStream.range(0, layers)
        .mapToObj(_ -> layer + ", " + activation)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
