package plumb.recipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import plumb.run.Card;
import plumb.train.StopSignal;

/**
 * What the recipe is asked to do.
 *
 * @param card the run as given
 * @param sizeToData whether network, batch and epochs are chosen by the size of the data, because
 *     the user gave none
 * @param settings of the card that hold whatever the size of the data says, each {@code key=value};
 *     used only with {@code sizeToData}
 * @param repair whether remedies are tried; otherwise the card is trained once and judged
 * @param maxEpochs a bound on the epochs of every training; empty for the card's own
 * @param goal what counts as good on the training set; empty to take it from the reference models
 * @param budget how long everything may take together; empty for the recipe's own limit on attempts
 * @param threads to compute with, at least 1
 * @param stop asked after every update; when it stops, the best model so far is returned
 * @param checkpoint a file that training goes on from if it is there, and that is kept up to date;
 *     only without {@code repair}
 */
public record RecipeRequest(
    Card card,
    boolean sizeToData,
    List<String> settings,
    boolean repair,
    OptionalInt maxEpochs,
    OptionalDouble goal,
    Optional<Duration> budget,
    int threads,
    StopSignal stop,
    Optional<Path> checkpoint) {
  public RecipeRequest {
    settings = List.copyOf(settings);
    if (repair && checkpoint.isPresent()) {
      throw new IllegalArgumentException("a checkpoint is of one training, without remedies");
    }
  }

  /** Without a checkpoint. */
  public RecipeRequest(
      Card card,
      boolean sizeToData,
      List<String> settings,
      boolean repair,
      OptionalInt maxEpochs,
      OptionalDouble goal,
      Optional<Duration> budget,
      int threads,
      StopSignal stop) {
    this(
        card,
        sizeToData,
        settings,
        repair,
        maxEpochs,
        goal,
        budget,
        threads,
        stop,
        Optional.empty());
  }

  /** The same with a checkpoint. */
  public RecipeRequest withCheckpoint(Optional<Path> file) {
    return new RecipeRequest(
        card, sizeToData, settings, repair, maxEpochs, goal, budget, threads, stop, file);
  }

  /** Trains and repairs with everything usual, on all processors. */
  public static RecipeRequest of(Card card) {
    return new RecipeRequest(
        card,
        false,
        List.of(),
        true,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Runtime.getRuntime().availableProcessors(),
        StopSignal.NEVER);
  }
}
