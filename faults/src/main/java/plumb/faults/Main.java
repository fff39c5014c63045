package plumb.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command of the bench: {@code --half tuning|report|fresh --seeds 5 --out DIR [--only TEXT]
 * [--data DIR] [--root DIR] [--others] [--random 6] [--workers 2]}. What is in the folder already
 * is not done again: {@code others.jsonl} has the clean twins and what the doctor's competitors
 * made of each case, {@code cases.jsonl} the same with the doctor; {@code --others} stops before
 * the doctor, {@code --gate} ends with 1 where {@link Gate} does not hold. Processor time is
 * measured only with {@code --workers 1}.
 */
public final class Main {
  private static final JsonMapper PAGES =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path out;
  private final Problems problems;
  private final PrintStream to;
  private final boolean othersOnly;
  private final int retrainings;
  private final int workers;
  private final Journal<CaseResult> othersFile;
  private final Journal<CaseResult> casesFile;
  private final Map<String, CaseResult> others = new ConcurrentHashMap<>();
  private final Map<String, Optional<Problem>> known = new HashMap<>();

  private Main(Options options, PrintStream to) {
    this.out = options.out("faults-out");
    this.problems = new Problems(options.root().resolve("examples"), options.data());
    this.to = to;
    this.othersOnly = options.has("others");
    this.retrainings = options.number("random", 6);
    this.workers = options.number("workers", 2);
    this.othersFile = new Journal<>(out, "others.jsonl", CaseResult.class);
    this.casesFile = new Journal<>(out, "cases.jsonl", CaseResult.class);
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = Options.of(arguments);
    Summary summary =
        new Main(options, System.out)
            .run(
                Catalogue.valueOf(options.text("half", "report").toUpperCase(Locale.ROOT)),
                options.number("seeds", 5),
                options.text("only", ""));
    if (options.has("gate")) {
      List<String> failed = Gate.failed(summary);
      failed.forEach(System.out::println);
      if (!failed.isEmpty()) {
        System.exit(1);
      }
    }
  }

  private Summary run(Catalogue half, int seeds, String only)
      throws IOException, InterruptedException {
    othersFile.earlier().forEach(r -> others.put(r.key(), r));
    List<CaseResult> results = new ArrayList<>(othersOnly ? List.of() : casesFile.earlier());
    Set<String> done = new HashSet<>();
    results.forEach(r -> done.add(r.key()));
    List<Callable<Optional<CaseResult>>> work = new ArrayList<>();
    long from = System.nanoTime();
    for (long seed = 1; seed <= seeds; seed++) {
      for (Scenario scenario : half.scenarios()) {
        long s = seed;
        if (scenario.name().contains(only) && !done.contains(scenario.name() + " " + s)) {
          work.add(() -> examined(scenario, s));
        }
      }
    }
    results.addAll(Workers.all(workers, work, to));
    Summary summary = new Summary(results, List.copyOf(others.values()));
    String text = Tables.text(summary);
    Files.writeString(out.resolve("table.md"), text);
    Files.writeString(out.resolve("measures.csv"), Tables.csv(summary));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("half", half);
    page.put("seeds", seeds);
    page.put("seconds", (System.nanoTime() - from) / 1e9);
    page.put("measures", summary.table());
    page.put("doNotCount", summary.invalid());
    page.put("cases", results);
    Files.writeString(out.resolve("summary.json"), PAGES.writeValueAsString(page));
    to.println(text);
    to.printf(Locale.ROOT, "%.0f seconds; %s%n", (System.nanoTime() - from) / 1e9, out);
    return summary;
  }

  private Optional<CaseResult> examined(Scenario scenario, long seed) throws IOException {
    Optional<Problem> base;
    synchronized (known) {
      base = known.computeIfAbsent(scenario.problem(), problems::find);
    }
    if (base.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Workers.inFolder(folder ->
            examined(
                scenario.name() + " " + seed,
                new Examination(
                    scenario,
                    base.get(),
                    folder.resolve(scenario.name().replace('/', '-')),
                    seed,
                    retrainings))));
  }

  private CaseResult examined(String key, Examination examination) {
    CaseResult result = others.get(key);
    if (result == null) {
      result = examination.others();
      othersFile.add(result);
      others.put(result.key(), result);
    }
    if (othersOnly) {
      return result;
    }
    result = examination.doctor(result, workers == 1);
    casesFile.add(result);
    say(result);
    return result;
  }

  private synchronized void say(CaseResult result) {
    to.printf(
        Locale.ROOT,
        "%-42s seed %d clean %.3f planted %.3f after %.3f %s%s%n",
        result.name(),
        result.seed(),
        result.clean(),
        result.fault(),
        result.doctor().test(),
        result.doctor().said().causes(),
        result.doctor().note().startsWith("failed") ? " " + result.doctor().note() : "");
  }
}
