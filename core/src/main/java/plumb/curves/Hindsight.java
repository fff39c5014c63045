package plumb.curves;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import plumb.probe.LayerReading;
import plumb.probe.Reading;
import plumb.probe.WatchRecord;
import plumb.run.Attempt;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.RunDocument;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/**
 * What a run that cannot be trained again still tells: its verdict, its curves, and what was seen
 * inside the network while it was trained.
 */
public final class Hindsight {
  private static final double HALF = 0.5;

  private static final double VANISHED = 1e-3;

  /** Updates below this share of the weights move nothing, above {@link #LONG} they overshoot. */
  private static final double SHORT = 1e-6;

  private static final double LONG = 0.1;

  private Hindsight() {}

  /**
   * The document of a run with the causes its record speaks for. A run that a doctor has examined
   * keeps those it found.
   *
   * @param why its card cannot be examined anew
   */
  public static RunDocument of(RunDocument run, String why) {
    Attempt kept = run.keptAttempt();
    CurveVerdict curves = CurveVerdict.of(curves(kept));
    List<Cause> causes =
        run.examination().isPresent() ? run.causes() : causes(run, kept, curves.causes());
    List<String> notes = new ArrayList<>(run.notes());
    notes.add("Read from the run's record alone: " + why + ".");
    curves.needs().forEach(need -> notes.add("To say more it would need " + need + "."));
    return new RunDocument(
        run.schema(),
        run.name(),
        run.verdict(),
        run.sentence(),
        run.goal(),
        run.metrics(),
        run.references(),
        run.attempts(),
        run.kept(),
        causes,
        notes,
        run.profile(),
        run.confusion(),
        run.classes(),
        run.environment(),
        run.weightsHash(),
        run.seconds(),
        run.examination(),
        run.score());
  }

  static Curves curves(Attempt attempt) {
    return new Curves("run.json", attempt.epochs().stream().map(Hindsight::point).toList());
  }

  private static Curves.Point point(EpochRecord record) {
    Optional<Metrics> held = record.validation();
    return new Curves.Point(
        record.epoch(),
        record.train().loss(),
        held.map(Metrics::loss).orElse(Double.NaN),
        score(record.train()),
        held.map(Hindsight::score).orElse(Double.NaN),
        record.rate());
  }

  private static double score(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> c.accuracy();
      case Metrics.Regression r -> r.r2();
    };
  }

  /** Of the verdict's branch only: while training is bad nothing is blamed on overfitting. */
  private static List<Cause> causes(RunDocument run, Attempt kept, List<Cause> curves) {
    Map<CauseId, Cause> all = new LinkedHashMap<>();
    run.causes().forEach(c -> all.put(c.id(), c));
    for (Cause cause : curves) {
      boolean says = cause.id() != CauseId.HEALTHY && cause.id() != CauseId.CANNOT_TELL;
      boolean fits =
          cause.id() == CauseId.OVERFITTING
              ? run.verdict() == Verdict.OVERFIT
              : run.verdict() == Verdict.NOT_TRAINED;
      if (says && fits) {
        all.merge(cause.id(), cause, (a, b) -> a.confidence() >= b.confidence() ? a : b);
      }
    }
    if (run.verdict() == Verdict.NOT_TRAINED) {
      kept.watch().ifPresent(w -> seen(w).forEach(c -> all.putIfAbsent(c.id(), c)));
    }
    if (all.size() > 1) {
      all.remove(CauseId.CANNOT_TELL);
    }
    return all.values().stream()
        .sorted(Comparator.comparingDouble(Cause::confidence).reversed())
        .toList();
  }

  private static List<Cause> seen(WatchRecord watch) {
    if (watch.readings().isEmpty()) {
      return List.of();
    }
    Reading last = watch.readings().getLast();
    List<Cause> causes = new ArrayList<>();
    for (int i = 0; i < last.layers().size() - 1; i++) {
      LayerReading layer = last.layers().get(i);
      String name = watch.layers().get(i).name();
      if (layer.dead() > HALF) {
        causes.add(
            new Cause(
                CauseId.DYING_RELU,
                0.4,
                Map.of("deadShare", layer.dead(), "deadShareLimit", HALF),
                String.format(
                    Locale.ROOT,
                    "%.0f %% of the ReLUs of %s answered 0 to every row at the end.",
                    100 * layer.dead(),
                    name)));
      }
      if (layer.saturated() > HALF) {
        causes.add(
            new Cause(
                CauseId.SATURATED_ACTIVATION,
                0.4,
                Map.of("saturatedShare", layer.saturated(), "saturatedShareLimit", HALF),
                String.format(
                    Locale.ROOT,
                    "%.0f %% of the outputs of %s lay where its activation is flat at the end.",
                    100 * layer.saturated(),
                    name)));
      }
    }
    double ratio = last.layers().getFirst().gradientMean() / last.layers().getLast().gradientMean();
    if (last.layers().size() > 2 && ratio < VANISHED) {
      causes.add(
          new Cause(
              CauseId.VANISHING_GRADIENT,
              0.45,
              Map.of("gradientFirstToHead", ratio, "gradientFirstToHeadLimit", VANISHED),
              String.format(
                  Locale.ROOT,
                  "At the end the gradient of the first layer was %.2g times that of the last.",
                  ratio)));
    }
    double step = last.layers().getLast().updateRatio();
    if (step > LONG || step < SHORT) {
      causes.add(
          new Cause(
              step > LONG ? CauseId.LEARNING_RATE_TOO_HIGH : CauseId.LEARNING_RATE_TOO_LOW,
              0.4,
              Map.of("updateRatio", step, "updateRatioLimit", step > LONG ? LONG : SHORT),
              String.format(
                  Locale.ROOT,
                  "At the end an update moved the last layer by %.2g of its length.",
                  step)));
    }
    return causes;
  }
}
