package plumb.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.run.Attempt;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Examination;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.train.Metrics;

/** A run in a few lines of text. */
final class Summary {
  private Summary() {}

  /** The network beside the reference models, one column for each set that was measured. */
  static void scores(RunDocument run, PrintStream to) {
    List<List<String>> rows = new ArrayList<>();
    Scores own = run.metrics();
    rows.add(row("", Optional.of("training"), head(own.validation(), "validation"), own.test()));
    for (Reference reference : run.references()) {
      rows.add(cells(reference.name(), reference.scores(), own));
    }
    rows.add(cells("the network", own, own));
    table(rows, to);
  }

  private static Optional<String> head(Optional<Metrics> set, String name) {
    return set.map(_ -> name);
  }

  private static List<String> row(
      String name, Optional<String> train, Optional<String> validation, Optional<Metrics> test) {
    List<String> row = new ArrayList<>();
    row.add(name);
    train.ifPresent(row::add);
    validation.ifPresent(row::add);
    test.ifPresent(_ -> row.add("test"));
    return row;
  }

  private static List<String> cells(String name, Scores scores, Scores shown) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(Progress.score(scores.train()));
    shown
        .validation()
        .ifPresent(_ -> row.add(scores.validation().map(Progress::score).orElse("-")));
    shown.test().ifPresent(_ -> row.add(scores.test().map(Progress::score).orElse("-")));
    return row;
  }

  /** Prints cells in columns, the first from the left, the others to the right. */
  static void table(List<List<String>> rows, PrintStream to) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < row.size(); i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + space : "   " + space + row.get(i));
      }
      to.println(line.toString().stripTrailing());
    }
  }

  /** What was tried and what became of it. */
  static void attempts(RunDocument run, PrintStream to) {
    for (Attempt attempt : run.attempts()) {
      to.println("  %d. %s: %s".formatted(attempt.number(), attempt.title(), attempt.decision()));
    }
  }

  /** Which weights were kept, and why training ended. */
  static String kept(RunDocument run) {
    Attempt kept = run.keptAttempt();
    if (run.attempts().size() == 1) {
      return "The weights are those after epoch %d. %s".formatted(kept.bestEpoch(), kept.stopped());
    }
    return "Kept: attempt %d \"%s\", the weights after epoch %d. %s"
        .formatted(kept.number(), kept.title(), kept.bestEpoch(), kept.stopped());
  }

  /** What was looked into, and what to do. */
  static void examination(Examination examination, PrintStream to) {
    if (!examination.measurements().isEmpty()) {
      to.println();
      to.println("Asked of the network directly:");
      examination.measurements().forEach(m -> to.println("  " + m.name() + ": " + m.sentence()));
    }
    if (!examination.ruledOut().isEmpty()) {
      to.println();
      to.println("Ruled out:");
      examination.ruledOut().forEach(r -> to.println("  " + r.id().id() + ": " + r.sentence()));
    }
    if (!examination.proposals().isEmpty()) {
      to.println();
      to.println("Remedies, the first to try first:");
      examination
          .proposals()
          .forEach(p ->
              to.println("  " + p.title() + " (against " + p.cause().id() + "): " + p.reason()));
    }
  }

  /** The possible causes with their evidence, most likely first; or that nothing is wrong. */
  static void causes(List<Cause> causes, PrintStream to) {
    Cause first = causes.getFirst();
    if (first.id() == CauseId.HEALTHY) {
      to.println(
          String.format(
              Locale.ROOT,
              "Nothing is wrong (%.0f %% sure): %s",
              100 * first.confidence(),
              first.sentence()));
      evidence(first, to);
      return;
    }
    to.println("Causes, most likely first:");
    int number = 1;
    for (Cause cause : causes) {
      to.println(
          String.format(
              Locale.ROOT,
              "  %d. %s (%.0f %%): %s",
              number++,
              cause.id().id(),
              100 * cause.confidence(),
              cause.sentence()));
      evidence(cause, to);
    }
  }

  /** Numbers with the thresholds they are held against. */
  private static void evidence(Cause cause, PrintStream to) {
    cause.evidence().readings().forEach(reading -> to.println("     " + reading.words()));
  }
}
