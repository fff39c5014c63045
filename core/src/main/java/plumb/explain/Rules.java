package plumb.explain;

import static plumb.explain.Figures.factor;

import java.util.ArrayList;
import java.util.List;
import plumb.optim.Scope;
import plumb.optim.Slots;
import plumb.optim.UpdateRule;
import plumb.optim.UpdateRule.EpsilonAt;
import plumb.optim.UpdateRule.RmsProp.Start;
import plumb.optim.UpdateRule.Velocity;
import plumb.optim.WeightDecay;

/** The update rules as a person writes them. */
record Rules(UpdateRule rule) {
  /** What the rule remembers between steps, by the letters of its formula. */
  List<String> letters() {
    return switch (rule) {
      case UpdateRule.Sgd _ -> List.of();
      case UpdateRule.Momentum _, UpdateRule.Nesterov _ -> List.of("v");
      case UpdateRule.Adagrad _, UpdateRule.RmsProp _ -> List.of("s");
      case UpdateRule.Adam _, UpdateRule.AdamW _ -> List.of("m", "s");
    };
  }

  /** What it remembers of the first parameter. */
  List<Double> state(Slots slots) {
    List<Double> state = new ArrayList<>();
    for (int i = 0; i < letters().size(); i++) {
      state.add((double) slots.array(i)[0]);
    }
    return state;
  }

  /** The name in a card. */
  String name() {
    return switch (rule) {
      case UpdateRule.Sgd _ -> "sgd";
      case UpdateRule.Momentum _ -> "momentum";
      case UpdateRule.Nesterov _ -> "nesterov";
      case UpdateRule.Adagrad _ -> "adagrad";
      case UpdateRule.RmsProp _ -> "rmsprop";
      case UpdateRule.Adam _ -> "adam";
      case UpdateRule.AdamW _ -> "adamw";
    };
  }

  /** The formula with its numbers, g the gradient that arrives. */
  List<String> formula() {
    String rate = Figures.of(rule.rate());
    return switch (rule) {
      case UpdateRule.Sgd _ -> List.of("w ← w − %s·g".formatted(rate));
      case UpdateRule.Momentum(_, double momentum, Velocity velocity) ->
          switch (velocity) {
            case STEPS ->
                List.of("v ← %s·v − %s·g".formatted(Figures.of(momentum), rate), "w ← w + v");
            case GRADIENTS ->
                List.of(
                    "v ← %s·v + g".formatted(Figures.of(momentum)), "w ← w − %s·v".formatted(rate));
          };
      case UpdateRule.Nesterov(_, double momentum, Velocity velocity) ->
          switch (velocity) {
            case STEPS ->
                List.of(
                    "v ← %s·v − %s·g".formatted(Figures.of(momentum), rate),
                    "w ← w + %s·v − %s·g".formatted(Figures.of(momentum), rate));
            case GRADIENTS ->
                List.of(
                    "v ← %s·v + g".formatted(Figures.of(momentum)),
                    "w ← w − %s·(g + %s·v)".formatted(rate, Figures.of(momentum)));
          };
      case UpdateRule.Adagrad(_, double epsilon, EpsilonAt at, double start) ->
          List.of(
              "s ← s + g², s from %s".formatted(Figures.of(start)),
              "w ← w − %s·g ∕ %s".formatted(rate, root("s", epsilon, at)));
      case UpdateRule.RmsProp(_, double decay, double epsilon, EpsilonAt at, Start start) -> {
        List<String> lines = new ArrayList<>();
        lines.add("s ← %s·s + %s·g²".formatted(Figures.of(decay), Figures.of(1 - decay)));
        if (start == Start.FIRST_GRADIENT) {
          lines.add("in the first step s ← g², so that w moves by the rate itself");
        }
        lines.add("w ← w − %s·g ∕ %s".formatted(rate, root("s", epsilon, at)));
        yield lines;
      }
      case UpdateRule.Adam adam -> adam(adam);
      case UpdateRule.AdamW(UpdateRule.Adam adam, WeightDecay(double decay, Scope on)) -> {
        List<String> lines = new ArrayList<>();
        lines.add("w ← (1 − %s·%s)·w before the step".formatted(rate, Figures.of(decay)));
        lines.add(on(on));
        lines.addAll(adam(adam));
        yield lines;
      }
    };
  }

  /** What a penalty or a decay acts on. */
  static String on(Scope on) {
    if (on.biases() && on.slopes()) {
      return "of all parameters";
    }
    return on.biases()
        ? "of weights and biases; PReLU slopes are left out"
        : on.slopes()
            ? "of weights and PReLU slopes; biases are left out"
            : "of the weights; biases and PReLU slopes are left out";
  }

  /** The divisor: an epsilon of 0 is not written. */
  private static String root(String s, double epsilon, EpsilonAt at) {
    if (epsilon == 0) {
      return "√" + s;
    }
    return switch (at) {
      case OUTSIDE_ROOT -> "(√%s + %s)".formatted(s, Figures.of(epsilon));
      case INSIDE_ROOT -> "√(%s + %s)".formatted(s, Figures.of(epsilon));
    };
  }

  private static List<String> adam(UpdateRule.Adam rule) {
    String beta1 = Figures.of(rule.beta1());
    String beta2 = Figures.of(rule.beta2());
    String rate = Figures.of(rule.rate());
    String epsilon = Figures.of(rule.epsilon());
    return List.of(
        "m ← %s·m + %s·g, as momentum".formatted(beta1, Figures.of(1 - rule.beta1())),
        "s ← %s·s + %s·g², as RMSProp".formatted(beta2, Figures.of(1 - rule.beta2())),
        "m̂ = m ∕ (1 − %sᵗ),  ŝ = s ∕ (1 − %sᵗ)  in step t".formatted(beta1, beta2),
        switch (rule.epsilonAt()) {
          case CORRECTED -> "w ← w − %s·m̂ ∕ (√ŝ + %s)".formatted(rate, epsilon);
          case UNCORRECTED ->
              "w ← w − %s·m̂ ∕ (√ŝ + %s ∕ √(1 − %sᵗ))".formatted(rate, epsilon, beta2);
        });
  }

  /**
   * One step with its numbers.
   *
   * @param t 1 for the first
   * @param g that arrived
   * @param before state before the step
   * @param after state after it
   * @param from the weight before the step
   * @param to the weight after it
   */
  List<String> step(
      int t, double g, List<Double> before, List<Double> after, double from, double to) {
    String rate = Figures.of(rule.rate());
    String end = " = " + weight(to);
    return switch (rule) {
      case UpdateRule.Sgd _ ->
          List.of("w ← %s − %s·%s%s".formatted(weight(from), rate, factor(g), end));
      case UpdateRule.Momentum(_, double momentum, Velocity velocity) ->
          List.of(
              velocity(velocity, momentum, g, before, after),
              switch (velocity) {
                case STEPS -> "w ← %s + %s%s".formatted(weight(from), factor(after.get(0)), end);
                case GRADIENTS ->
                    "w ← %s − %s·%s%s".formatted(weight(from), rate, factor(after.get(0)), end);
              });
      case UpdateRule.Nesterov(_, double momentum, Velocity velocity) ->
          List.of(
              velocity(velocity, momentum, g, before, after),
              (switch (velocity) {
                        case STEPS -> "w ← %s + %s·%s − %s·%s";
                        case GRADIENTS -> "w ← %1$s − %4$s·(%5$s + %2$s·%3$s)";
                      })
                      .formatted(
                          weight(from), Figures.of(momentum), factor(after.get(0)), rate, factor(g))
                  + end);
      case UpdateRule.Adagrad(_, double epsilon, EpsilonAt at, _) ->
          List.of(
              "s ← %s + %s² = %s"
                  .formatted(Figures.of(before.get(0)), factor(g), Figures.of(after.get(0))),
              divided(from, g, after.get(0), epsilon, at, end));
      case UpdateRule.RmsProp(_, double decay, double epsilon, EpsilonAt at, Start start) ->
          List.of(
              t == 1 && start == Start.FIRST_GRADIENT
                  ? "s ← %s² = %s".formatted(factor(g), Figures.of(after.get(0)))
                  : mean("s", decay, before.get(0), factor(g) + "²", after.get(0)),
              divided(from, g, after.get(0), epsilon, at, end));
      case UpdateRule.Adam adam -> adam(adam, t, g, before, after, weight(from), end);
      case UpdateRule.AdamW(UpdateRule.Adam adam, WeightDecay(double decay, _)) ->
          adam(
              adam,
              t,
              g,
              before,
              after,
              "(1 − %s·%s)·%s".formatted(rate, Figures.of(decay), weight(from)),
              end);
    };
  }

  private String velocity(
      Velocity velocity, double momentum, double g, List<Double> before, List<Double> after) {
    return "v ← %s·%s %s = %s"
        .formatted(
            Figures.of(momentum),
            factor(before.get(0)),
            switch (velocity) {
              case STEPS -> "− %s·%s".formatted(Figures.of(rule.rate()), factor(g));
              case GRADIENTS -> "+ " + factor(g);
            },
            Figures.of(after.get(0)));
  }

  private String divided(
      double from, double g, double s, double epsilon, EpsilonAt at, String end) {
    return "w ← %s − %s·%s ∕ %s%s"
        .formatted(
            weight(from),
            Figures.of(rule.rate()),
            factor(g),
            root(Figures.of(s), epsilon, at),
            end);
  }

  private static String mean(String letter, double keep, double old, String add, double now) {
    return "%s ← %s·%s + %s·%s = %s"
        .formatted(
            letter, Figures.of(keep), factor(old), Figures.of(1 - keep), add, Figures.of(now));
  }

  private static List<String> adam(
      UpdateRule.Adam rule,
      int t,
      double g,
      List<Double> before,
      List<Double> after,
      String from,
      String end) {
    String beta1 = Figures.of(rule.beta1());
    String beta2 = Figures.of(rule.beta2());
    // The engine corrects by the hyper-parameters in single precision, with which it averages.
    double m = after.get(0) / (1 - StrictMath.pow((float) rule.beta1(), t));
    double s = after.get(1) / (1 - StrictMath.pow((float) rule.beta2(), t));
    String power = List.of("", "", "²", "³").get(t);
    String epsilon =
        switch (rule.epsilonAt()) {
          case CORRECTED -> Figures.of(rule.epsilon());
          case UNCORRECTED -> "%s∕√(1 − %s%s)".formatted(Figures.of(rule.epsilon()), beta2, power);
        };
    return List.of(
        mean("m", rule.beta1(), before.get(0), factor(g), after.get(0)),
        mean("s", rule.beta2(), before.get(1), factor(g) + "²", after.get(1)),
        "m̂ = %s ∕ (1 − %s%s) = %s"
            .formatted(Figures.of(after.get(0)), beta1, power, Figures.of(m)),
        "ŝ = %s ∕ (1 − %s%s) = %s".formatted(Figures.of(after.get(1)), beta2, power, Figures.of(s)),
        "w ← %s − %s·%s ∕ (√%s + %s)%s"
            .formatted(from, Figures.of(rule.rate()), factor(m), Figures.of(s), epsilon, end));
  }

  private static String weight(double value) {
    return Figures.of((float) value);
  }
}
