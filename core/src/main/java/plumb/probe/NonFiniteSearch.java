package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import plumb.nn.Expected;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.probe.NonFinite.Place;
import plumb.train.StepView;

/** Looks for numbers that are none, on the way from the rows to the loss. */
final class NonFiniteSearch {
  private NonFiniteSearch() {}

  /**
   * What is found.
   *
   * @param rows of the batch; empty if it is not a matter of rows
   */
  record Found(Place place, int layer, List<Integer> rows) {}

  /** The first place of a step whose loss is not finite. */
  static Found in(StepView step) {
    List<Integer> rows = rows(step.inputs(), step.rows(), step.network().inputs());
    if (!rows.isEmpty()) {
      return new Found(Place.INPUTS, -1, rows);
    }
    if (step.expected() instanceof Expected.Values(float[] values)) {
      rows = rows(values, step.rows(), 1);
      if (!rows.isEmpty()) {
        return new Found(Place.TARGETS, -1, rows);
      }
    }
    OptionalInt broken = brokenParameters(step);
    if (broken.isPresent()) {
      return new Found(Place.PARAMETERS, broken.getAsInt(), List.of());
    }
    int head = step.network().layers().size();
    for (int layer = 0; layer <= head; layer++) {
      float[] outputs = step.outputs(layer);
      rows = rows(outputs, step.rows(), Widths.of(step.network(), layer));
      if (!rows.isEmpty()) {
        return new Found(Place.OUTPUTS, layer, rows);
      }
    }
    return new Found(Place.LOSS, head, List.of());
  }

  /** The first layer with a parameter that is not finite. */
  static OptionalInt brokenParameters(StepView step) {
    for (Segment segment : ParameterLayout.of(step.network()).segments()) {
      if (!finite(step.parameters(), segment.offset(), segment.end())) {
        return OptionalInt.of(segment.layer());
      }
    }
    return OptionalInt.empty();
  }

  private static List<Integer> rows(float[] values, int rows, int width) {
    List<Integer> found = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (!finite(values, row * width, (row + 1) * width)) {
        found.add(row);
      }
    }
    return found;
  }

  static boolean finite(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
