package plumb.train;

/** What a training run announces. Listeners observe; they change nothing. */
public sealed interface TrainingEvent {
  /** Training begins. */
  record Started(int epochs, int updatesPerEpoch, int parameters) implements TrainingEvent {}

  /** An update was made; announced for every one, so listeners must be quick. */
  record Updated(int epoch, long updates, double batchLoss) implements TrainingEvent {}

  /** An epoch was trained and measured. */
  record EpochEnded(EpochRecord record, boolean best) implements TrainingEvent {}

  /** Training ended. */
  record Ended(StopReason reason) implements TrainingEvent {}
}
