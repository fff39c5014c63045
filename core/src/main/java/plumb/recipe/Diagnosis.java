package plumb.recipe;

import java.util.List;
import plumb.run.Cause;

/** Finds reasons for a judged result. */
@FunctionalInterface
interface Diagnosis {
  /** The possible causes, most likely first; at least one. */
  List<Cause> causes(Judge.Judgement judgement, Evidence evidence, Trace trace);
}
