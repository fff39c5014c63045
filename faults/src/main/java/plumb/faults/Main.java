package plumb.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import plumb.math.Team;

/** Temporary. */
public final class Main {
  private Main() {}

  /** Entry. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path data = Path.of(arguments[1]);
    String half = arguments[2];
    String only = arguments.length > 3 ? arguments[3] : "";
    int seeds = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 3;
    Problems problems = new Problems(root.resolve("examples"), data);
    List<Scenario> all = new ArrayList<>();
    if (half.equals("tuning")) {
      all.addAll(TuningFaults.single());
      all.addAll(TuningFaults.compound());
      all.addAll(Controls.tuning());
    } else {
      all.addAll(ReportFaults.single());
      all.addAll(ReportFaults.compound());
      all.addAll(Controls.report());
    }
    Path folder = Files.createTempDirectory("faults");
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Future<String>> lines = new ArrayList<>();
      for (Scenario s : all) {
        if (!s.name().contains(only)) {
          continue;
        }
        lines.add(
            pool.submit(() -> {
              Problem base = problems.find(s.problem()).orElseThrow();
              StringBuilder text = new StringBuilder(String.format("%-45s", s.name()));
              try (Team team = Team.of(1)) {
                for (int clean = 0; clean < 2; clean++) {
                  if (clean == 0 && s.healthy()) {
                    continue;
                  }
                  text.append(clean == 0 ? " clean" : " fault");
                  for (int seed = 1; seed <= seeds; seed++) {
                    Path f = folder.resolve(s.name().replace('/', '_') + seed + clean);
                    Scenario.Ready ready =
                        clean == 0 ? s.clean(base, f, seed) : s.planted(base, f, seed);
                    long t = System.nanoTime();
                    try {
                      Trial trial = Trial.of(ready.card(), team);
                      double ms = (System.nanoTime() - t) / 1e6;
                      text.append(
                          String.format(
                              Locale.ROOT,
                              " %.3f(tr%.3f va%.3f e%d %.0fms)",
                              trial.test(ready.test(), team),
                              Trial.score(trial.result().bestRecord().train()),
                              trial.validation(),
                              trial.result().bestEpoch(),
                              ms));
                    } catch (RuntimeException e) {
                      text.append(" " + e);
                    }
                  }
                }
              }
              return text.toString();
            }));
      }
      for (Future<String> line : lines) {
        System.out.println(line.get());
      }
    }
  }
}
