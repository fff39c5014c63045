package plumb.labs;

import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.math.RandomStream;

/** Examples made from examples. */
final class Slices {
  private Slices() {}

  /** Some rows, in the given order; a row may come twice. */
  static Examples rows(Examples examples, int[] rows) {
    int width = examples.inputs().width();
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      examples.inputs().copyRow(rows[i], values, i * width);
    }
    Targets targets =
        switch (examples.targets()) {
          case Targets.Classes(int[] labels, int classes) ->
              new Targets.Classes(IntStream.of(rows).map(r -> labels[r]).toArray(), classes);
          case Targets.Values(float[] all) -> {
            float[] chosen = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
              chosen[i] = all[rows[i]];
            }
            yield new Targets.Values(chosen);
          }
        };
    return new Examples(new Inputs.Floats(values, rows.length, width), targets);
  }

  /** Rows {@code from .. to - 1}. */
  static Examples between(Examples examples, int from, int to) {
    return rows(examples, IntStream.range(from, to).toArray());
  }

  /** The same examples with {@code count} columns of normal random numbers behind the others. */
  static Examples withNoise(Examples examples, int count, RandomStream random) {
    int width = examples.inputs().width();
    int wide = width + count;
    float[] values = new float[examples.rows() * wide];
    for (int row = 0; row < examples.rows(); row++) {
      examples.inputs().copyRow(row, values, row * wide);
      for (int i = 0; i < count; i++) {
        values[row * wide + width + i] = (float) random.normal((long) row * count + i);
      }
    }
    return new Examples(new Inputs.Floats(values, examples.rows(), wide), examples.targets());
  }

  /** The same rows, each with the target of another one. */
  static Examples withTargetsShuffled(Examples examples, RandomStream random) {
    int[] order = IntStream.range(0, examples.rows()).toArray();
    random.permutation(order);
    return new Examples(examples.inputs(), rows(examples, order).targets());
  }

  /** All inputs, row by row. */
  static float[] values(Examples examples) {
    int width = examples.inputs().width();
    float[] values = new float[examples.rows() * width];
    for (int row = 0; row < examples.rows(); row++) {
      examples.inputs().copyRow(row, values, row * width);
    }
    return values;
  }
}
