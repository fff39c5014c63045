package plumb.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.recipe.CardData;
import plumb.recipe.RecipeListener;
import plumb.train.StopSignal;

/**
 * How a card is examined.
 *
 * @param data where the examples of a card come from; many examinations, one a thread, may share it
 * @param threads to compute with, at least 1; the result does not depend on it
 * @param goal what counts as good on the training set; empty to take it from the reference models
 * @param time how long everything may take; empty for the doctor's own limit on work, which gives
 *     the same result on any machine
 * @param stop asked after every update
 * @param listener told what is done
 */
public record DoctorOptions(
    CardData data,
    int threads,
    OptionalDouble goal,
    Optional<Duration> time,
    StopSignal stop,
    RecipeListener listener) {
  /** On one thread, with no limit on the time. */
  public static DoctorOptions of(CardData data) {
    return new DoctorOptions(
        data, 1, OptionalDouble.empty(), Optional.empty(), StopSignal.NEVER, RecipeListener.NONE);
  }

  /** The same on several threads. */
  public DoctorOptions withThreads(int count) {
    return new DoctorOptions(data, count, goal, time, stop, listener);
  }

  /** The same with a limit on the time. */
  public DoctorOptions withTime(Duration limit) {
    return new DoctorOptions(data, threads, goal, Optional.of(limit), stop, listener);
  }
}
