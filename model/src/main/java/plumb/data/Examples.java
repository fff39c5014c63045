package plumb.data;

import java.util.Arrays;

/**
 * Encoded rows with their targets, ready for a network.
 *
 * @param inputs what the network sees
 * @param targets what it should answer, as many rows
 */
public record Examples(Inputs inputs, Targets targets) {
  public Examples {
    if (inputs.rows() != targets.rows()) {
      throw new IllegalArgumentException(
          "%d rows of inputs but %d targets".formatted(inputs.rows(), targets.rows()));
    }
  }

  /** Number of examples. */
  public int rows() {
    return inputs.rows();
  }

  /**
   * Some of these examples, in another order or several times.
   *
   * @param chosen which rows
   */
  public Examples select(int[] chosen) {
    Targets selected =
        switch (targets) {
          case Targets.Classes(int[] labels, int classes) ->
              new Targets.Classes(Arrays.stream(chosen).map(row -> labels[row]).toArray(), classes);
          case Targets.Values(float[] values) -> {
            float[] some = new float[chosen.length];
            for (int i = 0; i < some.length; i++) {
              some[i] = values[chosen[i]];
            }
            yield new Targets.Values(some);
          }
        };
    return new Examples(new Inputs.Selected(inputs, chosen.clone()), selected);
  }
}
