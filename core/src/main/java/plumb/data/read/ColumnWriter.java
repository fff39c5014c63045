package plumb.data.read;

import java.util.List;
import plumb.data.BadInput;
import plumb.data.Feature;

/** Writes the inputs that a column becomes, with all that can be known before the first row. */
sealed interface ColumnWriter {
  /**
   * Writes some rows.
   *
   * @param rows rows of the table
   * @param places for each of them, where its first input of this column goes
   * @param into zeros so far
   * @throws BadInput if a value cannot be read as the column's type
   */
  void write(int[] rows, int[] places, float[] into);

  /** The writer for a column. */
  static ColumnWriter of(Feature feature, Column column) {
    return switch (feature) {
      case Feature.Numeric numeric
          when column instanceof Column.Numbers(_, _, PackedNumbers values) ->
          new Scaled(numeric, values);
      case Feature.LongTailed tailed
          when column instanceof Column.Numbers(_, _, PackedNumbers values) ->
          new Compressed(tailed, values);
      case Feature.Date date when column instanceof Column.Dates(_, _, _, PackedNumbers days) ->
          new Days(DayInputs.of(date, days), days);
      case Feature.Categories words
          when column instanceof Column.Words(_, _, int[] codes, List<String> levels) ->
          new Buckets(codes, levels.stream().mapToInt(words::bucket).toArray(), words.missing());
      case Feature.Flag flag
          when column instanceof Column.Words(_, _, int[] codes, List<String> levels)
              && levels.stream().allMatch(level -> Feature.Flag.parse(level) != null) ->
          Flags.of(flag, codes, levels);
      default -> new Texts(feature, column);
    };
  }

  /** Numbers, standardized or otherwise scaled. */
  record Scaled(Feature.Numeric feature, PackedNumbers values) implements ColumnWriter {
    @Override
    public void write(int[] rows, int[] places, float[] into) {
      for (int i = 0; i < rows.length; i++) {
        feature.writeNumber(values.at(rows[i]), into, places[i]);
      }
    }
  }

  /** Numbers by their logarithm. */
  record Compressed(Feature.LongTailed feature, PackedNumbers values) implements ColumnWriter {
    @Override
    public void write(int[] rows, int[] places, float[] into) {
      for (int i = 0; i < rows.length; i++) {
        feature.writeNumber(values.at(rows[i]), into, places[i]);
      }
    }
  }

  /** Dates. */
  record Days(DayInputs inputs, PackedNumbers days) implements ColumnWriter {
    @Override
    public void write(int[] rows, int[] places, float[] into) {
      for (int i = 0; i < rows.length; i++) {
        inputs.write(days.at(rows[i]), into, places[i]);
      }
    }
  }

  /**
   * Words, one input each.
   *
   * @param bucketOf the input of each word
   * @param missing the input of no word
   */
  record Buckets(int[] codes, int[] bucketOf, int missing) implements ColumnWriter {
    @Override
    public void write(int[] rows, int[] places, float[] into) {
      for (int i = 0; i < rows.length; i++) {
        int code = codes[rows[i]];
        into[places[i] + (code < 0 ? missing : bucketOf[code])] = 1;
      }
    }
  }

  /**
   * Words that mean yes or no.
   *
   * @param inputs of each word, and last of none
   */
  record Flags(int[] codes, float[] inputs, int width) implements ColumnWriter {
    static Flags of(Feature.Flag flag, int[] codes, List<String> levels) {
      int width = flag.width();
      float[] inputs = new float[(levels.size() + 1) * width];
      for (int code = 0; code < levels.size(); code++) {
        flag.write(levels.get(code), inputs, code * width);
      }
      flag.write(null, inputs, levels.size() * width);
      return new Flags(codes, inputs, width);
    }

    @Override
    public void write(int[] rows, int[] places, float[] into) {
      int none = inputs.length / width - 1;
      for (int i = 0; i < rows.length; i++) {
        int code = codes[rows[i]];
        System.arraycopy(inputs, (code < 0 ? none : code) * width, into, places[i], width);
      }
    }
  }

  /** Columns typed otherwise than in training: each value as it is spelled. */
  record Texts(Feature feature, Column column) implements ColumnWriter {
    @Override
    public void write(int[] rows, int[] places, float[] into) {
      for (int i = 0; i < rows.length; i++) {
        feature.write(column.text(rows[i]), into, places[i]);
      }
    }
  }
}
