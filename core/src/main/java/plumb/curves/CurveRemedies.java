package plumb.curves;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import plumb.run.Cause;
import plumb.run.CauseId;

/**
 * What to do, in words: of curves there is no card that could be changed. Each cause has the
 * remedies of its branch of the recipe, the first to try first.
 */
final class CurveRemedies {
  private CurveRemedies() {}

  /** For the first cause. */
  static List<String> of(Curves curves, Cause cause, Optional<String> bestMoment) {
    return switch (cause.id()) {
      case OVERFITTING ->
          curves.clock() == Clock.ROUND ? ofTrees(bestMoment) : ofNetwork(bestMoment);
      case LEARNING_RATE_TOO_HIGH, OSCILLATION ->
          List.of(
              "Lower the learning rate to a tenth" + rate(curves, 0.1) + ".",
              "Clip the norm of the gradient, at 1 to begin with.",
              "Scale the inputs, and the target of a regression, to mean 0 and deviation 1.",
              "Use a larger batch if it is small: its gradients tremble less.");
      case EXPLODING_GRADIENT ->
          List.of(
              "Clip the norm of the gradient, at 1 to begin with.",
              "Start from smaller weights (He or Glorot initialization).");
      case CORRUPT_INPUT ->
          List.of("Look for missing, infinite or huge values in inputs and target.");
      case LEARNING_RATE_TOO_LOW ->
          List.of(
              "Raise the learning rate tenfold" + rate(curves, 10) + ".",
              "Use Adam, which finds the step of each weight by itself.",
              "Scale the inputs to mean 0 and deviation 1.");
      case TOO_FEW_EPOCHS ->
          List.of(
              Say.of(
                  "Train longer: about %d %s instead of %d, with early stopping by validation.",
                  3 * length(curves), curves.clock().words(), length(curves)),
              "Raise the learning rate two- or threefold, or use momentum or Adam.");
      case SLOW_CONVERGENCE -> List.of("Use momentum or Adam.", "Train longer.");
      case PREMATURE_DECAY ->
          List.of(
              "Let the learning rate fall over the whole training, or only when the loss rests.",
              "Stop the decay at a tenth of the first rate.");
      case VANISHING_GRADIENT ->
          List.of(
              "Put ReLU in place of sigmoid or tanh in the hidden layers, with He initialization.",
              "Add batch normalization or residual connections, or take fewer layers.");
      case DYING_RELU ->
          List.of(
              "Put leaky ReLU in place of ReLU.",
              "Lower the learning rate to a tenth" + rate(curves, 0.1) + ".");
      case SATURATED_ACTIVATION ->
          List.of(
              "Put ReLU in place of sigmoid or tanh in the hidden layers.",
              "Scale the inputs to mean 0 and deviation 1.");
      default -> List.of();
    };
  }

  /** For a bad training result without a cause, in the order of the recipe. */
  static List<String> training() {
    return List.of(
        "Train on a single batch first: a network that cannot learn that one by heart has a fault in model, loss or labels.",
        "Use ReLU in the hidden layers and Adam as the optimizer.",
        "Try ten times and a tenth of the learning rate.",
        "Take a wider or deeper network, and no dropout or weight decay until training is good.");
  }

  /** Where validation is worse, but its curve did not turn. */
  static List<String> gap() {
    return List.of(
        "Compare the rows of both sets: same source, same time, same preparation?",
        "If they are alike, the network memorizes: more rows, weight decay or dropout.");
  }

  /** Where validation is far better. */
  static List<String> suspiciouslyGood() {
    return List.of(
        "Measure the training loss anew at the end of an epoch, dropout off, and compare again.",
        "Look whether rows of the training set, or the answer itself, are among validation's.");
  }

  /** Where nothing was validated. */
  static List<String> validate() {
    return List.of(
        "Hold out a fifth of the rows and log loss and score on them (Keras: validation_split=0.2 or validation_data).");
  }

  private static List<String> ofNetwork(Optional<String> bestMoment) {
    return List.of(
        bestMoment
            .map(m ->
                Say.of(
                    "Early stopping: end at %s, where validation was best, and keep those weights.",
                    m))
            .orElse("Early stopping by the validation loss."),
        "Weight decay, such as 0.0001, or ten times that.",
        "Dropout, such as 0.5, in the hidden layers.",
        "More rows, or augmented ones: nothing helps as much.");
  }

  private static List<String> ofTrees(Optional<String> bestMoment) {
    return List.of(
        bestMoment
            .map(m ->
                Say.of("Early stopping: keep the trees up to %s, where validation was best.", m))
            .orElse("Early stopping by the validation loss."),
        "A smaller learning rate with more rounds.",
        "Shallower trees, more rows in a leaf, a share of rows and columns for each tree.",
        "More rows.");
  }

  /** " (from 0.1 to 0.01)", where the rate is known. */
  private static String rate(Curves curves, double times) {
    double highest =
        curves.points().stream()
            .flatMapToDouble(p -> DoubleStream.of(p.rate()))
            .filter(r -> r > 0)
            .max()
            .orElse(Double.NaN);
    return Double.isNaN(highest)
        ? ""
        : Say.of(" (from %s to %s)", Say.number(highest), Say.number(times * highest));
  }

  private static int length(Curves curves) {
    double first = curves.points().getFirst().at();
    double last = curves.points().getLast().at();
    return (int) Math.min(1e9, first < 1 ? last + 1 : last);
  }

  /** Whether a cause says what is wrong, rather than that nothing is or that it is unknown. */
  static boolean isFault(Cause cause) {
    return cause.id() != CauseId.HEALTHY && cause.id() != CauseId.CANNOT_TELL;
  }
}
