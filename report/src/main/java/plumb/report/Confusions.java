package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import plumb.report.Page.Cell;
import plumb.report.Page.Confusion;
import plumb.report.Page.ConfusionRow;
import plumb.run.RunDocument;

/** What a confusion matrix says, class by class. */
final class Confusions {
  /** More classes than this are told by the table per class alone. */
  private static final int MOST_CLASSES = 40;

  private static final int SHADES = 10;

  private Confusions() {}

  /** Empty for regression. */
  static List<Confusion> of(RunDocument run) {
    List<List<Integer>> counts = run.confusion();
    int n = counts.size();
    if (n == 0 || run.classes().size() != n || counts.stream().anyMatch(row -> row.size() != n)) {
      return List.of();
    }
    List<ConfusionRow> rows = new ArrayList<>();
    List<List<String>> perClass = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      int truth = c;
      long occurs = counts.get(c).stream().mapToLong(Integer::longValue).sum();
      long predicted = counts.stream().mapToLong(row -> row.get(truth)).sum();
      long right = counts.get(c).get(c);
      perClass.add(
          List.of(
              run.classes().get(c),
              share(right, occurs),
              share(right, predicted),
              Numbers.count(occurs),
              Numbers.count(predicted)));
      rows.add(
          new ConfusionRow(
              run.classes().get(c),
              IntStream.range(0, n)
                  .mapToObj(p -> cell(counts.get(truth).get(p), occurs, truth == p))
                  .toList()));
    }
    boolean small = n <= MOST_CLASSES;
    return List.of(
        new Confusion(
            sentence(run),
            small ? run.classes() : List.of(),
            small ? rows : List.of(),
            new DataTable(
                "Per class: recall is the share of its examples that were found, precision the share of its predictions that were right",
                List.of("class", "recall", "precision", "examples", "predicted"),
                perClass)));
  }

  private static Cell cell(int count, long occurs, boolean right) {
    if (count == 0) {
      return new Cell("0", "zero");
    }
    int shade =
        (int) Math.clamp(Math.ceil((double) SHADES * count / Math.max(1, occurs)), 0, SHADES);
    return new Cell(Numbers.count(count), (right ? "hit" : "miss") + shade);
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "–" : Numbers.percent((double) part / whole);
  }

  private static String sentence(RunDocument run) {
    List<List<Integer>> counts = run.confusion();
    long all = 0;
    long right = 0;
    int most = 0;
    int from = 0;
    int to = 0;
    for (int t = 0; t < counts.size(); t++) {
      for (int p = 0; p < counts.size(); p++) {
        int count = counts.get(t).get(p);
        all += count;
        if (t == p) {
          right += count;
        } else if (count > most) {
          most = count;
          from = t;
          to = p;
        }
      }
    }
    String start =
        "%s of %s on the %s are right."
            .formatted(
                Numbers.count(right),
                Numbers.count(all, "example"),
                Measure.lastName(run.metrics()));
    return most == 0
        ? start
        : start
            + " Most often, %s is taken for %s: %s."
                .formatted(
                    run.classes().get(from), run.classes().get(to), Numbers.count(most, "time"));
  }
}
