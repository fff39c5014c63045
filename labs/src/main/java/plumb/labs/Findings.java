package plumb.labs;

import java.util.List;
import plumb.report.Chapter;
import plumb.report.Words;

/**
 * What came out of a lab.
 *
 * @param outcome by the lab's rule
 * @param answer in a sentence, with its numbers
 * @param change what would have to be different for the outcome to change
 * @param exhibits the figures, each with its table
 * @param numbers what was measured
 * @param sources cards or lines to copy
 */
public record Findings(
    Outcome outcome,
    Words answer,
    Words change,
    List<Chapter.Exhibit> exhibits,
    List<Measured> numbers,
    List<String> sources) {
  public Findings {
    exhibits = List.copyOf(exhibits);
    numbers = List.copyOf(numbers);
    sources = List.copyOf(sources);
  }
}
