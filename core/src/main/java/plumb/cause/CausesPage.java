package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import plumb.run.CauseId;
import plumb.run.Verdict;

/** Writes {@code docs/causes.md} from the rules themselves, so that no number stands twice. */
public final class CausesPage {
  private CausesPage() {}

  /** The page, as Markdown. */
  public static String markdown() {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        List.of(
            "# Causes",
            "",
            "<!-- Written by plumb.cause.CausesPage from the code; CausesPageTest says how. -->",
            "",
            "What can be wrong with a run, what is looked at, from which number on it is suspected, and what",
            "is tried against it, in this order. Rows and columns are asked about first, then the training",
            "result, and validation only where the training result is good.",
            "",
            "Most suspicions are shown by taking them away: such a thing is "
                + CausePages.TAKEN_AWAY
                + ".",
            ""));
    data(lines);
    lines.addAll(List.of("## Network and training", ""));
    for (CauseRule rule : Causes.ALL) {
      lines.addAll(List.of("### " + rule.id().id(), ""));
      page(lines, rule.page());
      lines.addAll(List.of("* Verdict: " + verdict(rule) + ".", ""));
    }
    lines.addAll(
        List.of(
            "## Where nothing is odd",
            "",
            "Where training is bad, or a usual network does better on the same data, and nothing above",
            "explains it, these changes are tried one at a time:",
            ""));
    List<String> steps = Ladder.page();
    for (int i = 0; i < steps.size(); i++) {
      lines.add("%d. %s".formatted(i + 1, steps.get(i)));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Questions about rows and columns, those of one cause together. */
  private static void data(List<String> lines) {
    if (DataQuestions.ALL.isEmpty()) {
      return;
    }
    lines.addAll(
        List.of(
            "## Rows and columns",
            "",
            "Asked on every run, before anything is trained. What is found here is the verdict, whatever the",
            "score.",
            ""));
    Map<CauseId, Map<String, List<DataQuestion>>> byCause = new LinkedHashMap<>();
    for (DataQuestion question : DataQuestions.ALL) {
      byCause
          .computeIfAbsent(question.id(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(question.kind(), _ -> new ArrayList<>())
          .add(question);
    }
    byCause.forEach((id, kinds) -> {
      lines.addAll(List.of("### " + id.id(), ""));
      kinds.forEach((kind, questions) -> {
        if (!kind.isEmpty()) {
          lines.addAll(List.of("#### " + kind, ""));
        }
        for (DataQuestion question : questions) {
          page(lines, question.page());
          lines.add("");
        }
      });
    });
  }

  private static void page(List<String> lines, CausePage page) {
    lines.add("* Looks at: " + sentence(page.looksAt()));
    if (page.limits().size() == 1) {
      lines.add("* Limit: " + sentence(page.limits().getFirst()));
    } else {
      lines.add("* Limits:");
      page.limits().forEach(limit -> lines.add("  * " + sentence(limit)));
    }
    lines.add(
        "* Remedies: "
            + (page.remedies().isEmpty() ? "none" : String.join("; ", page.remedies()))
            + ".");
    lines.add(
        "* Accepted: "
            + sentence(page.accepted().replace(CausePages.TAKEN_AWAY, "by taking it away")));
  }

  /** A part of a sentence, or a whole one, as a whole one. */
  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT)
        + text.substring(1)
        + (text.endsWith(".") ? "" : ".");
  }

  /** One verdict, or which one goes with what the scores alone say. */
  private static String verdict(CauseRule rule) {
    Map<Verdict, List<String>> judged =
        Arrays.stream(Verdict.values())
            .collect(
                Collectors.groupingBy(
                    rule::verdict,
                    LinkedHashMap::new,
                    Collectors.mapping(Verdict::id, Collectors.toList())));
    return judged.entrySet().stream()
        .map(entry ->
            "`%s`%s"
                .formatted(
                    entry.getKey().id(),
                    judged.size() == 1
                        ? ""
                        : " where the scores say " + String.join(", ", entry.getValue())))
        .collect(Collectors.joining("; "));
  }
}
