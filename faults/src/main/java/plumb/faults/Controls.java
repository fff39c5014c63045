package plumb.faults;

import static plumb.faults.Scenario.scenario;

import java.util.List;

/** Cards that train well and look odd: each has something that a naive rule calls a fault. */
final class Controls {
  private Controls() {}

  /** The controls of the report. */
  static List<Scenario> report() {
    return List.of(
        scenario("fashion", "plain"),
        scenario("spam", "plain"),
        scenario("penguins", "plain"),
        scenario("housing", "plain"),
        scenario("rings", "plain"),
        scenario("rings", "sgd-0.5").with("optimizer={sgd: 0.5}"),
        scenario("fashion", "momentum").with("optimizer={momentum: 0.05}"),
        scenario("fashion", "adam-0.01-that-works").with("optimizer={adam: 0.01}"),
        scenario("rings", "adam-0.02-that-works").with("optimizer={adam: 0.02}"),
        scenario("housing", "rmsprop").with("optimizer={rmsprop: 0.002}"),
        scenario("spam", "adagrad").with("optimizer={adagrad: 0.05}"),
        scenario("fashion", "deep-tanh")
            .with("network=[dense: 24, tanh, dense: 24, tanh, dense: 24, tanh, dense: 24, tanh]"),
        scenario("rings", "selu")
            .with("network=[dense: 16, selu, dense: 16, selu, dense: 16, selu, dense: 16, selu]"),
        scenario("penguins", "prelu").with("network=[dense: 16, prelu, dense: 16, prelu]"),
        scenario("penguins", "maxout").with("network=[maxout: {units: 8, pieces: 3}]"),
        scenario("rings", "one-sigmoid-layer")
            .with("network=[dense: 24, sigmoid]", "optimizer={adam: 0.05}"),
        scenario("penguins", "no-hidden-layer").with("network=[]", "optimizer={adam: 0.02}"),
        scenario("fashion", "dropout-0.3")
            .with(
                "network=[dense: 64, relu, dropout: 0.3, dense: 32, relu, dropout: 0.3]",
                "epochs=15"),
        scenario("rings", "warm-up")
            .with("optimizer={adam: 0.01, schedule: {warm-up: {epochs: 5}}}"),
        scenario("housing", "one-cycle")
            .with("optimizer={adam: 0.01, schedule: {one-cycle: {rise: 0.3}}}"),
        scenario("fashion", "cosine")
            .with("optimizer={adam: 0.003, schedule: {cosine: {floor: 0.01}}}"),
        scenario("spam", "batch-256").with("batch=256", "optimizer={adam: 0.01}", "epochs=20"),
        scenario("penguins", "batch-1").with("batch=1", "optimizer={sgd: 0.01}"),
        scenario("rings", "small-validation").with("data.validation=0.06"),
        scenario("penguins", "long-after-convergence").with("epochs=150"),
        scenario("rings", "early-stopping").with("stop={patience: 5}", "epochs=60"),
        scenario("rings", "raw-on-a-natural-scale").with("data.inputs=raw"),
        scenario("rings", "a-rare-class-well-apart").onData(Spoil.rare(0.15, List.of("ring2"))),
        scenario("rings", "clip-norm-5").with("optimizer={adam: 0.005, clip: {norm: 5}}"),
        scenario("housing", "light-l2").with("penalty={l2: 1e-4}"),
        scenario("penguins", "sorted-file-shuffled").spoiled(Spoil.sorted()),
        scenario("housing", "mean-absolute-error").with("loss=mae"),
        scenario("overlap", "ceiling-of-80-percent"));
  }

  /** The controls for tuning. */
  static List<Scenario> tuning() {
    return List.of(
        scenario("digits", "plain"),
        scenario("breast-cancer", "plain"),
        scenario("mnist", "plain"),
        scenario("elevation", "plain"),
        scenario("moons", "plain"),
        scenario("moons", "sgd-0.5").with("optimizer={sgd: 0.5}"),
        scenario("digits", "momentum").with("optimizer={momentum: 0.05}"),
        scenario("digits", "adam-0.01-that-works").with("optimizer={adam: 0.01}"),
        scenario("mnist", "deep-tanh")
            .with("network=[dense: 32, tanh, dense: 32, tanh, dense: 32, tanh]"),
        scenario("moons", "selu")
            .with("network=[dense: 16, selu, dense: 16, selu, dense: 16, selu]"),
        scenario("breast-cancer", "no-hidden-layer").with("network=[]", "optimizer={adam: 0.02}"),
        scenario("digits", "dropout-0.2")
            .with("network=[dense: 96, relu, dropout: 0.2, dense: 48, relu]", "epochs=20"),
        scenario("moons", "one-cycle")
            .with("optimizer={adam: 0.01, schedule: {one-cycle: {rise: 0.3}}}"),
        scenario("breast-cancer", "batch-1").with("batch=1", "optimizer={sgd: 0.01}", "epochs=10"),
        scenario("moons", "long-after-convergence").with("epochs=120"),
        scenario("elevation", "rmsprop").with("optimizer={rmsprop: 0.002}"),
        scenario("overlap", "ceiling-of-80-percent"),
        scenario("moons", "raw-on-a-natural-scale").with("data.inputs=raw"));
  }

  /** The controls of the fresh cases; none on photos, for which dense layers are a fault. */
  static List<Scenario> fresh() {
    return List.of(
        scenario("income", "plain"),
        scenario("trees", "plain"),
        scenario("wine", "plain"),
        scenario("friedman", "plain"),
        scenario("spirals", "plain"),
        scenario("wine", "adamw").with("optimizer={adamw: {rate: 0.002, decay: 0.05}}"),
        scenario("friedman", "nesterov").with("optimizer={nesterov: 0.01}"),
        scenario("income", "nesterov").with("optimizer={nesterov: 0.01}"),
        scenario("trees", "inputs-dropped").with("network=[dropout: 0.2, dense: 64, relu]"),
        scenario("spirals", "maxout").with("network=[maxout: {units: 16, pieces: 2}]"),
        scenario("income", "one-layer-of-tanh").with("network=[dense: 12, tanh]"),
        scenario("income", "adagrad").with("optimizer={adagrad: 0.03}"),
        scenario("income", "no-hidden-layer").with("network=[]", "epochs=15"),
        scenario("trees", "elu").with("network=[dense: 24, elu, dense: 24, elu, dense: 24, elu]"),
        scenario("trees", "batch-200").with("batch=200", "optimizer={adam: 0.01}", "epochs=25"),
        scenario("trees", "rmsprop").with("optimizer={rmsprop: 0.002}"),
        scenario("trees", "prelu").with("network=[dense: 32, prelu]"),
        scenario("wine", "sgd-that-works").with("optimizer={sgd: 0.2}"),
        scenario("wine", "long-after-convergence").with("epochs=100"),
        scenario("wine", "sorted-file-shuffled").spoiled(Spoil.sorted()),
        scenario("wine", "glorot-sigmoid").with("network=[dense: 12, sigmoid]"),
        scenario("wine", "few-red").onData(Spoil.rare(0.3, List.of("red"))),
        scenario("friedman", "momentum").with("optimizer={momentum: 0.01}"),
        scenario("friedman", "mean-absolute-error").with("loss=mae"),
        scenario("friedman", "cosine")
            .with("optimizer={adam: 0.01, schedule: {cosine: {floor: 0.02}}}"),
        scenario("friedman", "min-max").with("data.inputs=min-max"),
        scenario("friedman", "early-stopping").with("stop={patience: 8}", "epochs=100"),
        scenario("spirals", "deep-and-narrow")
            .with("network=[dense: 16, relu, dense: 16, relu, dense: 16, relu, dense: 16, relu]"),
        scenario("spirals", "raw-on-a-natural-scale").with("data.inputs=raw"),
        scenario("spirals", "clip-norm-2").with("optimizer={adam: 0.005, clip: {norm: 2}}"));
  }
}
