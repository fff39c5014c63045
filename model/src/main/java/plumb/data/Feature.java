package plumb.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One column of the raw data and the encoding fitted to it: how a raw value becomes {@link #width}
 * inputs of the network. All numbers were fitted on training rows only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Feature.Numeric.class, name = "numeric"),
  @JsonSubTypes.Type(value = Feature.LongTailed.class, name = "long-tailed"),
  @JsonSubTypes.Type(value = Feature.Flag.class, name = "flag"),
  @JsonSubTypes.Type(value = Feature.Categories.class, name = "categories"),
  @JsonSubTypes.Type(value = Feature.Date.class, name = "date"),
  @JsonSubTypes.Type(value = Feature.Pixels.class, name = "pixels")
})
public sealed interface Feature {
  /** Name of the raw column. */
  String column();

  /** How many inputs of the network it becomes, at least one. */
  int width();

  /** A name for each of its inputs, {@code width()} of them. */
  List<String> names();

  /**
   * Writes the inputs for one raw value to {@code into[at .. at + width())}.
   *
   * @param value see {@link Row#value}; null where it is missing
   * @throws BadInput if the value cannot be read as this column's type
   */
  void write(@Nullable Object value, float[] into, int at);

  /**
   * A number {@code x} as {@code (x - mean) / scale}.
   *
   * @param column name of the raw column
   * @param mean subtracted: the mean when standardizing, the smallest value for min-max, 0 for raw
   * @param scale divided by: the standard deviation, the range, or 1; never 0
   * @param fill raw value that stands in for a missing one
   * @param missingIndicator whether a second input says (0 or 1) that the value was missing
   * @param low a smaller value counts as missing
   * @param high a larger value counts as missing; no bounds where both are 0
   */
  record Numeric(
      String column,
      double mean,
      double scale,
      double fill,
      boolean missingIndicator,
      double low,
      double high)
      implements Feature {
    public Numeric {
      // Models of earlier versions have no bounds.
      if (low == 0 && high == 0) {
        low = -Double.MAX_VALUE;
        high = Double.MAX_VALUE;
      }
    }

    /** Without bounds. */
    public Numeric(
        String column, double mean, double scale, double fill, boolean missingIndicator) {
      this(column, mean, scale, fill, missingIndicator, 0, 0);
    }

    @Override
    public int width() {
      return missingIndicator ? 2 : 1;
    }

    @Override
    public List<String> names() {
      return missingIndicator ? List.of(column, column + " is missing") : List.of(column);
    }

    @Override
    public void write(@Nullable Object value, float[] into, int at) {
      writeNumber(value == null ? Double.NaN : number(value), into, at);
    }

    /** The number in a raw value. */
    double number(Object value) {
      return Feature.number(column, value);
    }

    /** As {@link #write} for a number, NaN where it is missing. */
    public void writeNumber(double value, float[] into, int at) {
      boolean outside = Double.isFinite(value) && (value < low || value > high);
      boolean missing = Double.isNaN(value) || outside;
      into[at] = finite(column, value, ((missing ? fill : value) - mean) / scale);
      if (missingIndicator) {
        into[at + 1] = missing ? 1 : 0;
      }
    }
  }

  /**
   * A number {@code x} of a column with a long tail, such as an income or a count, as {@code (s(x)
   * - mean) / scale} with {@code s(x) = sgn(x) ln(1 + |x| / unit)}: nearly straight below the unit,
   * logarithmic above it, so that the few very large values do not squeeze all others together.
   *
   * @param column name of the raw column
   * @param unit where the curve bends, above 0: the median of the absolute values that are not 0
   * @param mean of {@code s(x)}
   * @param scale standard deviation of {@code s(x)}; never 0
   * @param fill raw value that stands in for a missing one
   * @param missingIndicator whether a second input says (0 or 1) that the value was missing
   */
  record LongTailed(
      String column, double unit, double mean, double scale, double fill, boolean missingIndicator)
      implements Feature {
    /** {@code sgn(x) ln(1 + |x| / unit)}. */
    public static double compressed(double x, double unit) {
      return Math.copySign(StrictMath.log1p(Math.abs(x) / unit), x);
    }

    @Override
    public int width() {
      return missingIndicator ? 2 : 1;
    }

    @Override
    public List<String> names() {
      return missingIndicator ? List.of(column, column + " is missing") : List.of(column);
    }

    @Override
    public void write(@Nullable Object value, float[] into, int at) {
      writeNumber(value == null ? Double.NaN : number(value), into, at);
    }

    /** The number in a raw value. */
    double number(Object value) {
      return Feature.number(column, value);
    }

    /** As {@link #write} for a number, NaN where it is missing. */
    public void writeNumber(double value, float[] into, int at) {
      boolean missing = Double.isNaN(value);
      double raw = missing ? fill : value;
      into[at] = finite(column, value, (compressed(raw, unit) - mean) / scale);
      if (missingIndicator) {
        into[at + 1] = missing ? 1 : 0;
      }
    }
  }

  /**
   * A boolean as 0 or 1.
   *
   * @param column name of the raw column
   * @param fill stands in for a missing value: the share of true in training
   * @param missingIndicator whether a second input says (0 or 1) that the value was missing
   */
  record Flag(String column, double fill, boolean missingIndicator) implements Feature {
    @Override
    public int width() {
      return missingIndicator ? 2 : 1;
    }

    @Override
    public List<String> names() {
      return missingIndicator ? List.of(column, column + " is missing") : List.of(column);
    }

    @Override
    public void write(@Nullable Object value, float[] into, int at) {
      into[at] = value == null ? (float) fill : flag(value) ? 1 : 0;
      if (missingIndicator) {
        into[at + 1] = value == null ? 1 : 0;
      }
    }

    private boolean flag(Object value) {
      if (value instanceof Boolean flag) {
        return flag;
      }
      Boolean parsed = parse(value.toString());
      if (parsed == null) {
        throw unreadable(column, value.toString(), "true or false");
      }
      return parsed;
    }

    /** True or false by any usual pair of words, in any case; null for other words. */
    public static @Nullable Boolean parse(String text) {
      return TruthWords.anyMeaning(text);
    }
  }

  /**
   * A word as one input per level, of which one is 1 and the others 0. One more input stands for
   * every other word: levels too rare to learn from, and words never seen in training. Without a
   * bucket of its own a missing value counts as another word.
   *
   * @param column name of the raw column
   * @param levels the words with an input of their own, sorted, without repetition
   * @param missingBucket whether a last input stands for missing values
   */
  record Categories(String column, List<String> levels, boolean missingBucket) implements Feature {
    public Categories {
      levels = List.copyOf(levels);
      for (int i = 1; i < levels.size(); i++) {
        if (levels.get(i - 1).compareTo(levels.get(i)) >= 0) {
          throw new IllegalArgumentException("levels are not sorted: " + levels);
        }
      }
    }

    @Override
    public int width() {
      return levels.size() + (missingBucket ? 2 : 1);
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(width());
      for (String level : levels) {
        names.add(column + "=" + level);
      }
      names.add(column + "=(other)");
      if (missingBucket) {
        names.add(column + "=(missing)");
      }
      return names;
    }

    @Override
    public void write(@Nullable Object value, float[] into, int at) {
      writeBucket(value == null ? missing() : bucket(value.toString()), into, at);
    }

    /** The input, {@code 0 .. width() - 1}, that stands for a word. */
    public int bucket(String word) {
      int level = Collections.binarySearch(levels, word);
      return level >= 0 ? level : levels.size();
    }

    /** The input that stands for a missing value. */
    public int missing() {
      return missingBucket ? levels.size() + 1 : levels.size();
    }

    /** Writes a one for the given input and zeros for the others. */
    public void writeBucket(int bucket, float[] into, int at) {
      Arrays.fill(into, at, at + width(), 0f);
      into[at + bucket] = 1;
    }
  }

  /**
   * A day as {@code (days since 1970 - mean) / scale}, then sine and cosine of its place in the
   * year and in the week.
   *
   * @param column name of the raw column
   * @param format how strings are read
   * @param mean subtracted from the days since 1970-01-01
   * @param scale divided by; never 0
   * @param fill days that stand in for a missing value
   * @param missingIndicator whether a last input says (0 or 1) that the value was missing
   */
  record Date(
      String column,
      DateFormat format,
      double mean,
      double scale,
      double fill,
      boolean missingIndicator)
      implements Feature {
    /** Of the calendar in use, in the mean. */
    public static final double DAYS_PER_YEAR = 365.2425;

    /** Of a week. */
    public static final double DAYS_PER_WEEK = 7;

    @Override
    public int width() {
      return missingIndicator ? 6 : 5;
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(width());
      names.add(column);
      for (String part : List.of("year sine", "year cosine", "week sine", "week cosine")) {
        names.add(column + " " + part);
      }
      if (missingIndicator) {
        names.add(column + " is missing");
      }
      return names;
    }

    @Override
    public void write(@Nullable Object value, float[] into, int at) {
      writeDays(value == null ? Double.NaN : days(value), into, at);
    }

    /** As {@link #write} for days since 1970-01-01, NaN where they are missing. */
    public void writeDays(double value, float[] into, int at) {
      boolean missing = Double.isNaN(value);
      double days = missing ? fill : value;
      into[at] = (float) ((days - mean) / scale);
      wave(days / DAYS_PER_YEAR, missing, into, at + 1);
      wave(days / DAYS_PER_WEEK, missing, into, at + 3);
      if (missingIndicator) {
        into[at + 5] = missing ? 1 : 0;
      }
    }

    private static void wave(double turns, boolean missing, float[] into, int at) {
      double angle = 2 * StrictMath.PI * turns;
      into[at] = missing ? 0 : (float) StrictMath.sin(angle);
      into[at + 1] = missing ? 0 : (float) StrictMath.cos(angle);
    }

    double days(Object value) {
      return switch (value) {
        case LocalDate date -> date.toEpochDay();
        case LocalDateTime time ->
            ChronoUnit.MILLIS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time)
                / 86_400_000.0;
        case Instant instant -> instant.toEpochMilli() / 86_400_000.0;
        default -> {
          String text = value.toString().strip();
          double days = format.parse(text);
          if (Double.isNaN(days)) {
            throw unreadable(column, text, "a date");
          }
          yield days;
        }
      };
    }
  }

  /**
   * An image as one input a pixel and channel, {@code x = pixel * scale + shift} with the pixel an
   * unsigned byte, in single precision.
   *
   * @param column what the images are called
   * @param height rows of pixels
   * @param columns columns of pixels
   * @param channels 1 for grey, 3 for red, green and blue; the channels follow one another, each a
   *     whole plane
   * @param scale the factor
   * @param shift the offset
   */
  record Pixels(String column, int height, int columns, int channels, float scale, float shift)
      implements Feature {
    @Override
    public int width() {
      return height * columns * channels;
    }

    @Override
    public List<String> names() {
      return IntStream.range(0, width())
          .mapToObj(i -> {
            int pixel = i % (height * columns);
            String place = "%d,%d".formatted(pixel / columns, pixel % columns);
            return column + "[" + (channels == 1 ? "" : i / (height * columns) + ",") + place + "]";
          })
          .toList();
    }

    @Override
    public void write(@Nullable Object value, float[] into, int at) {
      if (!(value instanceof byte[] pixels) || pixels.length != width()) {
        throw new BadInput(
            "\"%s\" takes %d pixels as unsigned bytes (%d x %d, %d channels)"
                .formatted(column, width(), height, columns, channels));
      }
      for (int i = 0; i < pixels.length; i++) {
        into[at + i] = (pixels[i] & 0xff) * scale + shift;
      }
    }
  }

  private static float finite(String column, double value, double input) {
    if (!Float.isFinite((float) input)) {
      throw new BadInput(
          "Column \"%s\" holds %s, which is too large to compute with; remove the row or the column"
              .formatted(column, value));
    }
    return (float) input;
  }

  private static double number(String column, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    String text = value.toString().strip();
    double number = NumberText.parse(text.toCharArray(), 0, text.length());
    if (Double.isNaN(number)) {
      throw unreadable(column, text, "a number");
    }
    return number;
  }

  private static BadInput unreadable(String column, String text, String expected) {
    return new BadInput(
        "Column \"%s\" holds \"%s\" where %s is expected; correct the value or leave it empty"
            .formatted(column, text, expected));
  }
}
