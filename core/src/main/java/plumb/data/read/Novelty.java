package plumb.data.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Unfamiliar;

/**
 * What some rows of a source have in a column that no training row had.
 *
 * @param example of the first of them
 * @param rows which rows, counted from 0
 * @param place of the first of them, for messages
 */
public record Novelty(Unfamiliar example, List<Integer> rows, String place) {
  public Novelty {
    rows = List.copyOf(rows);
  }

  /** For a person: column, first example, how many rows. */
  public String sentence() {
    return "%s: %s (%s)"
        .formatted(
            example.column(),
            example.sentence(),
            rows.size() == 1
                ? "1 row, " + place
                : "the first of %d such rows, %s".formatted(rows.size(), place));
  }

  private static final double MILLIS_PER_DAY = 86_400_000;

  /** One for each column and kind, in the order of the columns. */
  static List<Novelty> of(TableEncoder encoder) {
    List<Novelty> found = new ArrayList<>();
    for (int f = 0; f < encoder.columns().size(); f++) {
      found.addAll(of(encoder, encoder.encoding().features().get(f), encoder.columns().get(f)));
    }
    return found;
  }

  private static List<Novelty> of(TableEncoder encoder, Feature feature, Column column) {
    Encoding encoding = encoder.encoding();
    Map<Class<?>, Unfamiliar> examples = new LinkedHashMap<>();
    Map<Class<?>, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < column.rows(); row++) {
      Optional<Unfamiliar> doubt = doubt(encoding, feature, column, row);
      if (doubt.isPresent()) {
        Class<?> kind = doubt.get().getClass();
        examples.putIfAbsent(kind, doubt.get());
        rows.computeIfAbsent(kind, _ -> new ArrayList<>()).add(row);
      }
    }
    List<Novelty> found = new ArrayList<>();
    rows.forEach((kind, where) -> {
      Unfamiliar example = examples.get(kind);
      if (example != null) {
        found.add(new Novelty(example, where, encoder.table().lines().place(where.getFirst())));
      }
    });
    return found;
  }

  private static Optional<Unfamiliar> doubt(
      Encoding encoding, Feature feature, Column column, int row) {
    if (column.missing(row)) {
      return encoding.remembered().doubt(feature, null);
    }
    return switch (column) {
      case Column.Numbers(_, _, PackedNumbers values) when !(feature instanceof Feature.Flag) ->
          encoding.remembered().doubt(feature, values.at(row));
      // As a moment, for the text would be in the order of years first.
      case Column.Dates(_, _, _, PackedNumbers days) when feature instanceof Feature.Date ->
          encoding
              .remembered()
              .doubt(feature, Instant.ofEpochMilli(Math.round(days.at(row) * MILLIS_PER_DAY)));
      default -> encoding.remembered().doubt(feature, column.text(row));
    };
  }
}
