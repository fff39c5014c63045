package plumb.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Verdict;

/**
 * What was found out about a card.
 *
 * @param card as given
 * @param verdict of the recipe on the card as given
 * @param sentence the verdict in words, with its numbers
 * @param causes at least one, most likely first; evidence whose name ends in {@code Limit} is the
 *     threshold of the number before
 * @param ruledOut what was looked into and is not the cause, and why
 * @param proposals remedies as cards, the one to try first first; empty for a healthy run
 * @param attempt the training of the card as given; empty if it cannot be trained at all
 * @param probes the trainings made to find the cause, in order
 * @param goal what counts as good on the training set
 * @param references simple models on the same split
 * @param notes what else was found
 * @param effort work done altogether, as a multiple of the training of the card
 */
public record Diagnosis(
    Card card,
    Verdict verdict,
    String sentence,
    List<Cause> causes,
    List<RuledOut> ruledOut,
    List<Proposal> proposals,
    Optional<Attempt> attempt,
    List<Probe> probes,
    Goal goal,
    List<Reference> references,
    List<String> notes,
    double effort) {
  public Diagnosis {
    causes = List.copyOf(causes);
    ruledOut = List.copyOf(ruledOut);
    proposals = List.copyOf(proposals);
    probes = List.copyOf(probes);
    references = List.copyOf(references);
    notes = List.copyOf(notes);
  }

  /** The most likely cause. */
  public CauseId first() {
    return causes.getFirst().id();
  }

  /**
   * A cause that was suspected and is none.
   *
   * @param id which
   * @param evidence numbers by name
   * @param sentence why not
   */
  public record RuledOut(CauseId id, Map<String, Double> evidence, String sentence) {}

  /**
   * A remedy.
   *
   * @param cause what it is against
   * @param title a few words
   * @param reason why, by the lecture where it says so
   * @param card the changed card
   */
  public record Proposal(CauseId cause, String title, String reason, Card card) {}

  /**
   * A training made to find something out.
   *
   * @param question what for: "does it help to standardize the inputs?"
   * @param card what was trained
   * @param epochs it was trained for
   * @param trainBefore training score of the card it is compared with
   * @param before held-out score of that card
   * @param train training score of the probe
   * @param after held-out score of the probe
   * @param helped whether the change helped beyond noise
   */
  public record Probe(
      String question,
      Card card,
      int epochs,
      double trainBefore,
      double before,
      double train,
      double after,
      boolean helped) {}
}
