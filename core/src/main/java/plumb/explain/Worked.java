package plumb.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import plumb.math.Team;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Range;
import plumb.optim.Updater;

/**
 * The first steps of an update rule on one weight. Every number of a step is what the engine that
 * trains made of it; the lines only write it down.
 *
 * @param start the weight before the first step
 * @param steps in order
 */
public record Worked(double start, List<Step> steps) {
  private static final double START = 1;
  private static final double[] GRADIENTS = {0.5, -0.2, 0.1};

  public Worked {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param number 1 for the first
   * @param gradient of the loss
   * @param arrived what the rule got, after penalty and clipping
   * @param state what the rule remembers afterwards, by the letters of its formula
   * @param weight after the step
   * @param lines the step as one would write it
   */
  public record Step(
      int number,
      double gradient,
      double arrived,
      Map<String, Double> state,
      double weight,
      List<String> lines) {
    public Step {
      lines = List.copyOf(lines);
    }
  }

  /** Three steps with the gradients 0.5, -0.2 and 0.1, from the weight 1. */
  static Worked of(Optimizer optimizer, Penalty of) {
    // What acts after the rule's step would hide the step.
    double l1 = of.l1Form() == Penalty.L1Form.SIGN ? of.l1() : 0;
    Penalty penalty =
        new Penalty(of.l2(), l1, Penalty.L1Form.SIGN, of.on(), OptionalDouble.empty());
    boolean changed = !optimizer.clip().equals(Clip.NONE) || penalty.l2() > 0 || penalty.l1() > 0;
    List<Step> steps = new ArrayList<>();
    try (Team team = Team.of(1)) {
      Updater updater =
          new Updater(optimizer, penalty, List.of(new Range(0, 1, Range.Kind.WEIGHT)), team);
      float[] weight = {(float) START};
      for (int i = 0; i < GRADIENTS.length; i++) {
        Rules rules = new Rules(optimizer.rule());
        List<Double> before = rules.state(updater.slots());
        double from = weight[0];
        float[] gradient = {(float) GRADIENTS[i]};
        // How a schedule changes the rate is no matter of the rule.
        updater.update(weight, gradient, 1);
        List<Double> after = rules.state(updater.slots());
        Map<String, Double> state = new LinkedHashMap<>();
        for (int j = 0; j < after.size(); j++) {
          state.put(rules.letters().get(j), shown(after.get(j)));
        }
        double arrived = shown(gradient[0]);
        List<String> lines = new ArrayList<>();
        if (changed) {
          lines.add(
              "g = %s reaches the rule as %s, after penalty and clipping"
                  .formatted(Figures.of(GRADIENTS[i]), Figures.of(arrived)));
        } else {
          lines.add("g = " + Figures.of(arrived));
        }
        lines.addAll(rules.step(i + 1, arrived, before, after, from, weight[0]));
        steps.add(new Step(i + 1, GRADIENTS[i], arrived, state, shown(weight[0]), lines));
      }
    }
    return new Worked(START, steps);
  }

  private static double shown(double value) {
    return Double.parseDouble(Float.toString((float) value));
  }

  /** As maps, lists and numbers. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("start", start);
    List<Map<String, Object>> all = new ArrayList<>();
    for (Step step : steps) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("step", step.number());
      one.put("gradient", step.gradient());
      one.put("arrived", step.arrived());
      one.put("state", step.state());
      one.put("weight", step.weight());
      one.put("lines", step.lines());
      all.add(one);
    }
    tree.put("steps", all);
    return tree;
  }
}
