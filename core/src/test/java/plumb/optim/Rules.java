package plumb.optim;

import java.util.List;
import plumb.math.Team;

/** Runs optimizers on small arrays. */
final class Rules {
  private Rules() {}

  /** The derivative of a function of a few parameters. */
  @FunctionalInterface
  interface Derivative {
    /** In double precision, at parameters in double precision. */
    double[] at(double[] w);
  }

  /** An updater for weights alone. */
  static Updater updater(UpdateRule rule, Penalty penalty, int size) {
    return updater(new Optimizer(rule), penalty, new Range(0, size, Range.Kind.WEIGHT));
  }

  static Updater updater(Optimizer optimizer, Penalty penalty, Range... ranges) {
    return new Updater(optimizer, penalty, List.of(ranges), Team.of(1));
  }

  /** The weight after each of some gradients. */
  static float[] path(UpdateRule rule, Penalty penalty, float start, float... gradients) {
    Updater updater = updater(rule, penalty, 1);
    float[] w = {start};
    float[] path = new float[gradients.length];
    for (int t = 0; t < gradients.length; t++) {
      updater.update(w, new float[] {gradients[t]}, 1);
      path[t] = w[0];
    }
    return path;
  }

  static float[] path(UpdateRule rule, float start, float... gradients) {
    return path(rule, Penalty.NONE, start, gradients);
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
