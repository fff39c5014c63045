package plumb.cause;

import java.util.List;
import plumb.run.CauseId;

/**
 * A question about rows and columns that is asked on every run, before anything is trained. It
 * takes seconds at most on large tables (by looking at a sample of the rows, drawn by the card's
 * seed) and answers the same for the same data, card and seed.
 */
public interface DataQuestion {
  /** What it finds. */
  CauseId id();

  /** Which kind of that cause, as in its evidence; empty where the cause has one kind. */
  default String kind() {
    return "";
  }

  /** What is wrong, the worst first; none where nothing is. */
  List<Finding> ask(DataCase data);

  /** How it is described in {@code docs/causes.md}. */
  CausePage page();
}
