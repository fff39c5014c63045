package plumb.probe;

/**
 * The ends of the spectrum of a symmetric matrix.
 *
 * @param lowest the lowest eigenvalue found; the true one is not higher, but for rounding
 * @param lowestResidual {@code |Hv - lowest v|}: some eigenvalue is at least so near
 * @param lowestVector of length 1
 * @param highest the highest eigenvalue found; the true one is not lower, but for rounding
 * @param highestResidual as for the lowest
 * @param products how often the matrix was applied
 */
public record Spectrum(
    double lowest,
    double lowestResidual,
    double[] lowestVector,
    double highest,
    double highestResidual,
    int products) {
  /** The largest absolute eigenvalue found. */
  public double scale() {
    return Math.max(Math.abs(lowest), Math.abs(highest));
  }
}
