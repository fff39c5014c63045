package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.cause.LinearFit.Solution;

/**
 * A sum of several columns, each times a number, that is the target of every row but for rounding,
 * with as few columns as will do. Of logarithms it is a product or a ratio.
 *
 * @param names of the columns
 * @param weights what each is taken times
 * @param intercept what is added
 * @param r2 on the rows it was not fitted to
 */
record ExactSum(List<String> names, double[] weights, double intercept, double r2) {
  /** Variance that rounding may leave. */
  private static final double LEFT = 1e-4;

  /**
   * The usual error as a share of the usual deviation from the middle: the variance alone can be
   * that of a few values far out.
   */
  private static final double USUAL_ERROR = 0.02;

  /** Rows that may be off by more than half of the target's last digit. */
  private static final double OFF = 0.005;

  /** Below this a sum within half of the last digit is no more than near. */
  private static final double NEAR = 0.99;

  /** A sum of more columns with different factors fits by their number. */
  private static final int MOST_COLUMNS = 8;

  /** Factors that differ less than this are the same. */
  private static final double SAME_FACTOR = 0.02;

  /** A column that moves the sum by less than this share of its deviation is no part of it. */
  private static final double NO_PART = 1e-3;

  /**
   * The smallest sum found.
   *
   * @param names of the columns
   * @param fitted the columns of the rows fitted to
   * @param known their targets
   * @param asked the columns of other rows
   * @param answers their targets
   * @param step a number of which all targets are multiples; 0 where there is none
   */
  static Optional<ExactSum> of(
      List<String> names,
      double[][] fitted,
      double[] known,
      double[][] asked,
      double[] answers,
      double step) {
    if (names.size() < 2 || Ordered.variance(known) == 0 || Ordered.variance(answers) == 0) {
      return Optional.empty();
    }
    Search search = new Search(new LinearFit(fitted), known, asked, answers, step);
    return search
        .smallest()
        .filter(sum -> sum.length > 1)
        .map(sum -> {
          Solution solution = search.solve(sum);
          return new ExactSum(
              Arrays.stream(sum).mapToObj(names::get).toList(),
              Arrays.stream(sum).mapToDouble(j -> solution.weights()[j]).toArray(),
              solution.intercept(),
              search.r2(solution));
        })
        .filter(sum -> sum.names().size() <= MOST_COLUMNS || sum.alike());
  }

  /** Whether all columns count equally, some perhaps with the other sign. */
  boolean alike() {
    double least = Arrays.stream(weights).map(Math::abs).min().orElse(0);
    double most = Arrays.stream(weights).map(Math::abs).max().orElse(0);
    return most - least <= SAME_FACTOR * most;
  }

  /** The same with the signs of all factors turned, where most of them are negative. */
  ExactSum mostlyAdded() {
    return Arrays.stream(weights).map(Math::signum).sum() >= 0
        ? this
        : new ExactSum(names, Arrays.stream(weights).map(w -> -w).toArray(), -intercept, r2);
  }

  /** As a formula: {@code casual + registered}. */
  String sum() {
    boolean alike = alike();
    StringBuilder text = new StringBuilder();
    for (int i : order()) {
      double factor = alike ? Math.signum(weights[i]) : weights[i];
      text.append(text.isEmpty() ? (factor < 0 ? "-" : "") : factor < 0 ? " - " : " + ");
      text.append(alike ? "" : String.format(Locale.ROOT, "%.3g * ", Math.abs(factor)));
      text.append(names.get(i));
    }
    return text.toString();
  }

  /** As a formula of a product: {@code mass * height^-2}. */
  String product() {
    return Arrays.stream(order())
        .mapToObj(i -> {
          double power = Math.round(weights[i] * 100) / 100.0;
          return power == 1
              ? names.get(i)
              : names.get(i)
                  + "^"
                  + (power == Math.rint(power)
                      ? Long.toString((long) power)
                      : Double.toString(power));
        })
        .collect(Collectors.joining(" * "));
  }

  /** Those that are added first. */
  private int[] order() {
    return IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingInt(i -> weights[i] < 0 ? 1 : 0))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static final class Search {
    private final LinearFit fit;
    private final double[] with;
    private final double mean;
    private final double deviation;
    private final double[][] asked;
    private final double[] answers;
    private final double step;
    private final double spread;
    private final double usual;

    Search(LinearFit fit, double[] known, double[][] asked, double[] answers, double step) {
      this.fit = fit;
      this.with = fit.products(known);
      this.mean = Arrays.stream(known).average().orElse(0);
      this.deviation = Math.sqrt(Ordered.variance(known));
      this.asked = asked;
      this.answers = answers;
      this.step = step;
      this.spread = Ordered.variance(answers);
      double middle = median(answers);
      this.usual = median(Arrays.stream(answers).map(y -> Math.abs(y - middle)).toArray());
    }

    private static double median(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    Solution solve(int[] chosen) {
      return fit.solve(with, mean, chosen, 0);
    }

    double r2(Solution solution) {
      double squares = 0;
      for (int i = 0; i < answers.length; i++) {
        double error = answers[i] - solution.answer(asked, i);
        squares += error * error;
      }
      return 1 - squares / answers.length / spread;
    }

    private boolean exact(int[] chosen) {
      if (chosen.length == 0) {
        return false;
      }
      Solution solution = solve(chosen);
      double[] errors = new double[answers.length];
      double squares = 0;
      for (int i = 0; i < errors.length; i++) {
        errors[i] = Math.abs(answers[i] - solution.answer(asked, i));
        squares += errors[i] * errors[i];
      }
      double left = squares / errors.length / spread;
      if (left <= LEFT && median(errors) <= USUAL_ERROR * Math.max(usual, NO_PART * deviation)) {
        return true;
      }
      // A rounding to whole numbers moves each by half a step at most.
      long off = Arrays.stream(errors).filter(e -> e > 0.55 * step).count();
      return step > 0 && left <= 1 - NEAR && off <= OFF * errors.length && usual > 2 * step;
    }

    Optional<int[]> smallest() {
      int[] all = IntStream.range(0, fit.width()).toArray();
      if (!exact(all)) {
        return Optional.empty();
      }
      Solution solution = solve(all);
      int[] some =
          Arrays.stream(all).filter(j -> part(solution, j) > NO_PART * deviation).toArray();
      int[] chosen = exact(some) ? some : all;
      Solution now = solve(chosen);
      List<Integer> rising = new ArrayList<>(Arrays.stream(chosen).boxed().toList());
      rising.sort(Comparator.comparingDouble(j -> part(now, j)));
      for (int j : rising) {
        int out = j;
        int[] fewer = Arrays.stream(chosen).filter(i -> i != out).toArray();
        chosen = exact(fewer) ? fewer : chosen;
      }
      return Optional.of(chosen);
    }

    /** How far a column moves the sum. */
    private double part(Solution solution, int column) {
      return Math.abs(solution.weights()[column]) * fit.deviation(column);
    }
  }
}
