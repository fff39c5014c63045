package plumb.symptom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.Examples;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.run.Card;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.train.FitResult;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/**
 * The learning-rate range test (Smith 2017), over several seeds: a few updates at rates from a
 * thousandth to a thousand times the card's, each from new weights, and what each does to the loss.
 *
 * @param own at the card's rate
 * @param points at all rates, from the lowest on
 */
public record RateRange(Point own, List<Point> points) {
  private static final int SEEDS = 3;

  /** Updates for each rate and seed. */
  private static final int UPDATES = 40;

  private static final int DECADES = 3;

  /** A share of the loss left that is hardly less than all of it. */
  private static final double NOTHING = 0.98;

  /**
   * What the updates do at one rate.
   *
   * @param rate the rate
   * @param left median share of the loss that is left; infinite where it was no number
   */
  public record Point(double rate, double left) {}

  /** Runs it on some of the training rows. */
  public static RateRange of(Trained trial, Workbench workbench) {
    Card card = trial.card();
    int batch = Math.min(card.batch(), trial.data().train().rows());
    // As many rows as the updates see, so that each is seen once.
    Examples rows = Subset.spread(trial.data().train(), Math.max(batch, UPDATES * batch));
    int passes = Math.max(1, Math.ceilDiv(UPDATES * batch, rows.rows()));
    double own = card.optimizer().rule().rate();
    List<Point> points = new ArrayList<>();
    for (int decade = -DECADES; decade <= DECADES; decade++) {
      double rate = own * Math.pow(10, decade);
      double[] shares = new double[SEEDS];
      for (int seed = 0; seed < SEEDS; seed++) {
        TrainingSpec spec =
            new TrainingSpec(
                new Optimizer(
                    card.optimizer().rule().withRate(rate),
                    card.optimizer().clip(),
                    Schedule.CONSTANT),
                Penalty.NONE,
                batch,
                passes,
                new Stopping.Never(),
                card.data().shuffle(),
                card.seed() + seed);
        shares[seed] =
            lossLeft(
                workbench.brief(
                    trial.network(),
                    spec,
                    rows,
                    Optional.empty(),
                    trial.data().encoding().target()));
      }
      Arrays.sort(shares);
      points.add(new Point(rate, shares[SEEDS / 2]));
    }
    return new RateRange(points.get(DECADES), points);
  }

  /** The loss at the end as a share of that at the start; infinite where it is NaN. */
  private static double lossLeft(FitResult result) {
    double left =
        result.history().getLast().train().loss() / result.history().getFirst().train().loss();
    return Double.isFinite(left) ? left : Double.POSITIVE_INFINITY;
  }

  /** The rate that takes away most of the loss. */
  public Point best() {
    return Collections.min(points, Comparator.comparingDouble(Point::left));
  }

  /** Whether any rate takes anything away. */
  public boolean falls() {
    return best().left() < NOTHING;
  }

  /** Whether the loss does not fall at the card's rate, and does at a lower one. */
  public boolean tooHigh() {
    return falls() && best().rate() < own.rate() && own.left() >= NOTHING;
  }

  /** Whether hardly anything happens at the card's rate, and much at a hundred times as much. */
  public boolean tooLow() {
    return falls() && best().rate() > 50 * own.rate() && 1 - own.left() < 0.2 * (1 - best().left());
  }

  /** A rate to train with: steps at the best of a few updates are too long for the rest. */
  public double advised() {
    return best().rate() > own.rate() ? best().rate() / 3 : best().rate();
  }

  /** The answer with its numbers, for the document of the run. */
  public Examination.Measurement measurement() {
    List<Reading> numbers = new ArrayList<>();
    numbers.add(Reading.of("rate", own.rate(), Unit.PLAIN));
    numbers.add(Reading.of("bestRate", best().rate(), Unit.PLAIN));
    for (Point point : points) {
      numbers.add(
          Reading.of("lossLeftAtRate" + Numbers.plain(point.rate()), point.left(), Unit.SHARE));
    }
    String from = Numbers.plain(points.getFirst().rate());
    String to = Numbers.plain(points.getLast().rate());
    String words =
        falls()
            ? String.format(
                Locale.ROOT,
                "of the rates from %s to %s, %s takes away most of the loss in %d updates and leaves %.2f of it; the card's %s leaves %s",
                from,
                to,
                Numbers.plain(best().rate()),
                UPDATES,
                best().left(),
                Numbers.plain(own.rate()),
                Double.isFinite(own.left())
                    ? String.format(Locale.ROOT, "%.2f", own.left())
                    : "no number")
            : "no rate from %s to %s makes the loss fall, so the rate is not the reason"
                .formatted(from, to);
    return new Examination.Measurement(
        "learning-rate range test",
        new Evidence("", numbers),
        "Median of %d seeds: %s.".formatted(SEEDS, words));
  }
}
