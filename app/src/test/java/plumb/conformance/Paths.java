package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import plumb.math.Team;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Penalty.L1Form;
import plumb.optim.Range;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;

/** Runs update rules on a few parameters. */
final class Paths {
  /** A few gradients of both signs and many sizes, one of them 0. */
  static final float[] GRADIENTS = {-0.5f, 2f, 0f, 0.01f, -3f, 0.25f, 40f, -0.001f};

  static final double ROUNDING = 1e-6;

  private Paths() {}

  static void assertPath(float[] actual, double[] expected) {
    for (int t = 0; t < expected.length; t++) {
      assertThat((double) actual[t])
          .as("after step %d", t + 1)
          .isCloseTo(expected[t], within(ROUNDING * Math.max(1, Math.abs(expected[t]))));
    }
  }

  static Updater updater(Optimizer optimizer, Penalty penalty, Range... ranges) {
    return new Updater(optimizer, penalty, List.of(ranges), Team.of(1));
  }

  /** An updater for weights alone. */
  static Updater updater(UpdateRule rule, Penalty penalty, int size) {
    return updater(new Optimizer(rule), penalty, new Range(0, size, Range.Kind.WEIGHT));
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

  /** An L2 penalty of 0.1 on some kinds of parameters. */
  static Penalty on(Scope scope) {
    return new Penalty(0.1, 0, L1Form.SIGN, scope, OptionalDouble.empty());
  }

  /** Three weights, a bias and a slope under gradient descent at the rate 0.1. */
  static Updater mixed(Penalty penalty) {
    return updater(
        new Optimizer(new UpdateRule.Sgd(0.1)),
        penalty,
        new Range(0, 3, Range.Kind.WEIGHT),
        new Range(3, 4, Range.Kind.BIAS),
        new Range(4, 5, Range.Kind.SLOPE));
  }
}
