package plumb.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.data.BadInput;
import plumb.data.Nearest;
import plumb.run.Verdict;

/**
 * Which verdicts a command answers with an exit code of their own, so that a pipeline stops.
 *
 * @param verdicts those
 */
record FailOn(List<Verdict> verdicts) {
  /** The exit code of a verdict that was asked to be a failure. */
  static final int CODE = 3;

  private static final String NOT_FINE = "not-fine";

  /**
   * From the words of the command line.
   *
   * @throws BadInput if a word is no verdict
   */
  static FailOn of(List<String> words) {
    List<Verdict> verdicts = new ArrayList<>();
    for (String word : words) {
      if (word.strip().equals(NOT_FINE)) {
        Arrays.stream(Verdict.values()).filter(v -> v != Verdict.FINE).forEach(verdicts::add);
      } else {
        verdicts.add(verdict(word.strip()));
      }
    }
    return new FailOn(List.copyOf(verdicts));
  }

  private static Verdict verdict(String word) {
    List<String> names = new ArrayList<>(List.of(NOT_FINE));
    for (Verdict verdict : Verdict.values()) {
      if (verdict.id().equals(word)) {
        return verdict;
      }
      names.add(verdict.id());
    }
    throw new BadInput(
        "--fail-on takes verdicts, %s, not \"%s\"%s"
            .formatted(
                String.join(", ", names),
                word,
                Nearest.to(word, names).map("; did you mean %s?"::formatted).orElse("")));
  }

  /** The exit code of a command that came to a verdict. */
  int code(Verdict verdict) {
    return verdicts.contains(verdict) ? CODE : 0;
  }
}
