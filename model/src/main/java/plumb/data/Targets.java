package plumb.data;

/** What the examples should be mapped to. */
public sealed interface Targets {
  /** Number of rows. */
  int rows();

  /**
   * One class a row.
   *
   * @param labels index of the class, {@code 0 .. classes - 1}
   * @param classes how many classes there are, at least two
   */
  record Classes(int[] labels, int classes) implements Targets {
    @Override
    public int rows() {
      return labels.length;
    }
  }

  /**
   * One number a row, on the scale the network is trained on (see {@link Target.Regression}).
   *
   * @param values the targets
   */
  record Values(float[] values) implements Targets {
    @Override
    public int rows() {
      return values.length;
    }
  }
}
