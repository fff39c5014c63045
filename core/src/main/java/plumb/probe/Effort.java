package plumb.probe;

import plumb.nn.NetworkSpec;

/**
 * How much a reading costs against an update, in nanoseconds of an ordinary processor; only the
 * ratio counts. Measured: an update here costs at least what is said, a reading at most.
 */
final class Effort {
  /** Share of the training time that readings may take. */
  private static final double SHARE = 0.010;

  /** The same of a network so small that an update is over in a moment. */
  private static final double SHARE_OF_TINY = 0.03;

  private static final double TINY = 50_000;

  private Effort() {}

  /** Updates between two readings. */
  static long interval(NetworkSpec network, int parameters, int batch) {
    double outputs = (double) batch * Block.of(network).stream().mapToInt(Block::units).sum();
    // Three matrix products of the batch, the update rule, the activations, and what always comes.
    double update = 6.0 * parameters * batch / 100 + parameters + 2 * outputs + 5_000;
    double watched = Math.min(batch, Watch.MOST_ROWS) / (double) batch * outputs;
    double reading = 3.0 * parameters + 2 * watched + 5_000;
    return (long) Math.ceil(reading / (update < TINY ? SHARE_OF_TINY : SHARE) / update);
  }
}
