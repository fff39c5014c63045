package plumb.data;

/** Something in a row that no row trained on had; what a model answers for it is a guess. */
public sealed interface Unfamiliar {
  /** The column it is in. */
  String column();

  /** In words, without the column: {@code "Mars" is none of the values learned in training}. */
  String sentence();

  /**
   * A word that is not among those with an input of their own.
   *
   * @param column it is in
   * @param word as the row has it
   */
  record Word(String column, String word) implements Unfamiliar {
    @Override
    public String sentence() {
      return "\"%s\" is none of the values learned in training".formatted(word);
    }
  }

  /**
   * A number or date far outside of the range in training.
   *
   * @param column it is in
   * @param value as text
   * @param low the smallest in training
   * @param high the largest in training
   */
  record Far(String column, String value, String low, String high) implements Unfamiliar {
    @Override
    public String sentence() {
      return "%s lies far outside the training range, %s to %s".formatted(value, low, high);
    }
  }

  /**
   * A missing value in a column that had none missing in training.
   *
   * @param column it is in
   */
  record Gap(String column) implements Unfamiliar {
    @Override
    public String sentence() {
      return "the value is missing, which never happened in training, so a usual one stands in";
    }
  }

  /** A number without needless digits. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Float.toString((float) value);
  }
}
