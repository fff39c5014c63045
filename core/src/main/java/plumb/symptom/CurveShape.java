package plumb.symptom;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The shape of a training's curves: what they did, as numbers held against limits. It knows neither
 * where the curves come from nor what follows from them; verdicts and causes are for its callers.
 *
 * <p>Shares need something to be shares of. A loss that never went below 0 has its floor at 0, so
 * that "5 %" means 5 % of the loss. A loss that did (a log-likelihood, a density) has no floor, and
 * its zero is arbitrary: there "5 %" means 5 % of the way between its highest and its lowest value.
 *
 * @param training what the training loss did
 * @param validation what the validation loss did; empty if none was written
 * @param scores the scores at the end
 * @param rateDecayedAt index from which on the learning rate was spent long before the end
 */
public record CurveShape(
    Training training, Optional<Validation> validation, Scores scores, OptionalInt rateDecayedAt) {

  /** With fewer values a curve has no shape. */
  public static final int FEWEST = 3;

  /** A loss that rises by more than this share from one value to the next has jumped. */
  private static final double JUMP = 0.05;

  /** A loss that jumps in this share of its steps or more is not on a steady way down. */
  private static final double JUMPY = 0.3;

  /** In fewer steps no share of jumps says anything. */
  private static final int FEWEST_STEPS = 4;

  /** A training loss that ends this much above its start, as a share, has risen. */
  private static final double RISEN = 0.2;

  /** A training loss above this share of its start has hardly fallen. */
  private static final double HARDLY = 0.9;

  /** A loss that fell by more than this share in the last quarter was still falling. */
  private static final double FALLING = 0.05;

  /** A validation loss must fall by twice that to show that training ended too early. */
  private static final double FALLING_FAST = 0.1;

  /** A loss that falls in this share of its steps falls steadily. */
  private static final double STEADY = 0.9;

  /** A loss whose last quarter falls at less than this share of its mean pace is coming to rest. */
  private static final double EVEN = 0.5;

  /** A validation loss that ends this share of its lowest above it has turned for the worse. */
  private static final double RISE = 0.1;

  /** The same as a share of the way down, for losses far above 0 or without a floor. */
  private static final double RISE_OF_WAY = 0.05;

  /** A rise by less than this share of the usual height is one nobody would act on. */
  private static final double TRIFLE = 0.01;

  /**
   * A rise must exceed the noise by this: the last of many noisy values is often 3 above the
   * lowest.
   */
  private static final double BEYOND_NOISE = 4;

  /** A way shorter than this many noises is no fall. */
  private static final double FALL_OF_NOISE = 5;

  /** With fewer values noise and bends cannot be told apart. */
  private static final int FEWEST_FOR_NOISE = 8;

  /** A validation loss this many times that of training is far above it. */
  private static final double FAR_ABOVE = 2.5;

  /** A validation loss below this share of that of training is far below it. */
  private static final double FAR_BELOW = 0.2;

  /** Both for losses without a floor: this share of the way lies between them. */
  private static final double FAR_OF_WAY = 0.25;

  /** A gap of scores smaller than this is nothing to act on. */
  private static final double GAP = 0.05;

  /** Below this share of its highest value a learning rate moves nothing any more. */
  private static final double SPENT = 0.01;

  /** Reached before this share of the training, that was too early. */
  private static final double EARLY = 0.6;

  /**
   * A number with the limit it is held against.
   *
   * @param value measured; NaN where it could not be
   * @param limit it is held against, in the same unit
   * @param found whether the symptom is there
   */
  public record Reading(double value, double limit, boolean found) {
    private static final Reading UNKNOWN = new Reading(Double.NaN, Double.NaN, false);

    private static Reading above(double value, double limit) {
      return new Reading(value, limit, value > limit);
    }
  }

  /**
   * What the training loss did until it stopped being a number.
   *
   * @param points how many finite values there are before that
   * @param divergedAt index of the first value that is not a finite number
   * @param hasFloor whether the loss never went below 0
   * @param start first value; NaN without any, as the next two
   * @param lowest lowest value
   * @param end median of the last three values, so that one unlucky value decides nothing
   * @param left what is left at the end: of the start, or of the way down where there is no floor
   * @param hardlyFell the same share, found where the loss is about where it started
   * @param jumps steps up by more than 5 %, found where they are 30 % of all steps or more
   * @param risen by how much the end is above the start, as a share
   * @param falling fall over the last quarter, as a share
   * @param slow pace of the last quarter over the mean pace, found where the loss fell steadily and
   *     evenly, but too slowly to be {@code falling}
   */
  public record Training(
      int points,
      OptionalInt divergedAt,
      boolean hasFloor,
      double start,
      double lowest,
      double end,
      double left,
      Reading hardlyFell,
      Reading jumps,
      Reading risen,
      Reading falling,
      Reading slow) {}

  /**
   * What the validation loss did.
   *
   * @param points how many finite values there are
   * @param brokenAt index of the first value that is not a finite number
   * @param turnAt index of the lowest value
   * @param start first value
   * @param lowest lowest value
   * @param end median of the last three values
   * @param rise from the lowest value to the end, found where that is beyond noise and matters
   * @param fellSince by how much the training loss went on falling after the turn, as a share of
   *     its whole way down; below 0 if it rose
   * @param falling fall over the last fifth, as a share, found where the lowest value is the last
   * @param farAbove how far the end is above that of training, found where that is far
   * @param farBelow the same below
   */
  public record Validation(
      int points,
      OptionalInt brokenAt,
      int turnAt,
      double start,
      double lowest,
      double end,
      Reading rise,
      double fellSince,
      Reading falling,
      Reading farAbove,
      Reading farBelow) {}

  /**
   * Scores at the end, each the median of its last three values; NaN where none was written.
   *
   * @param train on the training set; higher is better
   * @param validation on validation rows
   * @param gap training minus validation, found where it matters
   */
  public record Scores(double train, double validation, Reading gap) {}

  /**
   * Reads the shape of curves. All arrays are of one length, in the order of training; the same
   * index is the same moment. A value is NaN where nothing was written, and infinite where
   * something was written that is not a finite number.
   *
   * @param trainLoss on the training set; lower is better
   * @param validationLoss on validation rows
   * @param trainScore accuracy, R2 or the like on the training set, 1 at best
   * @param validationScore the same on validation rows
   * @param rate learning rate
   */
  public static CurveShape of(
      double[] trainLoss,
      double[] validationLoss,
      double[] trainScore,
      double[] validationScore,
      double[] rate) {
    OptionalInt diverged = first(trainLoss, Double::isInfinite);
    Curve train =
        Curve.of(Arrays.copyOf(trainLoss, diverged.orElse(trainLoss.length)), validationLoss);
    Training training = training(train, diverged);
    Curve held = Curve.of(validationLoss, trainLoss);
    return new CurveShape(
        training,
        held.size() == 0 && first(validationLoss, Double::isInfinite).isEmpty()
            ? Optional.empty()
            : Optional.of(validation(held, validationLoss, train)),
        scores(trainScore, validationScore),
        decayed(rate));
  }

  // --- the training loss ---

  private static Training training(Curve train, OptionalInt diverged) {
    double left =
        train.hasFloor
            ? train.end() / train.start()
            : (train.end() - train.lowest()) / (train.start() - train.lowest());
    Reading hardly =
        train.hasFloor
            ? Reading.above(left, HARDLY)
            : new Reading(
                train.start() - train.end(),
                FALL_OF_NOISE * train.noise(),
                !(train.start() - train.end() > FALL_OF_NOISE * train.noise()));
    Reading falling = fallOfLast(train, 4, FALLING);
    return new Training(
        train.size(),
        diverged,
        train.hasFloor,
        train.start(),
        train.lowest(),
        train.end(),
        left,
        hardly,
        jumps(train),
        risen(train),
        falling,
        slow(train, falling));
  }

  private static Reading jumps(Curve train) {
    int steps = train.size() - 1;
    // Without a floor, a loss that only trembles has a short way, of which every tremble is much.
    boolean trembles = !train.hasFloor && train.spread() < JUMP * Math.abs(train.start());
    long jumps =
        trembles
            ? 0
            : IntStream.rangeClosed(1, steps)
                .filter(i -> train.value(i) - train.value(i - 1) > JUMP * train.unit(i - 1))
                .count();
    double limit = JUMPY * Math.max(steps, 0);
    return new Reading(jumps, limit, steps >= FEWEST_STEPS && jumps >= limit);
  }

  private static Reading risen(Curve train) {
    if (train.size() == 0) {
      return Reading.UNKNOWN;
    }
    double rise = (train.end() - train.start()) / train.unit(0);
    boolean beyondNoise = train.end() - train.start() > train.beyondNoise();
    return new Reading(rise, RISEN, rise > RISEN && (train.hasFloor || beyondNoise));
  }

  /** The fall over the last part of a curve, as a share of where that part begins. */
  private static Reading fallOfLast(Curve curve, int parts, double limit) {
    int steps = curve.size() - 1;
    if (steps < 1) {
      return Reading.UNKNOWN;
    }
    int from = steps - Math.max(1, steps / parts);
    return Reading.above((curve.value(from) - curve.value(steps)) / curve.unit(from), limit);
  }

  private static Reading slow(Curve train, Reading falling) {
    int steps = train.size() - 1;
    if (steps < FEWEST_STEPS) {
      return Reading.UNKNOWN;
    }
    long down =
        IntStream.rangeClosed(1, steps).filter(i -> train.value(i) < train.value(i - 1)).count();
    int quarter = steps / 4;
    double pace = (train.value(steps - quarter) - train.value(steps)) / quarter;
    double mean = (train.start() - train.value(steps)) / steps;
    return new Reading(
        pace / mean,
        EVEN,
        down >= STEADY * steps && mean > 0 && pace > EVEN * mean && !falling.found());
  }

  // --- the validation loss ---

  private static Validation validation(Curve held, double[] written, Curve train) {
    OptionalInt broken = first(written, Double::isInfinite);
    if (held.size() == 0) {
      return new Validation(
          0,
          broken,
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Reading.UNKNOWN,
          Double.NaN,
          Reading.UNKNOWN,
          Reading.UNKNOWN,
          Reading.UNKNOWN);
    }
    int turn = held.turn();
    double way = Math.max(held.way(), train.size() == 0 ? 0 : train.way());
    double apart = held.end() - train.end();
    return new Validation(
        held.size(),
        broken,
        held.at[turn],
        held.start(),
        held.lowest(),
        held.end(),
        rise(held, way),
        (train.until(held.at[turn]) - train.end()) / train.way(),
        stillFalling(held),
        Reading.above(
            apart, held.hasFloor ? (FAR_ABOVE - 1) * train.end() + TRIFLE * way : FAR_OF_WAY * way),
        Reading.above(-apart, held.hasFloor ? (1 - FAR_BELOW) * train.end() : FAR_OF_WAY * way));
  }

  /**
   * The rise counts where it is beyond noise, no trifle, and either a share of the lowest loss or
   * of the way down: of the first alone a loss far above 0 never turns, of the second alone one
   * that began very high does not.
   */
  private static Reading rise(Curve held, double way) {
    double share =
        held.hasFloor ? Math.min(RISE * held.lowest(), RISE_OF_WAY * way) : RISE_OF_WAY * way;
    double usual = held.usualHeight() - held.lowest();
    double limit = Math.max(share, Math.max(held.beyondNoise(), TRIFLE * usual));
    return Reading.above(held.end() - held.lowest(), limit);
  }

  private static Reading stillFalling(Curve held) {
    Reading fall = fallOfLast(held, 5, FALLING_FAST);
    boolean lastIsLowest = held.turn() == held.size() - 1;
    return new Reading(
        fall.value(), fall.limit(), fall.found() && lastIsLowest && held.size() > FEWEST_STEPS);
  }

  // --- scores and rate ---

  private static Scores scores(double[] train, double[] validation) {
    double ofTrain = median(last(finite(train), 3));
    double ofValidation = median(last(finite(validation), 3));
    return new Scores(ofTrain, ofValidation, Reading.above(ofTrain - ofValidation, GAP));
  }

  /** Where the rate, after its highest value, fell to next to nothing, if long before the end. */
  private static OptionalInt decayed(double[] rate) {
    int[] at = IntStream.range(0, rate.length).filter(i -> Double.isFinite(rate[i])).toArray();
    double highest = Arrays.stream(at).mapToDouble(i -> rate[i]).max().orElse(Double.NaN);
    if (at.length < FEWEST_STEPS || !(rate[at[at.length - 1]] < SPENT * highest)) {
      return OptionalInt.empty();
    }
    int spent = at.length;
    while (spent > 0 && rate[at[spent - 1]] < SPENT * highest) {
      spent--;
    }
    return spent < EARLY * at.length ? OptionalInt.of(at[spent]) : OptionalInt.empty();
  }

  // --- numbers ---

  /**
   * The finite values of a curve.
   *
   * @param at their indices in what was written
   * @param hasFloor whether neither this curve nor its companion ever went below 0
   */
  private record Curve(double[] values, int[] at, boolean hasFloor) {
    static Curve of(double[] written, double[] companion) {
      int[] at =
          IntStream.range(0, written.length).filter(i -> Double.isFinite(written[i])).toArray();
      double[] values = Arrays.stream(at).mapToDouble(i -> written[i]).toArray();
      DoublePredicate below = x -> Double.isFinite(x) && x < 0;
      return new Curve(
          values,
          at,
          Arrays.stream(values).noneMatch(below) && Arrays.stream(companion).noneMatch(below));
    }

    int size() {
      return values.length;
    }

    double value(int i) {
      return values[i];
    }

    double start() {
      return values.length == 0 ? Double.NaN : values[0];
    }

    double lowest() {
      return Arrays.stream(values).min().orElse(Double.NaN);
    }

    double end() {
      return median(last(values, 3));
    }

    /** From the start to the lowest value. */
    double way() {
      return start() - lowest();
    }

    double spread() {
      return Arrays.stream(values).max().orElse(Double.NaN) - lowest();
    }

    /** What a share at a value is a share of. */
    double unit(int i) {
      return hasFloor ? values[i] : spread();
    }

    /** The median of the first quarter: a first value far above all others is not usual. */
    double usualHeight() {
      return median(Arrays.copyOf(values, Math.max(1, values.length / 4)));
    }

    /** Index among the values of the lowest, the first of several. */
    int turn() {
      int lowest = 0;
      for (int i = 1; i < values.length; i++) {
        lowest = values[i] < values[lowest] ? i : lowest;
      }
      return lowest;
    }

    /** The last value at or before a moment; the first there is if none was. */
    double until(int moment) {
      int i = 0;
      while (i + 1 < values.length && at[i + 1] <= moment) {
        i++;
      }
      return values.length == 0 ? Double.NaN : values[i];
    }

    /** How far above the lowest value noise alone may well end. */
    double beyondNoise() {
      return (BEYOND_NOISE + Math.sqrt(2 * Math.log(Math.max(1, values.length)))) * noise();
    }

    /**
     * Standard deviation of the noise around a smooth curve, by the second differences of its later
     * half, where it bends little: those of noise of deviation s have the deviation sqrt(6) s, and
     * the median of their sizes is 0.6745 of that. 0 where the values are too few.
     */
    double noise() {
      if (values.length < FEWEST_FOR_NOISE) {
        return 0;
      }
      int from = values.length / 2;
      double[] bends = new double[values.length - from - 2];
      for (int i = 0; i < bends.length; i++) {
        bends[i] = Math.abs(values[from + i] - 2 * values[from + i + 1] + values[from + i + 2]);
      }
      return median(bends) / (0.6745 * Math.sqrt(6));
    }
  }

  private static OptionalInt first(double[] values, DoublePredicate test) {
    return IntStream.range(0, values.length).filter(i -> test.test(values[i])).findFirst();
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  private static double[] last(double[] values, int most) {
    return Arrays.copyOfRange(values, Math.max(0, values.length - most), values.length);
  }

  /** The upper of the two in the middle where there are two; NaN of nothing. */
  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
