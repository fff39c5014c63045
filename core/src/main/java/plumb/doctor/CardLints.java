package plumb.doctor;

import java.util.ArrayList;
import java.util.List;

/** What a card alone gives reason to suspect. */
final class CardLints {
  private CardLints() {}

  /** The suspects, in no order. */
  static List<Suspect> of(Facts facts) {
    List<Suspect> suspects = new ArrayList<>(NetworkLints.of(facts));
    suspects.addAll(TrainingLints.of(facts));
    return suspects;
  }
}
