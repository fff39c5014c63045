package plumb.faults;

import java.util.List;

/**
 * One card of a field case with one seed: a line of {@code plain.jsonl} without the doctor, of
 * {@code doctor.jsonl} with it.
 *
 * @param name of the case
 * @param side card or twin
 * @param seed of rows, split and weights
 * @param train score of the plain training on its own training rows; accuracy or R2
 * @param validation the same on its validation rows; on the training rows where there are none
 * @param plain test score of the plain training
 * @param testRows rows of the test
 * @param doctor what the doctor made of it; no causes without it
 */
record FieldResult(
    String name,
    FieldCase.Side side,
    long seed,
    double train,
    double validation,
    double plain,
    int testRows,
    Said doctor) {
  /** What it is where the doctor was not asked. */
  static final Said NOTHING = new Said(List.of(), "", "", Double.NaN, 0, 0, 0, List.of());

  /**
   * The doctor's answer.
   *
   * @param causes ids, most likely first; {@code failed} if it threw
   * @param verdict id
   * @param sentence of the first cause, or the failure
   * @param test score of the model handed over
   * @param retrainings full trainings beyond the first
   * @param effort work of all, as a multiple of the first training
   * @param seconds of all
   * @param changed settings of the card that differ from the card as given
   */
  record Said(
      List<String> causes,
      String verdict,
      String sentence,
      double test,
      int retrainings,
      double effort,
      double seconds,
      List<String> changed) {
    /** Whether it says that something is wrong. */
    boolean detected() {
      return !causes.isEmpty()
          && !causes.getFirst().equals("healthy")
          && !causes.getFirst().equals("cannot-tell")
          && !causes.getFirst().equals("failed");
    }

    /** Whether one of the first so many causes is accepted. */
    boolean names(List<String> accepted, int first) {
      return causes.stream().limit(first).anyMatch(accepted::contains);
    }
  }

  /** The same with the doctor's answer. */
  FieldResult with(Said said) {
    return new FieldResult(name, side, seed, train, validation, plain, testRows, said);
  }

  /** What tells it from all other lines. */
  String key() {
    return name + " " + side + " " + seed;
  }
}
