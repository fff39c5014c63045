package plumb.faults;

import java.util.List;
import plumb.doctor.Doctor;
import plumb.doctor.DoctorOptions;
import plumb.doctor.Repair;
import plumb.model.Model;
import plumb.recipe.CardData;
import plumb.run.Card;

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
    Repair repair = Doctor.repair(card, DoctorOptions.of(CardData.remembered()));
    return new Answer(
        repair.diagnosis().causes().stream().map(cause -> cause.id().id()).toList(),
        repair.diagnosis().verdict().id(),
        repair.diagnosis().causes().getFirst().sentence(),
        repair.model(),
        repair.card(),
        repair.retrainings(),
        repair.effort());
  }
}
