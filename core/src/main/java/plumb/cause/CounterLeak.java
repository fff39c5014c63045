package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import plumb.cause.TableSample.Field;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.WithoutColumns;
import plumb.wording.Wording;

/**
 * A column that counts the rows and tells the target, because the file is sorted by it or by
 * something near to it. That it counts is no fault, for it is no input unless the card keeps it.
 */
final class CounterLeak implements SampleQuestion {
  static final String KIND = "counter";

  private static final int FEWEST_HELD = 10;

  /** What a counter must tell of what the most frequent answer or the mean leaves open. */
  private static final double TELLS = 0.1;

  /** Beyond noise: one chance in a hundred, one-sided. */
  private static final double DEVIATIONS = 2.33;

  /** Rows on each side whose targets are asked. */
  private static final int NEIGHBOURS = 3;

  @Override
  public CauseId id() {
    return CauseId.LEAKAGE;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(TableSample sample, List<Tie> ties) {
    if (sample.held() < FEWEST_HELD) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    List<Field> others = sample.columns().stream().filter(f -> f.input() && !f.counter()).toList();
    for (Field field : sample.columns()) {
      // The only input there is can be meant to be one.
      if (field.counter() && !(field.input() && others.isEmpty())) {
        double constant = sample.classes() ? sample.majority() : 0;
        double score = score(field, sample);
        double told = (score - constant) / Math.max(1e-9, 1 - constant);
        double noise = DEVIATIONS * Math.sqrt(Math.max(0, score * (1 - score)) / sample.held());
        if (told >= TELLS && score - constant > noise) {
          found.add(finding(field, sample, score, constant, told - noise));
        }
      }
    }
    return found;
  }

  private static Finding finding(
      Field field, TableSample sample, double score, double constant, double told) {
    return new Finding(
        CauseId.LEAKAGE,
        field.input() ? 0.5 + 0.45 * Math.min(1, told) : 0.1 + 0.85 * Math.min(1, told),
        Evidence.ofKind(
            KIND,
            Reading.of("scoreOfColumnAlone", score, constant + TELLS * (1 - constant), Unit.SCORE),
            Reading.of("usedAsInput", field.input() ? 1 : 0, Unit.COUNT)),
        Wording.of(
            field.input() ? "leakage.counter.input" : "leakage.counter.no-input",
            field.name(),
            sample.classes() ? Wording.of("score.accuracy") : Wording.of("score.r2"),
            score,
            constant),
        field.input() ? List.of(new WithoutColumns(List.of(field.name()))) : List.of());
  }

  /** What the rows that were counted just before and after tell. */
  private static double score(Field field, TableSample sample) {
    double[] x = Arrays.copyOf(field.values(), sample.train());
    int[] order = Ordered.places(x);
    double[] sorted = Arrays.stream(order).mapToDouble(i -> x[i]).toArray();
    double[] asked = Arrays.copyOfRange(sample.target(), sample.train(), sample.rows());
    double right = 0;
    double errors = 0;
    for (int i = 0; i < asked.length; i++) {
      int at = Arrays.binarySearch(sorted, field.values()[sample.train() + i]);
      int middle = at >= 0 ? at : -at - 1;
      int from = Math.max(0, middle - NEIGHBOURS);
      int to = Math.min(sorted.length, middle + NEIGHBOURS);
      double[] near =
          IntStream.range(from, to).mapToDouble(k -> sample.target()[order[k]]).toArray();
      if (sample.classes()) {
        right += mostFrequent(near, sample.labels().size()) == (int) asked[i] ? 1 : 0;
      } else {
        double error = Arrays.stream(near).average().orElse(0) - asked[i];
        errors += error * error;
      }
    }
    double all = Ordered.variance(asked) * asked.length;
    return sample.classes() ? right / asked.length : all == 0 ? 0 : 1 - errors / all;
  }

  private static int mostFrequent(double[] classes, int count) {
    int[] counts = new int[count];
    int best = 0;
    for (double k : classes) {
      counts[(int) k]++;
    }
    for (int k = 1; k < count; k++) {
      best = counts[k] > counts[best] ? k : best;
    }
    return best;
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND, List.of(Wording.of("leakage.without")), LeakPages.limit(KIND, 1, 100 * TELLS));
  }
}
