package plumb.cause;

import plumb.experiment.Contrast;
import plumb.experiment.PairedTest;
import plumb.experiment.Trained;
import plumb.run.CauseId;

/** What an experiment must show before a suspicion about the data is a cause. */
public final class Verification {
  /** What the score must fall by without a column that is suspected to give the answer away. */
  private static final double LOST = 0.02;

  /** What it must fall by without rows that are suspected to give the answer away. */
  private static final double INFLATED = 0.05;

  /** What the score must be higher by on held-out rows of the training file. */
  private static final double SHIFTED = 0.04;

  /**
   * A column without which nothing is left may be the only cause there is: what is left above a
   * constant answer must be more than this share of the way to a perfect one.
   */
  private static final double SOMETHING_LEFT = 0.1;

  /** A longer training nearly always gains a little: it must gain so much to be called for. */
  public static final double WORTH_LONGER = TooFewEpochs.WORTH_LONGER;

  private Verification() {}

  /**
   * Whether it does.
   *
   * @param without the training without what is suspected
   * @param constant held-out score of a constant answer
   */
  public static boolean confirms(Finding finding, Trained given, Trained without, double constant) {
    double lost = given.held() - without.held();
    if (finding.id() == CauseId.TRAIN_VALIDATION_SHIFT) {
      // Later rows are harder than rows at random; rows of the training file are easier.
      return finding.treatments().isEmpty() ? -lost >= SHIFTED : lost >= INFLATED;
    }
    if (finding.id() != CauseId.LEAKAGE) {
      return -lost >= LOST;
    }
    boolean rows =
        finding.evidence().kind().equals("repeated-rows")
            || finding.evidence().kind().equals("near-duplicates")
            || finding.evidence().kind().equals("repeated-key");
    return rows ? inflated(given, without) : lost >= LOST && somethingLeft(without, constant);
  }

  /**
   * Whether rows that were trained on made validation look better: by much, or by less in the plain
   * share of errors and beyond noise, which a score of rare classes is too coarse to show.
   */
  private static boolean inflated(Trained given, Trained without) {
    if (given.held() - without.held() >= INFLATED) {
      return true;
    }
    if (!Contrast.sameHeldOut(given, without)) {
      return false;
    }
    PairedTest test =
        PairedTest.of(
            without.heldOut().errors(),
            given.heldOut().errors(),
            given.heldOut().said().length > 0);
    return test.gain() >= LOST && test.real();
  }

  /** Whether a card without a column still does clearly better than a constant answer. */
  public static boolean somethingLeft(Trained without, double constant) {
    return without.held() >= constant + SOMETHING_LEFT * (1 - constant);
  }
}
