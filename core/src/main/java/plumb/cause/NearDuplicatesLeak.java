package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import plumb.cause.EncodedRows.Gauge;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/**
 * Validation rows that have a near twin among the training rows, as when rows are copied with a
 * little noise, rounded or measured twice before they are divided. Near means much nearer than the
 * density of the rows around makes likely: the number of rows within a distance grows with the
 * power of their dimension, which is taken from the distances themselves.
 */
final class NearDuplicatesLeak implements DataQuestion {
  static final String KIND = "near-duplicates";

  private static final int ASKED = 300;
  private static final int SAMPLE = 2000;

  /** Inputs that are compared; a near twin is near in any of them. */
  private static final int MOST_INPUTS = 64;

  private static final int FEWEST_ROWS = 100;

  /** The neighbours in the sample whose distances tell the density and the dimension. */
  private static final int NEAR = 10;

  private static final int FAR = 40;

  /** A twin is nearer than this share of the distance to neighbour {@link #NEAR} of the sample. */
  private static final double TWIN = 0.1;

  /** Rows that would be that near by chance. */
  private static final double BY_CHANCE = 0.05;

  /** Nearer than this share no chance is told from rounding. */
  private static final double TOO_NEAR = 0.01;

  /** Fewer rows with a twin cannot matter. */
  private static final double FEW = 0.2;

  /** Twins have the same class this often, or targets within this share of the deviation. */
  private static final double SAME_CLASS = 0.95;

  private static final double SAME_NUMBER = 0.1;

  private static final double LEAST = 0.25;

  @Override
  public CauseId id() {
    return CauseId.LEAKAGE;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Examples train = data.data().train();
    return data.data()
        .validation()
        .filter(held -> held.rows() >= FEWEST_ROWS && train.rows() >= FEWEST_ROWS)
        .map(held -> ask(train, held))
        .orElse(List.of());
  }

  private static List<Finding> ask(Examples train, Examples held) {
    Inputs inputs = train.inputs();
    Gauge gauge = Gauge.of(inputs, new boolean[inputs.width()], MOST_INPUTS);
    if (gauge.width() < 2) {
      return List.of();
    }
    int[] askedRows = TableSample.some(IntStream.range(0, held.rows()).toArray(), ASKED);
    int[] allRows = IntStream.range(0, train.rows()).toArray();
    EncodedRows asked = EncodedRows.of(held.inputs(), askedRows, gauge);
    EncodedRows some = EncodedRows.of(inputs, TableSample.some(allRows, SAMPLE), gauge);
    double[] near = new double[asked.rows()];
    double[] dimensions = new double[asked.rows()];
    for (int i = 0; i < near.length; i++) {
      float[] distances = some.distances(asked, i);
      int[] nearest = EncodedRows.nearest(distances, FAR);
      near[i] = Math.sqrt(distances[nearest[NEAR - 1]]);
      double far = Math.sqrt(distances[nearest[nearest.length - 1]]);
      dimensions[i] =
          near[i] > 0 && far > near[i]
              ? StrictMath.log((double) nearest.length / NEAR) / StrictMath.log(far / near[i])
              : Double.POSITIVE_INFINITY;
    }
    double dimension = median(dimensions);
    // Within a share r of the distance to neighbour NEAR there are NEAR * r^dimension rows of the
    // sample, and of all rows as many more as there are.
    double expected = NEAR * (double) train.rows() / some.rows();
    double radius = Math.min(TWIN, StrictMath.pow(BY_CHANCE / expected, 1 / dimension));
    if (!(radius >= TOO_NEAR)) {
      return List.of();
    }
    EncodedRows all = EncodedRows.of(inputs, allRows, gauge);
    List<int[]> twins = new ArrayList<>();
    for (int i = 0; i < near.length; i++) {
      float limit = (float) (radius * near[i] * radius * near[i]);
      int twin = near[i] > 0 ? all.firstWithin(asked, i, limit) : -1;
      if (twin >= 0) {
        twins.add(new int[] {askedRows[i], twin});
      }
    }
    double share = (double) twins.size() / asked.rows();
    if (share < FEW || !alike(twins, train.targets(), held.targets())) {
      return List.of();
    }
    return List.of(
        new Finding(
            CauseId.LEAKAGE,
            Math.min(0.9, LEAST + (1 - LEAST) * share),
            Evidence.ofKind(
                KIND,
                Reading.of("shareWithATwin", share, FEW, Unit.SHARE),
                Reading.of("nearerThan", radius, Unit.SHARE)),
            Wording.of("leakage.near-duplicates", 100 * share, 1 / radius),
            List.of()));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static boolean alike(List<int[]> twins, Targets train, Targets held) {
    if (train instanceof Targets.Classes(int[] known, _)
        && held instanceof Targets.Classes(int[] asked, _)) {
      long same = twins.stream().filter(twin -> asked[twin[0]] == known[twin[1]]).count();
      return same >= SAME_CLASS * twins.size();
    }
    if (train instanceof Targets.Values(float[] known)
        && held instanceof Targets.Values(float[] asked)) {
      double[] all = IntStream.range(0, asked.length).mapToDouble(i -> asked[i]).toArray();
      double[] apart =
          twins.stream().mapToDouble(twin -> Math.abs(asked[twin[0]] - known[twin[1]])).toArray();
      return median(apart) <= SAME_NUMBER * Math.sqrt(Ordered.variance(all));
    }
    return false;
  }

  @Override
  public CausePage page() {
    return LeakPages.of(KIND, List.of(), LeakPages.limit(KIND, 1, 100 * FEW, 100 * TWIN));
  }
}
