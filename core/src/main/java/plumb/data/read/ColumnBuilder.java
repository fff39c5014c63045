package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.NumberText;
import plumb.data.SpelledNumber;

/**
 * Collects the cells of a column and finds out what they are. A column is taken for numbers until a
 * cell is none; the numbers before it are then no longer known as they were spelled, and the column
 * must be collected again as words.
 */
final class ColumnBuilder {
  private final String name;
  private final MissingWords missing;
  private final WordTable words = new WordTable();
  private final List<int[]> codeParts = new ArrayList<>();
  private PackedNumbers.Builder numbers = new PackedNumbers.Builder();
  private int[] codes = new int[0];
  private boolean numeric;
  private boolean lost;
  private boolean closed;

  /** Whether a cell is a row of digits that begins with 0: perhaps they are codes. */
  private boolean codesSeen;

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
        if (text[from] == '0' && SpelledNumber.isCode(text, from, length)) {
          codesSeen = true;
        }
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
    codesSeen |= piece.codesSeen;
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

  /**
   * Whether the column turned out to be words too late, or may be codes, and must be collected
   * again as it is spelled.
   */
  boolean lost() {
    return lost || (numeric && codesSeen && !closed);
  }

  /** Whether it holds nothing but plain numbers and missing values. */
  boolean numeric() {
    return numeric;
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

  /**
   * All cells, to be decided on.
   *
   * @param file for messages
   */
  Collected collected(String file, Lines lines) {
    if (lost) {
      throw new IllegalStateException(name + " must be collected again");
    }
    return numeric
        ? new Collected.Plain(numbers(file, lines, name, numbers.build()))
        : new Collected.Spelled(name, joinedCodes(), words.words(), present);
  }

  /** A column of numbers, NaN where one is missing; infinite ones are refused. */
  static Column.Numbers numbers(String file, Lines lines, String name, PackedNumbers values) {
    boolean whole = true;
    boolean same = true;
    int present = 0;
    double first = Double.NaN;
    for (int row = 0; row < values.length(); row++) {
      double value = values.at(row);
      if (Double.isNaN(value)) {
        continue;
      }
      if (Double.isInfinite(value)) {
        throw new BadInput(
            "%s, %s: column \"%s\" holds an infinite value; correct it or leave it empty"
                .formatted(file, lines.place(row), name));
      }
      present++;
      whole &= value == Math.rint(value);
      first = Double.isNaN(first) ? value : first;
      same &= value == first;
    }
    ColumnType type =
        present == 0
            ? ColumnType.EMPTY
            : same && present == values.length()
                ? ColumnType.CONSTANT
                : whole ? ColumnType.INTEGER : ColumnType.NUMBER;
    return new Column.Numbers(name, type, values);
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
}
