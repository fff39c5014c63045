package plumb.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import plumb.recipe.CardData;
import plumb.run.Cause;

/**
 * What {@code train} says of every public table beside what a practitioner would: {@code --out DIR
 * [--only TEXT] [--data DIR] [--root DIR] [--workers 1] [--threads 2]}. Tables that are in {@code
 * verdicts.jsonl} of the folder already are not trained on again.
 */
public final class Verdicts {
  private final List<Practitioner> expected;
  private final VerdictTables tables;
  private final Path out;
  private final Journal<Said> journal;
  private final int threads;
  private final PrintStream to;

  /**
   * What was said of a table.
   *
   * @param table its name
   * @param verdict of {@code train}
   * @param causes most likely first, each with its kind if it has one
   * @param attempts trainings in full
   * @param train score of the model that is returned on the training rows
   * @param validation the same on the validation rows, if there are any
   * @param seconds it took
   * @param sentence the verdict in words, or why nothing was said
   */
  record Said(
      String table,
      String verdict,
      List<String> causes,
      int attempts,
      double train,
      Optional<Double> validation,
      double seconds,
      String sentence) {
    Said {
      causes = List.copyOf(causes);
    }
  }

  private Verdicts(Options options, PrintStream to) throws IOException {
    this.expected = Practitioner.read(Files.readString(options.root().resolve("docs/verdicts.md")));
    this.tables = new VerdictTables(options.data());
    this.out = options.out("verdicts-out");
    this.journal = new Journal<>(out, "verdicts.jsonl", Said.class);
    this.threads = options.number("threads", 2);
    this.to = to;
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = Options.of(arguments);
    new Verdicts(options, System.out).run(options.text("only", ""), options.number("workers", 1));
  }

  private void run(String only, int workers) throws IOException, InterruptedException {
    List<Said> results = new ArrayList<>(journal.earlier());
    Set<String> done = new HashSet<>(results.stream().map(Said::table).toList());
    List<Practitioner> asked = expected.stream().filter(e -> e.table().contains(only)).toList();
    List<Callable<Optional<Said>>> work = new ArrayList<>();
    for (Practitioner practitioner : asked) {
      if (!done.contains(practitioner.table())) {
        work.add(() -> Optional.of(Workers.inFolder(folder -> said(practitioner.table(), folder))));
      }
    }
    results.addAll(Workers.all(workers, work, to));
    String text = text(asked, results);
    Files.writeString(out.resolve("table.md"), text);
    to.println(text);
  }

  private Said said(String table, Path folder) {
    Engine.Question question = tables.question(table, folder);
    long from = System.nanoTime();
    Engine.Run run = new Engine(CardData.remembered(), threads).train(question);
    double seconds = (System.nanoTime() - from) / 1e9;
    Said said =
        new Said(
            table,
            run.verdict().id(),
            run.causes().stream().map(Verdicts::named).toList(),
            run.attempts().size(),
            Trial.score(run.scores().train()),
            run.scores().validation().map(Trial::score),
            seconds,
            run.sentence());
    journal.add(said);
    say(said);
    return said;
  }

  private static String named(Cause cause) {
    String kind = cause.evidence().kind();
    return cause.id().id() + (kind.isEmpty() ? "" : " (" + kind + ")");
  }

  private synchronized void say(Said said) {
    to.printf(
        Locale.ROOT,
        "%-28s %-12s %s %.0f s%n",
        said.table(),
        said.verdict(),
        said.causes(),
        said.seconds());
  }

  /** Both verdicts of every table, and how many agree. */
  static String text(List<Practitioner> asked, List<Said> results) {
    StringBuilder text =
        new StringBuilder(
            "| table | practitioner | train | | first cause | training | validation | attempts | seconds |\n|---|---|---|---|---|---|---|---|---|\n");
    int right = 0;
    for (Practitioner practitioner : asked) {
      Optional<Said> said =
          results.stream().filter(s -> s.table().equals(practitioner.table())).findFirst();
      boolean same = said.filter(s -> practitioner.verdicts().contains(s.verdict())).isPresent();
      right += same ? 1 : 0;
      text.append(
          "| %s | %s | %s |%n"
              .formatted(
                  practitioner.table(),
                  String.join(" or ", practitioner.verdicts()),
                  said.map(s -> cells(s, same)).orElse("failed | NO | | | | |")));
    }
    text.append(
        "%n%s: %d of %d verdicts are a practitioner's%n"
            .formatted(right == asked.size() && right > 0 ? "pass" : "FAIL", right, asked.size()));
    return text.toString();
  }

  private static String cells(Said said, boolean same) {
    return String.format(
        Locale.ROOT,
        "%s | %s | %s | %.3f | %s | %d | %.0f",
        said.verdict(),
        same ? "" : "NO",
        said.causes().isEmpty() ? "" : said.causes().getFirst(),
        said.train(),
        said.validation().map(v -> String.format(Locale.ROOT, "%.3f", v)).orElse(""),
        said.attempts(),
        said.seconds());
  }
}
