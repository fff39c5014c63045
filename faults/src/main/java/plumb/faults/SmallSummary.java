package plumb.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the draws of all small tables come to. */
final class SmallSummary {
  /** How far below the best attempt the model that is returned may be in the mean. */
  static final double NEAR = 0.01;

  /** An attempt counts as one of a table where it was made in so large a share of the draws. */
  private static final double USUAL = 0.5;

  private final Map<String, List<DrawResult>> tables = new LinkedHashMap<>();

  private final int asked;

  /**
   * A summary.
   *
   * @param results of the draws that were measured
   * @param asked how many should have been
   */
  SmallSummary(List<DrawResult> results, int asked) {
    this.asked = asked;
    results.forEach(r -> tables.computeIfAbsent(r.table(), _ -> new ArrayList<>()).add(r));
  }

  /**
   * How much better the model that is returned is than another, over the draws of a table.
   *
   * @param mean of the differences of the scores on the rows kept apart
   * @param error standard error of the mean
   * @param below whether it is worse, beyond what the draws vary
   */
  record Difference(double mean, double error, boolean below) {
    static Difference of(List<Double> differences) {
      return new Difference(
          Student.mean(differences),
          Student.standardError(differences),
          Student.below(differences));
    }
  }

  /**
   * A table.
   *
   * @param name of it
   * @param draws how many
   * @param score mean score on the rows kept apart of the model that is returned
   * @param asGiven the difference to the card as given
   * @param line the difference to linear or logistic regression
   * @param constant the difference to the constant answer
   * @param best the attempt with the best mean there, of those made in half of the draws or more
   * @param behindBest by how much the model that is returned is behind it, in the draws that have
   *     it
   * @param behindLuck by how much it is behind the best attempt of every draw, which only somebody
   *     could choose who knew the rows kept apart
   * @param beaten draws in which another attempt is better on training and on validation
   * @param falselyFine draws that are called fine though the constant answer is better there
   * @param seconds mean time of {@code train}
   */
  record Row(
      String name,
      int draws,
      double score,
      Difference asGiven,
      Difference line,
      Difference constant,
      String best,
      double behindBest,
      double behindLuck,
      long beaten,
      long falselyFine,
      double seconds) {
    boolean isBelow() {
      return asGiven.below() || line.below() || constant.below();
    }

    boolean isNearBest() {
      return behindBest <= NEAR;
    }
  }

  List<Row> rows() {
    return tables.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
  }

  private static Row row(String name, List<DrawResult> draws) {
    String best = "";
    double behind = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, List<Double>> entry : behind(draws).entrySet()) {
      double mean = Student.mean(entry.getValue());
      if (entry.getValue().size() >= USUAL * draws.size() && mean > behind) {
        best = entry.getKey();
        behind = mean;
      }
    }
    return new Row(
        name,
        draws.size(),
        mean(draws, DrawResult::handedOver),
        difference(draws, DrawResult::asGiven),
        difference(draws, DrawResult::line),
        difference(draws, DrawResult::constant),
        best,
        behind,
        mean(draws, r -> r.best() - r.handedOver()),
        draws.stream().filter(DrawResult::isBeaten).count(),
        draws.stream().filter(DrawResult::isFalselyFine).count(),
        mean(draws, DrawResult::seconds));
  }

  /** By how much the model that is returned is behind each attempt, in the draws that have it. */
  private static Map<String, List<Double>> behind(List<DrawResult> draws) {
    Map<String, List<Double>> behind = new LinkedHashMap<>();
    for (DrawResult draw : draws) {
      Map<String, Double> own = new LinkedHashMap<>();
      // Of two attempts of one title the first counts.
      draw.attempts().forEach(a -> own.putIfAbsent(a.title(), a.apart() - draw.handedOver()));
      own.forEach((title, by) -> behind.computeIfAbsent(title, _ -> new ArrayList<>()).add(by));
    }
    return behind;
  }

  private static Difference difference(List<DrawResult> draws, ToDoubleFunction<DrawResult> other) {
    return Difference.of(draws.stream().map(r -> r.handedOver() - other.applyAsDouble(r)).toList());
  }

  private static double mean(List<DrawResult> draws, ToDoubleFunction<DrawResult> number) {
    return Student.mean(draws.stream().map(number::applyAsDouble).toList());
  }

  /** Attempts that did not come out the same when trained again, whose scores are not the run's. */
  long unlike() {
    return tables.values().stream()
        .flatMap(List::stream)
        .flatMap(r -> r.attempts().stream())
        .filter(a -> !a.same())
        .count();
  }

  /** Everything for people. */
  String text() {
    List<Row> rows = rows();
    StringBuilder text =
        new StringBuilder(
            "| table | draws | score apart | over the card as given | over the line | over the constant | best attempt in the mean | behind it | behind the best of each draw | beaten on both | falsely fine | seconds |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.3f | %s | %s | %s | %s | %.3f%s | %.3f | %d | %d | %.1f |%n",
              row.name(),
              row.draws(),
              row.score(),
              shown(row.asGiven()),
              shown(row.line()),
              shown(row.constant()),
              row.best(),
              row.behindBest(),
              row.isNearBest() ? "" : " (too far)",
              row.behindLuck(),
              row.beaten(),
              row.falselyFine(),
              row.seconds()));
    }
    text.append('\n').append(conditions(rows));
    return text.toString();
  }

  private static String shown(Difference difference) {
    return String.format(
        Locale.ROOT,
        "%+.3f ± %.3f%s",
        difference.mean(),
        2 * difference.error(),
        difference.below() ? " (below)" : "");
  }

  private String conditions(List<Row> rows) {
    long given = rows.stream().filter(r -> r.asGiven().below()).count();
    long line = rows.stream().filter(r -> r.line().below()).count();
    long constant = rows.stream().filter(r -> r.constant().below()).count();
    long far = rows.stream().filter(r -> !r.isNearBest()).count();
    long beaten = rows.stream().mapToLong(Row::beaten).sum();
    long fine = rows.stream().mapToLong(Row::falselyFine).sum();
    StringBuilder text = new StringBuilder();
    if (count() < asked) {
      text.append(
          line(
              false, "all draws measured: %d of %d are missing".formatted(asked - count(), asked)));
    }
    text.append(
        line(
            given + line + constant == 0,
            "not below the card as given, the line and the constant beyond noise: below in %d, %d and %d of %d tables (by chance about %.1f of the %d comparisons, were all alike)"
                .formatted(
                    given, line, constant, rows.size(), 0.025 * 3 * rows.size(), 3 * rows.size())));
    text.append(
        line(
            far == 0,
            "within %.2f of the attempt that is best in the mean: further in %d of %d tables"
                .formatted(NEAR, far, rows.size())));
    text.append(
        line(
            beaten == 0,
            "no draw where another attempt is better on training and on validation: %d of %d"
                .formatted(beaten, count())));
    text.append(
        line(
            fine == 0,
            "\"fine\" never said below the constant: said in %d of %d draws"
                .formatted(fine, count())));
    text.append(
        String.format(
            Locale.ROOT,
            "%nMean over the tables: %+.4f over the card as given, %+.4f over the line, %+.4f over the constant, %.4f behind the best attempt of each table, %.4f behind the best of each draw.%n",
            Student.mean(rows.stream().map(r -> r.asGiven().mean()).toList()),
            Student.mean(rows.stream().map(r -> r.line().mean()).toList()),
            Student.mean(rows.stream().map(r -> r.constant().mean()).toList()),
            Student.mean(rows.stream().map(Row::behindBest).toList()),
            Student.mean(rows.stream().map(Row::behindLuck).toList())));
    if (unlike() > 0) {
      text.append(
          "%d attempts came out otherwise when trained again: their scores are not those of the run.%n"
              .formatted(unlike()));
    }
    return text.toString();
  }

  private int count() {
    return tables.values().stream().mapToInt(List::size).sum();
  }

  private static String line(boolean passed, String sentence) {
    return "%s: %s%n".formatted(passed ? "pass" : "FAIL", sentence);
  }
}
