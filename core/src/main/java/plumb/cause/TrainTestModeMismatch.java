package plumb.cause;

import java.util.List;
import java.util.Locale;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.train.Evaluation;
import plumb.treatment.NetworkTreatments;
import plumb.treatment.NetworkTreatments.ScaledDropout;
import plumb.wording.Wording;

/**
 * Dropout whose outputs are not rescaled: in use the sums are larger than in training. That is
 * wrong whatever the score says; the loss of the same weights tells how much.
 */
final class TrainTestModeMismatch implements CauseRule {
  /** The same weights with dropout rescaled must have a loss so many times lower. */
  private static final double LOWER = 1.1;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_TEST_MODE_MISMATCH;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    double p =
        file.card().network().stream()
            .mapToDouble(l ->
                l instanceof Layer.Dropout(float drop, _, Layer.DropoutScaling scaling)
                        && scaling == Layer.DropoutScaling.NONE
                    ? drop
                    : 0)
            .max()
            .orElse(0);
    if (p == 0) {
      return List.of();
    }
    double unscaled = loss(file, file.network());
    double scaled =
        loss(
            file,
            new NetworkSpec(
                file.network().inputs(),
                NetworkTreatments.scaledAtTest(file.card()).network(),
                file.network().head(),
                file.network().loss()));
    return unscaled > LOWER * scaled
        ? List.of(
            new Finding(
                id(),
                0.93,
                Evidence.of(
                    Reading.of("dropout", p, Unit.PLAIN),
                    Reading.of("sumsInUse", 1 / (1 - p), 1, Unit.TIMES),
                    Reading.of("lossAsItIs", unscaled, LOWER * scaled, Unit.PLAIN),
                    Reading.of("lossOfTheSameWeightsScaled", scaled, Unit.PLAIN)),
                Wording.of("mode.dropout", p, 1 / (1 - p), scaled, unscaled),
                List.of(new ScaledDropout())))
        : List.of();
  }

  private static double loss(CaseFile file, NetworkSpec network) {
    return Evaluation.measure(
            network,
            file.trained().members().getFirst(),
            file.trained().heldExamples(),
            file.data().encoding().target(),
            file.team())
        .loss();
  }

  @Override
  public Proof proof() {
    return Proof.STANDS;
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.UNLESS_WORSE;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "dropout without scaling, and the held-out loss of the same weights with it",
        List.of(
            String.format(
                Locale.ROOT, "the loss is more than %.1f times that with scaling", LOWER)),
        List.of(new ScaledDropout().title()),
        CausePages.STANDS + "; it is kept unless it is worse beyond noise");
  }
}
