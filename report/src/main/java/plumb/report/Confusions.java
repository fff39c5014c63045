package plumb.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.report.Page.Cell;
import plumb.report.Page.Confusion;
import plumb.report.Page.ConfusionRow;
import plumb.run.RunDocument;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

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
            beside(run),
            new DataTable(
                "Per class: recall is the share of its examples that were found, precision the share of its predictions that were right",
                List.of("class", "recall", "precision", "examples", "predicted"),
                perClass)));
  }

  /**
   * What stands beside the accuracy, a row a set; a column that no set has is left out. Recall by
   * class is in the table per class.
   */
  private static DataTable beside(RunDocument run) {
    Map<String, Metrics.Classification> sets = new LinkedHashMap<>();
    add(sets, "training set", Optional.of(run.metrics().train()));
    add(sets, "validation set", run.metrics().validation());
    add(sets, "test set", run.metrics().test());
    List<String> head = new ArrayList<>(List.of("set", "loss", "accuracy"));
    boolean byClass = sets.values().stream().anyMatch(m -> m.byClass().isPresent());
    boolean auc = sets.values().stream().anyMatch(m -> m.auc().isPresent());
    if (byClass) {
      head.add("balanced accuracy");
    }
    if (auc) {
      head.add("AUC");
    }
    List<List<String>> rows = new ArrayList<>();
    sets.forEach((name, m) -> {
      List<String> row =
          new ArrayList<>(
              List.of(name, Numbers.plain(m.loss()), accuracy(PrimaryScore.ACCURACY, m)));
      if (byClass) {
        row.add(m.byClass().isPresent() ? accuracy(PrimaryScore.BALANCED_ACCURACY, m) : "–");
      }
      if (auc) {
        row.add(m.auc().isPresent() ? Numbers.decimals(m.auc().getAsDouble()) : "–");
      }
      rows.add(row);
    });
    String explained =
        "The network in other numbers"
            + (byClass
                ? "; balanced accuracy is the mean of the recalls, so that every class counts as much"
                : "")
            + (auc
                ? "; AUC is the chance that a row of a class is given more for it than another row, 0.5 for guessing"
                : "");
    return new DataTable(explained, head, rows);
  }

  private static String accuracy(PrimaryScore which, Metrics metrics) {
    return new Measure(which).scoreWithMargin(metrics);
  }

  private static void add(
      Map<String, Metrics.Classification> sets, String name, Optional<Metrics> metrics) {
    if (metrics.orElse(null) instanceof Metrics.Classification c) {
      sets.put(name, c);
    }
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
