package plumb.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;

/**
 * Looks for wrong labels by confident learning (Northcutt, Jiang and Chuang 2021): a network is
 * asked about rows it was not trained on, and a label is doubted where it is sure of another.
 *
 * <p>Classes that overlap make errors too, but not where the network is sure. So the share of wrong
 * labels is read off the most confident quarter of the rows, where overlap has died away and wrong
 * labels have not.
 *
 * @param share of labels that are wrong, estimated from the most confident quarter
 * @param standardError of it
 * @param spread how evenly the doubted labels are spread over the other classes, 0 to 1; 1 for two
 *     classes
 * @param accuracy of the network on rows it was not trained on
 * @param doubted rows whose labels should be looked at, the most doubtful first
 */
record LabelNoise(
    double share, double standardError, double spread, double accuracy, List<Integer> doubted) {
  private static final int FOLDS = 3;

  /** Rows looked at. */
  private static final int MOST_ROWS = 6000;

  /** With fewer rows a linear network is asked too. */
  private static final int FEW_ROWS = 1000;

  /** Looks at training examples; empty for numbers and for too few rows. */
  static Optional<LabelNoise> of(Examples train, long seed, Team team) {
    if (!(train.targets() instanceof Targets.Classes(int[] labels, int classes))
        || train.rows() < 150) {
      return Optional.empty();
    }
    Answers answers = answers(train, classes, seed, team);
    return Optional.of(read(answers.rows(), labels, classes, answers.probabilities()));
  }

  /** What networks that had not seen them say about rows. */
  private record Answers(int[] rows, float[] probabilities) {
    int right(int[] labels, int classes) {
      int right = 0;
      for (int i = 0; i < rows.length; i++) {
        right += most(probabilities, i, classes) == labels[rows[i]] ? 1 : 0;
      }
      return right;
    }
  }

  /** The most probable class of a row. */
  private static int most(float[] probabilities, int row, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = probabilities[row * classes + c] > probabilities[row * classes + best] ? c : best;
    }
    return best;
  }

  /** A way to train on rows and ask about others. */
  private interface Asked {
    float[] of(Examples train, Examples asked, long seed, Team team);
  }

  /**
   * Of the network that does better on rows it has not seen: one with a hidden layer, or where
   * there are few rows a linear one, for a hidden layer learns few rows by heart.
   */
  private static Answers answers(Examples train, int classes, long seed, Team team) {
    Answers hidden = answers(train, classes, seed, team, Quick::probabilities);
    if (train.rows() >= FEW_ROWS) {
      return hidden;
    }
    Answers linear = answers(train, classes, seed, team, Quick::linear);
    int[] labels = ((Targets.Classes) train.targets()).labels();
    return linear.right(labels, classes) > hidden.right(labels, classes) ? linear : hidden;
  }

  private static Answers answers(Examples train, int classes, long seed, Team team, Asked asked) {
    int[] order = new int[train.rows()];
    RandomStream.of(seed).child(23).permutation(order);
    int[] rows = Arrays.copyOf(order, Math.min(MOST_ROWS, order.length));
    float[] answers = new float[rows.length * classes];
    for (int fold = 0; fold < FOLDS; fold++) {
      int which = fold;
      int[] inside = IntStream.range(0, rows.length).filter(i -> i % FOLDS != which).toArray();
      int[] outside = IntStream.range(0, rows.length).filter(i -> i % FOLDS == which).toArray();
      int[] fit = Arrays.stream(inside).map(i -> rows[i]).toArray();
      int[] ask = Arrays.stream(outside).map(i -> rows[i]).toArray();
      float[] said = asked.of(examples(train, fit, fit), examples(train, ask, fit), seed, team);
      for (int i = 0; i < outside.length; i++) {
        System.arraycopy(said, i * classes, answers, outside[i] * classes, classes);
      }
    }
    return new Answers(rows, answers);
  }

  /** How well each class is recognized by networks that have not seen a row. */
  static Recalls recalls(Examples train, long seed, Team team) {
    Targets.Classes targets = (Targets.Classes) train.targets();
    int classes = targets.classes();
    Answers answers = answers(train, classes, seed, team);
    int[] right = new int[classes];
    int[] counts = new int[classes];
    for (int i = 0; i < answers.rows().length; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best =
            answers.probabilities()[i * classes + c] > answers.probabilities()[i * classes + best]
                ? c
                : best;
      }
      int label = targets.labels()[answers.rows()[i]];
      counts[label]++;
      right[label] += best == label ? 1 : 0;
    }
    List<Double> shares = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      rows.add(counts[c]);
      shares.add(counts[c] == 0 ? Double.NaN : (double) right[c] / counts[c]);
    }
    return new Recalls(shares, rows);
  }

  /** Held-out rows whose labels a network trained on the training rows does not doubt. */
  static List<Integer> trusted(Examples train, Examples held, long seed, Team team) {
    Targets.Classes known = (Targets.Classes) train.targets();
    Targets.Classes asked = (Targets.Classes) held.targets();
    int classes = known.classes();
    int[] order = new int[train.rows()];
    RandomStream.of(seed).child(23).permutation(order);
    int[] fit = Arrays.copyOf(order, Math.min(MOST_ROWS, order.length));
    int[] all = IntStream.range(0, held.rows()).toArray();
    // Held-out rows are put on the scale of the training rows.
    Examples both =
        new Examples(Quick.standardized(held.inputs(), all, train.inputs(), fit), asked);
    float[] said = Quick.probabilities(examples(train, fit, fit), both, seed, team);
    double[] threshold = new double[classes];
    int[] counts = new int[classes];
    for (int i = 0; i < held.rows(); i++) {
      threshold[asked.labels()[i]] += said[i * classes + asked.labels()[i]];
      counts[asked.labels()[i]]++;
    }
    List<Integer> trusted = new ArrayList<>();
    for (int i = 0; i < held.rows(); i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = said[i * classes + c] > said[i * classes + best] ? c : best;
      }
      double needed = threshold[best] / Math.max(1, counts[best]);
      if (best == asked.labels()[i] || said[i * classes + best] < needed) {
        trusted.add(i);
      }
    }
    return trusted;
  }

  private static Examples examples(Examples all, int[] rows, int[] fit) {
    Targets.Classes targets = (Targets.Classes) all.targets();
    return new Examples(
        Quick.standardized(all.inputs(), rows, fit),
        new Targets.Classes(
            Arrays.stream(rows).map(r -> targets.labels()[r]).toArray(), targets.classes()));
  }

  private static LabelNoise read(int[] rows, int[] labels, int classes, float[] answers) {
    int n = rows.length;
    int[] best = new int[n];
    double[] sure = new double[n];
    int right = 0;
    // t_j: how sure the network is of class j on average, among the rows labelled j.
    double[] threshold = new double[classes];
    int[] counts = new int[classes];
    for (int i = 0; i < n; i++) {
      double second = 0;
      for (int c = 1; c < classes; c++) {
        best[i] = answers[i * classes + c] > answers[i * classes + best[i]] ? c : best[i];
      }
      for (int c = 0; c < classes; c++) {
        second = c == best[i] ? second : Math.max(second, answers[i * classes + c]);
      }
      int label = labels[rows[i]];
      sure[i] = answers[i * classes + best[i]] - second;
      right += best[i] == label ? 1 : 0;
      threshold[label] += answers[i * classes + label];
      counts[label]++;
    }
    for (int c = 0; c < classes; c++) {
      threshold[c] /= Math.max(1, counts[c]);
    }
    Integer[] bySureness = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(bySureness, Comparator.comparingDouble((Integer i) -> -sure[i]));
    int quarter = n / 4;
    int wrong = 0;
    int[][] cells = new int[classes][classes];
    for (int k = 0; k < quarter; k++) {
      int i = bySureness[k];
      int label = labels[rows[i]];
      if (best[i] != label) {
        wrong++;
        cells[best[i]][label]++;
      }
    }
    List<Integer> doubted = new ArrayList<>();
    for (int i : bySureness) {
      if (best[i] != labels[rows[i]] && answers[i * classes + best[i]] >= threshold[best[i]]) {
        doubted.add(rows[i]);
      }
    }
    double share = (double) wrong / Math.max(1, quarter);
    return new LabelNoise(
        share,
        Math.sqrt((share * (1 - share) + 1.0 / n) / Math.max(1, quarter)),
        spread(cells, wrong, classes),
        (double) right / n,
        doubted);
  }

  /** Entropy of the doubted labels among the other classes, as a share of the largest there is. */
  private static double spread(int[][] cells, int wrong, int classes) {
    if (classes == 2 || wrong == 0) {
      return 1;
    }
    double entropy = 0;
    for (int[] row : cells) {
      int sum = Arrays.stream(row).sum();
      for (int cell : row) {
        if (cell > 0) {
          entropy -= (double) cell / wrong * Math.log((double) cell / sum);
        }
      }
    }
    return entropy / Math.log(classes - 1);
  }
}
