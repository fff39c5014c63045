package plumb.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import plumb.run.Attempt;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Examination;
import plumb.run.Gist;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.Scores;
import plumb.run.Sentences;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.wording.Wording;

/** A run in a few lines of text. */
final class Summary {
  private Summary() {}

  /**
   * The network beside the reference models, one column for each set that was measured; for classes
   * with its other numbers below, and recall by class where they are uneven.
   */
  static void scores(RunDocument run, PrintStream to) {
    Scores own = run.metrics();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(name(run.score()), "training"));
    own.validation().ifPresent(_ -> head.add("validation"));
    own.test().ifPresent(_ -> head.add("test"));
    rows.add(head);
    for (Reference reference : run.references()) {
      rows.add(
          row(
              reference.name(),
              reference.scores(),
              own,
              reference.finished() ? m -> Progress.score(m, run.score()) : _ -> "not fitted"));
    }
    rows.add(row("the network", own, own, m -> Progress.score(m, run.score())));
    rows.addAll(beside(run));
    table(rows, to);
    Recalls.of(run.classes(), run.confusion())
        .sentence(" on " + last(own))
        .ifPresent(line -> to.println("  " + line));
  }

  /** What stands in the corner of the table. */
  private static String name(PrimaryScore score) {
    return switch (score) {
      case ACCURACY -> "accuracy";
      case BALANCED_ACCURACY -> "balanced accuracy";
      // Every cell says that it is an R2.
      case R2 -> "";
    };
  }

  /** The network's other numbers, as far as they were measured and say something else. */
  private static List<List<String>> beside(RunDocument run) {
    Scores own = run.metrics();
    if (!(own.train() instanceof Metrics.Classification train)) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("  its loss", own, own, m -> String.format(Locale.ROOT, "%.3f", m.loss())));
    if (run.score() == PrimaryScore.BALANCED_ACCURACY) {
      rows.add(row("  its accuracy", own, own, m -> Progress.score(m, PrimaryScore.ACCURACY)));
    } else if (train.byClass().isPresent() && Recalls.of(run.classes(), run.confusion()).uneven()) {
      rows.add(
          row(
              "  its balanced accuracy",
              own,
              own,
              m -> Progress.score(m, PrimaryScore.BALANCED_ACCURACY)));
    }
    if (train.auc().isPresent()) {
      rows.add(row("  its AUC", own, own, Summary::auc));
    }
    return rows;
  }

  /** The area under the curve; a dash where there is none. */
  static String auc(Metrics metrics) {
    return metrics instanceof Metrics.Classification c && c.auc().isPresent()
        ? String.format(Locale.ROOT, "%.3f", c.auc().getAsDouble())
        : "-";
  }

  /** A row of the sets that the network was measured on. */
  private static List<String> row(
      String name, Scores scores, Scores shown, Function<Metrics, String> text) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(text.apply(scores.train()));
    shown.validation().ifPresent(_ -> row.add(scores.validation().map(text).orElse("-")));
    shown.test().ifPresent(_ -> row.add(scores.test().map(text).orElse("-")));
    return row;
  }

  /** The set whose confusion matrix a run has: the last that was opened. */
  private static String last(Scores scores) {
    return scores.test().isPresent()
        ? "the test set"
        : scores.validation().isPresent() ? "validation" : "the training set";
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

  /**
   * All of a run: what was found, what was done or is to be done, the scores, then what speaks for
   * it; at the end where it lies and the next step. No sentence stands there twice.
   *
   * @param folder where it was written, if it was
   * @param next the last line
   */
  static void say(RunDocument run, Optional<Path> folder, String next, PrintStream to) {
    Sentences said = new Sentences();
    Gist gist = Gist.of(run);
    to.println(said.fresh(gist.finding()));
    to.println(said.fresh(gist.remedy()));
    said.fresh(gist.detail());
    to.println();
    scores(run, to);
    gist.further().stream()
        .filter(sentence -> !Gist.isScore(sentence))
        .map(said::fresh)
        .filter(sentence -> !sentence.isEmpty())
        .forEach(to::println);
    to.println(kept(run));
    if (!run.causes().isEmpty()) {
      to.println();
      print(run.causes(), said, new Told(run.attempts().size() > 1, run.kept() > 1), to);
    }
    run.examination().ifPresent(e -> examination(run, e, said, to));
    attempts(run, to);
    run.notes().stream().filter(Gist::isNotExamined).forEach(note -> to.printf("%n%s%n", note));
    folder.ifPresent(f -> files(f, to));
    to.println();
    to.println(next);
  }

  /** Whether a remedy was given up while it was tried, so that it is no attempt and no advice. */
  private static boolean inVain(Examination.Probe probe, Examination.Proposal proposal) {
    return !probe.helped()
        && probe.question().equals(Wording.of("question.helps", proposal.title()));
  }

  /** What was tried and what became of it. */
  private static void attempts(RunDocument run, PrintStream to) {
    if (run.attempts().size() == 1) {
      return;
    }
    to.println();
    to.println("Attempts:");
    for (Attempt attempt : run.attempts()) {
      to.println(
          "  %d. %s: %s. %s"
              .formatted(
                  attempt.number(),
                  attempt.title(),
                  reached(run, attempt.scores()),
                  attempt.decision()));
    }
  }

  private static String reached(RunDocument run, Scores scores) {
    String train = Progress.score(scores.train(), run.score()) + " on the training set";
    return scores
        .validation()
        .map(v -> Progress.score(v, run.score()) + " on validation, " + train)
        .orElse(train);
  }

  private static void files(Path folder, PrintStream to) {
    to.println();
    to.println("Run folder: " + folder);
    table(
        List.of(
            List.of(RunFolder.REPORT + "   all of it in pictures, for a browser"),
            List.of(RunFolder.MODEL + "   for plumb predict, and for your program"),
            List.of(RunFolder.CARD + "     what was kept, for plumb train"),
            List.of(RunFolder.DOCUMENT + "      everything as data"),
            List.of(RunFolder.HISTORY + "   one row an epoch")),
        to);
  }

  /** Which weights were kept, and why training ended. */
  private static String kept(RunDocument run) {
    Attempt kept = run.keptAttempt();
    if (run.attempts().size() == 1) {
      return "The weights are those after epoch %d. %s".formatted(kept.bestEpoch(), kept.stopped());
    }
    return "The weights are those of attempt %d after epoch %d. %s"
        .formatted(kept.number(), kept.bestEpoch(), kept.stopped());
  }

  /** What was looked into, and what to do. */
  private static void examination(
      RunDocument run, Examination examination, Sentences said, PrintStream to) {
    if (!examination.measurements().isEmpty()) {
      to.println();
      to.println("Asked of the network directly:");
      examination.measurements().forEach(m -> to.println("  " + m.name() + ": " + m.sentence()));
    }
    if (!examination.ruledOut().isEmpty()) {
      to.println();
      to.println("Ruled out:");
      for (Examination.RuledOut ruled : examination.ruledOut()) {
        String sentence = said.fresh(ruled.sentence());
        if (!sentence.isBlank()) {
          to.println("  " + ruled.id().id() + ": " + sentence);
        }
      }
    }
    List<Examination.Proposal> untried =
        examination.proposals().stream()
            .filter(p -> run.attempts().stream().noneMatch(a -> a.title().equals(p.title())))
            .filter(p -> examination.probes().stream().noneMatch(probe -> inVain(probe, p)))
            .toList();
    if (!untried.isEmpty()) {
      to.println();
      to.println("Remedies, the first to try first:");
      untried.forEach(
          p -> to.println("  " + p.title() + " (against " + p.cause().id() + "): " + p.reason()));
    }
  }

  /** The possible causes with their evidence, most likely first; or that nothing is wrong. */
  static void causes(List<Cause> causes, PrintStream to) {
    print(causes, new Sentences(), new Told(false, false), to);
  }

  /**
   * What the reader knows when it comes to the causes.
   *
   * @param tried whether attempts are listed
   * @param another whether the model that is handed over is not of the card as given, which the
   *     causes are about
   */
  private record Told(boolean tried, boolean another) {
    String asGiven(String words) {
      return another ? words + " with the card as given" : words;
    }
  }

  private static void print(List<Cause> causes, Sentences said, Told told, PrintStream to) {
    Cause first = causes.getFirst();
    if (first.id() == CauseId.HEALTHY) {
      to.println(
          String.format(
                  Locale.ROOT,
                  "%s (%.0f %% sure). %s",
                  told.asGiven("Nothing is wrong"),
                  100 * first.confidence(),
                  said.fresh(first.sentence()))
              .strip());
      return;
    }
    if (first.id() == CauseId.CANNOT_TELL && causes.size() == 1) {
      to.println(
          (told.asGiven("No cause was found") + ". " + said.fresh(first.sentence())).strip());
      evidence(first, to);
      return;
    }
    to.println(
        told.another()
            ? "What was wrong with the card as given, most likely first:"
            : "Causes, most likely first:");
    int number = 1;
    for (Cause cause : causes) {
      String more =
          String.join(
              " ",
              Sentences.of(cause.sentence()).stream()
                  // What came of trying stands in the list of attempts.
                  .filter(sentence -> !told.tried() || !Gist.saysTried(sentence))
                  .map(said::fresh)
                  .filter(sentence -> !sentence.isEmpty())
                  .toList());
      to.println(
          String.format(
              Locale.ROOT,
              "  %d. %s (%.0f %% sure)%s",
              number++,
              cause.id().id(),
              100 * cause.confidence(),
              more.isEmpty() ? "" : ": " + more));
      evidence(cause, to);
    }
  }

  /** Numbers with the limits they are held against. */
  private static void evidence(Cause cause, PrintStream to) {
    Gist.evidence(cause).forEach(reading -> to.println("     " + reading.words()));
  }
}
