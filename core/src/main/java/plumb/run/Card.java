package plumb.run;

import java.util.List;
import java.util.Optional;
import plumb.data.Targets;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.train.Ensemble;
import plumb.train.PrimaryScore;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/**
 * A complete description of a run: what a card file says, with every default filled in. Immutable;
 * remedies return a new card.
 *
 * @param data which data, and how it is prepared
 * @param network the hidden layers
 * @param head the output layer; empty for the one that suits the task
 * @param loss what training makes small; empty for the one that suits the task
 * @param penalty on the weights
 * @param optimizer update rule, clipping, schedule
 * @param batch examples an update
 * @param epochs passes over the training set
 * @param stopping when to end early
 * @param score by which results are compared; empty for the one that suits the training rows
 * @param ensemble how many networks are trained, and on which rows each
 * @param convention which form of a method is meant where authors differ
 * @param seed of everything random
 */
public record Card(
    DataSettings data,
    List<Layer> network,
    Optional<HeadChoice> head,
    Optional<Loss> loss,
    Penalty penalty,
    Optimizer optimizer,
    int batch,
    int epochs,
    Stopping stopping,
    Optional<PrimaryScore> score,
    Ensemble ensemble,
    Convention convention,
    long seed) {
  public Card {
    network = List.copyOf(network);
  }

  /** Of one network, compared by the score that suits the training rows. */
  public Card(
      DataSettings data,
      List<Layer> network,
      Optional<HeadChoice> head,
      Optional<Loss> loss,
      Penalty penalty,
      Optimizer optimizer,
      int batch,
      int epochs,
      Stopping stopping,
      Convention convention,
      long seed) {
    this(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        Optional.empty(),
        Ensemble.SINGLE,
        convention,
        seed);
  }

  /** The same with other hidden layers. */
  public Card withNetwork(List<Layer> network) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another penalty. */
  public Card withPenalty(Penalty penalty) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another optimizer. */
  public Card withOptimizer(Optimizer optimizer) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another number of epochs. */
  public Card withEpochs(int epochs) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another batch size. */
  public Card withBatch(int batch) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another rule for stopping early. */
  public Card withStopping(Stopping stopping) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another seed. */
  public Card withSeed(long seed) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same on other data. */
  public Card withData(DataSettings data) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another head. */
  public Card withHead(Optional<HeadChoice> head) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another loss. */
  public Card withLoss(Optional<Loss> loss) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same with another ensemble. */
  public Card withEnsemble(Ensemble ensemble) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /** The same compared by another score. */
  public Card withScore(Optional<PrimaryScore> score) {
    return new Card(
        data,
        network,
        head,
        loss,
        penalty,
        optimizer,
        batch,
        epochs,
        stopping,
        score,
        ensemble,
        convention,
        seed);
  }

  /**
   * The score that results on these rows are compared by. Who has rare classes repeated until all
   * are as frequent means every class to count as much, in the rows that nobody repeats too.
   *
   * @param train targets of the training rows, as the card prepares them
   * @throws plumb.data.BadInput if the card asks for one that is for the other kind of target
   */
  public PrimaryScore score(Targets train) {
    boolean balanced = data.cleaning().balanced() && train instanceof Targets.Classes;
    return PrimaryScore.of(
        score.isEmpty() && balanced ? Optional.of(PrimaryScore.BALANCED_ACCURACY) : score, train);
  }

  /** How its network is trained on these rows, see {@link #score(Targets)}. */
  public TrainingSpec training(Targets train) {
    return new TrainingSpec(
        optimizer, penalty, batch, epochs, stopping, data.shuffle(), seed, score(train));
  }
}
