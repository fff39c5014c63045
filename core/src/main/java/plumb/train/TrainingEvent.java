package plumb.train;

import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** What a training run announces. Listeners observe; they change nothing. */
public sealed interface TrainingEvent {
  /**
   * Training begins.
   *
   * @param score by which the best epoch of a network for classes is chosen
   */
  record Started(int epochs, int updatesPerEpoch, int parameters, PrimaryScore score)
      implements TrainingEvent {}

  /**
   * The gradient of an update is there, and nothing has been changed by it yet; announced for every
   * one, so listeners must be quick.
   *
   * @param epoch in progress
   * @param update number of the update that follows, 1 for the first
   * @param batchLoss mean loss of the batch
   * @param step what was computed; its arrays are read, never written, and change with the update
   * @param example index in the training set of each row of the batch; during the announcement only
   */
  record GradientComputed(
      int epoch, long update, double batchLoss, StepView step, IntUnaryOperator example)
      implements TrainingEvent {}

  /** An update was made; announced for every one, so listeners must be quick. */
  record Updated(int epoch, long updates, double batchLoss) implements TrainingEvent {}

  /**
   * An epoch was trained, or the part of it before training was stopped, and measured.
   *
   * @param record of it
   * @param best whether its weights are the best so far
   * @param checkpoint makes a copy of all that is needed to go on from here; during the
   *     announcement only
   */
  record EpochEnded(EpochRecord record, boolean best, Supplier<Checkpoint> checkpoint)
      implements TrainingEvent {}

  /** Training ended. */
  record Ended(StopReason reason) implements TrainingEvent {}
}
