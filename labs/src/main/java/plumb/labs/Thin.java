package plumb.labs;

import plumb.nn.DropoutMask;
import plumb.nn.Expected;
import plumb.nn.NetworkSpec;
import plumb.nn.ReferenceNetwork;

/**
 * A small network with dropout and all of its thin networks, in double precision.
 *
 * @param network with one output
 * @param w its parameters
 */
record Thin(NetworkSpec network, double[] w) {
  private static final Expected NOTHING = new Expected.Values(new float[1]);

  /** What the thin network that a mask leaves answers. */
  double answer(double[] x, DropoutMask mask) {
    return new ReferenceNetwork(network).runThin(w, x, NOTHING, mask).outputs()[0];
  }

  /** The average answer of all thin networks, by their probabilities. */
  double average(double[] x) {
    return DropoutMask.all(network).mapToDouble(m -> m.probability() * answer(x, m)).sum();
  }

  /** What the network with scaled weights answers. */
  double scaled(double[] x) {
    return new ReferenceNetwork(network).run(w, x, NOTHING).outputs()[0];
  }
}
