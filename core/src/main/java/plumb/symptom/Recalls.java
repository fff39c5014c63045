package plumb.symptom;

import java.util.ArrayList;
import java.util.List;
import plumb.data.Targets;
import plumb.experiment.Trained;

/**
 * How well each class is recognized.
 *
 * @param right share of each class's rows that are taken for it; NaN for a class without rows
 * @param rows of each class
 */
public record Recalls(List<Double> right, List<Integer> rows) {
  public Recalls {
    right = List.copyOf(right);
    rows = List.copyOf(rows);
  }

  /** Of the held-out rows of a training, for classes. */
  public static Recalls of(Trained trained) {
    int classes = ((Targets.Classes) trained.data().train().targets()).classes();
    int[] right = new int[classes];
    int[] rows = new int[classes];
    int[] truth = trained.heldOut().truth();
    for (int i = 0; i < truth.length; i++) {
      rows[truth[i]]++;
      right[truth[i]] += trained.heldOut().said()[i] == truth[i] ? 1 : 0;
    }
    return of(right, rows);
  }

  /** From counts: rows that are recognized, and all rows, of each class. */
  public static Recalls of(int[] right, int[] rows) {
    List<Double> shares = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int c = 0; c < rows.length; c++) {
      shares.add(rows[c] == 0 ? Double.NaN : (double) right[c] / rows[c]);
      counts.add(rows[c]);
    }
    return new Recalls(shares, counts);
  }

  /** Both together. */
  public Recalls and(Recalls other) {
    List<Double> shares = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int c = 0; c < rows.size(); c++) {
      int all = rows.get(c) + other.rows.get(c);
      double hits =
          (rows.get(c) == 0 ? 0 : right.get(c) * rows.get(c))
              + (other.rows.get(c) == 0 ? 0 : other.right.get(c) * other.rows.get(c));
      counts.add(all);
      shares.add(all == 0 ? Double.NaN : hits / all);
    }
    return new Recalls(shares, counts);
  }

  /** Share right among all rows of some classes. */
  public double of(List<Integer> classes) {
    double right = 0;
    for (int c : classes) {
      right += rows.get(c) == 0 ? 0 : this.right.get(c) * rows.get(c);
    }
    return right / Math.max(1, rows(classes));
  }

  /** Rows of some classes together. */
  public int rows(List<Integer> classes) {
    return classes.stream().mapToInt(rows::get).sum();
  }

  /** The mean share over the classes that have rows. */
  public double balanced() {
    return right.stream()
        .mapToDouble(Double::doubleValue)
        .filter(r -> !Double.isNaN(r))
        .average()
        .orElse(0);
  }
}
