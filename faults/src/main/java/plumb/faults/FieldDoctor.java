package plumb.faults;

import java.util.List;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.model.Model;
import plumb.run.Card;
import plumb.run.Examination;
import plumb.run.RunDocument;

/** The one place where the field bench asks the doctor. */
final class FieldDoctor {
  private FieldDoctor() {}

  /**
   * What it said and gave back.
   *
   * @param causes ids, most likely first
   * @param verdict id
   * @param sentence of the first cause
   * @param model that is handed over
   * @param card it was trained by
   * @param retrainings full trainings beyond the first
   * @param effort work of all, as a multiple of the first training
   */
  record Answer(
      List<String> causes,
      String verdict,
      String sentence,
      Model model,
      Card card,
      int retrainings,
      double effort) {}

  /** Examines and repairs a card. */
  static Answer repair(Card card) {
    var outcome = Doctor.run(card, Plan.repair().withThreads(1));
    RunDocument run = outcome.document();
    return new Answer(
        run.causes().stream().map(cause -> cause.id().id()).toList(),
        run.verdict().id(),
        run.causes().getFirst().sentence(),
        outcome.model(),
        run.keptAttempt().card(),
        run.attempts().size() - 1,
        run.examination().map(Examination::effort).orElse(0.0));
  }
}
