package plumb.report;

import java.util.List;

/** Everything the template shows, in words. It decides nothing; the builders of its parts do. */
record Page(
    String name,
    Badge badge,
    String heading,
    String detail,
    String remedy,
    List<String> further,
    String goal,
    List<String> leftOut,
    List<Tile> tiles,
    List<Fact> setup,
    Figure error,
    Figure loss,
    Comparison comparison,
    List<AttemptView> attempts,
    String why,
    List<CauseView> causes,
    List<ExaminationView> examination,
    List<Confusion> confusion,
    List<Columns> profile,
    List<String> notes,
    List<Fact> facts,
    String command,
    String cardPlace,
    String card,
    String style,
    String script) {
  /** A verdict as a word on a coloured ground; {@code tone} is a class of the style sheet. */
  record Badge(String word, String tone) {}

  /** One number of the summary. */
  record Tile(String name, String value, String detail) {}

  /** A name and what it is. */
  record Fact(String name, String value) {}

  record Comparison(String sentence, Figure figure, DataTable table, List<String> notes) {}

  record AttemptView(
      int number,
      String title,
      Badge badge,
      List<Badge> fate,
      String remedy,
      String decision,
      List<Fact> facts,
      List<CauseView> causes,
      List<Figure> loss) {}

  record CauseView(String name, String sentence, String confidence, List<Fact> evidence) {}

  /** At most one: how the causes were found; the figure is there if anything was tried. */
  record ExaminationView(
      String sentence,
      List<Figure> figure,
      List<Fact> asked,
      List<Fact> ruledOut,
      List<Fact> proposals) {}

  /** At most one: a table of true against predicted classes, and what follows from it. */
  record Confusion(
      String sentence,
      List<String> classes,
      List<ConfusionRow> rows,
      DataTable beside,
      DataTable perClass) {}

  record ConfusionRow(String name, List<Cell> cells) {}

  /** A shaded number; {@code look} is a class of the style sheet. */
  record Cell(String value, String look) {}

  /** At most one: what the columns hold. */
  record Columns(
      String sentence, List<ColumnView> first, List<ColumnView> more, List<String> notes) {}

  record ColumnView(
      String name,
      String type,
      String use,
      String facts,
      List<MiniChart> chart,
      List<Bar> levels,
      List<String> notes) {}

  record MiniChart(String svg, String sentence, DataTable table) {}

  /** A word, its count, and how long its bar is: a class of the style sheet. */
  record Bar(String name, String count, String look) {}
}
