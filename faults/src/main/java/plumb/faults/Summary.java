package plumb.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import plumb.faults.CaseResult.Kind;
import plumb.faults.CaseResult.Said;

/** Counts the results of all cases, each seed for itself, and takes means over the seeds. */
final class Summary {
  /** A result is repaired if it reaches this share of the clean twin's. */
  static final double REPAIRED = 0.95;

  /** What the doctor took, beside what it was asked about. */
  static final String PROCESSOR = "processor time over the card's own training (median)";

  /** A plant must cost at least so much of the score. */
  private static final double MATERIAL = 0.03;

  private final List<CaseResult> all;
  private final Map<String, List<CaseResult>> byName = new LinkedHashMap<>();

  private final Map<String, List<CaseResult>> twins = new LinkedHashMap<>();

  /**
   * A summary.
   *
   * @param results with the doctor
   * @param others without: what clean twins and plants came to in every seed, which decides what
   *     counts even where the doctor has seen fewer seeds
   */
  Summary(List<CaseResult> results, List<CaseResult> others) {
    all = List.copyOf(results);
    results.forEach(r -> byName.computeIfAbsent(r.name(), _ -> new ArrayList<>()).add(r));
    others.forEach(r -> twins.computeIfAbsent(r.name(), _ -> new ArrayList<>()).add(r));
  }

  /**
   * A share, or a mean, over the seeds.
   *
   * @param value mean over the seeds
   * @param halfWidth half the width of its 95 % interval; not a number for one seed
   * @param seeds the value of every seed
   * @param cases of all seeds together
   */
  record Rate(double value, double halfWidth, List<Double> seeds, int cases) {}

  // --- which cases count ---

  /** Whether the clean twin beats the plant beyond chance and materially. */
  boolean valid(String name) {
    List<CaseResult> cases = twins.getOrDefault(name, List.of());
    List<Double> clean = cases.stream().map(CaseResult::clean).toList();
    List<Double> fault = cases.stream().map(CaseResult::fault).toList();
    return Student.mean(clean) - Student.mean(fault) >= MATERIAL && Student.above(clean, fault);
  }

  boolean isPlant(CaseResult result) {
    return result.kind() != Kind.CONTROL && valid(result.name());
  }

  private static boolean isTimed(CaseResult result) {
    return result.processor().isPresent();
  }

  boolean isControl(CaseResult result) {
    return result.kind() == Kind.CONTROL;
  }

  /** Plants whose loss a card can undo, in the seeds where there is a loss. */
  boolean isCurable(CaseResult result) {
    return isPlant(result) && result.curable() && !reached(result, result.fault());
  }

  /** Plants that do not count, with their scores. */
  List<String> invalid() {
    return byName.values().stream()
        .map(List::getFirst)
        .filter(r -> r.kind() != Kind.CONTROL && !valid(r.name()))
        .map(CaseResult::name)
        .toList();
  }

  List<CaseResult> cases(String name) {
    return byName.getOrDefault(name, List.of());
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** How many scenarios of a kind count. */
  long count(Kind kind) {
    return byName.values().stream()
        .map(List::getFirst)
        .filter(r -> r.kind() == kind && (kind == Kind.CONTROL || valid(r.name())))
        .count();
  }

  // --- measures of a case ---

  boolean reached(CaseResult result, double score) {
    List<CaseResult> cases = twins.getOrDefault(result.name(), List.of());
    double clean = Student.mean(cases.stream().map(CaseResult::clean).toList());
    return score >= REPAIRED * clean;
  }

  /** Whether a score is below the one before beyond the noise of the test rows. */
  static boolean worse(CaseResult result, double after) {
    double before = Math.clamp(result.fault(), 0, 1);
    double share = Math.clamp((before + Math.clamp(after, 0, 1)) / 2, 0.02, 0.98);
    double noise = 2 * Math.sqrt(2 * share * (1 - share) / result.testRows());
    return result.fault() - after > Math.max(0.01, noise);
  }

  double random(CaseResult result, int retrainings) {
    return result.random().isEmpty()
        ? result.fault()
        : result.random().get(Math.min(retrainings, result.random().size() - 1));
  }

  // --- shares ---

  /** The share of cases for which something holds, among those that count. */
  Rate share(Predicate<CaseResult> among, Predicate<CaseResult> holds) {
    return mean(among, r -> holds.test(r) ? 1 : 0);
  }

  /** The mean of a number over the cases that count: of every seed, then of the seeds. */
  Rate mean(Predicate<CaseResult> among, ToDoubleFunction<CaseResult> number) {
    List<Double> seeds = new ArrayList<>();
    int cases = 0;
    for (long seed : new TreeSet<>(all.stream().map(CaseResult::seed).toList())) {
      List<Double> values =
          all.stream()
              .filter(r -> r.seed() == seed)
              .filter(among)
              .map(number::applyAsDouble)
              .toList();
      cases += values.size();
      if (!values.isEmpty()) {
        seeds.add(Student.mean(values));
      }
    }
    return new Rate(Student.mean(seeds), Student.halfWidth(seeds), seeds, cases);
  }

  /** The median of a number over the cases that count: of every seed, then their mean. */
  Rate median(Predicate<CaseResult> among, ToDoubleFunction<CaseResult> number) {
    List<Double> seeds = new ArrayList<>();
    int cases = 0;
    for (long seed : new TreeSet<>(all.stream().map(CaseResult::seed).toList())) {
      List<Double> values =
          all.stream()
              .filter(r -> r.seed() == seed)
              .filter(among)
              .map(number::applyAsDouble)
              .sorted()
              .toList();
      cases += values.size();
      if (!values.isEmpty()) {
        seeds.add(values.get(values.size() / 2));
      }
    }
    return new Rate(Student.mean(seeds), Student.halfWidth(seeds), seeds, cases);
  }

  /** Every measure by its name, of every tool that has it. */
  Map<String, Map<String, Rate>> table() {
    Map<String, Map<String, Rate>> table = new LinkedHashMap<>();
    List<String> tools = new ArrayList<>(List.of("doctor"));
    if (!all.isEmpty()) {
      tools.addAll(all.getFirst().rules().keySet());
    }
    for (String tool : tools) {
      put(table, "faults detected", tool, share(this::isPlant, r -> said(r, tool).detected()));
      put(
          table,
          "false alarms on healthy runs",
          tool,
          share(this::isControl, r -> said(r, tool).detected()));
      put(table, "right cause first", tool, share(this::isPlant, r -> said(r, tool).first()));
      put(
          table,
          "right cause among the first two",
          tool,
          share(this::isPlant, r -> said(r, tool).among()));
      put(
          table,
          "planted cause itself first, no equivalents",
          tool,
          share(this::isPlant, r -> said(r, tool).strict()));
      put(
          table,
          "right remedy proposed first",
          tool,
          share(r -> isPlant(r) && r.curable(), r -> said(r, tool).remedy()));
      put(
          table,
          "right remedy among the first three",
          tool,
          share(r -> isPlant(r) && r.curable(), r -> said(r, tool).anyRemedy()));
    }
    put(
        table,
        "cannot tell, healthy",
        "doctor",
        share(this::isControl, r -> r.doctor().said().abstained()));
    put(
        table,
        "cannot tell, faulty",
        "doctor",
        share(this::isPlant, r -> r.doctor().said().abstained()));
    repairs(table, "doctor", r -> r.doctor().test());
    repairs(table, "AUTOTRAINER", r -> r.autoTrainer().test());
    repairs(table, "random, same retrainings", r -> random(r, r.doctor().retrainings()));
    repairs(table, "random, 3 retrainings", r -> random(r, 3));
    repairs(table, "random, 6 retrainings", r -> random(r, 6));
    int most = all.stream().mapToInt(r -> r.random().size() - 1).min().orElse(0);
    if (most > 6) {
      repairs(table, "random, %d retrainings".formatted(most), r -> random(r, most));
    }
    repairs(table, "nothing done", CaseResult::fault);
    put(table, "retrainings a fault", "doctor", mean(this::isPlant, r -> r.doctor().retrainings()));
    put(
        table,
        "retrainings a fault",
        "AUTOTRAINER",
        mean(this::isPlant, r -> r.autoTrainer().retrainings()));
    put(
        table,
        "work, in trainings of the card (median)",
        "doctor",
        median(r -> true, r -> r.doctor().effort()));
    if (all.stream().anyMatch(Summary::isTimed)) {
      put(
          table,
          PROCESSOR,
          "doctor",
          median(Summary::isTimed, r -> r.processor().orElseThrow().ratio()));
    }
    put(table, "seconds a case", "doctor", mean(r -> true, r -> r.doctor().seconds()));
    return table;
  }

  private void repairs(
      Map<String, Map<String, Rate>> table, String tool, ToDoubleFunction<CaseResult> after) {
    put(
        table,
        "repaired to 95 % of the clean twin",
        tool,
        share(this::isCurable, r -> reached(r, after.applyAsDouble(r))));
    put(
        table,
        "made worse, faulty",
        tool,
        share(this::isPlant, r -> worse(r, after.applyAsDouble(r))));
    put(
        table,
        "made worse, healthy",
        tool,
        share(this::isControl, r -> worse(r, after.applyAsDouble(r))));
  }

  private static void put(
      Map<String, Map<String, Rate>> table, String measure, String tool, Rate rate) {
    table.computeIfAbsent(measure, _ -> new LinkedHashMap<>()).put(tool, rate);
  }

  static Said said(CaseResult result, String tool) {
    Said said = tool.equals("doctor") ? result.doctor().said() : result.rules().get(tool);
    if (said == null) {
      throw new IllegalArgumentException(tool + " was not asked about " + result.name());
    }
    return said;
  }

  /** How often each cause was named first where another had been planted. */
  Map<String, Integer> firsts(String name) {
    Map<String, Integer> counts = new TreeMap<>();
    for (CaseResult result : cases(name)) {
      List<String> causes = result.doctor().said().causes();
      counts.merge(causes.isEmpty() ? "failed" : causes.getFirst(), 1, Integer::sum);
    }
    return counts;
  }
}
