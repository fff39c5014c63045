package plumb.data.read;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Gathers the numbers of some rows, column after column, into arrays that are used again: an array
 * a column would leave more garbage than the whole table takes.
 *
 * @param rows which rows, in which order
 * @param spare arrays nobody uses now, one number a row; a thread that finds none makes one
 */
record Gathered(int[] rows, Queue<double[]> spare) {
  Gathered(int[] rows) {
    this(rows, new ConcurrentLinkedQueue<>());
  }

  /**
   * What comes of the numbers that are there.
   *
   * @param use must not keep the array it is given
   */
  <T> T apply(PackedNumbers values, Function<double[], T> use) {
    double[] found = spare.poll();
    double[] room = found == null ? new double[rows.length] : found;
    T result = use.apply(Moments.present(values, rows, room));
    spare.add(room);
    return result;
  }
}
