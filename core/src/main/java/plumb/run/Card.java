package plumb.run;

import java.util.List;
import java.util.Optional;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.train.Ensemble;
import plumb.train.Stopping;

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
    Ensemble ensemble,
    Convention convention,
    long seed) {
  public Card {
    network = List.copyOf(network);
  }

  /** Of one network. */
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
        ensemble,
        convention,
        seed);
  }
}
