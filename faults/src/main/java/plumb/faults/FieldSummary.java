package plumb.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Counts what the doctor made of the field cases. The cases are a sample of what people report, so
 * a measure is the mean over the cases (each the mean of its seeds), with Student's 95 % interval
 * over the cases.
 */
final class FieldSummary {
  /** Verdicts that say that a score cannot be believed. */
  private static final Set<String> HONEST = Set.of("doubtful", "shift");

  private final List<FieldCase> cases;
  private final Map<String, List<FieldResult>> plain = new LinkedHashMap<>();
  private final Map<String, List<FieldResult>> doctor = new LinkedHashMap<>();

  FieldSummary(List<FieldCase> cases, List<FieldResult> plain, List<FieldResult> doctor) {
    this.cases = List.copyOf(cases);
    plain.forEach(r -> list(this.plain, r).add(r));
    doctor.forEach(r -> list(this.doctor, r).add(r));
  }

  private static List<FieldResult> list(Map<String, List<FieldResult>> map, FieldResult result) {
    return map.computeIfAbsent(result.name() + result.side(), _ -> new ArrayList<>());
  }

  private List<FieldResult> plain(FieldCase field, FieldCase.Side side) {
    return plain.getOrDefault(field.name() + side, List.of());
  }

  private List<FieldResult> said(FieldCase field, FieldCase.Side side) {
    return doctor.getOrDefault(field.name() + side, List.of());
  }

  private double mean(FieldCase field, FieldCase.Side side, ToDoubleFunction<FieldResult> number) {
    return Student.mean(plain(field, side).stream().map(number::applyAsDouble).toList());
  }

  // --- what holds for one answer ---

  /** Whether a card came back repaired, by what its truth counts. */
  boolean repaired(FieldCase field, FieldResult result) {
    double twin = mean(field, FieldCase.Side.TWIN, FieldResult::plain);
    boolean score = result.doctor().test() >= Summary.REPAIRED * twin;
    boolean verdict = HONEST.contains(result.doctor().verdict());
    return switch (field.truth().repair()) {
      case SCORE -> score;
      case VERDICT -> verdict;
      case EITHER -> score || verdict;
      case NONE -> false;
    };
  }

  /**
   * Whether the model handed over is worse than the plain one beyond the noise of the test rows.
   */
  static boolean harmed(FieldResult result) {
    double before = Math.clamp(result.plain(), 0, 1);
    double share = Math.clamp((before + Math.clamp(result.doctor().test(), 0, 1)) / 2, 0.02, 0.98);
    double noise = 2 * Math.sqrt(2 * share * (1 - share) / result.testRows());
    return result.plain() - result.doctor().test() > Math.max(0.01, noise);
  }

  // --- shares ---

  private record Rate(double value, double halfWidth, int cases) {
    static Rate of(List<Double> values) {
      return new Rate(Student.mean(values), Student.halfWidth(values), values.size());
    }
  }

  private Rate share(FieldCase.Side side, Predicate<FieldCase> among, ByCase<Boolean> holds) {
    List<Double> values = new ArrayList<>();
    for (FieldCase field : cases) {
      List<FieldResult> results = said(field, side);
      if (among.test(field) && !results.isEmpty()) {
        values.add(
            Student.mean(results.stream().map(r -> holds.of(field, r) ? 1.0 : 0.0).toList()));
      }
    }
    return Rate.of(values);
  }

  private interface ByCase<T> {
    T of(FieldCase field, FieldResult result);
  }

  private static boolean counts(FieldCase field) {
    return field.truth().harmless().isEmpty();
  }

  /** Rows of the table of all measures, among the cases a condition holds for. */
  private List<String> measures(String name, Predicate<FieldCase> among) {
    Predicate<FieldCase> counted = among.and(FieldSummary::counts);
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            name,
            "detected",
            share(FieldCase.Side.CARD, counted, (_, r) -> r.doctor().detected())));
    lines.add(
        line(
            name,
            "right cause first",
            share(
                FieldCase.Side.CARD, counted, (c, r) -> r.doctor().names(c.truth().causes(), 1))));
    lines.add(
        line(
            name,
            "right cause among the first two",
            share(
                FieldCase.Side.CARD, counted, (c, r) -> r.doctor().names(c.truth().causes(), 2))));
    lines.add(
        line(
            name,
            "repaired",
            share(
                FieldCase.Side.CARD,
                counted.and(c -> c.truth().repair() != FieldTruth.Repair.NONE),
                this::repaired)));
    lines.add(line(name, "made worse", share(FieldCase.Side.CARD, among, (_, r) -> harmed(r))));
    lines.add(
        line(
            name,
            "false alarms on twins",
            share(
                FieldCase.Side.TWIN,
                among.and(c -> c.truth().twinNotCounted().isEmpty()),
                (_, r) -> r.doctor().detected())));
    lines.add(
        line(name, "twins made worse", share(FieldCase.Side.TWIN, among, (_, r) -> harmed(r))));
    return lines;
  }

  private static String line(String group, String measure, Rate rate) {
    return rate.cases() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "| %s | %s | %.1f ± %.1f %% | %d |",
            group,
            measure,
            100 * rate.value(),
            100 * rate.halfWidth(),
            rate.cases());
  }

  // --- the page ---

  /** The page with all tables. */
  String page() {
    List<String> lines = new ArrayList<>();
    if (!doctor.isEmpty()) {
      lines.add("| cases | measure | mean and 95 % interval over the cases | cases |");
      lines.add("|---|---|---|---|");
      lines.addAll(measures("all", _ -> true));
      lines.addAll(
          measures("training at fault", c -> c.truth().kind() == FieldTruth.Kind.TRAINING));
      lines.addAll(measures("data at fault", c -> c.truth().kind() == FieldTruth.Kind.DATA));
      lines.removeIf(String::isEmpty);
      lines.add("");
      lines.add(
          "Not counted as faults, for they do no harm as written: "
              + names(c -> !counts(c))
              + ". Twins an alarm on which does not count: "
              + names(c -> c.truth().twinNotCounted().isPresent())
              + ".");
      lines.add("");
    }
    lines.add(
        "| case | card: training | validation | test | twin: training | validation | test |"
            + " causes said |"
            + " verdict | test after | repaired | twin: causes said |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (FieldCase field : cases) {
      lines.add(row(field));
    }
    return String.join("\n", lines) + "\n";
  }

  private String names(Predicate<FieldCase> which) {
    List<String> names = cases.stream().filter(which).map(FieldCase::name).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private String row(FieldCase field) {
    List<FieldResult> card = said(field, FieldCase.Side.CARD);
    List<FieldResult> twin = said(field, FieldCase.Side.TWIN);
    return String.format(
        Locale.ROOT,
        "| %s%s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %s | %s | %s | %s | %s |",
        field.name(),
        counts(field) ? "" : " (harmless)",
        mean(field, FieldCase.Side.CARD, FieldResult::train),
        mean(field, FieldCase.Side.CARD, FieldResult::validation),
        mean(field, FieldCase.Side.CARD, FieldResult::plain),
        mean(field, FieldCase.Side.TWIN, FieldResult::train),
        mean(field, FieldCase.Side.TWIN, FieldResult::validation),
        mean(field, FieldCase.Side.TWIN, FieldResult::plain),
        each(card, r -> String.join(", ", r.doctor().causes().stream().limit(2).toList())),
        each(card, r -> r.doctor().verdict()),
        card.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "%.3f",
                Student.mean(card.stream().map(r -> r.doctor().test()).toList())),
        card.isEmpty()
            ? ""
            : card.stream().filter(r -> repaired(field, r)).count() + " of " + card.size(),
        each(twin, r -> r.doctor().causes().isEmpty() ? "" : r.doctor().causes().getFirst()));
  }

  /** What was said, each wording once, with how often where the seeds differ. */
  private static String each(
      List<FieldResult> results, java.util.function.Function<FieldResult, String> what) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    results.forEach(r -> counts.merge(what.apply(r), 1, Integer::sum));
    return counts.size() == 1
        ? counts.keySet().iterator().next()
        : String.join(
            "; ",
            counts.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").toList());
  }
}
