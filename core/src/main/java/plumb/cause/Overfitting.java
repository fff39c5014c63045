package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.experiment.Trained;
import plumb.recipe.Score;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.treatment.NetworkTreatments.Dropout;
import plumb.treatment.NetworkTreatments.Narrower;
import plumb.treatment.NetworkTreatments.NoHiddenLayer;
import plumb.treatment.TrainingTreatments.L1;
import plumb.treatment.TrainingTreatments.L2;
import plumb.treatment.Treatment;
import plumb.wording.Wording;

/**
 * Good on the training set, bad on validation, where something is to be gained: a remedy of the
 * lecture's second branch betters validation, or a simple model is better there. A gap alone is not
 * overfitting.
 */
public final class Overfitting implements CauseRule {
  /** A gap smaller than this is nothing to act on. */
  public static final double GAP = 0.03;

  /** A validation loss this many times its lowest at the end has risen for good. */
  private static final double RISE = 1.25;

  /** The remedies, in the lecture's order; early stopping is in force in any case. */
  private static final List<Treatment> REMEDIES =
      List.of(new Dropout(0.3f), new L2(1e-3), new L1(3e-3), new Narrower(4), new NoHiddenLayer());

  @Override
  public CauseId id() {
    return CauseId.OVERFITTING;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    Trained trained = file.trained();
    if (file.notTrained() || !trained.validated()) {
      return List.of();
    }
    Score train = Score.of(trained.scores().train(), trained.by());
    Score held = Score.of(trained.scores().validation().orElseThrow(), trained.by());
    double gap = train.value() - held.value();
    double limit = Math.max(GAP, train.margin(held));
    if (gap < limit) {
      return List.of();
    }
    double rise = rise(trained);
    List<Treatment> remedies = new ArrayList<>(REMEDIES);
    return List.of(
        new Finding(
            id(),
            0.8,
            Evidence.of(
                Reading.of("trainScore", train.value(), Unit.SCORE),
                Reading.of("validationScore", held.value(), Unit.SCORE),
                Reading.of("gap", gap, limit, Unit.SCORE),
                Reading.of("validationLossRise", rise, RISE, Unit.TIMES)),
            Wording.of("overfit.gap", train.value(), held.value(), gap, rise),
            remedies));
  }

  /** The median validation loss of the last three epochs as a multiple of the lowest of all. */
  private static double rise(Trained trained) {
    List<EpochRecord> history = trained.history();
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

  @Override
  public Verdict verdict(Verdict judged) {
    return Verdict.OVERFIT;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "training score less validation score, where the training result is good",
        List.of(String.format(Locale.ROOT, "a gap of %.2f, beyond the noise of both scores", GAP)),
        REMEDIES.stream().map(Treatment::title).toList(),
        "a cause only if one of the remedies gains on validation beyond noise, or a line or a tree is better there beyond noise; the model with the best held-out estimate is handed over");
  }
}
