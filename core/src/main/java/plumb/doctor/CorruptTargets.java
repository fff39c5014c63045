package plumb.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.data.read.Outliers;
import plumb.run.CauseId;

/**
 * Numbers to be predicted that lie so far from all others that they are no part of the same
 * quantity: an error code, another unit. They decide mean, scale and loss of all rows.
 */
final class CorruptTargets {
  private CorruptTargets() {}

  static Optional<Found> of(Laboratory laboratory, Inquiry inquiry, Trial trial) {
    List<Integer> off = outside(trial.data().train());
    if (off.isEmpty()) {
      return Optional.empty();
    }
    int[] source = trial.data().trainRows();
    List<Integer> rows = off.stream().map(row -> source[row] + 1).toList();
    String column = trial.data().encoding().target().column();
    Suspect suspect =
        new Suspect(
            CauseId.CORRUPT_INPUT,
            0.9,
            Numbers.of(
                "corruptTargets",
                rows.size(),
                "corruptTargetsLimit",
                0,
                "corruptShare",
                (double) rows.size() / trial.data().train().rows()),
            String.format(
                Locale.ROOT,
                "In %d rows the number to be predicted, \"%s\", lies far from all others, for example in row %d: it decides the scale and the loss of all rows.",
                rows.size(),
                column,
                rows.getFirst()),
            List.of(
                DataTreatments.leaveOut(
                    rows,
                    "%d rows with a \"%s\" far from all others".formatted(rows.size(), column))));
    Optional<Trial> tried = inquiry.probe(suspect, trial);
    // Held-out rows may have such targets as well; nobody can predict those.
    Examples held = trial.data().validation().orElse(trial.data().train());
    List<Integer> strange = outside(held);
    List<Integer> usual =
        IntStream.range(0, held.rows()).filter(row -> !strange.contains(row)).boxed().toList();
    return Optional.of(
        new Found(
            suspect,
            0.9,
            tried
                .filter(t -> t.data().validation().filter(v -> v.rows() == held.rows()).isPresent())
                .map(t -> Comparison.on(usual, trial, t, laboratory.team())),
            tried));
  }

  private static List<Integer> outside(Examples examples) {
    if (!(examples.targets() instanceof Targets.Values(float[] values))) {
      return List.of();
    }
    double[] column = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    Outliers outliers = Outliers.of(column);
    return outliers.equals(Outliers.NONE)
        ? List.of()
        : IntStream.range(0, column.length)
            .filter(i -> outliers.outside(column[i]))
            .boxed()
            .toList();
  }
}
