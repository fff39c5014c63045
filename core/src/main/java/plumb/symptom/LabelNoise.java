package plumb.symptom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
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
 * @param shareOfSurest the same of the most confident sixteenth: about as many where labels are
 *     wrong, far fewer where classes overlap
 * @param errorOfSurest standard error of it
 * @param spread how evenly the doubted labels are spread over the other classes, 0 to 1; 1 for two
 *     classes
 * @param accuracy of the network on rows it was not trained on
 * @param doubted rows whose labels should be looked at, the most doubtful first
 */
public record LabelNoise(
    double share,
    double standardError,
    double shareOfSurest,
    double errorOfSurest,
    double spread,
    double accuracy,
    List<Integer> doubted) {
  /** Share of the errors that must be left among the surest rows. */
  private static final double LEVEL = 0.8;

  /** Rows that are looked at for a plateau, the most confident first, as a share of the quarter. */
  private static final int PART = 4;

  /** With fewer rows there is nothing to see. */
  public static final int FEWEST = 150;

  /** Held-out rows whose labels a network trained on the training rows does not doubt. */
  public static List<Integer> trusted(Examples train, Examples held, long seed, Team team) {
    Targets.Classes asked = (Targets.Classes) held.targets();
    int classes = asked.classes();
    int[] fit = OutOfFold.sample(train, seed);
    int[] all = IntStream.range(0, held.rows()).toArray();
    // Held-out rows are put on the scale of the training rows.
    Examples both =
        new Examples(ProbeNetwork.standardized(held.inputs(), all, train.inputs(), fit), asked);
    OutOfFold said =
        new OutOfFold(
            all,
            classes,
            ProbeNetwork.probabilities(OutOfFold.standardized(train, fit, fit), both, seed, team));
    double[] threshold = thresholds(said, asked.labels());
    return Arrays.stream(all)
        .filter(i -> {
          int best = said.answer(i);
          return best == asked.labels()[i] || said.probability(i, best) < threshold[best];
        })
        .boxed()
        .toList();
  }

  /** t_j: how sure the network is of class j on average, among the rows labelled j. */
  private static double[] thresholds(OutOfFold said, int[] labels) {
    double[] threshold = new double[said.classes()];
    int[] counts = new int[said.classes()];
    for (int i = 0; i < said.rows().length; i++) {
      int label = labels[said.rows()[i]];
      threshold[label] += said.probability(i, label);
      counts[label]++;
    }
    for (int c = 0; c < threshold.length; c++) {
      threshold[c] /= Math.max(1, counts[c]);
    }
    return threshold;
  }

  /** Reads what networks that have not seen the rows say about them. */
  public static LabelNoise of(OutOfFold said, int[] labels) {
    int n = said.rows().length;
    int classes = said.classes();
    int[] best = new int[n];
    double[] sure = new double[n];
    int right = 0;
    double[] threshold = thresholds(said, labels);
    for (int i = 0; i < n; i++) {
      best[i] = said.answer(i);
      double second = 0;
      for (int c = 0; c < classes; c++) {
        second = c == best[i] ? second : Math.max(second, said.probability(i, c));
      }
      sure[i] = said.probability(i, best[i]) - second;
      right += best[i] == labels[said.rows()[i]] ? 1 : 0;
    }
    Integer[] bySureness = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(bySureness, Comparator.comparingDouble((Integer i) -> -sure[i]));
    int quarter = n / 4;
    int part = quarter / PART;
    int wrong = 0;
    int wrongInPart = 0;
    int[][] cells = new int[classes][classes];
    for (int k = 0; k < quarter; k++) {
      int i = bySureness[k];
      int label = labels[said.rows()[i]];
      if (best[i] != label) {
        wrong++;
        wrongInPart += k < part ? 1 : 0;
        cells[best[i]][label]++;
      }
    }
    List<Integer> doubted = new ArrayList<>();
    for (int i : bySureness) {
      int row = said.rows()[i];
      if (best[i] != labels[row] && said.probability(i, best[i]) >= threshold[best[i]]) {
        doubted.add(row);
      }
    }
    double share = (double) wrong / Math.max(1, quarter);
    return new LabelNoise(
        share,
        Math.sqrt((share * (1 - share) + 1.0 / n) / Math.max(1, quarter)),
        (double) wrongInPart / Math.max(1, part),
        Math.sqrt((share * (1 - share) + 1.0 / n) / Math.max(1, part)),
        spread(cells, wrong, classes),
        (double) right / n,
        doubted);
  }

  /**
   * Whether errors are as frequent where the network is surest, as overlap of classes cannot be.
   *
   * @param weak whether the network hardly does better than a constant answer: then it is nowhere
   *     sure, and what overlaps widely looks nearly as level
   */
  public boolean level(boolean weak) {
    return weak ? shareOfSurest >= share : shareOfSurest + 2 * errorOfSurest >= LEVEL * share;
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
