package plumb.data;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the columns trained on beside the encoding, so that rows unlike all of them
 * are noticed.
 *
 * @param ranges of columns of numbers and dates
 * @param dropped columns that could not be learned from
 */
public record TrainingColumns(List<Range> ranges, List<Dropped> dropped) {
  /** Nothing is remembered: models of earlier versions, and images. */
  public static final TrainingColumns NONE = new TrainingColumns(List.of(), List.of());

  /** Beyond the range by more than this share of its width, a value is far outside. */
  private static final double FAR = 0.5;

  public TrainingColumns {
    ranges = List.copyOf(ranges);
    dropped = List.copyOf(dropped);
  }

  /**
   * The values of a column in training.
   *
   * @param column its name
   * @param low the smallest; for dates in days since 1970-01-01
   * @param high the largest
   */
  public record Range(String column, double low, double high) {
    boolean far(double value) {
      double room = FAR * (high - low);
      return value < low - room || value > high + room;
    }
  }

  /**
   * A column that is no input.
   *
   * @param column its name
   * @param reason why, to follow "each of them:"
   */
  public record Dropped(String column, String reason) {}

  /**
   * What is unlike training in a value; empty where nothing is.
   *
   * @param feature the column it is of
   * @param value as {@link Row#value} gives it, null where it is missing
   * @throws BadInput if it cannot be read as the column's type
   */
  public Optional<Unfamiliar> doubt(Feature feature, @Nullable Object value) {
    return switch (feature) {
      case Feature.Numeric numeric ->
          value == null
              ? gap(numeric.column(), numeric.missingIndicator())
              : far(numeric.column(), numeric.number(value));
      case Feature.LongTailed tailed ->
          value == null
              ? gap(tailed.column(), tailed.missingIndicator())
              : far(tailed.column(), tailed.number(value));
      case Feature.Date date ->
          value == null
              ? gap(date.column(), date.missingIndicator())
              : outside(date.column(), date.days(value))
                  .map(range ->
                      new Unfamiliar.Far(
                          date.column(),
                          day(date.days(value)),
                          day(range.low()),
                          day(range.high())));
      case Feature.Flag flag ->
          value == null ? gap(flag.column(), flag.missingIndicator()) : Optional.empty();
      case Feature.Categories words -> {
        if (value == null) {
          yield gap(words.column(), words.missingBucket());
        }
        String word = value.toString();
        yield words.bucket(word) < words.levels().size()
            ? Optional.empty()
            : Optional.of(new Unfamiliar.Word(words.column(), word));
      }
      case Feature.Pixels _ -> Optional.empty();
    };
  }

  private static Optional<Unfamiliar> gap(String column, boolean known) {
    return known ? Optional.empty() : Optional.of(new Unfamiliar.Gap(column));
  }

  private Optional<Unfamiliar> far(String column, double value) {
    return outside(column, value)
        .map(range ->
            new Unfamiliar.Far(
                column,
                Unfamiliar.text(value),
                Unfamiliar.text(range.low()),
                Unfamiliar.text(range.high())));
  }

  private Optional<Range> outside(String column, double value) {
    return ranges.stream()
        .filter(range -> range.column().equals(column))
        .filter(range -> range.far(value))
        .findFirst();
  }

  private static String day(double days) {
    return LocalDate.ofEpochDay((long) Math.floor(days)).toString();
  }
}
