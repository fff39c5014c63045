package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.run.RunDocument;
import plumb.run.RunFolder;

class ReportTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>");
  private static final Set<String> VOID = Set.of("meta", "link", "br", "hr", "img", "input");

  static List<RunDocument> runs() {
    return Runs.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void every_element_is_closed_in_order(RunDocument run) throws IOException {
    String html = Report.html(run);
    Path folder = Files.createDirectories(Path.of("target", "pages"));
    Files.writeString(folder.resolve(run.name().replaceAll("[^a-z-]", "_") + ".html"), html);
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(html.replaceAll("(?s)<(script|style)>.*?</\\1>", "<$1></$1>"));
    while (tag.find()) {
      String name = tag.group(2);
      if (!tag.group(1).isEmpty()) {
        assertThat(open.poll()).as("closed at %d", tag.start()).isEqualTo(name);
      } else if (!VOID.contains(name) && !tag.group(3).endsWith("/")) {
        open.push(name);
      }
    }
    assertThat(open).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void nothing_is_fetched(RunDocument run) {
    String html = Report.html(run);
    assertThat(html).doesNotContain("http://", "https://", "@import", "url(", "src=", "<link");
    assertThat(html).contains("default-src 'none'");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void every_drawing_has_a_label_and_a_table_of_its_data(RunDocument run) {
    String html = Report.html(run);
    Matcher svg = Pattern.compile("<svg ([^>]*)>").matcher(html);
    int drawings = 0;
    while (svg.find()) {
      drawings++;
      assertThat(svg.group(1))
          .contains("role=\"img\"")
          .containsPattern("aria-label=\"[^\"]{10,}\"");
      assertThat(html.substring(svg.end()))
          .containsPattern(
              "(?s)<details class=\"data\"><summary>[^<]+</summary>\\s*<div[^>]*>\\s*<table>");
    }
    assertThat(drawings).isPositive();
    for (String figure : html.split("<figure ", -1)) {
      if (figure.contains("</figure>")) {
        assertThat(figure.substring(0, figure.indexOf("</figure>")))
            .contains("<figcaption>", "<table>");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void no_coordinate_is_anything_but_a_number(RunDocument run) {
    Matcher attribute =
        Pattern.compile(" (d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform|viewBox)=\"([^\"]*)\"")
            .matcher(Report.html(run));
    int found = 0;
    while (attribute.find()) {
      found++;
      assertThat(attribute.group(2)).matches("[MLtranslateo0-9 .()-]+").doesNotContain("NaN", "E");
    }
    assertThat(found).isGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void headings_go_down_one_step_at_a_time(RunDocument run) {
    Matcher heading = Pattern.compile("<h([1-6])[ >]").matcher(Report.html(run));
    int level = 0;
    while (heading.find()) {
      int next = Integer.parseInt(heading.group(1));
      assertThat(next).isBetween(1, level + 1);
      level = next;
    }
  }

  @Test
  void names_from_the_data_never_become_markup() {
    String html = Report.html(Runs.nastyNames());
    assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    assertThat(html.split("<script>", -1)).hasSize(2);
  }

  @Test
  void the_errors_of_every_attempt_and_reference_are_drawn_and_listed() {
    String html = Report.html(Runs.overfit());
    String figure = html.substring(html.indexOf("<figure "), html.indexOf("</figure>"));
    assertThat(figure.split("<path class=\"line", -1)).hasSize(1 + 3 * 2);
    assertThat(figure)
        .contains(
            "attempt 1: as given", "attempt 3: weight decay 0.01 and early stopping (returned)");
    assertThat(figure).contains("best: epoch 20", "Training stopped early, after epoch 26 of 40");
    assertThat(figure).contains(">constant</text>", ">linear</text>", ">tree</text>");
  }

  @Test
  void a_diverged_run_shows_where_it_broke() {
    String html = Report.html(Runs.diverged());
    assertThat(html)
        .contains(
            "The training loss started at 2.3 and was infinite by epoch 2: training diverged");
  }

  @Test
  void who_wins_is_said_with_its_doubt() {
    assertThat(Report.html(Runs.fine()))
        .contains("The network beats the best simple model, logistic regression");
    assertThat(Report.html(Runs.overfit()))
        .contains(
            "The network loses to logistic regression: accuracy 83.8\u00a0% ±\u00a07.4 against 92.5\u00a0%");
  }

  @Test
  void the_verdict_is_a_short_heading_and_its_numbers_follow() {
    String html = Report.html(Runs.overfit());
    String heading =
        html.substring(html.indexOf("<h1>"), html.indexOf("</h1>"))
            .replaceAll("<span.*</span>", "");
    assertThat(heading).hasSizeLessThan(80).doesNotContain("%");
    assertThat(html.indexOf("Good on the training set (89.5")).isGreaterThan(html.indexOf("</h1>"));
  }

  private static String text(String html) {
    return html.replaceAll("(?s)<(style|script)>.*?</\\1>", "").replaceAll("<[^>]*>", "\n");
  }

  @Test
  void the_finding_is_the_heading_and_the_remedy_the_line_behind_it() {
    String html = Report.html(Runs.mended());
    String heading = html.substring(html.indexOf("<h1>"), html.indexOf("</h1>"));
    assertThat(text(heading).replaceAll("\\s+", " "))
        .endsWith("Vanishing gradient: 6 squashing activations in a row shrink the gradient. ");
    String behind = html.substring(html.indexOf("</h1>") + 5).strip();
    assertThat(behind)
        .startsWith(
            "<p class=\"remedy\">Mended: ReLU instead of sigmoids. Accuracy on the validation");
    assertThat(html).contains("<span class=\"badge good\">fine after mending</span>");
  }

  @Test
  void what_speaks_for_the_finding_stands_before_the_curves() {
    String html = Report.html(Runs.mended());
    assertThat(html.indexOf("id=\"h-causes\"")).isBetween(0, html.indexOf("id=\"h-error\""));
    assertThat(html)
        .contains(
            "<dt>gradient of the first layer over that of the last</dt><dd>0.00011 (limit 0.01)</dd>");
  }

  @Test
  void no_sentence_stands_twice_on_a_page() {
    for (RunDocument run : List.of(Runs.mended(), Runs.fine(), Runs.healthy())) {
      List<String> sentences =
          // Of each column its own reason is told, which another may share.
          text(Report.html(run).replaceAll("<p class=\"note\">[^<]*</p>", ""))
              .lines()
              .map(String::strip)
              .filter(line -> line.matches(".{30,}[.?!]"))
              .toList();
      assertThat(sentences).as(run.name()).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void a_healthy_page_says_so_in_its_heading_and_its_numbers_below() {
    String html = Report.html(Runs.healthy());
    assertThat(html.substring(html.indexOf("<h1>"), html.indexOf("</h1>")))
        .contains("Fine: good on the training set")
        .doesNotContain("%");
    assertThat(html).contains("<p class=\"remedy\">Nothing needs to be mended.</p>");
  }

  @Test
  void every_attempt_says_why_it_was_kept_or_not() {
    String html = Report.html(Runs.mended());
    String attempts = html.substring(html.indexOf("id=\"h-attempts\""));
    assertThat(attempts)
        .contains("The starting point.", "Kept, it has the best held-out estimate: +0.866");
    assertThat(Report.html(Runs.healthy())).doesNotContain("id=\"h-attempts\"");
  }

  @Test
  void what_was_not_examined_is_told_at_the_top() {
    String html = Report.html(Runs.mended());
    assertThat(html.indexOf("Not examined: label noise; plumb doctor RUN does."))
        .isBetween(html.indexOf("</h1>"), html.indexOf("id=\"h-causes\""));
  }

  @Test
  void do_it_again_is_the_call_as_it_was_typed() {
    assertThat(Report.html(Runs.mended().calledBy("./plumb train 'my card.yaml' --time 3m")))
        .contains("<code>./plumb train 'my card.yaml' --time 3m</code>", "card.yaml, with paths");
    assertThat(Report.html(Runs.mended())).contains("Saved as a file there");
  }

  @Test
  void one_number_has_one_margin() {
    String html = Report.html(Runs.fine()).replaceAll("<[^>]*>", " ");
    assertThat(html.split("96.4\u00a0% ±\u00a02.1", -1).length).isGreaterThan(2);
    assertThat(html).doesNotContainPattern("96.4\u00a0% ±\u00a0(?!2\\.1)");
  }

  @Test
  void what_was_tried_is_called_rolled_back_once() {
    String html = Report.html(Runs.overfit());
    assertThat(html)
        .contains("rolled back")
        .doesNotContain("Dropped:", "<span class=\"chip\">dropped");
    assertThat(Report.html(Runs.fine()).replaceAll("(?s)<style>.*?</style>", ""))
        .as("a single attempt was never a choice")
        .doesNotContain("rolled back", ">kept<", ">returned<");
  }

  @Test
  void network_and_update_rule_are_told_at_the_top() {
    String html = Report.html(Runs.fine());
    assertThat(html.indexOf("Adam at rate")).isBetween(0, html.indexOf("h-error"));
    assertThat(html.indexOf("dense ")).isBetween(0, html.indexOf("h-error"));
  }

  @Test
  void the_legend_speaks_of_dropout_only_where_there_is_some() {
    assertThat(Report.html(Runs.fine())).doesNotContain("dropout on");
  }

  @Test
  void many_columns_are_folded_away_but_there() {
    String html = Report.html(Runs.nastyNames());
    assertThat(html).contains("The other 60 columns", "measure 57");
  }

  @Test
  void recall_and_precision_are_those_of_the_matrix() {
    String html = Report.html(Runs.overfit()).replace("\u00a0", " ");
    assertThat(html)
        .containsPattern(
            "(?s)<th scope=\"row\">healthy</th>\\s*<td>85.4 %</td>\\s*<td>82.0 %</td>\\s*<td>48</td>\\s*<td>50</td>");
  }

  /** What a page says, without its markup. */
  private static String text(RunDocument run) {
    return Report.html(run)
        .replaceAll("(?s)<(script|style)>.*?</\\1>", "")
        .replaceAll("<[^>]*>", " ")
        .replace("\u00a0", " ")
        .replaceAll("\\s+", " ");
  }

  @Test
  void a_run_compared_by_balanced_accuracy_shows_that_and_the_accuracy_beside_it() {
    assertThat(text(Runs.rare()))
        .contains(
            "The network beats the best simple model, most frequent class: balanced accuracy 75.0 % ± 15.8 against 50.0 % ± 12.7 on the validation set")
        .contains("Training set 95.8 % balanced accuracy")
        .contains("Balanced accuracy of every model on the same rows")
        .contains("balanced error rate")
        .contains("set loss accuracy balanced accuracy AUC")
        .contains("validation set 0.09 99.0 % ± 1.5 75.0 % ± 15.8 0.875")
        .contains("fraud 50.0 %");
  }

  @Test
  void a_reference_that_was_interrupted_is_not_fitted_and_has_no_numbers() {
    String text = text(Runs.rare());
    assertThat(text)
        .contains("decision tree not fitted not fitted")
        .contains("decision tree – – not fitted not fitted")
        .contains("decision tree: Stopped before it was fitted to its end.")
        .doesNotContain("decision tree 50.0 %");
  }

  @Test
  void runs_of_earlier_versions_have_a_page() throws IOException {
    Path past = Path.of("../core/src/test/resources/past");
    try (Stream<Path> files = Files.walk(past)) {
      List<Path> runs = files.filter(f -> f.endsWith("run.json")).sorted().toList();
      assertThat(runs).hasSizeGreaterThanOrEqualTo(10);
      for (Path run : runs) {
        assertThat(text(RunFolder.read(run)))
            .as(run.toString())
            .contains("of every model on the same rows")
            .doesNotContain("NaN");
      }
    }
    assertThat(text(RunFolder.read(past.resolve("0.1.0/runs/hasty"))))
        .contains("logistic regression not fitted not fitted");
  }

  @Test
  void the_same_run_gives_the_same_page() {
    assertThat(Report.html(Runs.overfit())).isEqualTo(Report.html(Runs.overfit()));
  }
}
