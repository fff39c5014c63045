package plumb.probe;

/** A symmetric matrix that is only known by what it does to vectors. */
@FunctionalInterface
public interface HessianProduct {
  /**
   * The matrix times a vector.
   *
   * @param v not changed
   * @return a new array of the same length
   */
  double[] times(double[] v);
}
