package plumb.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import plumb.math.Team;
import plumb.recipe.CardData;
import plumb.run.CardWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command of the field bench: {@code --seeds 5 --out DIR [--only TEXT] [--cases DIR] [--root
 * DIR] [--plain] [--workers 2]}. What is in the folder already is not done again: {@code
 * plain.jsonl} has every card and twin trained as it stands, {@code doctor.jsonl} the same put
 * before the doctor; {@code --plain} stops before the doctor.
 */
public final class FieldMain {
  private static final JsonMapper LINES = JsonMapper.builder().build();

  private final Path out;
  private final Path cases;
  private final Path examples;
  private final PrintStream to;
  private final boolean plainOnly;
  private final Map<String, FieldResult> plain = new ConcurrentHashMap<>();
  private final Map<String, FieldResult> doctor = new ConcurrentHashMap<>();

  private FieldMain(Map<String, String> options, PrintStream to) {
    Path root = Path.of(options.getOrDefault("root", "."));
    this.out = Path.of(options.getOrDefault("out", "field-out"));
    this.cases =
        Optional.ofNullable(options.get("cases"))
            .map(Path::of)
            .orElse(root.resolve("faults").resolve("field"));
    this.examples = root.resolve("examples");
    this.to = to;
    this.plainOnly = options.containsKey("plain");
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    run(arguments, System.out);
  }

  /** Runs the bench and says what it does there. */
  static void run(String[] arguments, PrintStream to) throws IOException, InterruptedException {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String key = arguments[i].replaceFirst("^--", "");
      boolean flag = i + 1 >= arguments.length || arguments[i + 1].startsWith("--");
      options.put(key, flag ? "" : arguments[++i]);
    }
    new FieldMain(options, to)
        .run(
            Integer.parseInt(options.getOrDefault("seeds", "5")),
            options.getOrDefault("only", ""),
            Integer.parseInt(options.getOrDefault("workers", "2")));
  }

  private void run(int seeds, String only, int workers) throws IOException, InterruptedException {
    Files.createDirectories(out);
    earlier("plain.jsonl", plain);
    earlier("doctor.jsonl", doctor);
    List<FieldCase> chosen = FieldCase.in(cases, only);
    List<Future<?>> waiting = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      for (int seed = 1; seed <= seeds; seed++) {
        for (FieldCase field : chosen) {
          for (FieldCase.Side side : FieldCase.Side.values()) {
            long s = seed;
            waiting.add(pool.submit(() -> examined(field, side, s)));
          }
        }
      }
      for (Future<?> future : waiting) {
        try {
          future.get();
        } catch (ExecutionException e) {
          to.println("A case failed: " + e.getCause());
        }
      }
    }
    List<FieldResult> asked = plainOnly ? List.of() : sorted(doctor);
    String page = new FieldSummary(chosen, sorted(plain), asked).page();
    Files.writeString(out.resolve("table.md"), page);
    to.println(page);
  }

  private static List<FieldResult> sorted(Map<String, FieldResult> results) {
    return results.values().stream().sorted(Comparator.comparing(FieldResult::key)).toList();
  }

  private void earlier(String file, Map<String, FieldResult> into) throws IOException {
    if (Files.exists(out.resolve(file))) {
      for (String line : Files.readAllLines(out.resolve(file))) {
        FieldResult result = LINES.readValue(line, FieldResult.class);
        into.put(result.key(), result);
      }
    }
  }

  private synchronized void keep(String file, FieldResult result) throws IOException {
    Files.writeString(
        out.resolve(file),
        LINES.writeValueAsString(result) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Object examined(FieldCase field, FieldCase.Side side, long seed) throws IOException {
    String key = field.name() + " " + side + " " + seed;
    if (plain.containsKey(key) && (plainOnly || doctor.containsKey(key))) {
      return key;
    }
    Path folder = Files.createTempDirectory("field");
    try (Team team = Team.of(1)) {
      Scenario.Ready ready = field.ready(side, seed, folder, examples);
      FieldResult result = plain.get(key);
      if (result == null) {
        result = plain(field, side, seed, ready, team);
        keep("plain.jsonl", result);
        plain.put(key, result);
      }
      if (!plainOnly) {
        result = result.with(said(field, ready, team));
        keep("doctor.jsonl", result);
        doctor.put(key, result);
      }
      say(result);
      return key;
    } finally {
      delete(folder);
    }
  }

  private static FieldResult plain(
      FieldCase field, FieldCase.Side side, long seed, Scenario.Ready ready, Team team) {
    Trial trial = Trial.of(ready.card(), CardData.remembered(), team);
    double test =
        FieldScore.of(
            field.truth().score(),
            trial.prepared().encoding(),
            trial.network(),
            trial.result().best(),
            ready.test(),
            team);
    return new FieldResult(
        field.name(),
        side,
        seed,
        Trial.score(trial.result().bestRecord().train()),
        trial.validation(),
        test,
        FieldScore.rows(ready.test()),
        FieldResult.NOTHING);
  }

  private static FieldResult.Said said(FieldCase field, Scenario.Ready ready, Team team) {
    long from = System.nanoTime();
    try {
      FieldDoctor.Answer answer = FieldDoctor.repair(ready.card());
      double seconds = (System.nanoTime() - from) / 1e9;
      double test =
          FieldScore.of(
              field.truth().score(),
              answer.model().encoding(),
              answer.model().network(),
              answer.model().parameters(),
              ready.test(),
              team);
      return new FieldResult.Said(
          answer.causes(),
          answer.verdict(),
          answer.sentence(),
          test,
          answer.retrainings(),
          answer.effort(),
          seconds,
          changed(CardWriter.yaml(ready.card()), CardWriter.yaml(answer.card())));
    } catch (RuntimeException e) {
      // A doctor that fails is wrong about every case; the bench goes on and shows how it failed.
      return new FieldResult.Said(
          List.of("failed"), "failed", e.toString(), -1, 0, 0, 0, List.of());
    }
  }

  /** Lines of a card that were not in another. */
  private static List<String> changed(String before, String after) {
    List<String> old = before.lines().toList();
    return after.lines().filter(line -> !old.contains(line)).map(String::strip).toList();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private synchronized void say(FieldResult result) {
    to.printf(
        Locale.ROOT,
        "%-24s %s seed %d validation %.3f test %.3f %s%n",
        result.name(),
        result.side(),
        result.seed(),
        result.validation(),
        result.plain(),
        result.doctor().causes().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "after %.3f %s %s",
                result.doctor().test(),
                result.doctor().verdict(),
                result.doctor().causes()));
  }
}
