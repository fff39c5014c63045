package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.DateFormat;
import plumb.data.Feature;
import plumb.data.NumberText;

/**
 * Collects the cells of a column and finds out what they are. A column is taken for numbers until a
 * cell is none; the numbers before it are then no longer known as they were spelled, and the column
 * must be collected again as words.
 */
final class ColumnBuilder {
  /** Above this many different words, most of them occurring once, a column is free text. */
  private static final int TEXT_LEVELS = 100;

  /** Above this many rows, a word that never repeats is an identifier. */
  private static final int IDENTIFIER_ROWS = 20;

  private final String name;
  private final MissingWords missing;
  private final WordTable words = new WordTable();
  private final List<int[]> codeParts = new ArrayList<>();
  private PackedNumbers.Builder numbers = new PackedNumbers.Builder();
  private int[] codes = new int[0];
  private boolean numeric;
  private boolean lost;
  private boolean closed;

  private int rows;

  /** Of words, the rows in the parts; the others are in {@code codes}. */
  private int inParts;

  private int present;

  ColumnBuilder(String name, MissingWords missing, boolean words) {
    this.name = name;
    this.missing = missing;
    this.numeric = !words;
  }

  /** Adds a cell, spaces around it removed. */
  void add(char[] text, int from, int length) {
    if (closed || lost) {
      return;
    }
    if (missing.matches(text, from, length)) {
      addMissing();
      return;
    }
    if (numeric) {
      double number = NumberText.parse(text, from, length);
      if (!Double.isNaN(number)) {
        addNumber(number);
        return;
      }
      toWords();
      if (lost) {
        return;
      }
    }
    append(words.code(text, from, length));
    present++;
  }

  /** Adds a word, or a missing value. */
  void add(@Nullable String word) {
    if (word == null) {
      addMissing();
    } else {
      char[] text = word.strip().toCharArray();
      add(text, 0, text.length);
    }
  }

  /** Adds a number, NaN for a missing one, to a column that holds no words. */
  void addNumber(double number) {
    numbers.add(number);
    rows++;
    present += Double.isNaN(number) ? 0 : 1;
  }

  private void addMissing() {
    if (numeric) {
      addNumber(Double.NaN);
    } else {
      append(-1);
    }
  }

  /**
   * Another builder of the same column, for other rows of it. It holds what this one has where that
   * is complete.
   */
  ColumnBuilder fresh() {
    return fresh(null);
  }

  /**
   * The same.
   *
   * @param spent one that is no longer needed, whose room may be taken
   */
  ColumnBuilder fresh(@Nullable ColumnBuilder spent) {
    if (closed) {
      return this;
    }
    ColumnBuilder fresh = new ColumnBuilder(name, missing, !numeric);
    fresh.closed = lost;
    if (spent != null) {
      fresh.numbers = spent.numbers.cleared();
    }
    return fresh;
  }

  /**
   * Adds the rows of a piece behind those that are here, as if their cells had been added one by
   * one; only that numbers behind words are lost too, when they were read before the words.
   */
  void add(ColumnBuilder piece) {
    if (closed || lost) {
      return;
    }
    if (piece.lost || (numeric != piece.numeric && (numeric ? present : piece.present) > 0)) {
      toWords();
      lost = true;
      return;
    }
    if (numeric && !piece.numeric) {
      toWords();
    }
    if (numeric) {
      numbers.add(piece.numbers);
    } else if (piece.numeric) {
      endPart();
      codeParts.add(none(piece.rows));
    } else {
      endPart();
      int[] codeHere = words.codes(piece.words);
      piece.endPart();
      for (int[] part : piece.codeParts) {
        for (int i = 0; i < part.length; i++) {
          part[i] = part[i] < 0 ? -1 : codeHere[part[i]];
        }
        codeParts.add(part);
      }
    }
    rows += piece.rows;
    inParts = rows;
    present += piece.present;
  }

  /** What is added from now on belongs to another part. */
  private void endPart() {
    int open = rows - inParts;
    if (open > 0) {
      codeParts.add(Arrays.copyOf(codes, open));
    }
    codes = new int[0];
    inParts = rows;
  }

  /** Whether the column turned out to be words too late, and must be collected again as such. */
  boolean lost() {
    return lost;
  }

  /** An empty builder for the same column, to collect it as words. */
  ColumnBuilder asWords() {
    return new ColumnBuilder(name, missing, true);
  }

  /** This builder, ignoring what is added from now on. */
  ColumnBuilder closed() {
    closed = true;
    return this;
  }

  private void toWords() {
    numeric = false;
    lost = present > 0;
    numbers.cleared();
    if (!lost && rows > 0) {
      codeParts.add(none(rows));
    }
    inParts = rows;
  }

  private static int[] none(int rows) {
    int[] none = new int[rows];
    Arrays.fill(none, -1);
    return none;
  }

  private void append(int code) {
    int at = rows - inParts;
    if (at == codes.length) {
      codes = Arrays.copyOf(codes, grown(at));
    }
    codes[at] = code;
    rows++;
  }

  private static int grown(int length) {
    return Math.max(8, length + (length >> 1));
  }

  Column build(String file, Lines lines) {
    if (lost) {
      throw new IllegalStateException(name + " must be collected again");
    }
    return numeric ? buildNumbers(file, lines) : buildWords();
  }

  private Column buildNumbers(String file, Lines lines) {
    PackedNumbers values = numbers.build();
    boolean whole = true;
    boolean same = true;
    double first = Double.NaN;
    for (int row = 0; row < rows; row++) {
      double value = values.at(row);
      if (Double.isNaN(value)) {
        continue;
      }
      if (Double.isInfinite(value)) {
        throw new BadInput(
            "%s, %s: column \"%s\" holds an infinite value; correct it or leave it empty"
                .formatted(file, lines.place(row), name));
      }
      whole &= value == Math.rint(value);
      first = Double.isNaN(first) ? value : first;
      same &= value == first;
    }
    ColumnType type =
        present == 0
            ? ColumnType.EMPTY
            : same && present == rows
                ? ColumnType.CONSTANT
                : whole ? ColumnType.INTEGER : ColumnType.NUMBER;
    return new Column.Numbers(name, type, values);
  }

  private Column buildWords() {
    List<String> levels = words.words();
    int[] all = joinedCodes();
    if (levels.isEmpty()) {
      PackedNumbers.Builder none = new PackedNumbers.Builder();
      for (int row = 0; row < rows; row++) {
        none.add(Double.NaN);
      }
      return new Column.Numbers(name, ColumnType.EMPTY, none.build());
    }
    boolean constant = levels.size() == 1 && present == rows;
    DateFormat format = dateFormat(levels);
    if (format != null) {
      double[] dayOf = levels.stream().mapToDouble(format::parse).toArray();
      PackedNumbers.Builder days = new PackedNumbers.Builder();
      for (int code : all) {
        days.add(code < 0 ? Double.NaN : dayOf[code]);
      }
      return new Column.Dates(
          name, constant ? ColumnType.CONSTANT : ColumnType.DATE, format, days.build());
    }
    return new Column.Words(name, constant ? ColumnType.CONSTANT : wordType(levels), all, levels);
  }

  private int[] joinedCodes() {
    endPart();
    int[] all = new int[rows];
    int at = 0;
    for (int[] part : codeParts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    codeParts.clear();
    return all;
  }

  /** The first format that reads every word; where day and month could be either, day first. */
  private static @Nullable DateFormat dateFormat(List<String> levels) {
    for (DateFormat format : DateFormat.values()) {
      if (levels.stream().noneMatch(word -> Double.isNaN(format.parse(word)))) {
        return format;
      }
    }
    return null;
  }

  private ColumnType wordType(List<String> levels) {
    if (levels.size() <= 2) {
      Set<Boolean> meanings =
          levels.stream()
              .map(Feature.Flag::parse)
              .filter(java.util.Objects::nonNull)
              .collect(Collectors.toSet());
      if (levels.size() == 2 && meanings.size() == 2) {
        return ColumnType.BOOLEAN;
      }
    }
    boolean identifier = levels.size() == present && present > IDENTIFIER_ROWS;
    return identifier || (levels.size() > TEXT_LEVELS && levels.size() > present / 2)
        ? ColumnType.TEXT
        : ColumnType.CATEGORY;
  }
}
