package plumb.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.run.CauseId;
import plumb.treatment.Treatment;

/** All causes of a training, and what speaks for them together. */
public final class Causes {
  /** What costs no training: card, start, curve, instruments. */
  private static final List<CauseRule> FREE =
      List.of(
          new WrongHeadOrLoss(),
          new MissingNonlinearity(),
          new UnderCapacity(),
          new LearningRateTooHigh(),
          new LearningRateTooLow(),
          new Oscillation(),
          new BatchTooSmall(),
          new SlowConvergence(),
          new TooFewEpochs(),
          new PrematureDecay(),
          new OverClipping(),
          new OverRegularized(),
          new SymmetricInitialization(),
          new BadInitialization(),
          new ExplodingGradient(),
          new VanishingGradient(),
          new DyingRelu(),
          new SaturatedActivation(),
          new UnnormalizedInput(),
          new UnscaledTarget(),
          new UnshuffledData(),
          new CorruptInput());

  /** Dropout that is not rescaled; its loss is measured, no training is needed. */
  public static final CauseRule MODE = new TrainTestModeMismatch();

  /** Labels that say nothing. */
  public static final CauseRule UNINFORMATIVE = new UninformativeLabels();

  /** Labels of which a part is wrong. */
  public static final WrongLabels WRONG_LABELS = new WrongLabels();

  /** Classes that are too rare. */
  public static final CauseRule IMBALANCE = new ClassImbalance();

  /** Good on the training set, bad on validation. */
  public static final CauseRule OVERFITTING = new Overfitting();

  /** Dense layers for pictures. */
  public static final CauseRule ARCHITECTURE = new WrongArchitecture();

  /** Every cause that a training can have, apart from those of its rows and columns. */
  public static final List<CauseRule> ALL = all();

  private Causes() {}

  private static List<CauseRule> all() {
    List<CauseRule> all = new ArrayList<>(FREE);
    all.addAll(List.of(MODE, UNINFORMATIVE, WRONG_LABELS, IMBALANCE, ARCHITECTURE, OVERFITTING));
    return List.copyOf(all);
  }

  /** The rule of a cause; empty for those of rows and columns, and for the absence of one. */
  public static Optional<CauseRule> rule(CauseId id) {
    return ALL.stream().filter(rule -> rule.id() == id).findFirst();
  }

  /** All that is odd about a training and costs no other, one finding a cause, the worst first. */
  public static List<Finding> suspects(CaseFile file) {
    Map<CauseId, Finding> byId = new LinkedHashMap<>();
    for (CauseRule rule : FREE) {
      for (Finding finding : rule.suspects(file)) {
        byId.merge(finding.id(), finding, Causes::together);
      }
    }
    return byId.values().stream()
        .sorted(Comparator.comparingDouble(Finding::severity).reversed())
        .toList();
  }

  /** The more severe of two findings of one cause, with the treatments of both. */
  private static Finding together(Finding one, Finding other) {
    Finding more = one.severity() >= other.severity() ? one : other;
    Finding less = more.equals(one) ? other : one;
    List<Treatment> treatments = new ArrayList<>(more.treatments());
    less.treatments().stream().filter(t -> !treatments.contains(t)).forEach(treatments::add);
    return new Finding(more.id(), more.severity(), more.evidence(), more.sentence(), treatments);
  }
}
