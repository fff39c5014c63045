package plumb.cause;

import java.util.Arrays;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.RandomStream;

/**
 * What a quick model, fitted to one half of the training rows, answers for rows of the other half
 * and for validation rows. Where both are of one kind it does equally well on both.
 *
 * @param training its answers for training rows that it has not seen
 * @param validation its answers for validation rows
 */
record BothSides(Answers training, Answers validation) {
  /** Rows of each kind at most; more make the answer no other. */
  private static final int MOST_ROWS = 3000;

  private static final int MOST_ASKED = 2000;

  private static final long HALVES = 54;

  /** A loss of accuracy that shows. */
  static final double ACCURACY_LOST = 0.05;

  /** A growth of the mean error of numbers that shows. */
  static final double ERROR_GROWN = 1.25;

  /** By how much answers may be too large or too small in the mean, by the mean error. */
  static final double BIAS = 0.5;

  /**
   * Answers and what would have been right.
   *
   * @param right index of the class of each row, or its number
   * @param said for each row one number a class, or the number
   */
  record Answers(double[] right, double[][] said) {
    int rows() {
      return right.length;
    }

    /**
     * Rows by their class and by the class that is answered, which is the one that is likelier than
     * its share of the training rows makes it by the largest factor: a rare class is heard too.
     */
    double[][] confusion(double[] shares) {
      double[][] counts = new double[shares.length][shares.length];
      for (int i = 0; i < rows(); i++) {
        double[] each = said[i];
        int best = 0;
        for (int k = 1; k < each.length; k++) {
          best = each[k] * shares[best] > each[best] * shares[k] ? k : best;
        }
        counts[(int) right[i]][best]++;
      }
      return counts;
    }

    /** The share of the rows of each class. */
    double[] shares(int classes) {
      double[] shares = new double[classes];
      for (double k : right) {
        shares[(int) k] += 1.0 / rows();
      }
      return shares;
    }

    /** How far each number is from the right one. */
    double[] errors() {
      return Arrays.stream(signed()).map(Math::abs).toArray();
    }

    /** By how much each number is too large. */
    double[] signed() {
      return IntStream.range(0, rows()).mapToDouble(i -> said[i][0] - right[i]).toArray();
    }
  }

  static BothSides of(DataCase data, OtherRows other) {
    Examples train = data.data().train();
    int[] places = Raw.firstOfEach(data.data().trainRows());
    int[] order = new int[places.length];
    RandomStream.of(data.card().seed()).child(HALVES).permutation(order);
    int fitted = Math.min(MOST_ROWS, places.length / 2);
    int asked = Math.min(MOST_ASKED, places.length - fitted);
    int[] fit = Arrays.stream(order, 0, fitted).map(i -> places[i]).toArray();
    int[] ask = Arrays.stream(order, fitted, fitted + asked).map(i -> places[i]).toArray();
    int[] others =
        Raw.sample(
            IntStream.range(0, other.examples().rows()).toArray(), MOST_ASKED, data.card().seed());
    QuickModel model =
        QuickModel.fit(
            train.inputs(),
            data.data().encoding(),
            fit,
            answers(train.targets(), fit),
            data.card().seed());
    return new BothSides(said(model, train, ask), said(model, other.examples(), others));
  }

  /** What a model learns: 1 for the class of a row and 0 for all others, or the number. */
  static double[][] answers(Targets targets, int[] rows) {
    return switch (targets) {
      case Targets.Classes(int[] labels, int classes) -> {
        double[][] answers = new double[classes][rows.length];
        for (int i = 0; i < rows.length; i++) {
          answers[labels[rows[i]]][i] = 1;
        }
        yield answers;
      }
      case Targets.Values(float[] values) ->
          new double[][] {Arrays.stream(rows).mapToDouble(row -> values[row]).toArray()};
    };
  }

  private static Answers said(QuickModel model, Examples examples, int[] rows) {
    double[] right = new double[rows.length];
    double[][] said = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      said[i] = model.answers(examples.inputs(), rows[i]);
      right[i] =
          switch (examples.targets()) {
            case Targets.Classes(int[] labels, _) -> labels[rows[i]];
            case Targets.Values(float[] values) -> values[rows[i]];
          };
    }
    return new Answers(right, said);
  }

  /**
   * How much what was learned on training rows is worth on both.
   *
   * @param training mean recall, with the classes as frequent as in validation; or the mean error
   *     of numbers
   * @param validation the same there
   * @param worse whether validation is worse, beyond chance and so that it shows
   */
  record Worth(double training, double validation, boolean worse) {}

  /** Of classes. */
  Worth ofClasses(int classes) {
    double[] shares = training.shares(classes);
    double[] here = validation.shares(classes);
    double[][] seen = training.confusion(shares);
    double[][] met = validation.confusion(shares);
    double there = 0;
    double now = 0;
    double variance = 0;
    for (int k = 0; k < classes; k++) {
      double rows = Arrays.stream(seen[k]).sum();
      double others = Arrays.stream(met[k]).sum();
      if (rows > 0 && others > 0) {
        double recall = seen[k][k] / rows;
        double other = met[k][k] / others;
        there += here[k] * recall;
        now += here[k] * other;
        double error = Chance.error(recall, (int) rows, other, (int) others);
        variance += here[k] * here[k] * error * error;
      }
    }
    double limit = Math.max(ACCURACY_LOST, Chance.STANDARD_ERRORS * Math.sqrt(variance));
    return new Worth(there, now, there - now > limit);
  }

  /** Of numbers. */
  Worth ofNumbers() {
    double[] there = training.errors();
    double[] here = validation.errors();
    double grown = mean(here) - mean(there);
    double error = Math.sqrt(variance(here) / here.length + variance(there) / there.length);
    boolean larger =
        mean(here) > ERROR_GROWN * mean(there) && grown > Chance.STANDARD_ERRORS * error;
    double[] signed = validation.signed();
    boolean biased =
        Math.abs(mean(signed) - mean(training.signed())) > BIAS * mean(there)
            && Math.abs(mean(signed))
                > Chance.STANDARD_ERRORS * Math.sqrt(variance(signed) / signed.length);
    return new Worth(mean(there), mean(here), larger || biased);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
  }
}
