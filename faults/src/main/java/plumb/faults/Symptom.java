package plumb.faults;

import java.util.Set;
import plumb.run.CauseId;

/**
 * What a published rule set says about a run.
 *
 * @param rule its own name for it
 * @param causes all names of our list that can be meant by it: any of them counts
 * @param treatments all that its advice can be read as: any of them counts
 */
record Symptom(String rule, Set<CauseId> causes, Set<Treatment> treatments) {
  Symptom {
    causes = Set.copyOf(causes);
    treatments = Set.copyOf(treatments);
  }
}
