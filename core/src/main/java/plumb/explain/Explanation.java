package plumb.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import plumb.run.Convention;

/**
 * A card in formulas.
 *
 * @param convention the card's
 * @param sections the parts of the card, in the order in which they act
 * @param parameters numbers the network learns; empty while its inputs or outputs are not known
 * @param worked the first steps of the update rule, by hand
 */
public record Explanation(
    Convention convention, List<Section> sections, OptionalLong parameters, Worked worked) {
  public Explanation {
    sections = List.copyOf(sections);
  }

  /**
   * A part of a card.
   *
   * @param title one word
   * @param rows what there is to say
   */
  public record Section(String title, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One setting with its formulas.
   *
   * @param name of the setting
   * @param lines formulas and sentences
   */
  public record Row(String name, List<String> lines) {
    public Row {
      lines = List.copyOf(lines);
    }

    /** With lines one by one. */
    public Row(String name, String... lines) {
      this(name, List.of(lines));
    }
  }

  /** As maps, lists, texts and numbers, for JSON. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("convention", convention.name().toLowerCase(java.util.Locale.ROOT));
    parameters.ifPresent(count -> tree.put("parameters", count));
    for (Section section : sections) {
      List<Map<String, Object>> rows =
          section.rows().stream()
              .map(row -> Map.<String, Object>of("name", row.name(), "lines", row.lines()))
              .toList();
      tree.put(section.title(), rows);
    }
    tree.put("worked", worked.tree());
    return tree;
  }
}
