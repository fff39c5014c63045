package plumb.cause;

import java.util.List;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.treatment.Treatment;

/**
 * Something that is wrong, as far as what was looked at can tell.
 *
 * @param id what
 * @param severity 0 to 1: how far it is from what is usual, and so how soon it is looked into
 * @param evidence the numbers, and the kind where a cause has several
 * @param sentence what was found, with its numbers
 * @param treatments what takes it away, the one to try first first; empty where no card can
 */
public record Finding(
    CauseId id,
    double severity,
    Evidence evidence,
    String sentence,
    List<? extends Treatment> treatments) {
  public Finding {
    treatments = List.copyOf(treatments);
  }

  /** As a cause that is this sure. */
  public Cause cause(double confidence) {
    return new Cause(id, confidence, evidence, sentence);
  }
}
