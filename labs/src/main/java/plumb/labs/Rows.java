package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import plumb.report.Axis;
import plumb.report.Chapter;
import plumb.report.DataTable;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.Numbers;
import plumb.report.RowChart;
import plumb.report.Words;

/**
 * A figure of means with their 95 % intervals, one below the other. Its table has every single
 * value, so that a seed that failed stays in.
 *
 * @param sentence what it shows
 * @param name what is measured
 * @param percent whether the values are shares
 * @param positive whether no value can be below 0
 * @param rows from top to bottom
 */
record Rows(Words sentence, Words name, boolean percent, boolean positive, List<Row> rows)
    implements Chapter.Exhibit {
  /** Values that may be of either sign. */
  Rows(Words sentence, Words name, boolean percent, List<Row> rows) {
    this(sentence, name, percent, false, rows);
  }

  /** The same for values that cannot be below 0, whatever their interval says. */
  Rows fromZero() {
    return new Rows(sentence, name, percent, true, rows);
  }

  /**
   * Values of the same thing.
   *
   * @param name of the row
   * @param values one a seed
   * @param colour of the palette, 1 to 6
   */
  record Row(Words name, double[] values, int colour) {
    static Row of(String english, String chinese, List<Double> values, int colour) {
      return new Row(
          new Words(english, chinese),
          values.stream().mapToDouble(Double::doubleValue).toArray(),
          colour);
    }

    double mean() {
      return Arrays.stream(values).average().orElse(Double.NaN);
    }
  }

  @Override
  public Figure in(Language language) {
    List<RowChart.Row> drawn =
        rows.stream()
            .map(r -> RowChart.Row.mean(r.name().in(language), r.values(), r.colour()))
            .toList();
    DoubleFunction<String> text = percent ? Numbers::percent : Numbers::plain;
    Axis fitting = RowChart.fitting(drawn);
    Axis axis = percent && fitting.high() > 1 ? Axis.exact(fitting.low(), 1.005) : fitting;
    if (positive && axis.low() < 0) {
      axis = Axis.exact(0, axis.high());
    }
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                new RowChart(
                        sentence.in(language),
                        axis,
                        name.in(language),
                        v -> percent ? Numbers.plain(v * 100) + "\u00a0%" : Numbers.tick(v),
                        drawn,
                        List.of())
                    .svg())),
        List.of(),
        sentence.in(language),
        table(language, text));
  }

  private DataTable table(Language language, DoubleFunction<String> text) {
    int seeds = rows.stream().mapToInt(r -> r.values().length).max().orElse(0);
    List<String> head = new ArrayList<>();
    head.add("");
    head.add(new Words("mean", "均值").in(language));
    for (int i = 1; i <= seeds; i++) {
      head.add(new Words("seed " + i, "种子 " + i).in(language));
    }
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(row.name().in(language));
      line.add(text.apply(row.mean()));
      for (int i = 0; i < seeds; i++) {
        line.add(i < row.values().length ? text.apply(row.values()[i]) : "–");
      }
      cells.add(line);
    }
    return new DataTable(name.in(language), head, cells);
  }
}
