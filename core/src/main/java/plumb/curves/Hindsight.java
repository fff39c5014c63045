package plumb.curves;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.probe.LayerReading;
import plumb.probe.WatchRecord;
import plumb.run.Attempt;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.RunDocument;
import plumb.run.Verdict;
import plumb.symptom.LayerSigns;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/**
 * What a run that cannot be trained again still tells: its verdict, its curves, and what was seen
 * inside the network while it was trained.
 */
public final class Hindsight {
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
        written(record.train().loss()),
        held.map(m -> written(m.loss())).orElse(Double.NaN),
        score(record.train()),
        held.map(Hindsight::score).orElse(Double.NaN),
        record.rate());
  }

  /** What was measured and is not a number is not the same as what was not measured. */
  private static double written(double loss) {
    return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
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
    List<LayerReading> last = watch.readings().getLast().layers();
    List<LayerSigns.Layer> layers = new ArrayList<>();
    for (int i = 0; i < last.size(); i++) {
      LayerReading layer = last.get(i);
      // The head's activation goes with its loss; it may well be flat where the answer is certain.
      boolean head = i == last.size() - 1;
      layers.add(
          new LayerSigns.Layer(
              watch.layers().get(i).name(),
              layer.gradientMean(),
              layer.updateRatio(),
              head ? Double.NaN : layer.dead(),
              head ? Double.NaN : layer.saturated()));
    }
    return LayerCauses.of(layers);
  }
}
