package plumb.symptom;

import java.util.List;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;

/** Some rows of examples. */
public final class Subset {
  private Subset() {}

  /** So many rows, evenly taken; all if there are no more. */
  public static Examples spread(Examples all, int most) {
    int rows = Math.min(most, all.rows());
    return rows == all.rows()
        ? all
        : of(
            all,
            IntStream.range(0, rows).mapToObj(i -> (int) ((long) i * all.rows() / rows)).toList());
  }

  /** Some rows, in the order they are named. */
  public static Examples of(Examples all, List<Integer> rows) {
    int width = all.inputs().width();
    float[] values = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      all.inputs().copyRow(rows.get(i), values, i * width);
    }
    return new Examples(
        new Inputs.Floats(values, rows.size(), width),
        targets(all, rows.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** The targets of some rows, in their order. */
  public static Targets targets(Examples all, int[] rows) {
    return switch (all.targets()) {
      case Targets.Classes(int[] labels, int classes) ->
          new Targets.Classes(IntStream.of(rows).map(row -> labels[row]).toArray(), classes);
      case Targets.Values(float[] numbers) -> {
        float[] some = new float[rows.length];
        for (int i = 0; i < some.length; i++) {
          some[i] = numbers[rows[i]];
        }
        yield new Targets.Values(some);
      }
    };
  }
}
