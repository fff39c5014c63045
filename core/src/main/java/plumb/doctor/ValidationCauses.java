package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.recipe.Score;
import plumb.run.CauseId;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/** What is wrong where the training result is good and only validation is not. */
final class ValidationCauses {
  /** A gap smaller than this is overfitting only if something against it helps. */
  static final double GAP = 0.06;

  /** A gap smaller than this is nothing to act on. */
  private static final double SMALL = 0.03;

  /** A validation loss this many times its lowest at the end has risen for good. */
  private static final double RISE = 1.25;

  private final Laboratory laboratory;
  private final Inquiry inquiry;

  ValidationCauses(Laboratory laboratory, Inquiry inquiry) {
    this.laboratory = laboratory;
    this.inquiry = inquiry;
  }

  List<Found> of(Trial trial) {
    Optional<Metrics> held = trial.best().validation();
    boolean trained = inquiry.judgement(trial).verdict() != Verdict.NOT_TRAINED;
    if (held.isEmpty() || !trained) {
      return List.of();
    }
    Score train = Score.of(trial.best().train());
    Score validation = Score.of(held.get());
    double gap = train.value() - validation.value();
    double noise = 2 * Math.hypot(train.standardError(), validation.standardError());
    double rise = rise(trial);
    if (gap < Math.max(SMALL, noise)) {
      return List.of();
    }
    List<Treatment> treatments =
        List.of(
            NetworkTreatments.dropout(0.3f),
            TrainingTreatments.l2(1e-3),
            TrainingTreatments.l1(3e-3),
            NetworkTreatments.narrower(4));
    List<Treatment> order = new ArrayList<>(treatments);
    Optional<Comparison> helped = Optional.empty();
    Optional<Trial> mended = Optional.empty();
    double most = 0;
    for (Treatment treatment : treatments) {
      Optional<Trial> tried =
          inquiry.probe(
              "does it help: %s?".formatted(treatment.title()),
              treatment.apply(trial.card()),
              trial);
      if (tried.isPresent()) {
        Comparison comparison = Comparison.of(trial, tried.get(), laboratory.team());
        if (comparison.helped() && comparison.validation() > most) {
          most = comparison.validation();
          helped = Optional.of(comparison);
          mended = tried;
          order.remove(treatment);
          order.addFirst(treatment);
        }
      }
    }
    if (helped.isEmpty() && (gap < GAP || rise < RISE)) {
      return List.of();
    }
    return List.of(
        new Found(
            new Suspect(
                CauseId.OVERFITTING,
                0.8,
                Numbers.of(
                    "trainScore",
                    train.value(),
                    "validationScore",
                    validation.value(),
                    "gap",
                    gap,
                    "gapLimit",
                    Math.max(SMALL, noise),
                    "validationLossRise",
                    rise,
                    "validationLossRiseLimit",
                    RISE),
                String.format(
                    Locale.ROOT,
                    "On the training set it gets %.3f, on validation %.3f; the gap of %.3f is beyond the noise of %.3f. At the end the validation loss was %.2f times its lowest.",
                    train.value(),
                    validation.value(),
                    gap,
                    noise,
                    rise),
                order),
            helped.isPresent() ? 0.9 : Math.min(0.85, 0.55 + gap),
            helped,
            mended));
  }

  /** The median validation loss of the last three epochs as a multiple of the lowest of all. */
  private static double rise(Trial trial) {
    List<EpochRecord> history = trial.history();
    double lowest = Double.POSITIVE_INFINITY;
    for (EpochRecord record : history) {
      lowest = Math.min(lowest, record.validation().map(Metrics::loss).orElse(Double.NaN));
    }
    double[] last =
        history.stream()
            .skip(Math.max(0, history.size() - 3))
            .mapToDouble(r -> r.validation().map(Metrics::loss).orElse(Double.NaN))
            .sorted()
            .toArray();
    return last[last.length / 2] / lowest;
  }
}
