package plumb.doctor;

import java.util.List;
import java.util.Optional;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Examination;
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
 * @param measurements short experiments with their numbers, in order
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
    List<Examination.RuledOut> ruledOut,
    List<Examination.Proposal> proposals,
    Optional<Attempt> attempt,
    List<Examination.Probe> probes,
    List<Examination.Measurement> measurements,
    Goal goal,
    List<Reference> references,
    List<String> notes,
    double effort) {
  public Diagnosis {
    causes = List.copyOf(causes);
    ruledOut = List.copyOf(ruledOut);
    proposals = List.copyOf(proposals);
    probes = List.copyOf(probes);
    measurements = List.copyOf(measurements);
    references = List.copyOf(references);
    notes = List.copyOf(notes);
  }

  /** How it was come to. */
  public Examination examination() {
    return new Examination(ruledOut, proposals, probes, measurements, effort);
  }

  /** The most likely cause. */
  public CauseId first() {
    return causes.getFirst().id();
  }
}
