package plumb.run;

import java.util.Locale;

/** Everything that can be wrong with a run, or right with it. */
public enum CauseId {
  HEALTHY,
  VANISHING_GRADIENT,
  EXPLODING_GRADIENT,
  DYING_RELU,
  SATURATED_ACTIVATION,
  BAD_INITIALIZATION,
  SYMMETRIC_INITIALIZATION,
  LEARNING_RATE_TOO_HIGH,
  LEARNING_RATE_TOO_LOW,
  OSCILLATION,
  SLOW_CONVERGENCE,
  TOO_FEW_EPOCHS,
  BATCH_TOO_SMALL,
  PREMATURE_DECAY,
  OVER_CLIPPING,
  UNNORMALIZED_INPUT,
  UNSCALED_TARGET,
  CORRUPT_INPUT,
  CORRUPT_TARGET,
  UNSHUFFLED_DATA,
  WRONG_HEAD_OR_LOSS,
  WRONG_TASK,
  WRONG_ARCHITECTURE,
  MISSING_NONLINEARITY,
  UNDER_CAPACITY,
  OVER_REGULARIZED,
  OVERFITTING,
  TRAIN_VALIDATION_SHIFT,
  LEAKAGE,
  TRAIN_TEST_MODE_MISMATCH,
  LABEL_NOISE,
  UNINFORMATIVE_LABELS,
  CLASS_IMBALANCE,
  IMPLEMENTATION_BUG,
  CANNOT_TELL;

  /** As written in run.json: {@code dying-relu}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As people write it: {@code Dying ReLU}. */
  public String title() {
    String words = id().replace('-', ' ').replace("relu", "ReLU");
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
