package plumb.train;

/** Observes a training run. */
@FunctionalInterface
public interface TrainingListener {
  /** Called on the training thread; must not change anything the run uses. */
  void on(TrainingEvent event);

  /** Ignores everything. */
  TrainingListener NONE = _ -> {};
}
