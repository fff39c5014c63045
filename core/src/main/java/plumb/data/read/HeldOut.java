package plumb.data.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.math.RandomStream;

/**
 * A source divided into the rows to learn from and the rows for the test at the very end, before
 * anything else is done with it.
 *
 * @param rest for training and validation
 * @param test not looked at until the end
 */
public record HeldOut(Source rest, Source test) {
  private static final long HELD_OUT = 12;

  /**
   * With more different values than this a target is a quantity, and its rows are held out at
   * random.
   */
  private static final int MOST_KINDS = 20;

  /** A test of fewer rows says nothing. */
  private static final int FEWEST_ROWS = 10;

  /**
   * Holds out a share of the rows, of every class alike.
   *
   * @param target column to predict; empty for images and for the last column
   * @param share above 0 and below 1
   * @param by which rows stay together
   * @param shuffle whether rows are taken at random; the last ones otherwise
   * @param seed decides which
   * @throws BadInput if there are too few rows
   */
  public static HeldOut of(
      Source source,
      Optional<ColumnRef> target,
      double share,
      Division by,
      boolean shuffle,
      long seed) {
    if (source.rows() * Math.min(share, 1 - share) < FEWEST_ROWS) {
      throw new BadInput(
          "%s has %d rows, too few to hold out a share of %s for a test; give more rows, or a test file"
              .formatted(source.name(), source.rows(), share));
    }
    int[] kinds = kinds(source, target);
    Splitter.Candidates all =
        new Splitter.Candidates(
            IntStream.range(0, source.rows()).toArray(),
            kinds,
            1 + IntStream.of(kinds).max().orElse(0));
    Splitter splitter = Splitter.of(by, source);
    Splitter.Parts parts =
        splitter.hold(
            all, share, new Splitter.Order(shuffle, RandomStream.of(seed).child(HELD_OUT).bits(0)));
    List<String> notes = new ArrayList<>(source.notes());
    notes.add(splitter.held(parts, "the test at the very end"));
    return new HeldOut(
        source.select(parts.train(), notes), source.select(parts.validation(), List.of()));
  }

  /** Rows of one kind have the same number: those of a class, and those without a target. */
  private static int[] kinds(Source source, Optional<ColumnRef> target) {
    return switch (source) {
      case Images images -> images.labelled() ? images.labels() : new int[images.rows()];
      case Table table -> {
        int index =
            target
                .map(ref -> ref.resolve(table.names(), table.name(), "data.target"))
                .orElse(table.columns().size() - 1);
        yield switch (table.columns().get(index)) {
          case Column.Words(_, _, int[] codes, List<String> levels) ->
              IntStream.of(codes).map(code -> code < 0 ? levels.size() : code).toArray();
          case Column.Numbers numbers -> few(numbers.values());
          case Column.Dates dates -> new int[dates.rows()];
        };
      }
    };
  }

  private static int[] few(PackedNumbers values) {
    List<Double> different = new ArrayList<>();
    int[] kinds = new int[values.length()];
    for (int row = 0; row < values.length(); row++) {
      int kind = different.indexOf(values.at(row));
      if (kind < 0) {
        kind = different.size();
        different.add(values.at(row));
      }
      if (different.size() > MOST_KINDS) {
        return new int[values.length()];
      }
      kinds[row] = kind;
    }
    return kinds;
  }
}
