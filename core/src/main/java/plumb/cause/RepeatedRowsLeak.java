package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.OwnValidation;
import plumb.treatment.Treatment;
import plumb.treatment.WithoutRows;
import plumb.wording.Wording;

/**
 * Validation rows that were trained on, in every input and the target: rows that were copied before
 * they were divided, or a validation file taken from the training file. Rows of few coarse columns
 * repeat by chance, which is no fault. How much better validation looks for it, only a training
 * without those rows shows, so a small share weighs little.
 */
final class RepeatedRowsLeak implements DataQuestion {
  static final String KIND = "repeated-rows";

  /** Fewer than this share of the validation rows cannot matter. */
  private static final double FEW = 0.05;

  private static final int FEWEST = 10;

  /**
   * Bits of a row beyond those of the number of training rows, above which rows do not repeat by
   * chance: a validation row would have a millionth of a twin if its columns had nothing to do with
   * each other, so there is room for columns that do.
   */
  private static final double BITS = 20;

  /** Where most of the rows are repeated, coarser ones do not do so by chance either. */
  private static final double MOST = 0.6;

  private static final double BITS_OF_MOST = 8;

  /** Rows and inputs whose bits are counted. */
  private static final int SAMPLE = 1000;

  /** A validation file with more training rows than this was taken from them. */
  private static final double COPIED = 0.2;

  /** Half the rows of a class, where that class alone was repeated. */
  private static final double OF_A_CLASS = 0.5;

  private static final int FEWEST_OF_A_CLASS = 20;

  /**
   * Severity of a share of 0; at 1 it is 1. A tenth of the rows is worth a training without them.
   */
  private static final double LEAST = 0.45;

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
    return data.data().validation().map(held -> ask(data, held)).orElse(List.of());
  }

  private static List<Finding> ask(DataCase data, Examples held) {
    Examples train = data.data().train();
    long[] own = keys(train);
    long[] asked = keys(held);
    Set<Long> known = new HashSet<>();
    Arrays.stream(own).forEach(known::add);
    int[] again = IntStream.range(0, asked.length).filter(i -> known.contains(asked[i])).toArray();
    double share = (double) again.length / asked.length;
    double ofClass = ofClass(held, again);
    if (again.length < FEWEST || Math.max(share, ofClass) < FEW) {
      return List.of();
    }
    boolean file = data.card().data().validation() instanceof DataSettings.Validation.File;
    double usual = 1 - (double) known.size() / own.length;
    boolean copied = file && share > COPIED && share > 0.1 + 3 * usual;
    double room = bits(train) - StrictMath.log(own.length) / StrictMath.log(2);
    if (!copied && room <= (share >= MOST ? BITS_OF_MOST : BITS)) {
      return List.of();
    }
    double weight = Math.max(share, ofClass >= OF_A_CLASS ? ofClass : 0);
    return List.of(
        new Finding(
            CauseId.LEAKAGE,
            Math.min(0.95, LEAST + (1 - LEAST) * weight),
            Evidence.ofKind(
                KIND,
                Reading.of("repeatedShare", share, FEW, Unit.SHARE),
                Reading.of("repeatedShareOfAClass", ofClass, OF_A_CLASS, Unit.SHARE),
                Reading.of("repeatedWithinTraining", usual, Unit.SHARE)),
            Wording.of(
                file ? "leakage.repeated-rows.file" : "leakage.repeated-rows.split",
                again.length,
                asked.length,
                100 * share),
            treatments(data, own, asked, file)));
  }

  private static List<Treatment> treatments(DataCase data, long[] own, long[] asked, boolean file) {
    if (file) {
      return List.of(new OwnValidation());
    }
    Set<Long> all = new HashSet<>();
    Arrays.stream(asked).forEach(all::add);
    List<Integer> rows =
        IntStream.range(0, own.length)
            .filter(i -> all.contains(own[i]))
            .mapToObj(i -> data.data().trainRows()[i] + 1)
            .distinct()
            .toList();
    return rows.size() == own.length
        ? List.of()
        : List.of(new WithoutRows(rows, Wording.of("leakage.repeated-rows.rows", rows.size())));
  }

  /** The largest share of repeated rows among those of a class. */
  private static double ofClass(Examples held, int[] again) {
    if (!(held.targets() instanceof Targets.Classes(int[] labels, int classes))) {
      return 0;
    }
    int[] all = new int[classes];
    int[] repeated = new int[classes];
    Arrays.stream(labels).forEach(k -> all[k]++);
    Arrays.stream(again).forEach(i -> repeated[labels[i]]++);
    return IntStream.range(0, classes)
        .filter(k -> all[k] >= FEWEST_OF_A_CLASS)
        .mapToDouble(k -> (double) repeated[k] / all[k])
        .max()
        .orElse(0);
  }

  /** A number for the content of each row; of different rows two are equal once in 2^64 times. */
  static long[] keys(Examples examples) {
    Inputs inputs = examples.inputs();
    long[] keys = new long[inputs.rows()];
    float[] line = new float[inputs.width()];
    for (int row = 0; row < keys.length; row++) {
      inputs.copyRow(row, line, 0);
      long key =
          switch (examples.targets()) {
            case Targets.Classes(int[] labels, _) -> labels[row];
            case Targets.Values(float[] values) -> Float.floatToIntBits(values[row]);
          };
      for (float value : line) {
        key = mixed(key, Float.floatToIntBits(value + 0f));
      }
      keys[row] = key;
    }
    return keys;
  }

  private static long mixed(long key, long value) {
    long mixed = (key ^ value) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  /** Sum of the columns' entropies in bits, of a sample: what a row could at most tell. */
  private static double bits(Examples examples) {
    Inputs inputs = examples.inputs();
    int rows = Math.min(SAMPLE, inputs.rows());
    List<Map<Float, Integer>> counts = new ArrayList<>();
    IntStream.range(0, Math.min(SAMPLE, inputs.width())).forEach(_ -> counts.add(new HashMap<>()));
    float[] line = new float[inputs.width()];
    for (int i = 0; i < rows; i++) {
      inputs.copyRow((int) ((long) i * inputs.rows() / rows), line, 0);
      for (int j = 0; j < counts.size(); j++) {
        counts.get(j).merge(line[j], 1, Integer::sum);
      }
    }
    double bits = 0;
    for (Map<Float, Integer> column : counts) {
      for (int count : column.values()) {
        double p = (double) count / rows;
        bits -= p * StrictMath.log(p) / StrictMath.log(2);
      }
    }
    return bits;
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND,
        List.of(
            Wording.of("leakage.repeated-rows.without"), Wording.of("treatment.own-validation")),
        LeakPages.limit(KIND, 1, 100 * FEW, BITS));
  }
}
