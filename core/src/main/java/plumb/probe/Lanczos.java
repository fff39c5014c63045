package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import plumb.math.RandomStream;

/**
 * Lanczos' method with full re-orthogonalization: builds an orthonormal basis in which the matrix
 * is tridiagonal, and takes the ends of the spectrum from there.
 */
public final class Lanczos {
  /** A residual this small, by the largest eigenvalue, is good enough. */
  private static final double ENOUGH = 1e-6;

  private Lanczos() {}

  /**
   * The lowest and the highest eigenvalue.
   *
   * @param size of the matrix
   * @param most times it is applied
   * @param seed of the vector it starts from
   */
  public static Spectrum ends(HessianProduct matrix, int size, int most, long seed) {
    RandomStream random = RandomStream.of(seed);
    double[] v = new double[size];
    for (int i = 0; i < size; i++) {
      v[i] = random.normal(i);
    }
    scale(v, 1 / length(v));
    List<double[]> basis = new ArrayList<>();
    List<Double> diagonal = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    Tridiagonal found = new Tridiagonal(new double[] {0}, new double[0]);
    while (true) {
      basis.add(v);
      double[] w = matrix.times(v);
      diagonal.add(dot(w, v));
      // Twice is enough: once leaves what rounding left of the projection.
      for (int twice = 0; twice < 2; twice++) {
        for (double[] b : basis) {
          add(w, b, -dot(w, b));
        }
      }
      double beta = length(w);
      int done = basis.size();
      boolean look = done % 5 == 0 || done >= Math.min(most, size);
      double scale = Math.max(beta, diagonal.stream().mapToDouble(Math::abs).max().orElse(0));
      boolean closed = beta <= 1e-13 * scale;
      if (look || closed) {
        found = new Tridiagonal(array(diagonal), array(beside));
        double largest = Math.max(Math.abs(found.value(0)), Math.abs(found.value(done - 1)));
        boolean good =
            beta * Math.abs(found.last(0)) <= ENOUGH * largest
                && beta * Math.abs(found.last(done - 1)) <= ENOUGH * largest;
        if (good || closed || done >= Math.min(most, size)) {
          return spectrum(found, basis, closed ? 0 : beta);
        }
      }
      beside.add(beta);
      v = w;
      scale(v, 1 / beta);
    }
  }

  private static Spectrum spectrum(Tridiagonal found, List<double[]> basis, double beta) {
    int last = basis.size() - 1;
    double[] vector = new double[basis.getFirst().length];
    for (int k = 0; k <= last; k++) {
      add(vector, basis.get(k), found.entry(0, k));
    }
    return new Spectrum(
        found.value(0),
        beta * Math.abs(found.last(0)),
        vector,
        found.value(last),
        beta * Math.abs(found.last(last)),
        basis.size());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  private static void add(double[] a, double[] b, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }
}
