package plumb.optim;

import java.util.Arrays;

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

  /** The memory of a rule before its first step: all 0, or what the rule starts from. */
  public static Slots of(UpdateRule rule, int parameters) {
    int count =
        switch (rule) {
          case UpdateRule.Sgd _ -> 0;
          case UpdateRule.Momentum _,
              UpdateRule.Nesterov _,
              UpdateRule.Adagrad _,
              UpdateRule.RmsProp _ ->
              1;
          case UpdateRule.Adam _, UpdateRule.AdamW _ -> 2;
        };
    float[][] arrays = new float[count][parameters];
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
}
