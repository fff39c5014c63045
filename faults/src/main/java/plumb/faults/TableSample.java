package plumb.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Rows of a table.
 *
 * @param columns their names
 * @param target index of the column to predict
 * @param cells one array a row; cells hold no commas
 */
record TableSample(List<String> columns, int target, List<String[]> cells) implements Sample {
  TableSample {
    columns = List.copyOf(columns);
    cells = List.copyOf(cells);
  }

  @Override
  public int rows() {
    return cells.size();
  }

  @Override
  public String label(int row) {
    return cells.get(row)[target];
  }

  @Override
  public TableSample select(int[] rows) {
    return new TableSample(columns, target, Arrays.stream(rows).mapToObj(cells::get).toList());
  }

  @Override
  public TableSample relabeled(IntFunction<String> labels) {
    return withColumn(target, labels);
  }

  /** The same with other cells in a column. */
  TableSample withColumn(int column, IntFunction<String> values) {
    List<String[]> changed = new ArrayList<>();
    for (int row = 0; row < cells.size(); row++) {
      String[] line = cells.get(row).clone();
      line[column] = values.apply(row);
      changed.add(line);
    }
    return new TableSample(columns, target, changed);
  }

  /** The rows that have a target, with some of the inputs and the target behind them. */
  TableSample keeping(List<String> inputs, String newTarget) {
    List<String> names = new ArrayList<>(inputs);
    names.add(newTarget);
    int[] kept = names.stream().mapToInt(columns::indexOf).toArray();
    List<String[]> changed = new ArrayList<>();
    for (String[] line : cells) {
      String[] copy = new String[kept.length];
      for (int i = 0; i < kept.length; i++) {
        copy[i] = line[kept[i]];
      }
      if (!copy[kept.length - 1].isEmpty()) {
        changed.add(copy);
      }
    }
    return new TableSample(names, kept.length - 1, changed);
  }

  /** The same with one more column in front. */
  TableSample withNewColumn(String name, IntFunction<String> values) {
    List<String> names = new ArrayList<>(columns);
    names.addFirst(name);
    List<String[]> changed = new ArrayList<>();
    for (int row = 0; row < cells.size(); row++) {
      String[] line = new String[columns.size() + 1];
      line[0] = values.apply(row);
      System.arraycopy(cells.get(row), 0, line, 1, columns.size());
      changed.add(line);
    }
    return new TableSample(names, target + 1, changed);
  }

  /** The same with every input number of a row changed; words and gaps stay as they are. */
  TableSample withNumbers(UnaryOperator<Double> change) {
    List<String[]> changed = new ArrayList<>();
    for (String[] line : cells) {
      String[] copy = line.clone();
      for (int column = 0; column < copy.length; column++) {
        if (column != target && isNumber(copy[column])) {
          copy[column] = Double.toString(change.apply(Double.valueOf(copy[column])));
        }
      }
      changed.add(copy);
    }
    return new TableSample(columns, target, changed);
  }

  static boolean isNumber(String cell) {
    return !cell.isEmpty() && cell.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
  }

  @Override
  public Path write(Path folder, String name) {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (String[] line : cells) {
      text.append(String.join(",", line)).append('\n');
    }
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(name + ".csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
