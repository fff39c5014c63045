package plumb.data.read;

import java.util.ArrayList;
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
 * @param keepsConstant whether a column with one value in the training rows is an input, where
 *     other rows have others
 * @param gathered gathers the numbers of those rows
 */
record FeatureFitter(
    int[] train,
    Scaling inputs,
    int maxLevels,
    boolean fillsOutliers,
    boolean keepsConstant,
    Gathered gathered) {
  private static final String EMPTY = "it is empty in all training rows";
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

  FeatureFitter(
      int[] train, Scaling inputs, int maxLevels, boolean fillsOutliers, boolean keepsConstant) {
    this(train, inputs, maxLevels, fillsOutliers, keepsConstant, new Gathered(train));
  }

  /**
   * What became of a column.
   *
   * @param feature nothing where the column cannot be used
   * @param said why it cannot, or how it is
   * @param values of numbers and dates, how those of the training rows are distributed
   */
  record Fitted(Optional<Feature> feature, List<String> said, Optional<Moments> values) {
    static Fitted unused(String why) {
      return new Fitted(Optional.empty(), List.of(why), Optional.empty());
    }
  }

  Fitted fit(Column column) {
    return switch (column) {
      case Column.Numbers numbers ->
          gathered.apply(
              numbers.values(),
              present -> present.length == 0 ? empty(numbers) : fitNumbers(numbers, present));
      case Column.Dates dates ->
          gathered.apply(
              dates.days(),
              present -> present.length == 0 ? empty(dates) : fitDates(dates, present));
      case Column.Words words -> {
        int[] codes = words.codes();
        int[] counts = new int[words.levels().size()];
        int present = 0;
        for (int row : train) {
          int code = codes[row];
          if (code >= 0) {
            counts[code]++;
            present++;
          }
        }
        yield present == 0 ? empty(words) : fitWords(words, counts, present < train.length);
      }
    };
  }

  /** A column without a value in the training rows: of no use, unless it must be an input. */
  private Fitted empty(Column column) {
    if (!keepsConstant || column.type() == ColumnType.EMPTY || column.type() == ColumnType.TEXT) {
      return Fitted.unused(EMPTY);
    }
    String name = column.name();
    Feature feature =
        switch (column) {
          case Column.Numbers _ -> new Feature.Numeric(name, 0, 1, 0, true);
          case Column.Dates dates -> new Feature.Date(name, dates.format(), 0, 1, 0, true);
          case Column.Words _ -> new Feature.Categories(name, List.of(), true);
        };
    return new Fitted(Optional.of(feature), List.of(), Optional.empty());
  }

  private static boolean decimalCommas(Column.Words words) {
    return words.levels().stream().allMatch(word -> DECIMAL_COMMA.matcher(word).matches());
  }

  private Fitted fitNumbers(Column.Numbers column, double[] present) {
    boolean gaps = present.length < train.length;
    Outliers outliers = fillsOutliers ? Outliers.of(present) : Outliers.NONE;
    double[] values = outliers.within(present);
    Moments moments = Moments.of(values);
    if (moments.deviation() == 0 && !gaps && !keepsConstant) {
      return Fitted.unused(ONE_VALUE);
    }
    List<String> said = new ArrayList<>();
    if (column.type() == ColumnType.INTEGER && counts(moments)) {
      said.add("it counts rows; leave it out if it is only a number of the row");
    }
    Ranks ranks = new Ranks(values);
    flattened(ranks, moments).ifPresent(said::add);
    Feature feature =
        (inputs == Scaling.AUTO && outliers.equals(Outliers.NONE)
                ? longTailed(column.name(), values, moments, ranks.median(), gaps)
                : Optional.<Feature>empty())
            .orElseGet(() -> scaled(column.name(), moments, ranks.median(), gaps, outliers));
    Moments all = outliers.equals(Outliers.NONE) ? moments : Moments.of(present);
    return new Fitted(Optional.of(feature), said, Optional.of(all));
  }

  private Feature scaled(
      String name, Moments moments, double median, boolean gaps, Outliers outliers) {
    double low = outliers.low();
    double high = outliers.high();
    return switch (inputs) {
      case AUTO, STANDARDIZE ->
          new Feature.Numeric(
              name, moments.mean(), orOne(moments.deviation()), median, gaps, low, high);
      case MIN_MAX ->
          new Feature.Numeric(
              name, moments.min(), orOne(moments.max() - moments.min()), median, gaps, low, high);
      case RAW -> new Feature.Numeric(name, 0, 1, median, gaps, low, high);
    };
  }

  /** What to say where a few values are so far out that all the others become one. */
  private static Optional<String> flattened(Ranks ranks, Moments moments) {
    int count = moments.count();
    double low = ranks.at(count / 100);
    double high = ranks.at(count - 1 - count / 100);
    if (count == 1 || !(moments.deviation() > FAR_OUT * (high - low)) || low == high) {
      return Optional.empty();
    }
    boolean above = moments.max() - high > low - moments.min();
    return Optional.of(
        "nearly all values lie between %.4g and %.4g, but one is %.4g, beside which the others look alike; correct it or leave it empty"
            .formatted(low, high, above ? moments.max() : moments.min()));
  }

  /** By its logarithm, where the column has a long tail and that helps. */
  private static Optional<Feature> longTailed(
      String name, double[] values, Moments moments, double median, boolean gaps) {
    if (moments.min() < 0 || moments.deviation() == 0) {
      return Optional.empty();
    }
    double before = moments.skewness(values);
    if (!(before > SKEWED)) {
      return Optional.empty();
    }
    double unit = new Ranks(Arrays.stream(values).filter(value -> value != 0).toArray()).median();
    double[] compressed = new double[values.length];
    for (int i = 0; i < compressed.length; i++) {
      compressed[i] = Feature.LongTailed.compressed(values[i], unit);
    }
    Moments after = Moments.of(compressed);
    if (!(Math.abs(after.skewness(compressed)) < before / 2)) {
      return Optional.empty();
    }
    return Optional.of(
        new Feature.LongTailed(name, unit, after.mean(), orOne(after.deviation()), median, gaps));
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

  private Fitted fitDates(Column.Dates column, double[] present) {
    boolean gaps = present.length < train.length;
    Moments moments = Moments.of(present);
    if (moments.deviation() == 0 && !gaps && !keepsConstant) {
      return Fitted.unused(ONE_VALUE);
    }
    double median = new Ranks(present).median();
    boolean raw = inputs == Scaling.RAW;
    Feature feature =
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
            gaps);
    return new Fitted(Optional.of(feature), List.of(), Optional.of(moments));
  }

  private Fitted fitWords(Column.Words words, int[] counts, boolean gaps) {
    boolean commas = decimalCommas(words);
    if (words.type() == ColumnType.TEXT) {
      return Fitted.unused(
          commas
              ? DECIMAL_COMMAS
              : "it is text or an identifier (%d different words in %d rows), which cannot be learned from"
                  .formatted(words.levels().size(), words.rows()));
    }
    List<String> said = new ArrayList<>();
    if (commas) {
      said.add(DECIMAL_COMMAS);
    }
    List<Integer> frequent =
        IntStream.range(0, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer code) -> -counts[code])
                    .thenComparing(words.levels()::get))
            .toList();
    if (frequent.size() < 2 && !gaps && !keepsConstant) {
      said.add(ONE_VALUE);
      return new Fitted(Optional.empty(), said, Optional.empty());
    }
    if (words.type() == ColumnType.BOOLEAN) {
      long yes = 0;
      long all = 0;
      for (int code : frequent) {
        all += counts[code];
        yes += Boolean.TRUE.equals(Feature.Flag.parse(words.levels().get(code))) ? counts[code] : 0;
      }
      return new Fitted(
          Optional.of(new Feature.Flag(words.name(), (double) yes / all, gaps)),
          said,
          Optional.empty());
    }
    List<Integer> kept =
        frequent.stream().limit(maxLevels).filter(code -> counts[code] >= FEWEST).toList();
    if (kept.size() < frequent.size()) {
      said.add(
          "the %d most frequent of %d words have an input of their own, the others share one"
              .formatted(kept.size(), frequent.size()));
    }
    Feature feature =
        new Feature.Categories(
            words.name(), kept.stream().map(words.levels()::get).sorted().toList(), gaps);
    return new Fitted(Optional.of(feature), said, Optional.empty());
  }

  private static double orOne(double scale) {
    return scale == 0 ? 1 : scale;
  }
}
