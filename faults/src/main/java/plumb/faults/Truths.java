package plumb.faults;

import static plumb.faults.Treatment.*;
import static plumb.run.CauseId.*;

/**
 * What is accepted as right for each kind of plant, fixed before any tool was run. A second name is
 * accepted only where the list of causes has two for the same thing.
 */
final class Truths {
  private Truths() {}

  static final Truth RATE_HIGH =
      Truth.of(LEARNING_RATE_TOO_HIGH, RATE_DOWN, OPTIMIZER).or(OSCILLATION);

  static final Truth RATE_LOW = Truth.of(LEARNING_RATE_TOO_LOW, RATE_UP, OPTIMIZER);

  static final Truth FEW_EPOCHS = Truth.of(TOO_FEW_EPOCHS, MORE_EPOCHS);

  /** A rate too small for plain descent in the time there is: both names say so. */
  static final Truth SLOW =
      Truth.of(SLOW_CONVERGENCE, RATE_UP, OPTIMIZER, MORE_EPOCHS, ACTIVATION)
          .or(LEARNING_RATE_TOO_LOW, TOO_FEW_EPOCHS);

  static final Truth DECAY = Truth.of(PREMATURE_DECAY, SCHEDULE);

  static final Truth CLIPPED = Truth.of(OVER_CLIPPING, CLIP_LOOSER, OPTIMIZER);

  static final Truth OSCILLATES =
      Truth.of(OSCILLATION, RATE_DOWN, OPTIMIZER, SCHEDULE).or(LEARNING_RATE_TOO_HIGH);

  static final Truth SYMMETRIC =
      Truth.of(SYMMETRIC_INITIALIZATION, INITIALIZATION).or(BAD_INITIALIZATION);

  static final Truth INIT = Truth.of(BAD_INITIALIZATION, INITIALIZATION);

  static final Truth VANISHING = Truth.of(VANISHING_GRADIENT, ACTIVATION, SHALLOWER);

  static final Truth SATURATED =
      Truth.of(SATURATED_ACTIVATION, BIAS, INITIALIZATION, ACTIVATION).or(BAD_INITIALIZATION);

  static final Truth DYING = Truth.of(DYING_RELU, BIAS, ACTIVATION).or(BAD_INITIALIZATION);

  static final Truth LINEAR = Truth.of(MISSING_NONLINEARITY, ACTIVATION);

  static final Truth RAW = Truth.of(UNNORMALIZED_INPUT, INPUT_SCALING);

  static final Truth RAW_TARGET = Truth.of(UNSCALED_TARGET, TARGET_SCALING);

  static final Truth CORRUPT = Truth.of(CORRUPT_INPUT, ROWS_OR_LABELS, COLUMNS);

  static final Truth SORTED = Truth.of(UNSHUFFLED_DATA, SHUFFLING);

  static final Truth HEAD = Truth.of(WRONG_HEAD_OR_LOSS, HEAD_OR_LOSS);

  static final Truth SMALL = Truth.of(UNDER_CAPACITY, WIDER, DEEPER);

  static final Truth REGULARIZED = Truth.of(OVER_REGULARIZED, LESS_REGULARIZATION);

  static final Truth OVERFIT =
      Truth.of(OVERFITTING, MORE_REGULARIZATION, NARROWER, SHALLOWER, FEWER_EPOCHS, STOPPING);

  /** Added later than the others: photos had been taken for a healthy base. */
  static final Truth ARCHITECTURE = Truth.of(WRONG_ARCHITECTURE);

  static final Truth SHIFT = Truth.of(TRAIN_VALIDATION_SHIFT, VALIDATION_ROWS, INPUT_SCALING);

  static final Truth LEAK = Truth.of(LEAKAGE, COLUMNS);

  static final Truth MODE =
      Truth.of(TRAIN_TEST_MODE_MISMATCH, DROPOUT_SCALING, LESS_REGULARIZATION);

  static final Truth NOISE =
      Truth.of(LABEL_NOISE, ROWS_OR_LABELS, MORE_REGULARIZATION, STOPPING, FEWER_EPOCHS);

  static final Truth UNINFORMATIVE =
      Truth.of(UNINFORMATIVE_LABELS, ROWS_OR_LABELS, COLUMNS).incurable();

  static final Truth IMBALANCE = Truth.of(CLASS_IMBALANCE, CLASS_WEIGHTS, ROWS_OR_LABELS);
}
