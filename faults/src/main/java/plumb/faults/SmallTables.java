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
import plumb.train.Metrics;

/**
 * What {@code train} makes of tables of 10 to 300 rows, measured on a thousand rows it never saw:
 * {@code --draws 10 --out DIR [--only TEXT] [--data DIR] [--root DIR] [--workers 2]}. Draws that
 * are in {@code draws.jsonl} of the folder already are not made again.
 */
public final class SmallTables {
  private final SharedTables tables;
  private final Path out;
  private final Journal<DrawResult> journal;
  private final PrintStream to;

  private SmallTables(Options options, PrintStream to) {
    this.tables = new SharedTables(options.data());
    this.out = options.out("small-out");
    this.journal = new Journal<>(out, "draws.jsonl", DrawResult.class);
    this.to = to;
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = Options.of(arguments);
    new SmallTables(options, System.out)
        .run(options.number("draws", 10), options.text("only", ""), options.number("workers", 2));
  }

  private void run(int draws, String only, int workers) throws IOException, InterruptedException {
    List<DrawResult> results = new ArrayList<>(journal.earlier());
    Set<String> done = new HashSet<>(results.stream().map(DrawResult::key).toList());
    List<Callable<Optional<DrawResult>>> work = new ArrayList<>();
    int asked = 0;
    for (SmallTable table : SmallTable.all()) {
      for (long draw = 1; draw <= draws; draw++) {
        long d = draw;
        if (!table.name().contains(only)) {
          continue;
        }
        asked++;
        if (!done.contains(table.name() + " " + d)) {
          work.add(() -> Optional.of(Workers.inFolder(folder -> measured(table, d, folder))));
        }
      }
    }
    results.addAll(Workers.all(workers, work, to));
    List<DrawResult> counted =
        results.stream().filter(r -> r.table().contains(only) && r.draw() <= draws).toList();
    String text = new SmallSummary(counted, asked).text();
    Files.writeString(out.resolve("table.md"), text);
    to.println(text);
  }

  private DrawResult measured(SmallTable table, long draw, Path folder) {
    TableSample whole = table.whole(tables);
    Sample rows = table.draw(whole, draw);
    Sample kept = SmallTable.apart(whole);
    Path file = rows.write(folder, table.name());
    Path apart = kept.write(folder, "apart");
    Engine engine = new Engine(CardData.remembered(), 1);
    Engine.Question question = table.question(file, draw);
    long from = System.nanoTime();
    Engine.Run run = engine.train(question);
    double seconds = (System.nanoTime() - from) / 1e9;
    List<DrawResult.Scored> attempts = new ArrayList<>();
    double handedOver = engine.score(run.model(), apart);
    for (Engine.Tried tried : run.attempts()) {
      Engine.Again again =
          tried.handedOver() ? new Engine.Again(run.model(), true) : engine.again(tried);
      attempts.add(
          new DrawResult.Scored(
              tried.title(),
              raw(tried.train()),
              tried.validation().map(SmallTables::raw),
              tried.handedOver() ? handedOver : engine.score(again.model(), apart),
              tried.handedOver(),
              again.same()));
    }
    Engine.Simple simple = engine.simple(question.card(), apart);
    DrawResult result =
        new DrawResult(
            table.name(),
            draw,
            rows.rows(),
            kept.rows(),
            run.verdict().id(),
            handedOver,
            attempts.getFirst().apart(),
            simple.line(),
            simple.constant(),
            attempts,
            seconds,
            run.sentence());
    journal.add(result);
    say(result);
    return result;
  }

  /** Accuracy or R2 as it is; a result that is no number is worse than any. */
  private static double raw(Metrics metrics) {
    double value =
        switch (metrics) {
          case Metrics.Classification c -> c.accuracy();
          case Metrics.Regression r -> r.r2();
        };
    return Double.isFinite(value) ? value : -Double.MAX_VALUE;
  }

  private synchronized void say(DrawResult result) {
    to.printf(
        Locale.ROOT,
        "%-24s draw %2d %-12s handed over %.3f as given %.3f line %.3f constant %.3f best %.3f%n",
        result.table(),
        result.draw(),
        result.verdict(),
        result.handedOver(),
        result.asGiven(),
        result.line(),
        result.constant(),
        result.best());
  }
}
