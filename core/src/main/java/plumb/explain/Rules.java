package plumb.explain;

import static plumb.explain.Figures.factor;

import java.util.ArrayList;
import java.util.List;
import plumb.optim.Slots;
import plumb.optim.UpdateRule;

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
      case UpdateRule.Momentum r ->
          List.of("v ← %s·v − %s·g".formatted(Figures.of(r.momentum()), rate), "w ← w + v");
      case UpdateRule.Nesterov r ->
          List.of(
              "v ← %s·v − %s·g".formatted(Figures.of(r.momentum()), rate),
              "w ← w + %s·v − %s·g".formatted(Figures.of(r.momentum()), rate));
      case UpdateRule.Adagrad r ->
          List.of(
              "s ← s + g²", "w ← w − %s·g ∕ (√s + %s)".formatted(rate, Figures.of(r.epsilon())));
      case UpdateRule.RmsProp r -> {
        List<String> lines = new ArrayList<>();
        lines.add("s ← %s·s + %s·g²".formatted(Figures.of(r.decay()), Figures.of(1 - r.decay())));
        if (r.start() == UpdateRule.RmsProp.Start.FIRST_GRADIENT) {
          lines.add("in the first step s ← g², so that w moves by the rate itself");
        }
        lines.add("w ← w − %s·g ∕ (√s + %s)".formatted(rate, Figures.of(r.epsilon())));
        yield lines;
      }
      case UpdateRule.Adam r -> adam(r.beta1(), r.beta2(), r.epsilon());
      case UpdateRule.AdamW r -> {
        List<String> lines = new ArrayList<>();
        lines.add(
            "w ← (1 − %s·%s)·w, before the step; biases and slopes do not decay"
                .formatted(rate, Figures.of(r.decay())));
        lines.addAll(adam(r.beta1(), r.beta2(), r.epsilon()));
        yield lines;
      }
    };
  }

  private List<String> adam(double beta1, double beta2, double epsilon) {
    return List.of(
        "m ← %s·m + %s·g               (momentum)"
            .formatted(Figures.of(beta1), Figures.of(1 - beta1)),
        "s ← %s·s + %s·g²            (RMSProp)".formatted(Figures.of(beta2), Figures.of(1 - beta2)),
        "m̂ = m ∕ (1 − %sᵗ),  ŝ = s ∕ (1 − %sᵗ)  in step t"
            .formatted(Figures.of(beta1), Figures.of(beta2)),
        "w ← w − %s·m̂ ∕ (√ŝ + %s)".formatted(Figures.of(rule.rate()), Figures.of(epsilon)));
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
      case UpdateRule.Momentum r ->
          List.of(
              velocity(r.momentum(), g, before, after),
              "w ← %s + %s%s".formatted(weight(from), factor(after.get(0)), end));
      case UpdateRule.Nesterov r ->
          List.of(
              velocity(r.momentum(), g, before, after),
              "w ← %s + %s·%s − %s·%s%s"
                  .formatted(
                      weight(from),
                      Figures.of(r.momentum()),
                      factor(after.get(0)),
                      rate,
                      factor(g),
                      end));
      case UpdateRule.Adagrad r ->
          List.of(
              "s ← %s + %s² = %s"
                  .formatted(Figures.of(before.get(0)), factor(g), Figures.of(after.get(0))),
              divided(from, g, after.get(0), r.epsilon(), end));
      case UpdateRule.RmsProp r -> {
        boolean first = t == 1 && r.start() == UpdateRule.RmsProp.Start.FIRST_GRADIENT;
        yield List.of(
            first
                ? "s ← %s² = %s".formatted(factor(g), Figures.of(after.get(0)))
                : mean("s", r.decay(), before.get(0), factor(g) + "²", after.get(0)),
            divided(from, g, after.get(0), r.epsilon(), end));
      }
      case UpdateRule.Adam r ->
          adam(t, r.beta1(), r.beta2(), r.epsilon(), g, before, after, weight(from) + " − ", end);
      case UpdateRule.AdamW r ->
          adam(
              t,
              r.beta1(),
              r.beta2(),
              r.epsilon(),
              g,
              before,
              after,
              "(1 − %s·%s)·%s − ".formatted(rate, Figures.of(r.decay()), weight(from)),
              end);
    };
  }

  private String velocity(double momentum, double g, List<Double> before, List<Double> after) {
    return "v ← %s·%s − %s·%s = %s"
        .formatted(
            Figures.of(momentum),
            factor(before.get(0)),
            Figures.of(rule.rate()),
            factor(g),
            Figures.of(after.get(0)));
  }

  private String divided(double from, double g, double s, double epsilon, String end) {
    return "w ← %s − %s·%s ∕ (√%s + %s)%s"
        .formatted(
            weight(from),
            Figures.of(rule.rate()),
            factor(g),
            Figures.of(s),
            Figures.of(epsilon),
            end);
  }

  private static String mean(String letter, double keep, double old, String add, double now) {
    return "%s ← %s·%s + %s·%s = %s"
        .formatted(
            letter, Figures.of(keep), factor(old), Figures.of(1 - keep), add, Figures.of(now));
  }

  private List<String> adam(
      int t,
      double beta1,
      double beta2,
      double epsilon,
      double g,
      List<Double> before,
      List<Double> after,
      String from,
      String end) {
    double m = after.get(0) / (1 - StrictMath.pow(beta1, t));
    double s = after.get(1) / (1 - StrictMath.pow(beta2, t));
    String power = List.of("", "", "²", "³").get(t);
    return List.of(
        mean("m", beta1, before.get(0), factor(g), after.get(0)),
        mean("s", beta2, before.get(1), factor(g) + "²", after.get(1)),
        "m̂ = %s ∕ (1 − %s%s) = %s"
            .formatted(Figures.of(after.get(0)), Figures.of(beta1), power, Figures.of(m)),
        "ŝ = %s ∕ (1 − %s%s) = %s"
            .formatted(Figures.of(after.get(1)), Figures.of(beta2), power, Figures.of(s)),
        "w ← %s%s·%s ∕ (√%s + %s)%s"
            .formatted(
                from, Figures.of(rule.rate()), factor(m), Figures.of(s), Figures.of(epsilon), end));
  }

  private static String weight(double value) {
    return Figures.of((float) value);
  }
}
