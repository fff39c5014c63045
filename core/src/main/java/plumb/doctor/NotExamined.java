package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.wording.Wording;

/** What a run left out that a doctor would ask. */
final class NotExamined {
  private NotExamined() {}

  static Optional<String> of(Plan plan, Search search) {
    List<String> left = new ArrayList<>();
    switch (plan.asks()) {
      case NOTHING -> left.add(Wording.of("left.remedies"));
      case WHERE_WRONG, EVERYTHING -> {}
    }
    if (plan.asks() != Plan.Asks.EVERYTHING) {
      if (search.labelsLeft()) {
        left.add(Wording.of("left.labels"));
      }
      if (search.usual() == Search.Usual.NOT_TRIED) {
        left.add(Wording.of("left.usual"));
      }
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(Wording.of("left", String.join(", ", left)));
  }
}
