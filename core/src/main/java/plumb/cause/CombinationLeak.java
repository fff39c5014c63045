package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import plumb.cause.TableSample.Field;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.WithoutColumns;
import plumb.wording.Wording;

/**
 * Columns that make up the answer together although none of them is it: two parts of a total, price
 * and number, a sum that tells the class, or which of two columns is the larger.
 */
final class CombinationLeak implements SampleQuestion {
  static final String KIND = "combination";

  /** Of a sum in which all columns count alike, and of a product of whole powers. */
  private static final double SURE = 0.96;

  /** A sum with factors of its own can be a law of nature without noise. */
  private static final double LIKELY = 0.85;

  /** A boundary of a difference; of many pairs one may divide the classes by luck. */
  private static final double PAIR = 0.9;

  /** Of fewer rows nothing is said. */
  private static final int FEWEST_ROWS = 60;

  private static final int FEWEST_ROWS_FOR_A_PAIR = 200;
  private static final int FEWEST_OF_A_CLASS = 20;

  /** What one of a pair may tell by itself, of what the most frequent class leaves open. */
  private static final double ALONE = 0.8;

  /**
   * Of two columns that tell no more than this by themselves the difference does not tell classes
   * that differ by nature.
   */
  private static final double NOTHING = 0.3;

  /** Sums of columns of fewer values come out alike by nature, as those of zeros and ones do. */
  private static final int MANY_VALUES = 20;

  /** More columns are not fitted together, nor with fewer rows for each. */
  private static final int MOST_COLUMNS = 150;

  private static final int ROWS_A_COLUMN = 10;

  private static final int MOST_FITTED = 4000;

  /** All pairs of so many columns are looked at. */
  private static final int MOST_IN_PAIRS = 60;

  private static final double MOST_MISSING = 0.05;

  /** How much of the variance between classes a sum must explain to be looked into. */
  private static final double NEARLY_ALL = 0.999;

  /** How far apart two classes must be, as a share of the usual distance. */
  private static final double APART = 0.1;

  /** With more classes the sum that tells them best is not looked for. */
  private static final int MOST_CLASSES = 20;

  @Override
  public CauseId id() {
    return CauseId.LEAKAGE;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(TableSample sample, List<Tie> ties) {
    return new Combinations(sample, ties).finding().map(List::of).orElse(List.of());
  }

  /** The columns of one sample. */
  private static final class Combinations {
    private final TableSample sample;
    private final List<Field> fields;

    Combinations(TableSample sample, List<Tie> ties) {
      this.sample = sample;
      this.fields =
          ties.stream()
              .filter(tie -> !tie.exact())
              .map(Tie::field)
              .filter(field -> !field.words() && there(field))
              .toList();
    }

    private static boolean there(Field field) {
      double[] values = field.values();
      long missing = Arrays.stream(values).filter(Double::isNaN).count();
      return missing <= MOST_MISSING * values.length
          && Arrays.stream(values).filter(v -> !Double.isNaN(v)).distinct().limit(2).count() == 2;
    }

    Optional<Finding> finding() {
      if (fields.size() < 2 || sample.rows() < FEWEST_ROWS) {
        return Optional.empty();
      }
      return sum(x -> x, sample.step()).or(this::product).or(this::pair);
    }

    private Optional<Finding> sum(DoubleUnaryOperator form, double step) {
      boolean logs = form.applyAsDouble(1) == 0;
      List<Field> usable =
          fields.stream()
              .filter(f -> !logs || Arrays.stream(f.values()).noneMatch(v -> v == 0))
              .toList();
      if (usable.size() < 2) {
        return Optional.empty();
      }
      int[] rows =
          IntStream.range(0, sample.rows())
              .filter(row -> usable.stream().noneMatch(f -> Double.isNaN(f.values()[row])))
              .toArray();
      int[] fitted =
          TableSample.some(
              Arrays.stream(rows).filter(r -> r < sample.train()).toArray(), MOST_FITTED);
      int[] asked = Arrays.stream(rows).filter(r -> r >= sample.train()).toArray();
      if (fitted.length < FEWEST_ROWS / 2) {
        return Optional.empty();
      }
      double[] target = Arrays.stream(sample.target()).map(form).toArray();
      List<Field> chosen = nearest(usable, fitted, target);
      double[][] columns = columns(chosen, fitted, form);
      double[] known = some(target, fitted);
      double[] answers = some(target, asked);
      if (sample.classes()) {
        Optional<double[]> scores = scores(new LinearFit(columns), fitted);
        if (scores.isEmpty()) {
          return Optional.empty();
        }
        known = Arrays.stream(known).map(k -> scores.get()[(int) k]).toArray();
        answers = Arrays.stream(answers).map(k -> scores.get()[(int) k]).toArray();
      }
      // Of few rows held out those fitted to are a part of the judge.
      boolean few = asked.length < FEWEST_ROWS / 2;
      return ExactSum.of(
              chosen.stream().map(Field::name).toList(),
              columns,
              known,
              few ? columns : columns(chosen, asked, form),
              few ? known : answers,
              step)
          .filter(found -> !sample.classes() || notByNature(found, chosen))
          .map(found -> finding(found, logs));
    }

    /** Whether the sum is of columns of many values, or tells what all others do not. */
    private boolean notByNature(ExactSum sum, List<Field> chosen) {
      long many =
          chosen.stream()
              .filter(f -> sum.names().contains(f.name()))
              .filter(f -> Arrays.stream(f.values()).distinct().count() > MANY_VALUES)
              .count();
      return many > 1 || OtherColumns.of(sample, sum.names()).farBehind();
    }

    /** Products and ratios, as sums of logarithms of sizes. */
    private Optional<Finding> product() {
      return sample.classes() || Arrays.stream(sample.target()).anyMatch(y -> y == 0)
          ? Optional.empty()
          : sum(x -> StrictMath.log(Math.abs(x)), 0);
    }

    private Finding finding(ExactSum sum, boolean logs) {
      String formula = logs ? sum.product() : (sample.classes() ? sum.mostlyAdded() : sum).sum();
      boolean whole = Arrays.stream(sum.weights()).allMatch(w -> Math.abs(w - Math.rint(w)) < 0.02);
      return new Finding(
          CauseId.LEAKAGE,
          (logs ? whole : sum.alike()) ? SURE : LIKELY,
          Evidence.ofKind(
              KIND,
              Reading.of("columns", sum.names().size(), Unit.COUNT),
              Reading.of("r2OfTheirSum", sum.r2(), Unit.SCORE)),
          Wording.of(
              sample.classes()
                  ? "leakage.combination.classes"
                  : logs ? "leakage.combination.product" : "leakage.combination.sum",
              LeakPages.names(sum.names()),
              formula),
          List.of(new WithoutColumns(sum.names())));
    }

    /** As many columns as the rows allow, those nearest to the target. */
    private List<Field> nearest(List<Field> usable, int[] rows, double[] target) {
      int most = Math.min(MOST_COLUMNS, rows.length / ROWS_A_COLUMN);
      if (usable.size() <= most) {
        return usable;
      }
      double[] y = some(target, rows);
      double[] near =
          usable.stream().mapToDouble(f -> -correlation(some(f.values(), rows), y)).toArray();
      return Arrays.stream(Ordered.places(near)).limit(most).mapToObj(usable::get).toList();
    }

    private static double correlation(double[] a, double[] b) {
      LinearFit fit = new LinearFit(new double[][] {a});
      double deviation = Math.sqrt(Ordered.variance(b));
      return deviation == 0 ? 0 : Math.abs(fit.products(b)[0]) / deviation;
    }

    private static double[][] columns(List<Field> fields, int[] rows, DoubleUnaryOperator form) {
      return fields.stream()
          .map(f ->
              Arrays.stream(rows).mapToDouble(r -> form.applyAsDouble(f.values()[r])).toArray())
          .toArray(double[][]::new);
    }

    private static double[] some(double[] values, int[] rows) {
      return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /**
     * A number for each class, such that a sum of the columns tells it as well as it can tell any:
     * the first canonical variable. Empty where no sum tells nearly all of it.
     */
    private Optional<double[]> scores(LinearFit fit, int[] rows) {
      int classes = sample.labels().size();
      if (classes > MOST_CLASSES) {
        return Optional.empty();
      }
      double[] shares = new double[classes];
      double[][] with = new double[classes][];
      double[][] told = new double[classes][];
      int[] all = IntStream.range(0, fit.width()).toArray();
      for (int k = 0; k < classes; k++) {
        int label = k;
        double[] member =
            Arrays.stream(rows).mapToDouble(row -> sample.target()[row] == label ? 1 : 0).toArray();
        shares[k] = Arrays.stream(member).average().orElse(0);
        with[k] = fit.products(member);
        told[k] = fit.solve(with[k], 0, all, 0).weights();
      }
      double[][] matrix = new double[classes][classes];
      for (int k = 0; k < classes; k++) {
        for (int l = 0; l < classes; l++) {
          double sum = 0;
          for (int j = 0; j < fit.width(); j++) {
            sum += with[k][j] * told[l][j] * fit.deviation(j);
          }
          double size = Math.sqrt(shares[k] * shares[l]);
          matrix[k][l] = size == 0 ? 0 : sum / size;
        }
      }
      double[] vector = first(matrix);
      double explained = 0;
      for (int k = 0; k < classes; k++) {
        for (int l = 0; l < classes; l++) {
          explained += vector[k] * matrix[k][l] * vector[l];
        }
      }
      if (explained < NEARLY_ALL) {
        return Optional.empty();
      }
      for (int k = 0; k < classes; k++) {
        vector[k] = shares[k] == 0 ? 0 : vector[k] / Math.sqrt(shares[k]);
      }
      // Classes that share a number are not told from each other.
      double[] sorted = Arrays.stream(vector).sorted().toArray();
      double range = sorted[classes - 1] - sorted[0];
      for (int k = 1; k < classes; k++) {
        if (sorted[k] - sorted[k - 1] < APART * range / classes) {
          return Optional.empty();
        }
      }
      return Optional.of(vector);
    }

    /** The eigenvector of the largest eigenvalue, of unit norm, by squaring the matrix. */
    private static double[] first(double[][] matrix) {
      int n = matrix.length;
      double[][] power = matrix;
      for (int squaring = 0; squaring < 16; squaring++) {
        double[][] square = new double[n][n];
        double size = 0;
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            for (int k = 0; k < n; k++) {
              square[i][j] += power[i][k] * power[k][j];
            }
            size = Math.max(size, Math.abs(square[i][j]));
          }
        }
        for (double[] row : square) {
          for (int j = 0; j < n; j++) {
            row[j] /= size == 0 ? 1 : size;
          }
        }
        power = square;
      }
      int largest = 0;
      for (int i = 1; i < n; i++) {
        largest = power[i][i] > power[largest][largest] ? i : largest;
      }
      double[] vector = power[largest].clone();
      double norm = Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
      return norm == 0 ? vector : Arrays.stream(vector).map(v -> v / norm).toArray();
    }

    // Two columns of which a difference, sum, ratio or product lies above a boundary in one class
    // only, or that are equal in one class only.

    private record Form(String text, DoubleBinaryOperator of) {
      /** Differences and equality are compared more often than the others. */
      boolean usual() {
        return text.contains(" - ") || text.contains("=");
      }
    }

    private static final List<Form> FORMS =
        List.of(
            new Form("%s - %s", (a, b) -> a - b),
            new Form("%s + %s", (a, b) -> a + b),
            new Form("%s / %s", (a, b) -> a / b),
            new Form("%s * %s", (a, b) -> a * b),
            new Form("%s = %s", (a, b) -> a == b ? 1 : 0));

    private Optional<Finding> pair() {
      double[] y = sample.target();
      int[] counts = new int[sample.labels().size()];
      if (!sample.classes() || y.length < FEWEST_ROWS_FOR_A_PAIR || counts.length > MOST_CLASSES) {
        return Optional.empty();
      }
      Arrays.stream(y).forEach(k -> counts[(int) k]++);
      if (Arrays.stream(counts).min().orElse(0) < FEWEST_OF_A_CLASS) {
        return Optional.empty();
      }
      List<Field> some =
          fields.stream()
              .filter(f -> Arrays.stream(f.values()).noneMatch(Double::isNaN))
              .limit(MOST_IN_PAIRS)
              .toList();
      double[] alone = some.stream().mapToDouble(this::alone).toArray();
      for (int i = 0; i < some.size(); i++) {
        for (int j = 0; j < i; j++) {
          double best = Math.max(alone[i], alone[j]);
          if (best <= ALONE) {
            for (Form form : FORMS) {
              Field a = some.get(j);
              Field b = some.get(i);
              if (divides(a, b, form)
                  && (best <= NOTHING
                      || OtherColumns.of(sample, List.of(a.name(), b.name())).farBehind())) {
                return Optional.of(pair(a, b, form));
              }
            }
          }
        }
      }
      return Optional.empty();
    }

    private double alone(Field field) {
      double constant = sample.majority();
      return (ColumnScore.of(field, sample).score() - constant) / Math.max(1e-9, 1 - constant);
    }

    /** Whether the classes are intervals of what a form makes of two columns. */
    private boolean divides(Field a, Field b, Form form) {
      double[] y = sample.target();
      int classes = sample.labels().size();
      double[] least = new double[classes];
      double[] most = new double[classes];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      Arrays.fill(most, Double.NEGATIVE_INFINITY);
      double[] values = new double[y.length];
      for (int row = 0; row < y.length; row++) {
        int here = (int) y[row];
        double value = form.of().applyAsDouble(a.values()[row], b.values()[row]);
        if (!Double.isFinite(value)) {
          return false;
        }
        values[row] = value;
        least[here] = Math.min(least[here], value);
        most[here] = Math.max(most[here], value);
        for (int k = 0; k < classes; k++) {
          if (k != here && most[here] >= least[k] && most[k] >= least[here]) {
            return false;
          }
        }
      }
      if (form.text().contains("=")) {
        return true;
      }
      Arrays.sort(values);
      double last = Arrays.stream(most).max().orElse(0);
      return Arrays.stream(most)
          .filter(top -> top < last)
          .mapToInt(top -> Ordered.above(values, top))
          .noneMatch(first -> Ordered.gap(values, first) || Ordered.fades(values, first));
    }

    private Finding pair(Field a, Field b, Form form) {
      List<String> names = List.of(a.name(), b.name());
      return new Finding(
          CauseId.LEAKAGE,
          form.usual() ? PAIR : LIKELY,
          Evidence.ofKind(KIND, Reading.of("columns", 2, Unit.COUNT)),
          Wording.of(
              "leakage.combination.pair",
              LeakPages.names(names),
              form.text().formatted(a.name(), b.name()),
              sample.rows()),
          List.of(new WithoutColumns(names)));
    }
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND,
        List.of(Wording.of("leakage.without")),
        LeakPages.limit(KIND, 1, FEWEST_ROWS),
        LeakPages.limit(KIND, 2, FEWEST_ROWS_FOR_A_PAIR));
  }
}
