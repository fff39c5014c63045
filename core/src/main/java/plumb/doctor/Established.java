package plumb.doctor;

import java.util.Optional;
import plumb.cause.Finding;
import plumb.experiment.Contrast;
import plumb.experiment.Trained;
import plumb.run.Cause;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/**
 * A cause that was established.
 *
 * @param finding what it is, with the evidence before any experiment
 * @param confidence 0 to 1
 * @param contrast what taking it away did, if that was tried and can tell
 * @param mended the training without it, if there was one
 */
record Established(
    Finding finding, double confidence, Optional<Contrast> contrast, Optional<Trained> mended) {
  /** A share of a gain can be nothing. */
  private static final double NOTHING = 1e-9;

  double gain() {
    return Math.max(NOTHING, contrast.map(Contrast::held).orElse(0.0));
  }

  Established withConfidence(double value) {
    return new Established(finding, value, contrast, mended);
  }

  Cause cause() {
    if (contrast.isEmpty()) {
      return finding.cause(confidence);
    }
    Contrast c = contrast.get();
    Evidence evidence =
        finding
            .evidence()
            .and(
                Reading.of("gainValidation", c.held(), Contrast.MATERIAL, Unit.SCORE),
                Reading.of("gainTrain", c.train(), Unit.SCORE));
    String title = finding.treatments().getFirst().title();
    return new Cause(
        finding.id(),
        confidence,
        evidence,
        finding.sentence()
            + " "
            + Wording.of(
                "tried", title.startsWith("without") ? title : "with " + title, c.words()));
  }
}
