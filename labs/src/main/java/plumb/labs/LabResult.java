package plumb.labs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.report.Chapter;
import plumb.report.DataTable;
import plumb.report.Language;
import plumb.report.Numbers;
import plumb.report.Words;

/**
 * A lab that was run.
 *
 * @param about what it is about
 * @param findings what came out
 * @param setting how it was run
 * @param seconds it took
 */
public record LabResult(About about, Findings findings, Setting setting, double seconds) {
  private static final Words METHOD = new Words("What was done", "做了什么");
  private static final Words RULE = new Words("How it was decided", "如何判定");
  private static final Words CASES =
      new Words("Where the claim held, and where not", "在哪些设定下成立，哪些不成立");
  private static final Words CHANGE = new Words("What would have to be different", "什么改变了，结论才会变");
  private static final Words NUMBERS = new Words("The numbers", "测得的数");

  /** Its page. */
  public Chapter chapter() {
    List<Chapter.Part> parts = new ArrayList<>();
    List<Words> method = new ArrayList<>(List.of(about.method()));
    setting
        .own()
        .ifPresent(own ->
            method.add(
                new Words(
                    "Here on the table %s, column %s, in place of the shipped ones."
                        .formatted(own.name(), own.target()),
                    "这里用的是数据表 %s 的 %s 列，代替自带的数据集。".formatted(own.name(), own.target()))));
    parts.add(new Chapter.Part(METHOD, method));
    parts.add(new Chapter.Part(RULE, List.of(about.rule())));
    if (findings.outcome() instanceof Outcome.Depends(List<Outcome.Case> cases)) {
      parts.add(new Chapter.Part(CASES, cases.stream().map(LabResult::sentence).toList()));
    }
    parts.add(new Chapter.Part(CHANGE, List.of(findings.change())));
    return new Chapter(
        about.id(),
        about.part().heading(),
        about.claim(),
        badge(findings.outcome()),
        tone(findings.outcome()),
        findings.answer(),
        parts,
        findings.exhibits(),
        this::numbers,
        findings.sources(),
        command());
  }

  private String command() {
    return "./plumb lab %s%s%s"
        .formatted(
            about.id(),
            setting.full() ? "" : " --short",
            setting
                .own()
                .map(s -> " --data %s --target %s".formatted(s.shown(), s.target()))
                .orElse(""));
  }

  private static Words sentence(Outcome.Case tried) {
    return new Words(
        (tried.holds() ? "Held: " : "Did not hold: ") + tried.setting().english() + ".",
        (tried.holds() ? "成立：" : "不成立：") + tried.setting().chinese() + "。");
  }

  private static Words badge(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Confirmed _ -> new Words("Confirmed", "成立");
      case Outcome.NotConfirmed _ -> new Words("Not confirmed", "不成立");
      case Outcome.Depends _ -> new Words("Depends", "视条件而定");
    };
  }

  private static Chapter.Tone tone(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Confirmed _ -> Chapter.Tone.GOOD;
      case Outcome.NotConfirmed _ -> Chapter.Tone.BAD;
      case Outcome.Depends _ -> Chapter.Tone.MIXED;
    };
  }

  private DataTable numbers(Language language) {
    boolean expected = findings.numbers().stream().anyMatch(n -> n.expected().isPresent());
    List<String> head = new ArrayList<>();
    head.add(new Words("what", "量").in(language));
    head.add(new Words("measured", "测得").in(language));
    if (expected) {
      head.add(new Words("expected", "预期").in(language));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Measured number : findings.numbers()) {
      List<String> row = new ArrayList<>();
      row.add(number.name().in(language));
      row.add(Numbers.plain(number.value()));
      if (expected) {
        row.add(
            number.expected().isPresent() ? Numbers.plain(number.expected().getAsDouble()) : "–");
      }
      rows.add(row);
    }
    return new DataTable(NUMBERS.in(language), head, rows);
  }

  /** What happened, for programs. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", about.id());
    tree.put("claim", words(about.claim()));
    tree.put("outcome", findings.outcome().id());
    tree.put(
        "cases",
        findings.outcome() instanceof Outcome.Depends(List<Outcome.Case> cases)
            ? cases.stream()
                .map(c -> Map.of("setting", words(c.setting()), "holds", c.holds()))
                .toList()
            : List.of());
    tree.put("answer", words(findings.answer()));
    List<Object> numbers = new ArrayList<>();
    for (Measured number : findings.numbers()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", number.name().english());
      if (Double.isFinite(number.value())) {
        entry.put("value", number.value());
      }
      number.expected().ifPresent(e -> entry.put("expected", e));
      numbers.add(entry);
    }
    tree.put("numbers", numbers);
    tree.put("full", setting.full());
    tree.put("seconds", seconds);
    return tree;
  }

  private static Map<String, String> words(Words words) {
    Map<String, String> tree = new LinkedHashMap<>();
    for (Language language : Language.values()) {
      tree.put(language.code(), words.in(language));
    }
    return tree;
  }
}
