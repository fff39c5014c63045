package plumb.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rows of a field case with one seed: what the card is trained on, and what its mended twin is.
 *
 * @param card for the card as the person had it
 * @param twin for the mended card; the same rows where the fault is in the card alone
 */
record FieldRows(Files card, Files twin) {
  /**
   * The rows of one card.
   *
   * @param train the file a card calls {@code train.csv}
   * @param validation {@code validation.csv}, where the person had such rows apart
   * @param test rows only the bench sees, as they come where the model is used
   */
  record Files(TableSample train, Optional<TableSample> validation, TableSample test) {
    /** Writes them; returns the test file. */
    Path write(Path folder) {
      train.write(folder, "train");
      validation.ifPresent(rows -> rows.write(folder, "validation"));
      return test.write(folder, "test");
    }
  }

  /** The same rows for both. */
  static FieldRows same(TableSample train, TableSample test) {
    Files files = new Files(train, Optional.empty(), test);
    return new FieldRows(files, files);
  }

  /** With validation rows apart, the same for both. */
  static FieldRows same(TableSample train, TableSample validation, TableSample test) {
    Files files = new Files(train, Optional.of(validation), test);
    return new FieldRows(files, files);
  }

  /** The same world drawn twice: so many rows to train on and so many to test on. */
  static FieldRows drawn(String columns, int train, int test, Supplier<List<String>> row) {
    return same(table(columns, train, row), table(columns, test, row));
  }

  /**
   * A table of drawn rows.
   *
   * @param columns names with spaces between them, the target last
   */
  static TableSample table(String columns, int rows, Supplier<List<String>> row) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      cells.add(row.get());
    }
    return table(columns, cells);
  }

  /** A table of these rows. */
  static TableSample table(String columns, List<List<String>> rows) {
    List<String> names = List.of(columns.split(" "));
    List<String[]> cells = new ArrayList<>();
    for (List<String> row : rows) {
      if (row.size() != names.size()) {
        throw new IllegalStateException(names + " has not as many columns as " + row);
      }
      cells.add(row.toArray(String[]::new));
    }
    return new TableSample(names, names.size() - 1, cells);
  }

  /** Names x1, x2, ... and a target's, with spaces between them. */
  static String names(int inputs, String target) {
    StringBuilder names = new StringBuilder();
    for (int i = 1; i <= inputs; i++) {
      names.append('x').append(i).append(' ');
    }
    return names.append(target).toString();
  }
}
