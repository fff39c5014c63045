package plumb.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.NetworkSpec;

/** Trains the networks of an ensemble, one after the other. */
public final class EnsembleTrainer {
  /** Labels of the streams below the run's seed; {@link Stepper} and {@link Trainer} use others. */
  private static final long SEEDS = 4;

  private static final long ROWS = 5;

  private final NetworkSpec network;
  private final TrainingSpec spec;
  private final Ensemble ensemble;
  private final Team team;

  /**
   * A trainer.
   *
   * @param network what to train, the same for every member
   * @param spec how; each member has a seed of its own that follows from this one's
   * @param team the threads to compute with; the result does not depend on how many
   */
  public EnsembleTrainer(NetworkSpec network, TrainingSpec spec, Ensemble ensemble, Team team) {
    this.network = network;
    this.spec = spec;
    this.ensemble = ensemble;
    this.team = team;
  }

  /**
   * A network of the ensemble.
   *
   * @param seed of its first weights, the order of its rows and its masks
   * @param rows of the training set it was trained on; a row may be there several times
   * @param result of its training; its training metrics are on these rows
   */
  public record Member(long seed, int[] rows, FitResult result) {}

  /** How a member is trained. */
  public TrainingSpec spec(int member) {
    return spec.withSeed(RandomStream.of(spec.seed()).child(SEEDS).bits(member));
  }

  /**
   * Which rows of the training set a member is trained on.
   *
   * @param rows in the training set
   */
  public int[] rows(int member, int rows) {
    return ensemble.rows(member, rows, RandomStream.of(spec.seed()).child(ROWS));
  }

  /** A way to train one network of the ensemble. */
  @FunctionalInterface
  public interface One {
    /**
     * Trains it.
     *
     * @param member which, from 0 on
     * @param trainer of it
     * @param rows it is trained on
     */
    FitResult train(int member, Trainer trainer, Examples rows);
  }

  /**
   * Trains them all, or as many as there is time for: at least one. A network cut short is left
   * out, for it would count as much as the others; only the first is kept however far it came.
   *
   * @param validation what each stops by; empty to watch its training loss
   * @param listener hears the events of one network after the other
   */
  public List<Member> fit(
      Examples train,
      Optional<Examples> validation,
      Target target,
      TrainingListener listener,
      StopSignal stop) {
    return fit(train, (_, trainer, rows) -> trainer.fit(rows, validation, target, listener, stop));
  }

  /** The same, each network trained in a way of the caller's. */
  public List<Member> fit(Examples train, One one) {
    List<Member> members = new ArrayList<>();
    for (int m = 0; m < ensemble.networks(); m++) {
      int[] rows = rows(m, train.rows());
      FitResult result = one.train(m, new Trainer(network, spec(m), team), train.select(rows));
      boolean cutShort = result.reason() instanceof StopReason.Interrupted;
      if (!cutShort || members.isEmpty()) {
        members.add(new Member(spec(m).seed(), rows, result));
      }
      if (cutShort) {
        break;
      }
    }
    return members;
  }
}
