package plumb.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Follows a line through the stages of a network. Between two breaks every number so far is linear
 * along the line, so where a unit changes its side follows from its values at the two breaks.
 */
final class LineWalk {
  /** Breaks nearer to each other are one. */
  private static final double CLOSE = 1e-12;

  private LineWalk() {}

  static LineRegions along(List<Stage> stages, double[] from, double[] to) {
    double[] breaks = {0, 1};
    double[][] values = {from, to};
    for (Stage stage : stages) {
      double[] finer = refined(breaks, crossings(stage, breaks, values));
      values = at(finer, breaks, values);
      breaks = finer;
      for (int i = 0; i < values.length; i++) {
        values[i] = through(stage, values[i]);
      }
    }
    return new LineRegions(Arrays.stream(breaks).boxed().toList(), List.of(values));
  }

  /** Where a unit changes its side. */
  private static List<Double> crossings(Stage stage, double[] breaks, double[][] values) {
    List<Double> found = new ArrayList<>();
    for (int i = 0; i + 1 < breaks.length; i++) {
      double[] here = values[i];
      double[] next = values[i + 1];
      double start = breaks[i];
      double length = breaks[i + 1] - start;
      switch (stage) {
        case Stage.Bend _ -> {
          for (int j = 0; j < here.length; j++) {
            if ((here[j] > 0) != (next[j] > 0) && here[j] != 0 && next[j] != 0) {
              found.add(start + length * (here[j] / (here[j] - next[j])));
            }
          }
        }
        case Stage.Largest(int _, int pieces) -> {
          for (int first = 0; first < here.length; first += pieces) {
            overtakings(here, next, first, pieces)
                .forEach(share -> found.add(start + length * share));
          }
        }
        case Stage.Affine _, Stage.Scale _ -> {}
      }
    }
    return found;
  }

  /** Shares of an interval at which another piece becomes the largest. */
  static List<Double> overtakings(double[] here, double[] next, int first, int pieces) {
    List<Double> found = new ArrayList<>();
    int winner = first;
    for (int p = first + 1; p < first + pieces; p++) {
      boolean above = here[p] > here[winner];
      boolean steeper = here[p] == here[winner] && next[p] > next[winner];
      winner = above || steeper ? p : winner;
    }
    double at = 0;
    while (true) {
      int overtaker = -1;
      double earliest = 1;
      for (int p = first; p < first + pieces; p++) {
        double behind = here[winner] - here[p];
        double gained = behind - (next[winner] - next[p]);
        if (gained > 0) {
          double when = Math.max(at, behind / gained);
          // Of several that meet at one point, the steepest leads on.
          boolean steepest =
              when == earliest
                  && overtaker >= 0
                  && next[p] - here[p] > next[overtaker] - here[overtaker];
          if (when < earliest || steepest) {
            earliest = when;
            overtaker = p;
          }
        }
      }
      if (overtaker < 0) {
        return found;
      }
      if (earliest > 0) {
        found.add(earliest);
      }
      winner = overtaker;
      at = earliest;
    }
  }

  private static double[] refined(double[] breaks, List<Double> crossings) {
    TreeSet<Double> all = new TreeSet<>(crossings);
    for (double at : breaks) {
      all.add(at);
    }
    List<Double> kept = new ArrayList<>();
    for (double at : all) {
      if (kept.isEmpty() || at - kept.getLast() > CLOSE) {
        kept.add(at);
      }
    }
    // The end stays the end, even if a crossing lies just before it.
    kept.set(kept.size() - 1, 1.0);
    return kept.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[][] at(double[] finer, double[] breaks, double[][] values) {
    double[][] result = new double[finer.length][];
    int i = 0;
    for (int k = 0; k < finer.length; k++) {
      while (i + 2 < breaks.length && finer[k] >= breaks[i + 1]) {
        i++;
      }
      double share = (finer[k] - breaks[i]) / (breaks[i + 1] - breaks[i]);
      result[k] = new double[values[i].length];
      for (int j = 0; j < result[k].length; j++) {
        result[k][j] = (1 - share) * values[i][j] + share * values[i + 1][j];
      }
    }
    return result;
  }

  private static double[] through(Stage stage, double[] z) {
    return switch (stage) {
      case Stage.Affine affine -> affine.apply(z, 1);
      case Stage.Bend(int _, double[] slopes) -> {
        double[] a = new double[z.length];
        for (int j = 0; j < z.length; j++) {
          a[j] = z[j] > 0 ? z[j] : slopes[j] * z[j];
        }
        yield a;
      }
      case Stage.Largest(int _, int pieces) -> {
        double[] a = new double[z.length / pieces];
        for (int unit = 0; unit < a.length; unit++) {
          a[unit] = z[unit * pieces];
          for (int p = 1; p < pieces; p++) {
            a[unit] = Math.max(a[unit], z[unit * pieces + p]);
          }
        }
        yield a;
      }
      case Stage.Scale(double factor) -> Arrays.stream(z).map(value -> factor * value).toArray();
    };
  }
}
