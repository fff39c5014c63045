package plumb.math;

/**
 * A counter-based stream of random numbers: number {@code i} of a stream depends on the stream's
 * key and on {@code i} only. So every layer, shuffle and mask has a stream of its own, derived from
 * the run's seed, and any part of a stream can be drawn by any thread, before or after an
 * interruption.
 *
 * <p>Number {@code i} is SplitMix64's finalizer (Steele, Lea, Flood 2014) of {@code key + (i + 1) *
 * golden}. Immutable.
 */
public record RandomStream(long key) {
  /** What the counter is multiplied by: 2^64 divided by the golden ratio. */
  public static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** First factor of the finalizer. */
  public static final long MIX_1 = 0xBF58476D1CE4E5B9L;

  /** Second factor of the finalizer. */
  public static final long MIX_2 = 0x94D049BB133111EBL;

  /** The stream of a seed. */
  public static RandomStream of(long seed) {
    return new RandomStream(mix(seed));
  }

  /** An independent stream below this one, for example one a layer. */
  public RandomStream child(long label) {
    return new RandomStream(childKey(key, label));
  }

  /** The key of a {@link #child}, for loops that must not make objects. */
  public static long childKey(long key, long label) {
    return mix(key ^ mix(label + GOLDEN));
  }

  /** 64 random bits. */
  public long bits(long index) {
    return bits(key, index);
  }

  /** Number {@code index} of the stream of a key, for loops that must not make objects. */
  public static long bits(long key, long index) {
    return mix(key + (index + 1) * GOLDEN);
  }

  /** Uniform in {@code [0, 1)}. */
  public double uniform(long index) {
    return (bits(index) >>> 11) * 0x1.0p-53;
  }

  /** Uniform in {@code 0 .. bound - 1}, for bounds up to 2^31 - 1. */
  public int below(long index, int bound) {
    return (int) Math.multiplyHigh(bits(index) >>> 1, 2L * bound);
  }

  /**
   * Standard normal, by Box and Muller's transform of the numbers {@code 2 i} and {@code 2 i + 1}.
   */
  public double normal(long index) {
    // StrictMath, because the result feeds training and must have the same bits everywhere.
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * index + 1));
  }

  /** Puts {@code 0 .. order.length - 1} into the order in a random order (Fisher and Yates). */
  public void permutation(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      int j = below(i, i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * MIX_1;
    z = (z ^ (z >>> 27)) * MIX_2;
    return z ^ (z >>> 31);
  }
}
