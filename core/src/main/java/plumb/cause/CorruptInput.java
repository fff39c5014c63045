package plumb.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.read.Outliers;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.DataTreatments.FilledOutliers;
import plumb.treatment.Treatment;
import plumb.treatment.WithoutRows;
import plumb.wording.Wording;

/** Values so far from all others that they are no part of the same quantity; blank images. */
public final class CorruptInput implements CauseRule {
  /** Fewer rows than this share hardly disturb a training. */
  private static final double HARDLY_ANY = 0.002;

  /** If more images than this share are of one colour, that is what they look like. */
  private static final double MOST_BLANK = 0.3;

  /** Columns named in a sentence. */
  private static final int SHOWN = 3;

  @Override
  public CauseId id() {
    return CauseId.CORRUPT_INPUT;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    return file.train().inputs() instanceof Inputs.Floats floats
        ? cells(file, floats)
        : blank(file);
  }

  private List<Finding> cells(CaseFile file, Inputs.Floats inputs) {
    Set<Integer> rows = new TreeSet<>();
    List<String> names = new ArrayList<>();
    double farthest = 0;
    List<String> all = file.data().encoding().names();
    Map<Integer, Feature.LongTailed> tails = tails(file);
    double[] column = new double[inputs.rows()];
    for (int j = 0; j < inputs.width(); j++) {
      for (int row = 0; row < column.length; row++) {
        column[row] = inputs.values()[row * inputs.width() + j];
      }
      Feature.LongTailed tail = tails.get(j);
      if (tail != null) {
        straighten(column, tail);
      }
      Outliers outliers = Outliers.of(column);
      if (outliers.equals(Outliers.NONE)) {
        continue;
      }
      names.add(all.get(j));
      double middle = (outliers.high() + outliers.low()) / 2;
      double reach = (outliers.high() - outliers.low()) / 2;
      for (int row = 0; row < column.length; row++) {
        if (outliers.outside(column[row])) {
          rows.add(row);
          farthest = Math.max(farthest, Math.abs(column[row] - middle) / reach);
        }
      }
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    double share = (double) rows.size() / inputs.rows();
    return List.of(
        finding(
            file,
            rows,
            share,
            String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))),
            Reading.of(
                "timesBeyondTheOthers",
                farthest * Math.sqrt(Outliers.JUMP),
                Outliers.JUMP,
                Unit.TIMES),
            new FilledOutliers()));
  }

  private List<Finding> blank(CaseFile file) {
    Set<Integer> rows = blank(file.train());
    double share = (double) rows.size() / file.train().rows();
    if (rows.isEmpty() || share > MOST_BLANK) {
      return List.of();
    }
    List<Integer> numbers = numbers(file, rows);
    return List.of(
        finding(
            file,
            rows,
            share,
            "images of one colour",
            Reading.of("blankImages", rows.size(), 0, Unit.COUNT),
            new WithoutRows(numbers, "%d images of one colour".formatted(numbers.size()))));
  }

  private Finding finding(
      CaseFile file,
      Set<Integer> rows,
      double share,
      String where,
      Reading more,
      Treatment treatment) {
    return new Finding(
        id(),
        share < HARDLY_ANY ? 0.5 : 0.9,
        Evidence.of(
            Reading.of("corruptRows", rows.size(), Unit.COUNT),
            Reading.of("corruptShare", share, Unit.SHARE),
            more),
        Wording.of(
            "corrupt.cells", rows.size(), 100 * share, where, numbers(file, rows).getFirst()),
        List.of(treatment));
  }

  private static List<Integer> numbers(CaseFile file, Set<Integer> rows) {
    return rows.stream().map(row -> file.data().trainRows()[row] + 1).toList();
  }

  /** Those columns that were compressed for their long tails. */
  private static Map<Integer, Feature.LongTailed> tails(CaseFile file) {
    Map<Integer, Feature.LongTailed> tails = new HashMap<>();
    int at = 0;
    for (Feature feature : file.data().encoding().features()) {
      if (feature instanceof Feature.LongTailed tail) {
        tails.put(at, tail);
      }
      at += feature.width();
    }
    return tails;
  }

  /** A column as it was before it was compressed. */
  private static void straighten(double[] column, Feature.LongTailed tail) {
    for (int row = 0; row < column.length; row++) {
      double s = column[row] * tail.scale() + tail.mean();
      column[row] = Math.signum(s) * tail.unit() * Math.expm1(Math.abs(s));
    }
  }

  private static Set<Integer> blank(Examples examples) {
    Set<Integer> rows = new TreeSet<>();
    if (examples.inputs() instanceof Inputs.Bytes(byte[] pixels, int count, int width, _, _)) {
      for (int row = 0; row < count; row++) {
        boolean alike = true;
        for (int i = 1; i < width && alike; i++) {
          alike = pixels[row * width + i] == pixels[row * width];
        }
        if (alike) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.UNLESS_WORSE;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "values of a column that lie far from all others, and images of one colour",
        List.of(
            String.format(
                Locale.ROOT, "%.0f times as far out as the farthest of the others", Outliers.JUMP)),
        List.of(new FilledOutliers().title(), "without the blank images"),
        CausePages.TAKEN_AWAY + "; the mended card is kept unless it is worse beyond noise");
  }
}
