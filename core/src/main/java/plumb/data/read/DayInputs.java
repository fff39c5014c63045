package plumb.data.read;

import plumb.data.Feature;

/**
 * The inputs of each day of a column. They take sines and cosines, which are dear, and in most
 * columns the same days come again and again.
 *
 * @param date how a day is encoded
 * @param first the earliest day
 * @param inputs of the days from the first on, {@code date.width()} each; none where a day is
 *     computed whenever it occurs
 */
record DayInputs(Feature.Date date, double first, float[] inputs) {
  /** For a column; computed at once where its days are whole and fewer than its rows. */
  static DayInputs of(Feature.Date date, PackedNumbers column) {
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (int row = 0; row < column.length(); row++) {
      double day = column.at(row);
      if (!Double.isNaN(day)) {
        first = Math.min(first, day);
        last = Math.max(last, day);
        whole &= day == Math.rint(day);
      }
    }
    if (!whole || !(last - first < column.length())) {
      return new DayInputs(date, 0, new float[0]);
    }
    int days = (int) (last - first) + 1;
    float[] inputs = new float[days * date.width()];
    for (int day = 0; day < days; day++) {
      date.writeDays(first + day, inputs, day * date.width());
    }
    return new DayInputs(date, first, inputs);
  }

  /** As {@link Feature.Date#writeDays}, for a value of the column. */
  void write(double day, float[] into, int at) {
    if (inputs.length == 0 || Double.isNaN(day)) {
      date.writeDays(day, into, at);
    } else {
      int width = date.width();
      System.arraycopy(inputs, ((int) (day - first)) * width, into, at, width);
    }
  }
}
