package plumb.symptom;

import java.util.Arrays;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;

/**
 * Whether a network can tell training rows from validation rows. Where they are of one kind it can
 * only guess.
 *
 * @param accuracy on rows it was not trained on; 0.5 is a guess
 * @param rows it was asked about
 */
public record Domains(double accuracy, int rows) {
  private static final int MOST_ROWS = 2000;

  /** A guess is right half of the time, give or take this much. */
  public double noise() {
    return 3 * Math.sqrt(0.25 / rows);
  }

  /** Asks a network that was trained on half of the rows about the other half. */
  public static Domains of(Examples train, Examples validation, long seed, Team team) {
    int each = Math.min(MOST_ROWS, Math.min(train.rows(), validation.rows()));
    int width = train.inputs().width();
    int[] trainOrder = new int[train.rows()];
    RandomStream.of(seed).child(29).permutation(trainOrder);
    int[] validationOrder = new int[validation.rows()];
    RandomStream.of(seed).child(30).permutation(validationOrder);
    float[] values = new float[2 * each * width];
    int[] labels = new int[2 * each];
    for (int i = 0; i < each; i++) {
      train.inputs().copyRow(trainOrder[i], values, 2 * i * width);
      validation.inputs().copyRow(validationOrder[i], values, (2 * i + 1) * width);
      labels[2 * i + 1] = 1;
    }
    Inputs both = new Inputs.Floats(values, 2 * each, width);
    // Pairs of one row of each kind stay together, so that both halves are balanced.
    int[] fit = IntStream.range(0, 2 * each).filter(i -> i / 2 % 2 == 0).toArray();
    int[] ask = IntStream.range(0, 2 * each).filter(i -> i / 2 % 2 == 1).toArray();
    if (ask.length < 20) {
      return new Domains(0.5, Math.max(1, ask.length));
    }
    float[] said =
        ProbeNetwork.probabilities(
            examples(both, labels, fit, fit), examples(both, labels, ask, fit), seed, team);
    int right = 0;
    for (int i = 0; i < ask.length; i++) {
      right += (said[2 * i + 1] > said[2 * i] ? 1 : 0) == labels[ask[i]] ? 1 : 0;
    }
    return new Domains((double) right / ask.length, ask.length);
  }

  private static Examples examples(Inputs inputs, int[] labels, int[] rows, int[] fit) {
    return new Examples(
        ProbeNetwork.standardized(inputs, rows, fit),
        new Targets.Classes(Arrays.stream(rows).map(r -> labels[r]).toArray(), 2));
  }
}
