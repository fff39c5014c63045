package plumb.probe;

import plumb.nn.NetworkSpec;

/**
 * How much a reading costs against an update, in nanoseconds of an ordinary processor; only the
 * ratio counts.
 */
final class Effort {
  /** Share of the training time that readings may take. */
  private static final double SHARE = 0.01;

  private Effort() {}

  /** Updates between two readings. */
  static long interval(NetworkSpec network, int parameters, int batch) {
    double outputs = (double) batch * Block.of(network).stream().mapToInt(Block::units).sum();
    // Three matrix products of the batch, the update rule, the activations, the threads' waiting.
    double update = 6.0 * parameters * batch / 200 + parameters + outputs + 5_000;
    double watched = Math.min(batch, Watch.MOST_ROWS) / (double) batch * outputs;
    double reading = 3.0 * parameters + 2 * watched + 5_000;
    return Math.max(10, (long) Math.ceil(reading / (SHARE * update)));
  }
}
