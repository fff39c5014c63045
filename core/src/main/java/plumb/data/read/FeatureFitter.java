package plumb.data.read;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import plumb.data.ColumnType;
import plumb.data.Feature;

/**
 * Fits the encoding of a column to the training rows.
 *
 * @param train rows to fit to
 * @param inputs what is done to numbers
 * @param maxLevels how many words get an input of their own
 * @param fillsOutliers whether numbers far from all others count as missing
 */
record FeatureFitter(int[] train, Scaling inputs, int maxLevels, boolean fillsOutliers) {
  private static final String ONE_VALUE = "it has one value in all training rows";
  private static final String DECIMAL_COMMAS =
      "its numbers have a decimal comma, so they are read as words; write them with a point";

  /** A deviation this many times the span of nearly all values comes from a few far out. */
  private static final double FAR_OUT = 100;

  /** Numbers as much of Europe writes them, with neither thousands nor lists in sight. */
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");

  /** Skewness above which a column has a long tail; that of the exponential distribution is 2. */
  private static final double SKEWED = 2;

  /** A word has to occur this often to be learned from; rarer ones share an input. */
  private static final int FEWEST = 2;

  /** A feature, or nothing where the column cannot be used; {@code said} tells why, or how. */
  Optional<Feature> fit(Column column, List<String> said) {
    int present = 0;
    for (int row : train) {
      present += column.missing(row) ? 0 : 1;
    }
    if (present == 0) {
      said.add("it is empty in all training rows");
      return Optional.empty();
    }
    boolean gaps = present < train.length;
    return switch (column) {
      case Column.Numbers numbers -> fitNumbers(numbers, gaps, said);
      case Column.Dates dates -> fitDates(dates, gaps, said);
      case Column.Words words when words.type() == ColumnType.TEXT -> {
        said.add(
            decimalCommas(words)
                ? DECIMAL_COMMAS
                : "it is text or an identifier (%d different words in %d rows), which cannot be learned from"
                    .formatted(words.levels().size(), words.rows()));
        yield Optional.empty();
      }
      case Column.Words words -> {
        if (decimalCommas(words)) {
          said.add(DECIMAL_COMMAS);
        }
        yield fitWords(words, gaps, said);
      }
    };
  }

  private static boolean decimalCommas(Column.Words words) {
    return words.levels().stream().allMatch(word -> DECIMAL_COMMA.matcher(word).matches());
  }

  private Optional<Feature> fitNumbers(Column.Numbers column, boolean gaps, List<String> said) {
    Outliers outliers = fillsOutliers ? Outliers.of(column.values(), train) : Outliers.NONE;
    double[] values = outliers.without(column.values());
    Moments moments = Moments.of(values, train);
    if (moments.deviation() == 0 && !gaps) {
      said.add(ONE_VALUE);
      return Optional.empty();
    }
    if (column.type() == ColumnType.INTEGER && counts(moments)) {
      said.add("it counts rows; leave it out if it is only a number of the row");
    }
    double[] sorted = Moments.sorted(values, train);
    flattened(sorted, moments).ifPresent(said::add);
    double median = sorted[sorted.length / 2];
    double low = outliers.low();
    double high = outliers.high();
    String name = column.name();
    if (inputs == Scaling.AUTO && outliers.equals(Outliers.NONE) && longTailed(column, moments)) {
      return Optional.of(longTailed(column, median, gaps));
    }
    return Optional.of(
        switch (inputs) {
          case AUTO, STANDARDIZE ->
              new Feature.Numeric(
                  name, moments.mean(), orOne(moments.deviation()), median, gaps, low, high);
          case MIN_MAX ->
              new Feature.Numeric(
                  name,
                  moments.min(),
                  orOne(moments.max() - moments.min()),
                  median,
                  gaps,
                  low,
                  high);
          case RAW -> new Feature.Numeric(name, 0, 1, median, gaps, low, high);
        });
  }

  /** What to say where a few values are so far out that all the others become one. */
  private static Optional<String> flattened(double[] sorted, Moments moments) {
    double low = sorted[sorted.length / 100];
    double high = sorted[sorted.length - 1 - sorted.length / 100];
    if (sorted.length == 1 || !(moments.deviation() > FAR_OUT * (high - low)) || low == high) {
      return Optional.empty();
    }
    boolean above = moments.max() - high > low - moments.min();
    return Optional.of(
        "nearly all values lie between %.4g and %.4g, but one is %.4g, beside which the others look alike; correct it or leave it empty"
            .formatted(low, high, above ? moments.max() : moments.min()));
  }

  private boolean longTailed(Column.Numbers column, Moments moments) {
    if (moments.min() < 0 || moments.deviation() == 0) {
      return false;
    }
    double before = Moments.skewness(column.values(), train);
    return before > SKEWED
        && Math.abs(Moments.skewness(compressed(column, unit(column)), train)) < before / 2;
  }

  private Feature longTailed(Column.Numbers column, double median, boolean gaps) {
    double unit = unit(column);
    Moments moments = Moments.of(compressed(column, unit), train);
    return new Feature.LongTailed(
        column.name(), unit, moments.mean(), orOne(moments.deviation()), median, gaps);
  }

  private static double[] compressed(Column.Numbers column, double unit) {
    return Arrays.stream(column.values())
        .map(value -> Feature.LongTailed.compressed(value, unit))
        .toArray();
  }

  /** The median of the values that are not 0. */
  private double unit(Column.Numbers column) {
    double[] values = column.values();
    return Moments.median(values, Arrays.stream(train).filter(row -> values[row] != 0).toArray());
  }

  /** Whether the values could be the numbers of the rows: as many as there are steps between. */
  private boolean counts(Moments moments) {
    // A part of the rows is seen here, so allow for those that were held out.
    double range = moments.max() - moments.min() + 1;
    double uniform = (range * range - 1) / 12;
    return train.length > 20
        && range >= train.length
        && range <= 2.0 * train.length
        && Math.abs(moments.deviation() * moments.deviation() / uniform - 1) < 0.05;
  }

  private Optional<Feature> fitDates(Column.Dates column, boolean gaps, List<String> said) {
    Moments moments = Moments.of(column.days(), train);
    if (moments.deviation() == 0 && !gaps) {
      said.add(ONE_VALUE);
      return Optional.empty();
    }
    double median = Moments.median(column.days(), train);
    boolean raw = inputs == Scaling.RAW;
    return Optional.of(
        new Feature.Date(
            column.name(),
            column.format(),
            raw ? 0 : inputs == Scaling.MIN_MAX ? moments.min() : moments.mean(),
            raw
                ? 1
                : orOne(
                    inputs == Scaling.MIN_MAX
                        ? moments.max() - moments.min()
                        : moments.deviation()),
            median,
            gaps));
  }

  private Optional<Feature> fitWords(Column.Words words, boolean gaps, List<String> said) {
    int[] counts = new int[words.levels().size()];
    for (int row : train) {
      if (!words.missing(row)) {
        counts[words.codes()[row]]++;
      }
    }
    List<Integer> frequent =
        IntStream.range(0, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer code) -> -counts[code])
                    .thenComparing(words.levels()::get))
            .toList();
    if (frequent.size() < 2 && !gaps) {
      said.add(ONE_VALUE);
      return Optional.empty();
    }
    if (words.type() == ColumnType.BOOLEAN) {
      long yes = 0;
      long all = 0;
      for (int code : frequent) {
        all += counts[code];
        yes += Boolean.TRUE.equals(Feature.Flag.parse(words.levels().get(code))) ? counts[code] : 0;
      }
      return Optional.of(new Feature.Flag(words.name(), (double) yes / all, gaps));
    }
    List<Integer> kept =
        frequent.stream().limit(maxLevels).filter(code -> counts[code] >= FEWEST).toList();
    if (kept.size() < frequent.size()) {
      said.add(
          "the %d most frequent of %d words have an input of their own, the others share one"
              .formatted(kept.size(), frequent.size()));
    }
    return Optional.of(
        new Feature.Categories(
            words.name(), kept.stream().map(words.levels()::get).sorted().toList(), gaps));
  }

  private static double orOne(double scale) {
    return scale == 0 ? 1 : scale;
  }
}
