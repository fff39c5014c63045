package plumb.faults;

import java.util.List;

/** A published set of rules that look at a run, written anew from its description. */
interface RuleSet {
  /** What it is called. */
  String name();

  /** What it finds, in the order in which it would say it; empty if it raises no alarm. */
  List<Symptom> examine(Observed run);
}
