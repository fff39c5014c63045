package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import plumb.data.read.Scaling;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.Columns;
import plumb.treatment.DataTreatments.StandardizedInputs;
import plumb.wording.Wording;

/** Inputs of very different, very large or very small size. */
final class UnnormalizedInput implements CauseRule {
  /** Rows looked at. */
  private static final int SAMPLE = 4000;

  /** A deviation or a mean above this is large. */
  private static final double LARGE = 5;

  /**
   * Deviations this many times apart, the larger above {@link #NOT_SMALL}, are of different size.
   */
  private static final double APART = 100;

  private static final double NOT_SMALL = 2;

  /** If all inputs stay below this the network hardly sees them. */
  private static final double TINY = 0.05;

  private static final double TINY_DEVIATION = 0.02;

  @Override
  public CauseId id() {
    return CauseId.UNNORMALIZED_INPUT;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    Scaling scaling = file.card().data().inputs();
    if (scaling == Scaling.STANDARDIZE || scaling == Scaling.AUTO) {
      return List.of();
    }
    double[][] columns = Columns.of(file.train().inputs(), SAMPLE);
    double[] deviations = new double[columns.length];
    double farthest = 0;
    double largest = 0;
    for (int j = 0; j < columns.length; j++) {
      double mean = Arrays.stream(columns[j]).average().orElse(0);
      double squares = Arrays.stream(columns[j]).map(x -> (x - mean) * (x - mean)).sum();
      deviations[j] = Math.sqrt(squares / columns[j].length);
      farthest = Math.max(farthest, Math.abs(mean));
      largest = Math.max(largest, Arrays.stream(columns[j]).map(Math::abs).max().orElse(0));
    }
    double[] sorted = Arrays.stream(deviations).filter(d -> d > 0).sorted().toArray();
    if (sorted.length == 0) {
      return List.of();
    }
    double most = sorted[sorted.length - 1];
    double low = sorted[sorted.length / 20];
    double size = Math.max(most, farthest);
    if (size > LARGE || (most / low > APART && most > NOT_SMALL)) {
      return List.of(
          finding(
              Math.min(0.97, 0.55 + 0.2 * Math.log10(Math.max(size, LARGE) / LARGE)),
              Wording.of("inputs.raw", sorted[0], most, farthest),
              Reading.of("largestDeviation", most, LARGE, Unit.PLAIN),
              Reading.of("largestMean", farthest, LARGE, Unit.PLAIN),
              Reading.of("smallestDeviation", sorted[0], Unit.PLAIN),
              Reading.of("largestInput", largest, Unit.PLAIN)));
    }
    return largest < TINY || most < TINY_DEVIATION
        ? List.of(
            finding(
                0.8,
                Wording.of("inputs.tiny", largest),
                Reading.of("largestInput", largest, TINY, Unit.PLAIN),
                Reading.of("largestDeviation", most, TINY_DEVIATION, Unit.PLAIN)))
        : List.of();
  }

  private Finding finding(double severity, String sentence, Reading... readings) {
    return new Finding(
        id(), severity, Evidence.of(readings), sentence, List.of(new StandardizedInputs()));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "mean and deviation of every input as the network gets it, where they are taken as they are",
        List.of(
            String.format(Locale.ROOT, "a deviation or mean above %.0f", LARGE),
            String.format(Locale.ROOT, "deviations %.0f times apart", APART),
            String.format(Locale.ROOT, "no input above %.2f", TINY)),
        List.of(new StandardizedInputs().title()),
        CausePages.TAKEN_AWAY);
  }
}
