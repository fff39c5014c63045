package plumb.probe;

import java.util.Locale;

/**
 * What kind of place of the loss the parameters are at.
 *
 * @param kind the answer
 * @param loss mean over the rows, the penalty's square part included
 * @param gradientNorm length of its gradient
 * @param gain the share of the loss that the best step straight downhill would take away, by the
 *     size of the curvature on that way; a slope if it is above {@link #SLOPE}
 * @param spectrum the ends of the spectrum of the Hessian
 * @param lowestError of {@link Spectrum#lowest}: its residual, and two standard errors of the
 *     curvature over the rows, which are a sample of those the loss is meant for
 */
public record Flatness(
    Kind kind,
    double loss,
    double gradientNorm,
    double gain,
    Spectrum spectrum,
    double lowestError) {
  /** A place is a slope if one step would take away more than this share of the loss. */
  public static final double SLOPE = 0.01;

  /** Curvatures below this share of the largest count as none. */
  public static final double NONE = 1e-3;

  /** What kind of place it is. */
  public enum Kind {
    /** Not flat: plain descent goes on. */
    SLOPE,
    /** Flat, and some direction curves down. */
    SADDLE,
    /** Flat, and no direction curves down; some may be level, so a valley counts. */
    MINIMUM,
    /** The evidence does not do: not converged, too few rows, or no curvature at all. */
    CANNOT_TELL
  }

  /** Judges the numbers. */
  static Flatness judge(
      double loss, double gradientNorm, double gain, Spectrum spectrum, double lowestError) {
    return new Flatness(
        kind(gain, spectrum, lowestError), loss, gradientNorm, gain, spectrum, lowestError);
  }

  private static Kind kind(double gain, Spectrum spectrum, double lowestError) {
    double none = NONE * spectrum.scale();
    if (!Double.isFinite(lowestError) || spectrum.scale() == 0) {
      return Kind.CANNOT_TELL;
    }
    if (gain > SLOPE) {
      return Kind.SLOPE;
    }
    if (spectrum.lowest() + lowestError < -none) {
      return Kind.SADDLE;
    }
    return spectrum.lowest() - lowestError > -none ? Kind.MINIMUM : Kind.CANNOT_TELL;
  }

  /** For a person. */
  public String sentence() {
    String numbers =
        String.format(
            Locale.ROOT,
            "the curvature reaches from %.3g (give or take %.1g) to %.3g",
            spectrum.lowest(),
            lowestError,
            spectrum.highest());
    return switch (kind) {
      case SLOPE ->
          String.format(
              Locale.ROOT,
              "Not a flat place: a step downhill would take away %.1f %% of the loss; %s.",
              100 * gain,
              numbers);
      case SADDLE -> "A saddle: some direction leads down; " + numbers + ".";
      case MINIMUM -> "A minimum or a valley floor: no direction leads down; " + numbers + ".";
      case CANNOT_TELL -> "Saddle or minimum cannot be told: " + numbers + ".";
    };
  }
}
