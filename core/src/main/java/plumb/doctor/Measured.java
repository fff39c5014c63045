package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.optim.UpdateRule;
import plumb.probe.Curvature;
import plumb.probe.Flatness;
import plumb.run.CauseId;
import plumb.run.Examination;

/** What a network is asked directly, each question for a small part of the work of a training. */
final class Measured {
  /** Work of all questions together, as a multiple of the training, at least {@link #LITTLE}. */
  private static final double MOST_WORK = 1;

  /** Updates times examples times parameters that take a second. */
  private static final double LITTLE = 3e9;

  /** Rows times parameters times products with the Hessian that take a second. */
  private static final double MOST_CURVATURE = 1e8;

  private static final int PRODUCTS = 30;

  private final Trial trial;
  private final Laboratory laboratory;
  private final List<Examination.Measurement> all = new ArrayList<>();
  private Optional<RateRange> rates = Optional.empty();
  private Optional<OneBatch> batch = Optional.empty();
  private Optional<ZeroedInput> zeroed = Optional.empty();
  private Optional<ShuffledLabels> shuffled = Optional.empty();
  private Optional<GradientCheck> gradient = Optional.empty();
  private Optional<Flatness> place = Optional.empty();

  Measured(Trial trial, Laboratory laboratory) {
    this.trial = trial;
    this.laboratory = laboratory;
  }

  List<Examination.Measurement> all() {
    return all;
  }

  Optional<OneBatch> batch() {
    return batch;
  }

  Optional<GradientCheck> gradient() {
    return gradient;
  }

  /** Asks everything, the cheapest first, as far as the work allows. */
  void ask() {
    double until =
        laboratory.work() + Math.max(LITTLE, MOST_WORK * laboratory.planned(trial.card()));
    gradient =
        Optional.of(
            GradientCheck.of(
                trial.network(), trial.data().train(), trial.card().seed(), laboratory.team()));
    gradient.ifPresent(g -> all.add(g.measurement()));
    askZeroed();
    if (goesOn(until)) {
      batch = OneBatch.of(trial, laboratory);
      batch.ifPresent(b -> all.add(b.measurement()));
    }
    if (goesOn(until)) {
      rates = Optional.of(RateRange.of(trial, laboratory));
      rates.ifPresent(r -> all.add(r.measurement()));
    }
    if (goesOn(until)) {
      askPlace();
    }
  }

  private boolean goesOn(double until) {
    return laboratory.work() < until && laboratory.stop().check().isEmpty();
  }

  /** Asks with inputs of 0, once. */
  ZeroedInput askZeroed() {
    if (zeroed.isEmpty()) {
      zeroed = Optional.of(ZeroedInput.of(trial, laboratory));
      zeroed.ifPresent(z -> all.add(z.measurement()));
    }
    return zeroed.orElseThrow();
  }

  /** Asks with targets that say nothing, once. */
  ShuffledLabels askShuffled() {
    if (shuffled.isEmpty()) {
      shuffled = Optional.of(ShuffledLabels.of(trial, laboratory));
      shuffled.ifPresent(s -> all.add(s.measurement()));
    }
    return shuffled.orElseThrow();
  }

  /** Saddle or minimum, where training ended. */
  private void askPlace() {
    float[] last = trial.result().last();
    int rows = (int) Math.min(64, MOST_CURVATURE / PRODUCTS / last.length);
    for (float value : last) {
      if (!Float.isFinite(value)) {
        return;
      }
    }
    if (rows < 8) {
      return;
    }
    Curvature curvature =
        new Curvature(trial.network(), last, trial.data().train(), rows, trial.card().penalty());
    if (!Double.isFinite(curvature.loss())) {
      return;
    }
    Flatness flatness = curvature.flatness(PRODUCTS, trial.card().seed());
    place = Optional.of(flatness);
    all.add(
        new Examination.Measurement(
            "saddle or minimum",
            Numbers.of(
                "loss", flatness.loss(),
                "gradientNorm", flatness.gradientNorm(),
                "gainOfAStep", flatness.gain(),
                "gainOfAStepLimit", Flatness.SLOPE,
                "lowestCurvature", flatness.spectrum().lowest(),
                "highestCurvature", flatness.spectrum().highest()),
            flatness.sentence()));
  }

  /** What the answers give reason to suspect. */
  List<Suspect> suspects() {
    List<Suspect> suspects = new ArrayList<>();
    rates.ifPresent(range -> {
      if (range.tooHigh()) {
        suspects.add(
            rate(CauseId.LEARNING_RATE_TOO_HIGH, 0.5, range.advised(), range.measurement()));
      } else if (range.tooLow()) {
        suspects.add(
            rate(CauseId.LEARNING_RATE_TOO_LOW, 0.5, range.advised(), range.measurement()));
      }
    });
    batch
        .filter(b -> !b.learned() && b.rate().isPresent())
        .ifPresent(b -> {
          double learns = b.rate().getAsDouble();
          double own = trial.card().optimizer().rule().rate();
          if (learns < own) {
            suspects.add(rate(CauseId.LEARNING_RATE_TOO_HIGH, 0.45, learns, b.measurement()));
          } else if (learns > 50 * own) {
            suspects.add(rate(CauseId.LEARNING_RATE_TOO_LOW, 0.45, learns, b.measurement()));
          }
        });
    UpdateRule rule = trial.card().optimizer().rule();
    boolean plain = rule instanceof UpdateRule.Sgd || rule instanceof UpdateRule.Adagrad;
    place
        .filter(p -> p.kind() == Flatness.Kind.SADDLE && plain)
        .ifPresent(p ->
            suspects.add(
                new Suspect(
                    CauseId.SLOW_CONVERGENCE,
                    0.35,
                    Numbers.of(
                        "lowestCurvature", p.spectrum().lowest(), "gradientNorm", p.gradientNorm()),
                    "Training ended at a saddle, which plain steps leave slowly. " + p.sentence(),
                    List.of(TrainingTreatments.adam()))));
    place
        .filter(p -> p.kind() == Flatness.Kind.MINIMUM)
        .ifPresent(p ->
            suspects.add(
                new Suspect(
                    CauseId.UNDER_CAPACITY,
                    0.32,
                    Numbers.of("loss", p.loss(), "lowestCurvature", p.spectrum().lowest()),
                    "Training ended in a minimum whose loss is too high: longer training does not help. "
                        + p.sentence(),
                    List.of(NetworkTreatments.wider(32)))));
    return suspects;
  }

  private static Suspect rate(
      CauseId id, double severity, double rate, Examination.Measurement measurement) {
    return new Suspect(
        id,
        severity,
        measurement.evidence().numbers(),
        measurement.sentence(),
        List.of(TrainingTreatments.rate(rate)));
  }
}
