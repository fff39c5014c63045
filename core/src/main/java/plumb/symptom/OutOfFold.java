package plumb.symptom;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;

/**
 * What small networks say about training rows that they were not trained on: the rows are dealt
 * into three parts, and each part is asked of a network trained on the other two.
 *
 * @param rows that were asked about
 * @param classes how many there are
 * @param probabilities of each class, {@code (rows, classes)}
 */
public record OutOfFold(int[] rows, int classes, float[] probabilities) {
  private static final int FOLDS = 3;

  /** Rows looked at. */
  private static final int MOST_ROWS = 6000;

  /** A way to train on rows and ask about others. */
  private interface Asked {
    float[] of(Examples train, Examples asked, long seed, Team team);
  }

  /**
   * Of the network that does better: one with a hidden layer, or a linear one, for a hidden layer
   * learns few rows and wrong labels by heart.
   */
  public static OutOfFold of(Examples train, long seed, Team team) {
    OutOfFold hidden = of(train, seed, team, ProbeNetwork::probabilities);
    OutOfFold linear = of(train, seed, team, ProbeNetwork::linear);
    int[] labels = ((Targets.Classes) train.targets()).labels();
    return linear.right(labels) > hidden.right(labels) ? linear : hidden;
  }

  /** Rows that are looked at, in random order. */
  public static int[] sample(Examples train, long seed) {
    int[] order = new int[train.rows()];
    RandomStream.of(seed).child(23).permutation(order);
    return Arrays.copyOf(order, Math.min(MOST_ROWS, order.length));
  }

  private static OutOfFold of(Examples train, long seed, Team team, Asked asked) {
    int classes = ((Targets.Classes) train.targets()).classes();
    int[] rows = sample(train, seed);
    float[] answers = new float[rows.length * classes];
    for (int fold = 0; fold < FOLDS; fold++) {
      int which = fold;
      int[] inside = IntStream.range(0, rows.length).filter(i -> i % FOLDS != which).toArray();
      int[] outside = IntStream.range(0, rows.length).filter(i -> i % FOLDS == which).toArray();
      int[] fit = Arrays.stream(inside).map(i -> rows[i]).toArray();
      int[] ask = Arrays.stream(outside).map(i -> rows[i]).toArray();
      float[] said =
          asked.of(standardized(train, fit, fit), standardized(train, ask, fit), seed, team);
      for (int i = 0; i < outside.length; i++) {
        System.arraycopy(said, i * classes, answers, outside[i] * classes, classes);
      }
    }
    return new OutOfFold(rows, classes, answers);
  }

  /** Some rows, on the scale of others. */
  public static Examples standardized(Examples all, int[] rows, int[] fit) {
    Targets.Classes targets = (Targets.Classes) all.targets();
    return new Examples(
        ProbeNetwork.standardized(all.inputs(), rows, fit),
        new Targets.Classes(
            Arrays.stream(rows).map(r -> targets.labels()[r]).toArray(), targets.classes()));
  }

  /** How probable a class is for the row at a place. */
  public double probability(int at, int c) {
    return probabilities[at * classes + c];
  }

  /** The most probable class of the row at a place. */
  public int answer(int at) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = probability(at, c) > probability(at, best) ? c : best;
    }
    return best;
  }

  private int right(int[] labels) {
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      right += answer(i) == labels[rows[i]] ? 1 : 0;
    }
    return right;
  }

  /** Share of the rows whose most probable class is theirs. */
  public double accuracy(int[] labels) {
    return (double) right(labels) / rows.length;
  }

  /** How well each class is recognized. */
  public Recalls recalls(int[] labels) {
    int[] right = new int[classes];
    int[] counts = new int[classes];
    for (int i = 0; i < rows.length; i++) {
      int label = labels[rows[i]];
      counts[label]++;
      right[label] += answer(i) == label ? 1 : 0;
    }
    return Recalls.of(right, counts);
  }

  /**
   * How well rows of some classes are told from the others by the probability of those classes. It
   * does not mind how rare they are, as the share of right answers does.
   */
  public Ranking ranking(int[] labels, List<Integer> some) {
    double[] scores = new double[rows.length];
    boolean[] theirs = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c : some) {
        scores[i] += probability(i, c);
      }
      theirs[i] = some.contains(labels[rows[i]]);
    }
    return Ranking.of(scores, theirs);
  }
}
