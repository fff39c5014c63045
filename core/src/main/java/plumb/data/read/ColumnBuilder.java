package plumb.data.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.DateFormat;
import plumb.data.Feature;
import plumb.data.NumberText;

/** Collects the cells of a column, each different word once, and finds out what they are. */
final class ColumnBuilder {
  /** Above this many different words, most of them occurring once, a column is free text. */
  private static final int TEXT_LEVELS = 100;

  private final String name;
  private final Set<String> missing;
  private final boolean words;
  private final Map<String, Integer> codeOf = new HashMap<>();
  private final java.util.ArrayList<String> levels = new java.util.ArrayList<>();
  private int[] codes = new int[1024];
  private int rows;

  ColumnBuilder(String name, List<String> missing, boolean words) {
    this.name = name;
    this.missing = new HashSet<>(missing);
    this.words = words;
  }

  void add(String cell) {
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, rows * 2);
    }
    Integer code = codeOf.get(cell);
    if (code == null) {
      String word = cell.strip();
      if (missing.contains(word)) {
        code = -1;
      } else {
        code = codeOf.get(word);
        if (code == null) {
          code = levels.size();
          levels.add(word);
          codeOf.put(word, code);
        }
      }
      codeOf.put(cell, code);
    }
    codes[rows++] = code;
  }

  Column build(String file, Lines lines) {
    codeOf.clear();
    int[] all = Arrays.copyOf(codes, rows);
    if (levels.isEmpty()) {
      double[] values = new double[rows];
      Arrays.fill(values, Double.NaN);
      return new Column.Numbers(name, ColumnType.EMPTY, values);
    }
    double[] numbers = words ? null : numbers();
    if (numbers != null) {
      double[] values = new double[rows];
      boolean whole = true;
      for (int row = 0; row < rows; row++) {
        values[row] = all[row] < 0 ? Double.NaN : numbers[all[row]];
        if (Double.isInfinite(values[row])) {
          throw new BadInput(
              "%s, %s: column \"%s\" holds an infinite value; correct it or leave it empty"
                  .formatted(file, lines.place(row), name));
        }
        whole &= Double.isNaN(values[row]) || values[row] == Math.rint(values[row]);
      }
      ColumnType type =
          levels.size() == 1 ? ColumnType.CONSTANT : whole ? ColumnType.INTEGER : ColumnType.NUMBER;
      return new Column.Numbers(name, type, values);
    }
    DateFormat format = words ? null : dateFormat();
    if (format != null) {
      double[] days = new double[rows];
      for (int row = 0; row < rows; row++) {
        days[row] = all[row] < 0 ? Double.NaN : format.parse(levels.get(all[row]));
      }
      return new Column.Dates(
          name, levels.size() == 1 ? ColumnType.CONSTANT : ColumnType.DATE, format, days);
    }
    return new Column.Words(name, wordType(), all, levels);
  }

  private double @Nullable [] numbers() {
    double[] numbers = new double[levels.size()];
    for (int i = 0; i < numbers.length; i++) {
      var parsed = NumberText.parse(levels.get(i));
      if (parsed.isEmpty()) {
        return null;
      }
      numbers[i] = parsed.getAsDouble();
    }
    return numbers;
  }

  private @Nullable DateFormat dateFormat() {
    for (DateFormat format : DateFormat.values()) {
      if (levels.stream().noneMatch(word -> Double.isNaN(format.parse(word)))) {
        return format;
      }
    }
    return null;
  }

  private ColumnType wordType() {
    if (levels.size() == 1) {
      return ColumnType.CONSTANT;
    }
    if (levels.size() == 2 && levels.stream().allMatch(word -> Feature.Flag.parse(word) != null)) {
      return ColumnType.BOOLEAN;
    }
    return levels.size() > TEXT_LEVELS && levels.size() > rows / 2
        ? ColumnType.TEXT
        : ColumnType.CATEGORY;
  }
}
