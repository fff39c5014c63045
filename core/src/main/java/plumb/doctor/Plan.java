package plumb.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import plumb.experiment.Memory;
import plumb.recipe.CardData;
import plumb.recipe.RecipeListener;
import plumb.run.Card;
import plumb.train.StopSignal;

/**
 * What is to be done with a card. Every verdict comes from the same loop; a plan only says how much
 * of it is asked for.
 *
 * @param asks which experiments are made
 * @param mends whether remedies that help change the model that is handed over
 * @param data where the examples of a card come from; several runs, one a thread, may share it
 * @param threads to compute with, at least 1; the result does not depend on it
 * @param epochs bound on the epochs of every training; empty for those of the cards
 * @param goal what counts as good on the training set; empty to take it from the reference models
 * @param time how long everything may take; empty for a limit on work, which gives the same result
 *     on any machine
 * @param stop asked after every update; when it stops, the best model so far is handed over
 * @param listener told what is done
 * @param checkpoint a file that the training of the card goes on from if it is there, and that is
 *     kept up to date
 * @param memory of trainings that an interrupted run made, and of those that are made now
 */
public record Plan(
    Asks asks,
    boolean mends,
    CardData data,
    int threads,
    OptionalInt epochs,
    OptionalDouble goal,
    Optional<Duration> time,
    StopSignal stop,
    RecipeListener listener,
    Optional<Path> checkpoint,
    Memory memory) {
  /** Which experiments are made; what costs no training is always asked. */
  public enum Asks {
    /** None. */
    NOTHING,
    /** Those that find out why something is wrong. */
    WHERE_WRONG,
    /** Also those that may find something wrong with a run that looks healthy. */
    EVERYTHING
  }

  private static Plan usual(Asks asks, boolean mends) {
    return new Plan(
        asks,
        mends,
        CardData.remembered(),
        Runtime.getRuntime().availableProcessors(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        StopSignal.NEVER,
        RecipeListener.NONE,
        Optional.empty(),
        Memory.NONE);
  }

  /** Trains a card; where something is wrong, finds out why and tries remedies. */
  public static Plan train() {
    return usual(Asks.WHERE_WRONG, true);
  }

  /** Trains a card as it stands and judges it. */
  public static Plan once() {
    return usual(Asks.NOTHING, false);
  }

  /** Says what is wrong with a card, or that nothing is. */
  public static Plan diagnose() {
    return usual(Asks.EVERYTHING, false);
  }

  /** The same, and tries remedies. */
  public static Plan repair() {
    return usual(Asks.EVERYTHING, true);
  }

  /** The same with other data. */
  public Plan withData(CardData source) {
    return new Plan(
        asks, mends, source, threads, epochs, goal, time, stop, listener, checkpoint, memory);
  }

  /** The same on so many threads. */
  public Plan withThreads(int count) {
    return new Plan(
        asks, mends, data, count, epochs, goal, time, stop, listener, checkpoint, memory);
  }

  /** The same with a bound on the epochs of every training; empty for those of the cards. */
  public Plan withEpochs(OptionalInt most) {
    return new Plan(
        asks, mends, data, threads, most, goal, time, stop, listener, checkpoint, memory);
  }

  /** The card with no more epochs than are allowed. */
  Card bounded(Card card) {
    return card.withEpochs(Math.min(card.epochs(), epochs.orElse(card.epochs())));
  }

  /** The same with a goal; empty to take it from the reference models. */
  public Plan withGoal(OptionalDouble score) {
    return new Plan(
        asks, mends, data, threads, epochs, score, time, stop, listener, checkpoint, memory);
  }

  /** The same within a time; empty for no limit. */
  public Plan withTime(Optional<Duration> limit) {
    return new Plan(
        asks, mends, data, threads, epochs, goal, limit, stop, listener, checkpoint, memory);
  }

  /** The same, stopped by a signal. */
  public Plan withStop(StopSignal signal) {
    return new Plan(
        asks, mends, data, threads, epochs, goal, time, signal, listener, checkpoint, memory);
  }

  /** The same, telling somebody what is done. */
  public Plan withListener(RecipeListener told) {
    return new Plan(asks, mends, data, threads, epochs, goal, time, stop, told, checkpoint, memory);
  }

  /** The same with a checkpoint; empty for none. */
  public Plan withCheckpoint(Optional<Path> file) {
    return new Plan(asks, mends, data, threads, epochs, goal, time, stop, listener, file, memory);
  }

  /** The same with a memory. */
  public Plan withMemory(Memory kept) {
    return new Plan(
        asks, mends, data, threads, epochs, goal, time, stop, listener, checkpoint, kept);
  }
}
