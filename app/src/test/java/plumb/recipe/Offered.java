package plumb.recipe;

import java.util.List;
import java.util.Map;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Verdict;

/** What the recipe offers, which it tells nobody outside of its package. */
public final class Offered {
  private Offered() {}

  /** The remedies for a verdict with one cause. */
  public static List<Remedy> remedies(Verdict verdict, CauseId cause) {
    return Remedies.of(verdict, List.of(new Cause(cause, 0.5, Map.of(), "")));
  }
}
