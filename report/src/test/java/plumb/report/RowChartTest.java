package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RowChartTest {
  private static final Pattern AXIS = Pattern.compile("<line class=\"axis\" x1=\"([0-9.]+)\"");

  private static RowChart.Row row(String name, double value) {
    return RowChart.Row.mean(name, new double[] {value}, 1);
  }

  private static String svg(String name) {
    List<RowChart.Row> rows = List.of(row(name, 0.2), row("b", 0.4));
    return new RowChart("rows", RowChart.fitting(rows), "value", Numbers::tick, rows, List.of())
        .svg();
  }

  private static double start(String svg) {
    Matcher axis = AXIS.matcher(svg);
    assertThat(axis.find()).as(svg).isTrue();
    return Double.parseDouble(axis.group(1));
  }

  @Test
  void the_axis_begins_where_the_longest_name_ends() {
    assertThat(start(svg("ab"))).isLessThan(60);
    assertThat(start(svg("breast-cancer: 9 sigmoid layers"))).isGreaterThan(260);
    assertThat(svg("breast-cancer: 9 sigmoid layers")).contains("9 sigmoid layers<");
  }

  @Test
  void chinese_letters_are_as_wide_as_high() {
    assertThat(start(svg("训练集上的错误率"))).isGreaterThan(130);
  }

  @Test
  void a_name_without_room_is_shortened() {
    assertThat(svg("a".repeat(80))).contains("aaa…<").contains("a".repeat(80) + ": ");
    assertThat(start(svg("a".repeat(80)))).isLessThan(300);
  }

  @Test
  void tiny_values_are_spread_over_the_axis() {
    Axis axis = RowChart.fitting(List.of(row("a", 1e-15), row("b", 4e-15)));
    assertThat(axis.high()).isBetween(4e-15, 8e-15);
  }

  @Test
  void what_differs_by_rounding_is_drawn_as_equal() {
    Axis axis = RowChart.fitting(List.of(row("a", 0.1), row("b", 0.1 + 1e-16)));
    assertThat(axis.high() - axis.low()).isGreaterThan(0.5);
  }
}
