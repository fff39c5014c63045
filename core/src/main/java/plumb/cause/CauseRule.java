package plumb.cause;

import java.util.List;
import plumb.experiment.Contrast;
import plumb.experiment.Trained;
import plumb.run.CauseId;
import plumb.run.Verdict;

/**
 * One thing that can be wrong with a training: what it looks at, its limits, its remedies in order,
 * how a remedy is accepted, and the verdict that goes with it. All of it stands in one file.
 */
public interface CauseRule {
  /** What makes a suspicion a cause. */
  enum Proof {
    /** It is a cause only if the result is better when it is taken away. */
    TAKEN_AWAY,
    /** What was looked at proves it; an experiment only says what it costs. */
    STANDS
  }

  /** Which model is handed over when a remedy was tried. */
  enum Acceptance {
    /** The one with the best estimate. */
    BEST_ESTIMATE,
    /** The one with the remedy, for the rows without it are no judge. */
    ALWAYS,
    /** The one with the remedy, unless it is worse beyond noise. */
    UNLESS_WORSE
  }

  /** What it is. */
  CauseId id();

  /** What speaks for it; none where nothing does. */
  List<Finding> suspects(CaseFile file);

  /** How it is described in {@code docs/causes.md}. */
  CausePage page();

  /** What makes a suspicion a cause. */
  default Proof proof() {
    return Proof.TAKEN_AWAY;
  }

  /** How a remedy is accepted. */
  default Acceptance acceptance() {
    return Acceptance.BEST_ESTIMATE;
  }

  /**
   * The verdict on a run whose first cause it is.
   *
   * @param judged what the recipe says of the scores alone
   */
  default Verdict verdict(Verdict judged) {
    return Verdict.NOT_TRAINED;
  }

  /** What a remedy did, on the rows that can tell. */
  default Contrast contrast(CaseFile file, Trained after) {
    return Contrast.of(file.trained(), after);
  }
}
