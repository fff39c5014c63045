package plumb.curves;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import plumb.curves.Curves.Point;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Verdict;

/**
 * What curves alone allow to say, in the lecture's order: the training curve first.
 *
 * @param verdict of the recipe
 * @param sentence in words, with its numbers
 * @param causes at least one, most likely first
 * @param needs what would allow to say more
 */
public record CurveVerdict(
    Verdict verdict, String sentence, List<Cause> causes, List<String> needs) {
  /** A loss that rises by more than this share from one epoch to the next has jumped. */
  private static final double JUMP = 0.05;

  /** A validation loss this many times its lowest has risen for good. */
  private static final double RISE = 1.1;

  /** A training loss above this share of its start has not been trained. */
  private static final double BAD = 0.6;

  /** A training score above this is near its top. */
  private static final double TOP = 0.85;

  /** A loss above this share of its start has not fallen. */
  private static final double AT_REST = 0.95;

  /** A gap of scores smaller than this is nothing to act on. */
  private static final double GAP = 0.05;

  /** With fewer epochs a curve has no shape. */
  private static final int FEWEST = 3;

  public CurveVerdict {
    causes = List.copyOf(causes);
    needs = List.copyOf(needs);
  }

  /** Reads curves. */
  public static CurveVerdict of(Curves curves) {
    List<String> needs = needs(curves);
    List<Point> points = curves.points();
    double[] train = values(points, Point::trainLoss);
    double[] held = values(points, Point::validationLoss);
    int broken = firstBroken(points, Point::trainLoss);
    if (broken >= 0) {
      return broken(broken, points, needs);
    }
    if (train.length < FEWEST) {
      return cannotTell(
          "%d epochs with a training loss have no shape that says anything."
              .formatted(train.length),
          Map.of("epochs", (double) train.length),
          needs);
    }
    int unmeasured = firstBroken(points, Point::validationLoss);
    double fallen = median(train) / train[0];
    double[] score = values(points, Point::trainScore);
    if (score.length > 0 && median(score) > TOP && fallen > AT_REST && unmeasured < 0) {
      return cannotTell(
          String.format(
              Locale.ROOT,
              "The training score is %.3f, but the training loss did not fall in these epochs (%.3g, then %.3g): what was learned was learned before.",
              median(score),
              train[0],
              median(train)),
          Map.of("lossAtEndToStart", fallen, "lossAtEndToStartLimit", AT_REST),
          needs);
    }
    if (!trained(score, fallen)) {
      return bad(points, train, needs);
    }
    return unmeasured >= 0
        ? cannotTell(
            "The training loss is fine, but the validation loss is not a number in epoch %d: the rows of validation may hold values that those of training do not."
                .formatted(unmeasured + 1),
            Map.of("brokenAtEpoch", unmeasured + 1.0),
            needs)
        : good(curves, train, held, needs);
  }

  /**
   * Whether training was good, by its end and by the training set alone: where the score is near
   * its top, or the loss has gone down by enough.
   */
  private static boolean trained(double[] score, double fallen) {
    if (score.length > 0) {
      return median(score) > TOP || (median(score) > 0.6 && fallen < BAD);
    }
    return fallen < BAD;
  }

  /** The first epoch, from 0 on, whose loss is no number; -1 if there is none. */
  private static int firstBroken(List<Point> points, ToDoubleFunction<Point> loss) {
    for (int i = 0; i < points.size(); i++) {
      if (Double.isInfinite(loss.applyAsDouble(points.get(i)))) {
        return i;
      }
    }
    return -1;
  }

  private static CurveVerdict broken(int at, List<Point> points, List<String> needs) {
    double[] losses = values(points.subList(0, at), Point::trainLoss);
    int before = losses.length;
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("brokenAtEpoch", (double) at + 1);
    if (before > 0) {
      numbers.put("lossBefore", losses[before - 1]);
    }
    boolean rising = before >= 2 && losses[before - 1] > losses[before - 2];
    String sentence =
        "The loss is not a number any more in epoch %d%s."
            .formatted(at + 1, rising ? ", after it had been rising" : "");
    return new CurveVerdict(
        Verdict.NOT_TRAINED,
        "Not trained: " + sentence,
        List.of(
            new Cause(
                CauseId.LEARNING_RATE_TOO_HIGH,
                rising || at <= 1 ? 0.55 : 0.4,
                numbers,
                sentence + " The steps may be too long."),
            new Cause(
                CauseId.EXPLODING_GRADIENT,
                0.35,
                numbers,
                sentence + " Gradients may have grown from layer to layer."),
            new Cause(
                CauseId.CORRUPT_INPUT,
                at == 0 ? 0.3 : 0.15,
                numbers,
                sentence + " The inputs may hold values that are none.")),
        needs);
  }

  private static CurveVerdict bad(List<Point> points, double[] train, List<String> needs) {
    List<Cause> causes = new ArrayList<>();
    int epochs = train.length - 1;
    int jumps = 0;
    for (int i = 1; i < train.length; i++) {
      jumps += train[i] > (1 + JUMP) * train[i - 1] ? 1 : 0;
    }
    double first = train[0];
    double last = train[epochs];
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("lossAtStart", first);
    numbers.put("lossAtEnd", last);
    numbers.put("lossAtEndLimit", 1.1 * first);
    numbers.put("jumps", (double) jumps);
    numbers.put("jumpsLimit", 0.3 * epochs);
    if (epochs >= 4 && jumps >= 0.3 * epochs) {
      String sentence =
          "The training loss rose by more than 5 %% in %d of %d epochs.".formatted(jumps, epochs);
      causes.add(new Cause(CauseId.LEARNING_RATE_TOO_HIGH, 0.55, numbers, sentence));
      causes.add(new Cause(CauseId.OSCILLATION, 0.5, numbers, sentence));
    } else if (last > 1.1 * first) {
      causes.add(
          new Cause(
              CauseId.LEARNING_RATE_TOO_HIGH,
              0.6,
              numbers,
              String.format(
                  Locale.ROOT, "The training loss rose from %.3g to %.3g.", first, last)));
    }
    double[] rates = values(points, Point::rate);
    if (rates.length == train.length && rates[epochs] < 0.01 * max(rates)) {
      int at = 0;
      while (at < rates.length && rates[at] >= 0.01 * max(rates)) {
        at++;
      }
      if (at < 0.6 * rates.length) {
        numbers.put("rateBelowHundredthAtEpoch", (double) at + 1);
        causes.add(
            new Cause(
                CauseId.PREMATURE_DECAY,
                0.6,
                numbers,
                "The learning rate was below a hundredth of its start from epoch %d of %d on."
                    .formatted(at + 1, rates.length)));
      }
    }
    int fifth = Math.max(1, epochs / 5);
    boolean falling = last < 0.95 * train[epochs - fifth];
    boolean slowly = !falling && last < first && steady(train);
    if (causes.isEmpty() && falling) {
      causes.add(
          new Cause(
              CauseId.TOO_FEW_EPOCHS,
              0.55,
              numbers,
              String.format(
                  Locale.ROOT,
                  "The training loss, %.3g, was still falling when the %d epochs were over.",
                  last,
                  epochs + 1)));
      causes.add(
          new Cause(
              CauseId.SLOW_CONVERGENCE,
              0.4,
              numbers,
              "It fell evenly, and may only need longer steps."));
    } else if (causes.isEmpty() && slowly) {
      causes.add(
          new Cause(
              CauseId.LEARNING_RATE_TOO_LOW,
              0.5,
              numbers,
              String.format(
                  Locale.ROOT,
                  "The training loss fell in every epoch, but only from %.4g to %.4g: the steps may be too short.",
                  first,
                  last)));
    }
    if (causes.isEmpty()) {
      causes.add(
          new Cause(
              CauseId.CANNOT_TELL,
              0.6,
              numbers,
              String.format(
                  Locale.ROOT,
                  "The training loss came to rest at %.3g, %.0f %% of where it started; the curve alone does not say why.",
                  last,
                  100 * last / first)));
    }
    causes.sort(Comparator.comparingDouble(Cause::confidence).reversed());
    return new CurveVerdict(
        Verdict.NOT_TRAINED,
        "Not trained: %s Whatever validation says, this is not overfitting."
            .formatted(causes.getFirst().sentence()),
        causes,
        needs);
  }

  /** Whether a loss falls in nearly every epoch. */
  private static boolean steady(double[] losses) {
    int falls = 0;
    for (int i = 1; i < losses.length; i++) {
      falls += losses[i] < losses[i - 1] ? 1 : 0;
    }
    return falls >= 0.9 * (losses.length - 1);
  }

  private static CurveVerdict good(
      Curves curves, double[] train, double[] held, List<String> needs) {
    if (held.length < FEWEST) {
      return cannotTell(
          "The training result is good; without a validation curve nobody can tell how it does on new rows.",
          Map.of("lossAtEnd", train[train.length - 1]),
          needs);
    }
    double lowest = min(held);
    double end = median(held);
    double[] trainScore = values(curves.points(), Point::trainScore);
    double[] heldScore = values(curves.points(), Point::validationScore);
    boolean scored = trainScore.length > 0 && heldScore.length > 0;
    double gap = scored ? median(trainScore) - median(heldScore) : Double.NaN;
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("trainLossAtEnd", train[train.length - 1]);
    numbers.put("validationLossLowest", lowest);
    numbers.put("validationLossAtEnd", end);
    numbers.put("validationLossRiseLimit", RISE);
    if (scored) {
      numbers.put("gap", gap);
      numbers.put("gapLimit", GAP);
    }
    int turn = turn(curves.points(), lowest);
    boolean rose = end > RISE * lowest && median(train) < lossUntil(curves.points(), turn);
    if (rose && (!scored || gap > GAP)) {
      String sentence =
          String.format(
              Locale.ROOT,
              "While the training loss fell to %.3g, the validation loss rose from %.3g in epoch %d to %.3g%s.",
              train[train.length - 1],
              lowest,
              turn + 1,
              end,
              scored ? String.format(Locale.ROOT, "; the scores are %.3f apart", gap) : "");
      return new CurveVerdict(
          Verdict.OVERFIT,
          "Overfit: " + sentence,
          List.of(new Cause(CauseId.OVERFITTING, scored ? 0.85 : 0.7, numbers, sentence)),
          needs);
    }
    if (scored ? gap > 2 * GAP : end > 2.5 * median(train) + 1e-3) {
      return cannotTell(
          "Training is good and validation worse, but it did not turn for the worse: the rows may be of another kind, or the network memorizes.",
          numbers,
          needs);
    }
    int fifth = Math.max(1, held.length / 5);
    if (held.length >= 5
        && lowest >= 0.999 * held[held.length - 1]
        && held[held.length - 1] < 0.9 * held[held.length - 1 - fifth]) {
      String sentence =
          String.format(
              Locale.ROOT,
              "The validation loss, %.3g, was still falling fast when training ended.",
              held[held.length - 1]);
      return new CurveVerdict(
          Verdict.NOT_TRAINED,
          "Not trained to the end: " + sentence,
          List.of(new Cause(CauseId.TOO_FEW_EPOCHS, 0.6, numbers, sentence)),
          needs);
    }
    String sentence =
        String.format(
            Locale.ROOT,
            "The training loss fell to %.3g and the validation loss to %.3g, and stayed there (%.3g).",
            train[train.length - 1],
            lowest,
            end);
    return new CurveVerdict(
        Verdict.FINE,
        "Fine, as far as curves can tell: " + sentence,
        List.of(new Cause(CauseId.HEALTHY, 0.7, numbers, sentence)),
        needs);
  }

  private static CurveVerdict cannotTell(
      String sentence, Map<String, Double> numbers, List<String> needs) {
    return new CurveVerdict(
        Verdict.CANNOT_TELL,
        sentence,
        List.of(new Cause(CauseId.CANNOT_TELL, 0.6, numbers, sentence)),
        needs);
  }

  private static List<String> needs(Curves curves) {
    List<String> needs = new ArrayList<>();
    if (!curves.has(Point::validationLoss) && !curves.has(Point::validationScore)) {
      needs.add("a validation curve, to tell memorizing from learning");
    }
    if (!curves.has(Point::trainScore)) {
      needs.add(
          "accuracy or R2 on the training set, to tell a good training result from a bad one");
    }
    if (!curves.has(Point::rate)) {
      needs.add("the learning rate of each epoch, to see a schedule that ends too early");
    }
    needs.add(
        "the card and the data, to take suspected causes away and see whether that helps: write a card and run doctor on it");
    return needs;
  }

  // --- numbers ---

  private static double[] values(List<Point> points, ToDoubleFunction<Point> number) {
    return points.stream().mapToDouble(number).filter(x -> !Double.isNaN(x)).toArray();
  }

  private static double min(double[] values) {
    return java.util.Arrays.stream(values).min().orElse(Double.NaN);
  }

  private static double max(double[] values) {
    return java.util.Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** The epoch, from 0 on, of the lowest validation loss. */
  private static int turn(List<Point> points, double lowest) {
    int at = 0;
    while (points.get(at).validationLoss() != lowest) {
      at++;
    }
    return at;
  }

  /** The last training loss that was written until an epoch; the first there is if none was. */
  private static double lossUntil(List<Point> points, int at) {
    double[] until = values(points.subList(0, at + 1), Point::trainLoss);
    return until.length > 0 ? until[until.length - 1] : values(points, Point::trainLoss)[0];
  }

  /** The median of the last three, so that one unlucky epoch decides nothing. */
  private static double median(double[] values) {
    double[] last =
        java.util.Arrays.copyOfRange(values, Math.max(0, values.length - 3), values.length);
    java.util.Arrays.sort(last);
    return last[last.length / 2];
  }
}
