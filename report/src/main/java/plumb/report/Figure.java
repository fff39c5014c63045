package plumb.report;

import java.util.List;

/**
 * Drawings that belong together, and what makes them readable for those who cannot see them.
 *
 * @param panes side by side where there is room
 * @param keys to the lines and points
 * @param sentence what the drawings show
 * @param table the numbers that are drawn
 */
public record Figure(List<Pane> panes, List<Key> keys, String sentence, DataTable table) {
  public Figure {
    panes = List.copyOf(panes);
    keys = List.copyOf(keys);
  }

  /** The same with its words set for a page. */
  Figure set() {
    return new Figure(
        panes.stream()
            .map(p -> new Pane(Typesetting.setFormulas(p.title()), p.note(), p.svg()))
            .toList(),
        keys.stream().map(k -> new Key(k.look(), Typesetting.setFormulas(k.name()))).toList(),
        Typesetting.setFormulas(sentence),
        table);
  }

  /**
   * One drawing.
   *
   * @param title above it; may be empty
   * @param note beside the title, what its filled dot marks; may be empty
   * @param svg what {@link Svg#end} gave
   */
  public record Pane(String title, String note, String svg) {
    /** Without a note. */
    public Pane(String title, String svg) {
      this(title, "", svg);
    }
  }

  /**
   * A line of the key.
   *
   * @param look classes of the style sheet
   * @param name what looks so
   */
  public record Key(String look, String name) {
    /** Of a line. */
    public static Key of(LineChart.Look look, String name) {
      return new Key(look.swatch(), name);
    }
  }
}
