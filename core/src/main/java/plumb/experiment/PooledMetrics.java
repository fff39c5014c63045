package plumb.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.Prepared;
import plumb.train.Metrics;

/** Results of several parts of some rows, as one result. */
final class PooledMetrics {
  private PooledMetrics() {}

  /** The mean of results on overlapping rows, such as those that each fold was trained on. */
  static Metrics mean(List<Metrics> parts, int rows) {
    return switch (parts.getFirst()) {
      case Metrics.Classification _ -> {
        List<Metrics.Classification> all =
            parts.stream().map(m -> (Metrics.Classification) m).toList();
        yield new Metrics.Classification(
            mean(all.stream().mapToDouble(Metrics.Classification::loss).toArray()),
            mean(all.stream().mapToDouble(Metrics.Classification::accuracy).toArray()),
            rows,
            all.getFirst().byClass().map(first -> byClass(all, first.recalls().size())),
            OptionalDouble.empty());
      }
      case Metrics.Regression _ -> {
        List<Metrics.Regression> all = parts.stream().map(m -> (Metrics.Regression) m).toList();
        yield new Metrics.Regression(
            mean(all.stream().mapToDouble(Metrics.Regression::loss).toArray()),
            mean(all.stream().mapToDouble(Metrics.Regression::rmse).toArray()),
            mean(all.stream().mapToDouble(Metrics.Regression::mae).toArray()),
            mean(all.stream().mapToDouble(Metrics.Regression::r2).toArray()),
            mean(all.stream().mapToDouble(Metrics.Regression::r2StandardError).toArray()),
            rows);
      }
    };
  }

  private static double mean(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
  }

  private static Metrics.ByClass byClass(List<Metrics.Classification> all, int classes) {
    List<Metrics.ByClass> parts = all.stream().map(c -> c.byClass().orElseThrow()).toList();
    List<Double> recalls = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      int which = k;
      recalls.add(
          parts.stream()
              .mapToDouble(p -> p.recalls().get(which))
              .filter(r -> !Double.isNaN(r))
              .average()
              .orElse(Double.NaN));
    }
    return new Metrics.ByClass(
        mean(parts.stream().mapToDouble(Metrics.ByClass::balancedAccuracy).toArray()),
        mean(parts.stream().mapToDouble(Metrics.ByClass::standardError).toArray()),
        recalls);
  }

  /**
   * Of classes that rows were taken for.
   *
   * @param repeats how often each row was asked about: it is one row all the same
   */
  static Metrics ofClasses(double loss, int[] said, int[] truth, int classes, int repeats) {
    int[] rows = new int[classes];
    int[] right = new int[classes];
    for (int i = 0; i < said.length; i++) {
      rows[truth[i]]++;
      right[truth[i]] += said[i] == truth[i] ? 1 : 0;
    }
    Metrics.ByClass counted = Metrics.ByClass.of(rows, right);
    return new Metrics.Classification(
        loss,
        (double) IntStream.of(right).sum() / said.length,
        Math.max(1, said.length / repeats),
        Optional.of(
            new Metrics.ByClass(
                counted.balancedAccuracy(),
                counted.standardError() * Math.sqrt(repeats),
                counted.recalls())),
        OptionalDouble.empty());
  }

  /**
   * Of results on the held-out rows of folds, which together are all rows, some of them several
   * times.
   */
  static Metrics heldOut(List<Metrics> parts, Prepared whole, List<Prepared> folds) {
    int asked = parts.stream().mapToInt(Metrics::rows).sum();
    int rows = whole.train().rows();
    double repeats = Math.max(1, (double) asked / rows);
    double loss = parts.stream().mapToDouble(m -> m.loss() * m.rows()).sum() / asked;
    if (parts.getFirst() instanceof Metrics.Classification) {
      return classes(parts, folds, loss, rows, asked, repeats);
    }
    double scale = whole.encoding().target() instanceof Target.Regression(_, _, double s) ? s : 1;
    double squares = 0;
    double sizes = 0;
    for (Metrics part : parts) {
      Metrics.Regression r = (Metrics.Regression) part;
      squares += r.rmse() * r.rmse() * r.rows() / (scale * scale);
      sizes += r.mae() * r.rows();
    }
    double mean = squares / asked;
    double spread = 0;
    for (Metrics part : parts) {
      Metrics.Regression r = (Metrics.Regression) part;
      double off = r.rows() * (r.rmse() * r.rmse() / (scale * scale) - mean);
      spread += off * off;
    }
    double variance = variance(((Targets.Values) whole.train().targets()).values());
    return new Metrics.Regression(
        Double.isFinite(loss) ? loss : mean,
        Math.sqrt(mean) * scale,
        sizes / asked,
        1 - mean / variance,
        Math.sqrt(spread) / asked / variance * Math.sqrt(repeats),
        rows);
  }

  private static Metrics classes(
      List<Metrics> parts, List<Prepared> folds, double loss, int rows, int asked, double repeats) {
    int classes = ((Targets.Classes) folds.getFirst().train().targets()).classes();
    double[] right = new double[classes];
    int[] counts = new int[classes];
    double all = 0;
    for (int f = 0; f < parts.size(); f++) {
      Metrics.Classification part = (Metrics.Classification) parts.get(f);
      int[] labels = ((Targets.Classes) folds.get(f).validation().orElseThrow().targets()).labels();
      int[] own = new int[classes];
      for (int label : labels) {
        own[label]++;
      }
      all += part.accuracy() * part.rows();
      for (int k = 0; k < classes; k++) {
        int which = k;
        counts[k] += own[k];
        right[k] +=
            own[k] == 0 ? 0 : own[k] * part.byClass().map(c -> c.recalls().get(which)).orElse(0.0);
      }
    }
    int[] rounded = Arrays.stream(right).mapToInt(r -> (int) Math.round(r)).toArray();
    Metrics.ByClass counted = Metrics.ByClass.of(counts, rounded);
    return new Metrics.Classification(
        loss,
        all / asked,
        rows,
        Optional.of(
            new Metrics.ByClass(
                counted.balancedAccuracy(),
                counted.standardError() * Math.sqrt(repeats),
                counted.recalls())),
        OptionalDouble.empty());
  }

  static double variance(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / values.length;
  }

  /** The same rows asked about several times are no more rows. */
  static Metrics.Regression asOften(Metrics.Regression all, int repeats) {
    return new Metrics.Regression(
        all.loss(),
        all.rmse(),
        all.mae(),
        all.r2(),
        all.r2StandardError() * Math.sqrt(repeats),
        Math.max(1, all.rows() / repeats));
  }
}
