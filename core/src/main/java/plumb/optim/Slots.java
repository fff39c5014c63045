package plumb.optim;

import java.util.Arrays;
import java.util.List;

/**
 * What an update rule remembers between steps: arrays as long as the parameters, and the number of
 * steps made. Travels with a checkpoint.
 */
public final class Slots {
  private final float[][] arrays;
  private long step;

  private Slots(float[][] arrays) {
    this.arrays = arrays;
  }

  /** How many arrays a rule remembers. */
  public static int count(UpdateRule rule) {
    return switch (rule) {
      case UpdateRule.Sgd _ -> 0;
      case UpdateRule.Momentum _,
          UpdateRule.Nesterov _,
          UpdateRule.Adagrad _,
          UpdateRule.RmsProp _ ->
          1;
      case UpdateRule.Adam _, UpdateRule.AdamW _ -> 2;
    };
  }

  /** The memory of a rule before its first step: all 0, or what the rule starts from. */
  public static Slots of(UpdateRule rule, int parameters) {
    float[][] arrays = new float[count(rule)][parameters];
    if (rule instanceof UpdateRule.Adagrad adagrad) {
      Arrays.fill(arrays[0], (float) adagrad.start());
    }
    return new Slots(arrays);
  }

  /** One of the arrays; changed by the rule. */
  public float[] array(int index) {
    return arrays[index];
  }

  /** Steps made so far. */
  public long step() {
    return step;
  }

  void next() {
    step++;
  }

  /**
   * A copy of what the rule remembers.
   *
   * @param step steps made
   * @param arrays in the order of the rule
   */
  public record Memory(long step, List<float[]> arrays) {
    public Memory {
      arrays = List.copyOf(arrays);
    }
  }

  /** A copy, untouched by later steps. */
  public Memory copy() {
    return new Memory(step, Arrays.stream(arrays).map(float[]::clone).toList());
  }

  /**
   * Takes over what a rule remembered.
   *
   * @throws IllegalArgumentException if it was another rule, or for other parameters
   */
  public void restore(Memory memory) {
    int[] lengths = Arrays.stream(arrays).mapToInt(array -> array.length).toArray();
    int[] given = memory.arrays().stream().mapToInt(array -> array.length).toArray();
    if (!Arrays.equals(lengths, given)) {
      throw new IllegalArgumentException(
          "the rule keeps arrays of %s numbers, not %s"
              .formatted(Arrays.toString(lengths), Arrays.toString(given)));
    }
    for (int i = 0; i < arrays.length; i++) {
      System.arraycopy(memory.arrays().get(i), 0, arrays[i], 0, lengths[i]);
    }
    step = memory.step();
  }
}
