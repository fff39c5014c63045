package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.nn.Activation;
import plumb.nn.Loss;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.UsualHead;
import plumb.wording.Wording;

/** An output layer that cannot give every answer, or a loss for another task. */
final class WrongHeadOrLoss implements CauseRule {
  /** From this severity on a small gain is enough, if it is beyond noise. */
  static final double PLAINLY = 0.9;

  @Override
  public CauseId id() {
    return CauseId.WRONG_HEAD_OR_LOSS;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    Activation out = file.network().head().activation();
    Loss loss = file.network().loss();
    int units = file.network().head().units();
    Optional<String> why = file.classes() == 0 ? range(out) : mismatch(loss, out, units);
    List<Finding> found = new ArrayList<>();
    why.ifPresent(reason -> found.add(finding(file, PLAINLY, reason)));
    if (why.isEmpty() && file.classes() > 0) {
      boolean perClass = file.classes() > 2 && loss == Loss.BINARY_CROSS_ENTROPY;
      if (loss == Loss.HINGE || perClass) {
        found.add(finding(file, 0.35, "head.unusual"));
      }
    }
    if (why.isEmpty() && file.classes() == 0 && loss == Loss.MEAN_ABSOLUTE_ERROR) {
      found.add(finding(file, 0.3, "head.median"));
    }
    return found;
  }

  private static Optional<String> mismatch(Loss loss, Activation out, int units) {
    return switch (loss) {
      case CROSS_ENTROPY ->
          out instanceof Activation.Softmax && units > 1
              ? Optional.empty()
              : Optional.of("head.cross-entropy");
      case BINARY_CROSS_ENTROPY ->
          out instanceof Activation.Sigmoid
              ? Optional.empty()
              : Optional.of("head.binary-cross-entropy");
      case HINGE -> out instanceof Activation.Linear ? Optional.empty() : Optional.of("head.hinge");
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR -> Optional.of("head.for-numbers");
    };
  }

  /** Why an activation cannot give every number of the target. */
  private static Optional<String> range(Activation out) {
    return switch (out) {
      case Activation.Linear _, Activation.LeakyRelu _, Activation.PRelu _ -> Optional.empty();
      case Activation.Relu _, Activation.Softplus _ -> Optional.of("head.not-below-0");
      case Activation.Elu _, Activation.Selu _, Activation.Gelu _ -> Optional.of("head.bounded");
      case Activation.Sigmoid _, Activation.Softmax _ -> Optional.of("head.0-to-1");
      case Activation.Tanh _ -> Optional.of("head.-1-to-1");
    };
  }

  private Finding finding(CaseFile file, double severity, String reason) {
    return new Finding(
        id(),
        severity,
        Evidence.of(
            Reading.of("outputs", file.network().head().units(), Unit.COUNT),
            Reading.of("classes", file.classes(), Unit.COUNT)),
        Wording.of(
            "head.is",
            capital(file.network().loss().name().toLowerCase(Locale.ROOT).replace('_', '-')),
            word(file.network().head().activation()),
            file.network().head().units(),
            Wording.of(reason)),
        List.of(new UsualHead()));
  }

  private static String word(Activation activation) {
    return activation
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "whether the head can give every answer of the task, and the loss is the one for it",
        List.of(
            "classes: cross-entropy on a softmax of several units, binary cross-entropy on a sigmoid, hinge on a linear head",
            "numbers: a head that has no lower or upper bound"),
        List.of(new UsualHead().title()),
        CausePages.TAKEN_AWAY
            + "; what is plainly wrong need gain only a quarter of that, beyond noise");
  }
}
