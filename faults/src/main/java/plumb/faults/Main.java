package plumb.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command of the bench: {@code --half tuning|report|fresh --seeds 5 --out DIR [--only TEXT]
 * [--data DIR] [--root DIR] [--others] [--random 6] [--workers 2]}. What is in the folder already
 * is not done again: {@code others.jsonl} has the clean twins and what the doctor's competitors
 * made of each case, {@code cases.jsonl} the same with the doctor; {@code --others} stops before
 * the doctor.
 */
public final class Main {
  private static final JsonMapper LINES = JsonMapper.builder().build();
  private static final JsonMapper PAGES =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path out;
  private final Problems problems;
  private final PrintStream to;
  private final boolean othersOnly;
  private final int retrainings;
  private final Map<String, CaseResult> others = new ConcurrentHashMap<>();
  private final Map<String, Optional<Problem>> known = new HashMap<>();

  private Main(Map<String, String> options, PrintStream to) {
    Path root = Path.of(options.getOrDefault("root", "."));
    String data = options.getOrDefault("data", root.resolve("../shared/data").toString());
    this.out = Path.of(options.getOrDefault("out", "faults-out"));
    this.problems = new Problems(root.resolve("examples"), Path.of(data));
    this.to = to;
    this.othersOnly = options.containsKey("others");
    this.retrainings = Integer.parseInt(options.getOrDefault("random", "6"));
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String key = arguments[i].replaceFirst("^--", "");
      boolean flag = i + 1 >= arguments.length || arguments[i + 1].startsWith("--");
      options.put(key, flag ? "" : arguments[++i]);
    }
    String half = options.getOrDefault("half", "report").toUpperCase(Locale.ROOT);
    new Main(options, System.out)
        .run(
            Catalogue.valueOf(half),
            Integer.parseInt(options.getOrDefault("seeds", "5")),
            options.getOrDefault("only", ""),
            Integer.parseInt(options.getOrDefault("workers", "2")));
  }

  private void run(Catalogue half, int seeds, String only, int workers)
      throws IOException, InterruptedException {
    Files.createDirectories(out);
    earlier("others.jsonl").forEach(r -> others.put(r.key(), r));
    List<CaseResult> results = new ArrayList<>(othersOnly ? List.of() : earlier("cases.jsonl"));
    Set<String> done = new HashSet<>();
    results.forEach(r -> done.add(r.key()));
    List<Future<Optional<CaseResult>>> waiting = new ArrayList<>();
    long from = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      for (long seed = 1; seed <= seeds; seed++) {
        for (Scenario scenario : half.scenarios()) {
          long s = seed;
          if (scenario.name().contains(only) && !done.contains(scenario.name() + " " + s)) {
            waiting.add(pool.submit(() -> examined(scenario, s)));
          }
        }
      }
      for (Future<Optional<CaseResult>> future : waiting) {
        try {
          future.get().ifPresent(results::add);
        } catch (ExecutionException e) {
          to.println("A case failed: " + e.getCause());
        }
      }
    }
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
  }

  private List<CaseResult> earlier(String file) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    if (Files.exists(out.resolve(file))) {
      for (String line : Files.readAllLines(out.resolve(file))) {
        results.add(LINES.readValue(line, CaseResult.class));
      }
    }
    return results;
  }

  private synchronized void keep(String file, CaseResult result) throws IOException {
    Files.writeString(
        out.resolve(file),
        LINES.writeValueAsString(result) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Optional<CaseResult> examined(Scenario scenario, long seed) throws IOException {
    Optional<Problem> base;
    synchronized (known) {
      base = known.computeIfAbsent(scenario.problem(), problems::find);
    }
    if (base.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("faults");
    try {
      return Optional.of(
          examined(
              scenario.name() + " " + seed,
              new Examination(
                  scenario,
                  base.get(),
                  folder.resolve(scenario.name().replace('/', '-')),
                  seed,
                  retrainings)));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private CaseResult examined(String key, Examination examination) throws IOException {
    CaseResult result = others.get(key);
    if (result == null) {
      result = examination.others();
      keep("others.jsonl", result);
      others.put(result.key(), result);
    }
    if (othersOnly) {
      return result;
    }
    result = examination.doctor(result);
    keep("cases.jsonl", result);
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
