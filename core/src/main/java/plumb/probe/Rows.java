package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.nn.Expected;

/**
 * Examples one at a time in double precision.
 *
 * @param inputs of each row
 * @param expected of each row
 */
record Rows(List<double[]> inputs, List<Expected> expected) {
  Rows {
    inputs = List.copyOf(inputs);
    expected = List.copyOf(expected);
  }

  int count() {
    return inputs.size();
  }

  /** The rows of a set, evenly spread over it if they are more than {@code most}. */
  static Rows of(Examples examples, int most) {
    int count = Math.min(most, examples.rows());
    int width = examples.inputs().width();
    float[] row = new float[width];
    List<double[]> inputs = new ArrayList<>();
    List<Expected> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = (int) ((long) i * examples.rows() / count);
      examples.inputs().copyRow(at, row, 0);
      inputs.add(doubles(row));
      expected.add(
          switch (examples.targets()) {
            case Targets.Classes(int[] labels, int _) ->
                new Expected.Classes(new int[] {labels[at]});
            case Targets.Values(float[] values) -> new Expected.Values(new float[] {values[at]});
          });
    }
    return new Rows(inputs, expected);
  }

  /** At most so many of the examples, evenly spread. */
  static Examples some(Examples examples, int most) {
    if (examples.rows() <= most) {
      return examples;
    }
    int width = examples.inputs().width();
    float[] inputs = new float[most * width];
    int[] labels = new int[most];
    float[] values = new float[most];
    for (int i = 0; i < most; i++) {
      int at = (int) ((long) i * examples.rows() / most);
      examples.inputs().copyRow(at, inputs, i * width);
      switch (examples.targets()) {
        case Targets.Classes(int[] all, int _) -> labels[i] = all[at];
        case Targets.Values(float[] all) -> values[i] = all[at];
      }
    }
    return new Examples(
        new Inputs.Floats(inputs, most, width),
        switch (examples.targets()) {
          case Targets.Classes(int[] _, int classes) -> new Targets.Classes(labels, classes);
          case Targets.Values _ -> new Targets.Values(values);
        });
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
