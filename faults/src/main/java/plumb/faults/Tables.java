package plumb.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import plumb.faults.CaseResult.Kind;
import plumb.faults.Summary.Rate;

/** The tables of the bench as text. */
final class Tables {
  private static final List<String> NUMBERS =
      List.of(
          "retrainings a fault",
          "work, in trainings of the card (median)",
          Summary.PROCESSOR,
          "seconds a case");

  private Tables() {}

  /** Everything for people. */
  static String text(Summary summary) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d single faults, %d compound ones, %d controls that count%n%n"
            .formatted(
                summary.count(Kind.SINGLE),
                summary.count(Kind.COMPOUND),
                summary.count(Kind.CONTROL)));
    text.append(measures(summary));
    text.append('\n').append(plants(summary));
    if (!summary.invalid().isEmpty()) {
      text.append("\nPlants that do not count, for the clean twin is not clearly better:\n");
      for (String name : summary.invalid()) {
        List<CaseResult> cases = summary.cases(name);
        text.append(
            String.format(
                Locale.ROOT,
                "  %-40s clean %.3f, planted %.3f%n",
                name,
                Student.mean(cases.stream().map(CaseResult::clean).toList()),
                Student.mean(cases.stream().map(CaseResult::fault).toList())));
      }
    }
    return text.toString();
  }

  /** The measures, a row each, a column a tool, as a Markdown table. */
  static String measures(Summary summary) {
    Map<String, Map<String, Rate>> table = summary.table();
    TreeSet<String> unordered = new TreeSet<>();
    List<String> tools = new ArrayList<>();
    for (Map<String, Rate> row : table.values()) {
      for (String tool : row.keySet()) {
        if (unordered.add(tool)) {
          tools.add(tool);
        }
      }
    }
    StringBuilder text = new StringBuilder("| measure | ");
    text.append(String.join(" | ", tools)).append(" |\n|---|");
    text.append("---|".repeat(tools.size())).append('\n');
    table.forEach((measure, row) -> {
      text.append("| ").append(measure);
      for (String tool : tools) {
        Rate rate = row.get(tool);
        text.append(" | ").append(rate == null ? "" : shown(measure, rate));
      }
      text.append(" |\n");
    });
    return text.toString();
  }

  private static String shown(String measure, Rate rate) {
    return NUMBERS.contains(measure)
        ? String.format(Locale.ROOT, "%.1f ± %.1f", rate.value(), rate.halfWidth())
        : String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * rate.value(), 100 * rate.halfWidth());
  }

  /** The measures for machines: a line each measure and tool. */
  static String csv(Summary summary) {
    StringBuilder text = new StringBuilder("measure,tool,mean,half_width_95,cases,seeds\n");
    summary
        .table()
        .forEach((measure, row) ->
            row.forEach((tool, rate) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "\"%s\",\"%s\",%.4f,%.4f,%d,%s%n",
                        measure,
                        tool,
                        rate.value(),
                        rate.halfWidth(),
                        rate.cases(),
                        rate.seeds().stream()
                            .map(v -> String.format(Locale.ROOT, "%.4f", v))
                            .collect(Collectors.joining(" "))))));
    return text.toString();
  }

  /** Every case: in how many of its seeds the doctor was right. */
  static String plants(Summary summary) {
    StringBuilder text =
        new StringBuilder(
            "| case | clean | planted | detected | first | two | remedy | repaired | after | random | said first |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (String name : summary.names()) {
      List<CaseResult> cases = summary.cases(name);
      boolean control = cases.getFirst().kind() == Kind.CONTROL;
      Map<String, Integer> firsts = new LinkedHashMap<>(summary.firsts(name));
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.3f | %s | %s | %s | %s | %s | %.3f | %.3f | %s |%n",
              name + (control || summary.valid(name) ? "" : " (does not count)"),
              Student.mean(cases.stream().map(CaseResult::clean).toList()),
              Student.mean(cases.stream().map(CaseResult::fault).toList()),
              of(cases, r -> r.doctor().said().detected()),
              control ? "" : of(cases, r -> r.doctor().said().first()),
              control ? "" : of(cases, r -> r.doctor().said().among()),
              control || !cases.getFirst().curable()
                  ? ""
                  : of(cases, r -> r.doctor().said().remedy()),
              control || !cases.getFirst().curable()
                  ? ""
                  : of(cases, r -> summary.reached(r, r.doctor().test())),
              Student.mean(cases.stream().map(r -> r.doctor().test()).toList()),
              Student.mean(
                  cases.stream().map(r -> summary.random(r, r.doctor().retrainings())).toList()),
              firsts));
    }
    return text.toString();
  }

  private static String of(List<CaseResult> cases, java.util.function.Predicate<CaseResult> holds) {
    return cases.stream().filter(holds).count() + "/" + cases.size();
  }
}
