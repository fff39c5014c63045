package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.curves.Clock;
import plumb.curves.CurveVerdict;
import plumb.curves.Curves;

class CurveReportTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>");

  private static Curves curves(Clock clock, int points, IntFunction<Curves.Point> point) {
    return new Curves(
        "made up <b>",
        clock,
        IntStream.range(0, points).mapToObj(point).toList(),
        Curves.Measures.USUAL,
        List.of(),
        List.of("Read as: a & b."));
  }

  private static Curves overfit() {
    return curves(
        Clock.STEP,
        900,
        i ->
            new Curves.Point(
                50 * i,
                Math.exp(-i / 100.0),
                0.4 + Math.exp(-i / 60.0) + 0.001 * Math.max(0, i - 200),
                1 - 0.5 * Math.exp(-i / 100.0),
                0.7,
                1e-3));
  }

  static Stream<Curves> all() {
    double no = Double.NaN;
    return Stream.of(
        overfit(),
        curves(Clock.EPOCH, 1, i -> new Curves.Point(i, 1, no, no, no, no)),
        curves(Clock.EPOCH, 5, i -> new Curves.Point(i, i < 3 ? 2 + i : 1 / 0.0, no, no, no, no)),
        curves(Clock.ROUND, 30, i -> new Curves.Point(i, no, 1.0 / (i + 1), no, no, no)),
        curves(
            Clock.ITERATION,
            30,
            i ->
                new Curves.Point(i, -60 + 60 * Math.exp(-i), -50 + 60 * Math.exp(-i), no, no, no)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_element_is_closed_and_nothing_is_fetched(Curves curves) {
    String html = CurveReport.html("a <file>.csv", curves, CurveVerdict.of(curves));
    assertThat(html).doesNotContain("http://", "https://", "src=", "<link", "<file>", "<b>");
    assertThat(html).contains("default-src 'none'").doesNotContain("not a number,");
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(html.replaceAll("(?s)<(script|style)>.*?</\\1>", "<$1></$1>"));
    while (tag.find()) {
      if (!tag.group(1).isEmpty()) {
        assertThat(open.poll()).as("closed at %d", tag.start()).isEqualTo(tag.group(2));
      } else if (!tag.group(2).equals("meta") && !tag.group(3).endsWith("/")) {
        open.push(tag.group(2));
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void the_finding_is_the_headline_and_the_remedy_the_line_below() {
    Curves curves = overfit();
    String html = CurveReport.html("log.csv", curves, CurveVerdict.of(curves));
    String hero = html.substring(html.indexOf("<h1>"), html.indexOf("h-curves"));
    assertThat(hero.replaceAll("<[^>]*>", "").lines().filter(l -> !l.isBlank()).toList())
        .satisfies(lines -> {
          assertThat(lines.get(0)).contains("Overfit from step 10000 on");
          assertThat(lines.get(1)).startsWith("Early stopping: end at step 10000");
          assertThat(lines.get(2)).startsWith("The validation loss was lowest");
        });
    assertThat(html)
        .contains("lowest on validation: step 10\u202f000", "<svg", "How the file was read");
  }
}
