package plumb.train;

import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.math.Team;
import plumb.nn.NetworkSpec;

/** Trains one network on one set of examples. */
public final class Trainer {
  private final NetworkSpec network;
  private final TrainingSpec spec;
  private final Team team;

  /**
   * A trainer.
   *
   * @param network what to train
   * @param spec how
   * @param team the threads to compute with; the result does not depend on how many
   */
  public Trainer(NetworkSpec network, TrainingSpec spec, Team team) {
    this.network = network;
    this.spec = spec;
    this.team = team;
  }

  /**
   * Trains from new weights drawn by the seed. After each epoch both sets are measured the same
   * way: the weights of the end of the epoch, dropout off, penalty apart.
   *
   * @param train what to learn from
   * @param validation what to stop by; empty to watch the training loss
   * @param target how the network's numbers read in the unit of the target
   */
  public FitResult fit(
      Examples train,
      Optional<Examples> validation,
      Target target,
      TrainingListener listener,
      StopSignal stop) {
    if (train.rows() == 0) {
      return new FitResult(
          new float[0], new float[0], 0, new StopReason.AllEpochs(0), java.util.List.of());
    }
    throw new IllegalStateException(
        "no engine yet for %s %s %s %s %s %s"
            .formatted(network, spec, team.size(), train.rows(), validation, target));
  }
}
