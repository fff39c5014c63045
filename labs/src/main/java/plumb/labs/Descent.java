package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import plumb.math.Team;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Range;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;

/** Lets an update rule run down a landscape. */
final class Descent {
  private Descent() {}

  /**
   * Every place the rule comes to, the start first.
   *
   * @param gradient of the landscape at a place
   */
  static List<double[]> of(
      UpdateRule rule, UnaryOperator<double[]> gradient, double[] start, int steps) {
    return of(new Optimizer(rule), Penalty.NONE, gradient, start, steps);
  }

  /** The same with clipping, schedule and a penalty on the coordinates. */
  static List<double[]> of(
      Optimizer optimizer,
      Penalty penalty,
      UnaryOperator<double[]> gradient,
      double[] start,
      int steps) {
    Range all = new Range(0, start.length, Range.Kind.WEIGHT);
    Updater updater = new Updater(optimizer, penalty, List.of(all), Team.of(1));
    float[] w = new float[start.length];
    float[] g = new float[start.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) start[i];
    }
    List<double[]> way = new ArrayList<>();
    way.add(start.clone());
    for (int step = 0; step < steps; step++) {
      double[] slope = gradient.apply(way.getLast());
      for (int i = 0; i < g.length; i++) {
        g[i] = (float) slope[i];
      }
      updater.update(w, g, 1);
      double[] place = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        place[i] = w[i];
      }
      way.add(place);
    }
    return way;
  }
}
