package plumb.doctor;

import java.util.List;
import java.util.Optional;
import plumb.math.Team;
import plumb.recipe.CurveDiagnosis;
import plumb.recipe.Evidence;
import plumb.recipe.Judge;
import plumb.recipe.ReferenceModels;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.train.TrainingListener;

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
   * @throws plumb.data.BadInput if its data cannot be used; a head that contradicts the task is a
   *     diagnosis
   */
  public static Diagnosis diagnose(Card card, DoctorOptions options) {
    try (Team team = Team.of(options.threads())) {
      return examine(card, new Laboratory(options, team), options).diagnosis();
    }
  }

  /**
   * Diagnoses a card, tries remedies, and keeps what helps beyond noise on held-out rows. The model
   * that comes back is never worse there than that of the card as given.
   *
   * @throws plumb.data.BadInput if its data cannot be used
   */
  public static Repair repair(Card card, DoctorOptions options) {
    try (Team team = Team.of(options.threads())) {
      Examined examined = examine(card, new Laboratory(options, team), options);
      Attempt attempt = examined.diagnosis().attempt().orElseThrow();
      return new Repair(
          examined.diagnosis(),
          card,
          examined.trial().model(),
          List.of(attempt),
          1,
          attempt.scores(),
          0,
          1);
    }
  }

  private record Examined(Diagnosis diagnosis, Trial trial) {}

  private static Examined examine(Card card, Laboratory laboratory, DoctorOptions options) {
    List<Reference> references =
        laboratory.references(card).stream().map(ReferenceModels.Fitted::reference).toList();
    Goal goal = Judge.goal(options.goal(), references);
    Trial trial = laboratory.train(card, TrainingListener.NONE, laboratory.stop());
    Evidence evidence = trial.evidence(references);
    Judge.Judgement judgement = Judge.judge(evidence, goal);
    List<Cause> causes = new CurveDiagnosis().causes(judgement, evidence, trial.trace());
    Attempt attempt =
        new Attempt(
            1,
            "as given",
            "",
            card,
            judgement.verdict(),
            judgement.sentence(),
            causes,
            trial.scores(),
            trial.result().bestEpoch(),
            trial.result().reason().sentence(),
            trial.history(),
            trial.seconds(),
            true,
            "The starting point.");
    return new Examined(
        new Diagnosis(
            card,
            judgement.verdict(),
            judgement.sentence(),
            causes,
            List.of(),
            List.of(),
            Optional.of(attempt),
            List.of(),
            goal,
            references,
            List.of(),
            1),
        trial);
  }
}
