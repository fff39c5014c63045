package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.math.Team;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.DataSettings;
import plumb.run.Examination;
import plumb.run.Verdict;

/**
 * Finds out why a card does not train, or that it does, and mends it. In the lecture's order: the
 * training result first, and validation only when that is good.
 *
 * <p>Many cards may be examined at once, one a thread, with the same {@link
 * plumb.recipe.CardData#remembered() data}. No file is written.
 */
public final class Doctor {
  private Doctor() {}

  /**
   * Trains a card as it stands and says what is wrong with it.
   *
   * @throws BadInput if its data cannot be used; a head that contradicts the task is a diagnosis
   */
  public static Diagnosis diagnose(Card card, DoctorOptions options) {
    try (Team team = Team.of(options.threads())) {
      return examine(card, new Laboratory(options, team), options).diagnosis();
    }
  }

  /**
   * Diagnoses a card, tries remedies, and keeps what helps beyond noise on held-out rows. The model
   * that comes back is not worse there beyond noise than that of the card as given, but where those
   * rows were no judge: a leak, a shift, rows that are not shuffled.
   *
   * @throws BadInput if its data cannot be used
   */
  public static Repair repair(Card card, DoctorOptions options) {
    try (Team team = Team.of(options.threads())) {
      Laboratory laboratory = new Laboratory(options, team);
      return new Mending(laboratory, examine(card, laboratory, options)).run();
    }
  }

  /**
   * What an examination leaves behind.
   *
   * @param inquiry of the card that was trained
   * @param contradiction why the card as given cannot be trained at all, if it cannot
   */
  record Examined(Diagnosis diagnosis, Inquiry inquiry, Optional<Contradiction> contradiction) {}

  static Examined examine(Card card, Laboratory laboratory, DoctorOptions options) {
    Card asked = withValidation(card);
    Inquiry inquiry;
    try {
      inquiry = new Inquiry(laboratory, options, asked);
    } catch (BadInput refusal) {
      return contradicts(card, Contradiction.of(asked, refusal, laboratory, options), laboratory);
    }
    double own = laboratory.planned(asked);
    inquiry.run();
    List<Cause> causes = Conclusion.causes(inquiry, laboratory);
    Verdict verdict = Conclusion.verdict(inquiry, causes);
    String sentence = Conclusion.sentence(inquiry, causes);
    Attempt attempt =
        attempt(
            1,
            "as given",
            "",
            inquiry.first(),
            verdict,
            sentence,
            causes,
            true,
            "The starting point.");
    return new Examined(
        new Diagnosis(
            card,
            verdict,
            sentence,
            causes,
            inquiry.ruledOut(),
            Conclusion.proposals(inquiry),
            Optional.of(attempt),
            inquiry.probes(),
            inquiry.measurements(),
            inquiry.goal(),
            inquiry.references(),
            inquiry.notes(),
            laboratory.work() / Math.max(1, own)),
        inquiry,
        Optional.empty());
  }

  /** Without held-out rows nothing can be told, so a card that has none gets the usual share. */
  private static Card withValidation(Card card) {
    return card.data().validation() instanceof DataSettings.Validation.None
        ? card.withData(card.data().withValidation(new DataSettings.Validation.Share(0.2)))
        : card;
  }

  /** A card that cannot be trained as it stands; with what is wrong with it besides. */
  private static Examined contradicts(
      Card card, Contradiction.Mended mended, Laboratory laboratory) {
    Contradiction contradiction = mended.contradiction();
    Treatment treatment = contradiction.treatment();
    Inquiry inquiry = mended.inquiry();
    double own = laboratory.planned(inquiry.first().card());
    inquiry.run();
    Cause cause = contradiction.cause();
    List<Cause> causes = new ArrayList<>(List.of(cause));
    List<Examination.Proposal> proposals = new ArrayList<>();
    proposals.add(
        new Examination.Proposal(
            cause.id(), treatment.title(), treatment.reason(), treatment.apply(card)));
    if (!inquiry.found().isEmpty()) {
      Conclusion.causes(inquiry, laboratory).stream()
          .filter(c -> c.id() != cause.id())
          .forEach(causes::add);
      proposals.addAll(Conclusion.proposals(inquiry));
    }
    return new Examined(
        new Diagnosis(
            card,
            Verdict.NOT_TRAINED,
            cause.sentence(),
            causes,
            inquiry.ruledOut(),
            proposals,
            Optional.empty(),
            inquiry.probes(),
            inquiry.measurements(),
            inquiry.goal(),
            inquiry.references(),
            inquiry.notes(),
            laboratory.work() / Math.max(1, own)),
        inquiry,
        Optional.of(contradiction));
  }

  static Attempt attempt(
      int number,
      String title,
      String remedy,
      Trial trial,
      Verdict verdict,
      String sentence,
      List<Cause> causes,
      boolean kept,
      String decision) {
    return new Attempt(
        number,
        title,
        remedy,
        trial.card(),
        verdict,
        sentence,
        causes,
        trial.scores(),
        trial.result().bestEpoch(),
        trial.result().reason().sentence(),
        trial.history(),
        trial.seconds(),
        kept,
        decision);
  }
}
