package plumb.nn;

/** One entry of a network's description. Descriptions are data; the engines interpret them. */
public sealed interface Layer {
  /**
   * Every unit sees every input: {@code z = x W + b}.
   *
   * @param units how many, at least 1
   * @param init how the weights start
   * @param bias where the biases start
   */
  record Dense(int units, Init init, float bias) implements Layer {
    /** With the initialization that suits the activation behind it, and biases 0. */
    public Dense(int units) {
      this(units, Init.AUTO, 0);
    }

    public Dense {
      atLeast(1, units, "units");
    }
  }

  /**
   * Applies an activation to every number of the layer before it.
   *
   * @param function which
   */
  record Activate(Activation function) implements Layer {}

  /**
   * Drops units at random while training (lecture: "Dropout").
   *
   * @param dropProbability chance of a unit to be dropped, in {@code [0, 1)}; never the chance to
   *     be kept
   * @param mask how often a new mask is drawn
   * @param scaling where the missing units are made up for
   */
  record Dropout(float dropProbability, MaskScope mask, DropoutScaling scaling) implements Layer {
    /** As most practitioners expect it today: a mask an example, scaled in training. */
    public Dropout(float dropProbability) {
      this(dropProbability, MaskScope.EXAMPLE, DropoutScaling.TRAINING);
    }

    public Dropout {
      if (!(dropProbability >= 0 && dropProbability < 1)) {
        throw new IllegalArgumentException(
            "the probability to drop a unit must be at least 0 and below 1, not "
                + dropProbability);
      }
    }

    /** The probability to be kept, in double precision. */
    double keep() {
      return 1.0 - dropProbability;
    }

    /** What the units that are left are multiplied by in training. */
    float survivors() {
      return scaling == DropoutScaling.TRAINING ? 1 / (1 - dropProbability) : 1;
    }

    /** What every unit is multiplied by afterwards. */
    float afterwards() {
      return scaling == DropoutScaling.TEST ? 1 - dropProbability : 1;
    }
  }

  /**
   * Each unit is the largest of {@code pieces} weighted sums; unit {@code j} owns the sums {@code j
   * * pieces .. (j + 1) * pieces - 1}, fixed when the layer is built (lecture: "Maxout").
   *
   * @param units how many, at least 1
   * @param pieces sums a unit, at least 2
   * @param init how the weights start
   * @param bias where the biases start
   */
  record Maxout(int units, int pieces, Init init, float bias) implements Layer {
    /** With He's initialization and biases 0. */
    public Maxout(int units, int pieces) {
      this(units, pieces, Init.AUTO, 0);
    }

    public Maxout {
      atLeast(1, units, "units");
      atLeast(2, pieces, "pieces");
    }
  }

  /** How often dropout draws a new mask. */
  enum MaskScope {
    /** One mask for the whole mini-batch, as the lecture has it. */
    BATCH,
    /** One mask for every example. */
    EXAMPLE
  }

  /** Where dropout makes up for the missing units. */
  enum DropoutScaling {
    /** Survivors are divided by {@code 1 - p} in training; nothing to do afterwards. */
    TRAINING,
    /** Weights that leave a droppable unit are multiplied by {@code 1 - p} afterwards (lecture). */
    TEST,
    /** Never: training and test then disagree. Here only so that a broken run can be described. */
    NONE
  }

  private static void atLeast(int least, int given, String what) {
    if (given < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, not %d".formatted(what, least, given));
    }
  }
}
