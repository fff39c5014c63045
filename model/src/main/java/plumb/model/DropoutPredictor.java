package plumb.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import plumb.data.BadInput;
import plumb.math.RandomStream;
import plumb.nn.DropoutMask;
import plumb.nn.Inference;
import plumb.nn.NetworkSpec;

/**
 * Predicts by averaging many thin networks, as dropout trained them, instead of the one scaled
 * network (lecture: "Dropout is a kind of ensemble"). How much they disagree is the error bar. The
 * masks are drawn once and are the same for every row, so a prediction depends on its row alone.
 * Not for several threads at once.
 */
public final class DropoutPredictor {
  private static final int ROWS = 256;

  private final NetworkSpec network;
  private final Answers answers;
  private final Inference inference;
  private final List<DropoutMask> masks;
  private final int members;
  private final float[] outputs;

  /**
   * For a model trained with dropout; its parameters must not change any more.
   *
   * @param masks thin networks to average, at least 2; of an ensemble, each mask is put on the next
   *     network in turn
   * @param seed of the masks
   * @throws BadInput if the model has no dropout layer
   */
  public DropoutPredictor(Model model, int masks, long seed) {
    if (masks < 2) {
      throw new IllegalArgumentException("an average needs at least 2 masks, not " + masks);
    }
    network = model.network();
    if (DropoutMask.units(network) == 0) {
      throw new BadInput(
          "the model was trained without dropout, so there are no masks to average; train with a"
              + " dropout layer, or predict without sampling");
    }
    answers = new Answers(network, model.encoding().target());
    members = model.members().size();
    inference = new Inference(network, model.members(), ROWS);
    outputs = new float[ROWS * network.outputs()];
    RandomStream random = RandomStream.of(seed);
    this.masks =
        IntStream.range(0, masks)
            .mapToObj(i -> DropoutMask.draw(network, random.child(i)))
            .toList();
  }

  /**
   * An averaged prediction.
   *
   * @param prediction from the mean of what the thin networks answer
   * @param deviations how far the thin networks lie apart: standard deviation over them of each
   *     class's probability, in the order of the target's labels; or of the value
   * @param masks averaged
   */
  public record Averaged(Prediction prediction, List<Double> deviations, int masks) {
    public Averaged {
      deviations = List.copyOf(deviations);
    }

    /** Standard error of each mean: the deviation divided by the root of the number of masks. */
    public List<Double> standardErrors() {
      return deviations.stream().map(deviation -> deviation / Math.sqrt(masks)).toList();
    }
  }

  /**
   * The answers for rows already encoded.
   *
   * @param encoded row-major, {@code (rows, encoding.width())}
   * @param rows how many
   */
  public List<Averaged> predict(float[] encoded, int rows) {
    int width = network.inputs();
    List<Averaged> all = new ArrayList<>(rows);
    float[] inputs = new float[Math.min(ROWS, rows) * width];
    for (int from = 0; from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      System.arraycopy(encoded, from * width, inputs, 0, count * width);
      Mean[] means = new Mean[count];
      for (int i = 0; i < masks.size(); i++) {
        inference.run(inputs, count, outputs, i % members, masks.get(i));
        for (int row = 0; row < count; row++) {
          double[] numbers = answers.numbers(outputs, row * network.outputs());
          if (i == 0) {
            means[row] = new Mean(numbers.length);
          }
          means[row].add(numbers);
        }
      }
      for (Mean mean : means) {
        all.add(new Averaged(answers.prediction(mean.mean), mean.deviations(), masks.size()));
      }
    }
    return all;
  }

  /** Running means and squares of deviations from them (Welford 1962). */
  private static final class Mean {
    private final double[] mean;
    private final double[] squares;
    private int count;

    Mean(int numbers) {
      mean = new double[numbers];
      squares = new double[numbers];
    }

    void add(double[] numbers) {
      count++;
      for (int i = 0; i < mean.length; i++) {
        double before = numbers[i] - mean[i];
        mean[i] += before / count;
        squares[i] += before * (numbers[i] - mean[i]);
      }
    }

    List<Double> deviations() {
      List<Double> deviations = new ArrayList<>();
      for (double square : squares) {
        deviations.add(Math.sqrt(square / (count - 1)));
      }
      return deviations;
    }
  }
}
