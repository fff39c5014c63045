package plumb.probe;

import java.util.List;

/**
 * The linear pieces over a parallelogram {@code origin + u across + v up}.
 *
 * @param regions each a convex polygon; together they cover the unit square of (u, v)
 * @param complete whether these are all; if not, counting stopped at the limit asked for, the last
 *     layers have not been looked at, and there are at least so many
 */
public record PlaneRegions(List<Region> regions, boolean complete) {
  public PlaneRegions {
    regions = List.copyOf(regions);
  }

  /**
   * One linear piece.
   *
   * @param u of the corners, in order
   * @param v of the corners, in the same order
   * @param outputs each output as {@code c0 + c1 u + c2 v}; empty if the picture is not complete
   */
  public record Region(double[] u, double[] v, double[][] outputs) {
    /** Share of the parallelogram. */
    public double area() {
      double twice = 0;
      for (int i = 0; i < u.length; i++) {
        int next = (i + 1) % u.length;
        twice += u[i] * v[next] - u[next] * v[i];
      }
      return Math.abs(twice) / 2;
    }

    /** Whether a point lies in it or on its border. */
    public boolean contains(double atU, double atV) {
      boolean left = true;
      boolean right = true;
      for (int i = 0; i < u.length; i++) {
        int next = (i + 1) % u.length;
        double cross = (u[next] - u[i]) * (atV - v[i]) - (v[next] - v[i]) * (atU - u[i]);
        left &= cross >= 0;
        right &= cross <= 0;
      }
      return left || right;
    }
  }

  /** How many pieces. */
  public int count() {
    return regions.size();
  }
}
