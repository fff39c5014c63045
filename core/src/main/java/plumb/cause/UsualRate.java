package plumb.cause;

import plumb.optim.UpdateRule;
import plumb.symptom.Numbers;

/**
 * The learning rates people start from with an update rule.
 *
 * @param low the default of the card, as in {@code docs/conventions.md}
 * @param high the largest that nobody wonders at
 */
record UsualRate(double low, double high) {
  static UsualRate of(UpdateRule rule) {
    return switch (rule) {
      case UpdateRule.Sgd _ -> new UsualRate(0.01, 0.1);
      case UpdateRule.Momentum _, UpdateRule.Nesterov _, UpdateRule.Adagrad _ ->
          new UsualRate(0.01, 0.01);
      case UpdateRule.RmsProp _, UpdateRule.Adam _, UpdateRule.AdamW _ ->
          new UsualRate(0.001, 0.001);
    };
  }

  /** For people: "0.001", or "0.01 to 0.1". */
  String words() {
    return low == high
        ? Numbers.plain(low)
        : "%s to %s".formatted(Numbers.plain(low), Numbers.plain(high));
  }
}
