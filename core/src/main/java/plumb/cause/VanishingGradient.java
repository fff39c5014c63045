package plumb.cause;

import java.util.List;
import java.util.Locale;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.Numbers;
import plumb.treatment.NetworkTreatments;
import plumb.treatment.NetworkTreatments.ReluActivation;
import plumb.treatment.NetworkTreatments.Shallower;
import plumb.wording.Wording;

/** Gradients that shrink from layer to layer, so that the first layers hardly move. */
final class VanishingGradient implements CauseRule {
  /** A gradient of the first layer below this share of the head's has vanished. */
  private static final double VANISHED = 1e-2;

  /** Below this share nothing is left of it. */
  static final double GONE = 1e-3;

  /** Squashing activations that shrink a gradient visibly, and that do so whatever is measured. */
  private static final int SEVERAL = 3;

  private static final int MANY = 5;

  /** Hidden layers without shortcuts that are hard to train with any activation. */
  private static final int DEEP = 8;

  @Override
  public CauseId id() {
    return CauseId.VANISHING_GRADIENT;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    long squashing = file.activations().stream().filter(NetworkTreatments::squashes).count();
    double ratio = file.atStart().gradientRatio();
    if ((squashing >= SEVERAL && ratio < VANISHED) || squashing >= MANY) {
      return List.of(
          new Finding(
              id(),
              ratio < GONE ? 0.85 : ratio < VANISHED ? 0.6 : 0.3,
              Evidence.of(
                  Reading.of("gradientFirstToHead", ratio, VANISHED, Unit.PLAIN),
                  Reading.of("squashingLayers", (double) squashing, SEVERAL, Unit.COUNT)),
              Wording.of("vanishing.squashing", ratio, squashing),
              List.of(new ReluActivation())));
    }
    return file.depth() >= DEEP
        ? List.of(
            new Finding(
                id(),
                0.45,
                Evidence.of(
                    Reading.of("hiddenLayers", file.depth(), DEEP, Unit.COUNT),
                    Reading.of("gradientFirstToHead", ratio, Unit.PLAIN)),
                Wording.of("vanishing.deep", file.depth()),
                List.of(new Shallower(Math.max(2, file.depth() / 3)))))
        : List.of();
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the gradient of the first layer beside that of the head before the first update, squashing activations, and depth",
        List.of(
            "a ratio below %s with at least %d squashing activations, or %d of them whatever the ratio"
                .formatted(Numbers.plain(VANISHED), SEVERAL, MANY),
            "at least %d hidden layers without shortcuts".formatted(DEEP),
            String.format(
                Locale.ROOT,
                "a network of at least %d hidden layers that a third of them beats on the training set",
                ShallowerTwin.DEEP)),
        List.of(new ReluActivation().title(), "a third of the layers"),
        CausePages.TAKEN_AWAY);
  }
}
