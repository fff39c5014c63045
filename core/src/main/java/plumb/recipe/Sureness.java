package plumb.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.nn.Activation;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/**
 * A network whose answers are as right as before while its loss is far above its lowest: where it
 * errs, it errs with more and more certainty. Its classes may be used, its probabilities not.
 *
 * @param loss on validation of the weights that are returned
 * @param lowest validation loss of any epoch
 * @param lowestEpoch the first epoch that had it
 * @param constant loss of a constant answer on the same rows; empty where the network's loss is
 *     another than the logarithm of a probability
 */
public record Sureness(double loss, double lowest, int lowestEpoch, OptionalDouble constant) {
  /** A loss this many times its lowest is far above it. */
  static final double FAR = 1.25;

  /** Standard errors that a difference must be larger than: an interval of about 95 %. */
  private static final double MARGIN = 2;

  /**
   * Whether the probabilities are too sure: the validation loss is more than {@value #FAR} times
   * its lowest, or above a constant answer's, each beyond noise. Empty if they are not, for numbers
   * and without validation rows.
   *
   * @param history one record an epoch, from epoch 0 on
   * @param bestEpoch whose weights are returned
   * @param constant loss of a constant answer on the validation rows, see {@link #comparable}
   */
  public static Optional<Sureness> of(
      List<EpochRecord> history, int bestEpoch, OptionalDouble constant) {
    if (!(history.get(bestEpoch).validation().orElse(null) instanceof Metrics.Classification now)
        || !Double.isFinite(now.loss())) {
      return Optional.empty();
    }
    Metrics.Classification lowest = now;
    int epoch = bestEpoch;
    for (EpochRecord record : history) {
      if (record.validation().orElse(null) instanceof Metrics.Classification then
          && then.loss() < lowest.loss()) {
        lowest = then;
        epoch = record.epoch();
      }
    }
    boolean far =
        now.loss() > FAR * lowest.loss()
            && now.loss() - lowest.loss()
                > MARGIN * Math.hypot(standardError(now), standardError(lowest));
    boolean useless =
        constant.isPresent() && now.loss() - constant.getAsDouble() > MARGIN * standardError(now);
    return far || useless
        ? Optional.of(new Sureness(now.loss(), lowest.loss(), epoch, constant))
        : Optional.empty();
  }

  /**
   * Whether a network's loss can be held against the logarithm of a constant answer's probability:
   * that of softmax with cross-entropy, and of one sigmoid with binary cross-entropy.
   */
  public static boolean comparable(NetworkSpec network) {
    Activation head = network.head().activation();
    return (head instanceof Activation.Softmax && network.loss() == Loss.CROSS_ENTROPY)
        || (head instanceof Activation.Sigmoid
            && network.outputs() == 1
            && network.loss() == Loss.BINARY_CROSS_ENTROPY);
  }

  /** With all numbers, to be put behind another sentence. */
  public String words() {
    StringBuilder text =
        new StringBuilder(
            "its probabilities are too sure: loss %s on validation".formatted(number(loss)));
    if (lowest < loss) {
      text.append(", lowest was %s in epoch %d".formatted(number(lowest), lowestEpoch));
    }
    constant.ifPresent(c -> text.append(", a constant answer has ").append(number(c)));
    return text.toString();
  }

  /**
   * Of a mean loss, of whose spread over the rows nothing is known: as if all of it came from the
   * wrong answers, {@code e} of {@code n} rows, and equally much from each. Then it is as uncertain
   * as their number: {@code se / loss = sqrt((1 - e) / (e n))}.
   */
  private static double standardError(Metrics.Classification result) {
    double n = result.rows() + 4;
    double e = ((1 - result.accuracy()) * result.rows() + 2) / n;
    return result.loss() * Math.sqrt((1 - e) / (e * n));
  }

  private static String number(double loss) {
    return String.format(Locale.ROOT, loss < 0.1 ? "%.3f" : "%.2f", loss);
  }
}
