package plumb.faults;

import java.util.List;
import java.util.Optional;

/**
 * What came of one draw of a small table. All scores are accuracy or R2; those on the rows kept
 * apart are never below -1.
 *
 * @param table its name
 * @param draw its number, from 1
 * @param rows drawn
 * @param apart rows kept apart
 * @param verdict that was given
 * @param handedOver score on the rows kept apart of the model that is returned
 * @param asGiven score there of the card as given
 * @param line score there of linear or logistic regression on all rows drawn
 * @param constant score there of the mean, or of the most frequent class
 * @param attempts every training in full, the card as given first
 * @param seconds that {@code train} took
 * @param sentence the verdict in words
 */
record DrawResult(
    String table,
    long draw,
    int rows,
    int apart,
    String verdict,
    double handedOver,
    double asGiven,
    double line,
    double constant,
    List<Scored> attempts,
    double seconds,
    String sentence) {
  DrawResult {
    attempts = List.copyOf(attempts);
  }

  /**
   * A training.
   *
   * @param title as listed
   * @param train score on the training rows
   * @param validation score on the validation rows, if there are any
   * @param apart score on the rows kept apart
   * @param handedOver whether its model is the one that is returned
   * @param same whether training it again gave the training score of the run to the last bit, so
   *     that {@code apart} is of the run's own model
   */
  record Scored(
      String title,
      double train,
      Optional<Double> validation,
      double apart,
      boolean handedOver,
      boolean same) {}

  /** What tells it from all other draws. */
  String key() {
    return table + " " + draw;
  }

  /** The best score on the rows kept apart of any attempt: known to nobody who had to choose. */
  double best() {
    return attempts.stream().mapToDouble(Scored::apart).max().orElse(handedOver);
  }

  /** Whether another attempt is better on the training rows and on the validation rows. */
  boolean isBeaten() {
    return attempts.stream()
        .filter(Scored::handedOver)
        .anyMatch(kept -> attempts.stream().anyMatch(other -> isBetter(other, kept)));
  }

  private static boolean isBetter(Scored one, Scored other) {
    return one.train() > other.train()
        && one.validation().isPresent()
        && other.validation().isPresent()
        && one.validation().get() > other.validation().get();
  }

  /** Whether it is called fine though the constant answer is better on the rows kept apart. */
  boolean isFalselyFine() {
    return verdict.equals("fine") && handedOver < constant;
  }
}
