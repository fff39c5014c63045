package plumb.faults;

import java.util.List;
import java.util.Optional;

/**
 * A base problem: data that a card trains well on, in well under a second.
 *
 * @param name for people and files
 * @param pool rows to train and validate on
 * @param test rows nobody sees but the bench, which measures the end result on them
 * @param target the column to predict; empty for images
 * @param settings of the clean card, each {@code key=value}
 */
record Problem(
    String name, Sample pool, Sample test, Optional<String> target, List<String> settings) {
  Problem {
    settings = List.copyOf(settings);
  }
}
