package plumb.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An explanation as plain text of at most 80 columns. */
public final class ExplanationText {
  private static final int WIDTH = 80;

  private ExplanationText() {}

  /** The text, each line ended. */
  public static String of(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    text.append("Convention: ")
        .append(explanation.convention().name().toLowerCase(java.util.Locale.ROOT))
        .append('\n');
    int label =
        explanation.sections().stream()
            .flatMap(section -> section.rows().stream())
            .mapToInt(row -> width(row.name()))
            .max()
            .orElse(0);
    for (Explanation.Section section : explanation.sections()) {
      text.append('\n').append(capital(section.title())).append('\n');
      for (Explanation.Row row : section.rows()) {
        append(text, row.name(), label, row.lines());
      }
    }
    text.append("\nThree steps by hand, from w = ")
        .append(Figures.of(explanation.worked().start()))
        .append(" with made-up gradients\n");
    for (Worked.Step step : explanation.worked().steps()) {
      append(text, "t = " + step.number(), label, step.lines());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, int label, List<String> lines) {
    List<String> wrapped = lines.stream().flatMap(line -> wrap(line, WIDTH - label - 4)).toList();
    for (int i = 0; i < wrapped.size(); i++) {
      String left = i == 0 ? name : "";
      String line = "  " + left + " ".repeat(label - width(left) + 2) + wrapped.get(i);
      text.append(line.stripTrailing()).append('\n');
    }
  }

  /** Broken at spaces, the rest of a line two further to the right. */
  private static Stream<String> wrap(String line, int room) {
    List<String> lines = new ArrayList<>();
    String rest = line;
    while (width(rest) > room) {
      int at = rest.lastIndexOf(' ', room);
      if (at <= 2) {
        break;
      }
      lines.add(rest.substring(0, at));
      rest = "  " + rest.substring(at + 1);
    }
    lines.add(rest);
    return lines.stream();
  }

  /** Columns on a screen: a hat stands above its letter. */
  private static int width(String text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
