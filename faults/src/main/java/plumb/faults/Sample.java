package plumb.faults;

import java.nio.file.Path;
import java.util.function.IntFunction;

/** Rows of data with a label or a number each, that can be changed and written to a file. */
sealed interface Sample permits TableSample, ImageSample {
  /** Number of rows. */
  int rows();

  /** The target of a row as the file spells it. */
  String label(int row);

  /** The rows with these numbers, in this order; a number may come twice. */
  Sample select(int[] rows);

  /** The same rows with other targets. */
  Sample relabeled(IntFunction<String> labels);

  /**
   * Writes a file that a card can name.
   *
   * @param folder where to; made if it is not there
   * @param name of the file without an ending
   * @return the file
   */
  Path write(Path folder, String name);
}
