package plumb.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import plumb.run.CauseId;

/**
 * What is wrong with a planted card, fixed before any tool sees it.
 *
 * @param cause what was planted
 * @param accepted names that also count: where two names of the list describe the same plant, or a
 *     name's own remedy cures it
 * @param treatments any of which counts as the right remedy
 * @param curable whether any change of a card can bring the clean twin's result back: not where the
 *     data themselves have lost what is to be learned
 */
record Truth(CauseId cause, Set<CauseId> accepted, Set<Treatment> treatments, boolean curable) {
  Truth {
    accepted = Set.copyOf(accepted);
    treatments = Set.copyOf(treatments);
  }

  /** A fault with its remedies. */
  static Truth of(CauseId cause, Treatment... treatments) {
    return new Truth(cause, EnumSet.of(cause), Set.of(treatments), true);
  }

  /** Names that also count. */
  Truth or(CauseId... others) {
    Set<CauseId> all = EnumSet.copyOf(accepted);
    all.addAll(List.of(others));
    return new Truth(cause, all, treatments, curable);
  }

  /** No card can undo it. */
  Truth incurable() {
    return new Truth(cause, accepted, treatments, false);
  }
}
