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

  private static final int ASKED = 200;

  /** Training rows that are looked through. */
  private static final int MOST_ROWS = 50_000;

  /** Inputs that are compared; a near twin is near in any of them. */
  private static final int MOST_INPUTS = 48;

  private static final int FEWEST_ROWS = 50;

  /** The neighbours whose distances tell the density and the dimension. */
  private static final int NEAR = 10;

  private static final int FAR = 40;

  /** A twin is nearer than this share of the distance to neighbour {@link #NEAR}. */
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

  /** Where other rows have the same answer more often, that of twins says nothing. */
  private static final double SAME_ANYWAY = 0.9;

  private static final double LEAST = 0.25;

  @Override
  public CauseId id() {
    return CauseId.LEAKAGE;
  }

  @Override
  public String kind() {
    return KIND;
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
    int[] knownRows = TableSample.some(IntStream.range(0, train.rows()).toArray(), MOST_ROWS);
    EncodedRows asked = EncodedRows.of(held.inputs(), askedRows, gauge);
    EncodedRows known = EncodedRows.of(inputs, knownRows, gauge);
    double[] first = new double[asked.rows()];
    int[] nearest = new int[asked.rows()];
    double[] near = new double[asked.rows()];
    double[] dimensions = new double[asked.rows()];
    for (int i = 0; i < near.length; i++) {
      float[] distances = known.distances(asked, i);
      for (int k = 0; k < distances.length; k++) {
        // Equal rows are another matter.
        distances[k] = distances[k] == 0 ? Float.POSITIVE_INFINITY : distances[k];
      }
      int[] order = EncodedRows.nearest(distances, FAR);
      if (order.length < FAR) {
        return List.of();
      }
      nearest[i] = order[0];
      first[i] = Math.sqrt(distances[order[0]]);
      near[i] = Math.sqrt(distances[order[NEAR - 1]]);
      double far = Math.sqrt(distances[order[FAR - 1]]);
      dimensions[i] =
          far > near[i]
              ? StrictMath.log((double) FAR / NEAR) / StrictMath.log(far / near[i])
              : Double.POSITIVE_INFINITY;
    }
    // Of NEAR rows within a distance, NEAR * r^dimension lie within a share r of it.
    double radius = Math.min(TWIN, StrictMath.pow(BY_CHANCE / NEAR, 1 / median(dimensions)));
    if (!(radius >= TOO_NEAR)) {
      return List.of();
    }
    List<int[]> twins = new ArrayList<>();
    for (int i = 0; i < near.length; i++) {
      if (first[i] < radius * near[i]) {
        twins.add(new int[] {askedRows[i], knownRows[nearest[i]]});
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

  /** Whether twins have the same answer, and others have not. */
  private static boolean alike(List<int[]> twins, Targets train, Targets held) {
    int shift = twins.size() / 2;
    List<int[]> others =
        IntStream.range(0, twins.size())
            .mapToObj(i -> new int[] {twins.get(i)[0], twins.get((i + shift) % twins.size())[1]})
            .toList();
    if (train instanceof Targets.Classes(int[] known, _)
        && held instanceof Targets.Classes(int[] asked, _)) {
      return same(twins, known, asked) >= SAME_CLASS && same(others, known, asked) < SAME_ANYWAY;
    }
    if (train instanceof Targets.Values(float[] known)
        && held instanceof Targets.Values(float[] asked)) {
      double apart = apart(twins, known, asked);
      return apart <= SAME_NUMBER * apart(others, known, asked) && apart(others, known, asked) > 0;
    }
    return false;
  }

  private static double same(List<int[]> pairs, int[] known, int[] asked) {
    long same = pairs.stream().filter(pair -> asked[pair[0]] == known[pair[1]]).count();
    return (double) same / pairs.size();
  }

  private static double apart(List<int[]> pairs, float[] known, float[] asked) {
    return median(
        pairs.stream().mapToDouble(pair -> Math.abs(asked[pair[0]] - known[pair[1]])).toArray());
  }

  @Override
  public CausePage page() {
    return LeakPages.of(KIND, List.of(), LeakPages.limit(KIND, 1, 100 * FEW, 100 * TWIN));
  }
}
