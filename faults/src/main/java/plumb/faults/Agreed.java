package plumb.faults;

import java.util.List;
import java.util.Set;

/**
 * What {@code train} and {@code doctor --repair} said of one card.
 *
 * @param half of the fault benchmark, or "field"
 * @param name of the case
 * @param seed of it
 * @param train one side
 * @param doctor the other
 * @param sameCard whether both keep equal cards
 * @param notExamined what {@code train} says it did not look into; empty if it says nothing
 */
record Agreed(
    String half,
    String name,
    long seed,
    Side train,
    Side doctor,
    boolean sameCard,
    String notExamined) {
  /**
   * One side.
   *
   * @param verdict that was given; empty if the card was refused
   * @param causes most likely first; empty if the card was refused
   * @param kept title of the attempt whose model is returned
   * @param changed in which respects its card is not the one given
   * @param refused why the card or its data cannot be used; empty if they can
   */
  record Side(
      String verdict, List<String> causes, String kept, Set<Treatment> changed, String refused) {
    Side {
      causes = List.copyOf(causes);
      changed = Set.copyOf(changed);
    }

    static Side refused(String why) {
      return new Side("", List.of(), "", Set.of(), why);
    }

    /** The cause named first; empty if the card was refused. */
    String first() {
      return causes.isEmpty() ? "" : causes.getFirst();
    }
  }

  /** How a case counts. */
  enum Outcome {
    /** The same first cause, verdict and card, or the same refusal. */
    AGREE,
    /** They differ by what {@code train} says it did not examine. */
    APART,
    /** They differ. */
    DISAGREE
  }

  boolean sameCause() {
    return train.first().equals(doctor.first());
  }

  boolean sameVerdict() {
    return train.verdict().equals(doctor.verdict());
  }

  Outcome outcome() {
    if (train.refused().isEmpty() && doctor.refused().isEmpty()) {
      return sameCause() && sameVerdict() && sameCard
          ? Outcome.AGREE
          : isLeftOut(doctor.first()) ? Outcome.APART : Outcome.DISAGREE;
    }
    return train.refused().equals(doctor.refused()) ? Outcome.AGREE : Outcome.DISAGREE;
  }

  /** Whether {@code train} says by name that it did not look into a cause. */
  private boolean isLeftOut(String cause) {
    return !cause.isEmpty()
        && (notExamined.contains(cause) || notExamined.contains(cause.replace('-', ' ')));
  }

  /** What tells it from all other cases. */
  String key() {
    return half + " " + name + " " + seed;
  }
}
