package plumb.doctor;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import plumb.data.Examples;
import plumb.data.read.Prepared;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.probe.WatchRecord;
import plumb.recipe.Heads;
import plumb.recipe.ReferenceModels;
import plumb.run.Card;
import plumb.train.FitResult;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/** Trains cards, and keeps account of the work. */
final class Laboratory {
  private final DoctorOptions options;
  private final Team team;
  private final long started = System.nanoTime();
  private double work;

  Laboratory(DoctorOptions options, Team team) {
    this.options = options;
    this.team = team;
  }

  Team team() {
    return team;
  }

  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Updates times examples an update times parameters, of all trainings so far. */
  double work() {
    return work;
  }

  Prepared data(Card card) {
    return options.data().of(card);
  }

  /** Stops when the user asks for it, or when the time is up. */
  StopSignal stop() {
    return stopAt(1);
  }

  /** Stops when a share of the time is up. */
  StopSignal stopAt(double share) {
    return () -> {
      Optional<String> asked = options.stop().check();
      if (asked.isPresent()) {
        return asked;
      }
      return options
          .time()
          .filter(limit -> seconds() > share * limit.toMillis() / 1e3)
          .map(_ -> "because the time is up");
    };
  }

  /**
   * Trains a card.
   *
   * @throws plumb.data.BadInput if its head and loss do not fit the task
   */
  Trial train(Card card, TrainingListener listener, StopSignal stop) {
    Prepared data = data(card);
    NetworkSpec network = Heads.network(card, data.train());
    double from = seconds();
    FitResult result =
        new Trainer(network, spec(card), team)
            .fit(data.train(), data.validation(), data.encoding().target(), listener, stop);
    work +=
        (double) result.history().getLast().updates()
            * Math.min(card.batch(), data.train().rows())
            * result.last().length;
    return new Trial(card, data, network, result, seconds() - from);
  }

  /** A short training on other examples than the card's, for a question. */
  FitResult brief(Trial of, NetworkSpec network, TrainingSpec spec, Examples rows) {
    return brief(of, network, spec, rows, Optional.empty());
  }

  /** The same with held-out rows. */
  FitResult brief(
      Trial of, NetworkSpec network, TrainingSpec spec, Examples rows, Optional<Examples> held) {
    return counted(
        new Trainer(network, spec, team)
            .fit(rows, held, of.data().encoding().target(), TrainingListener.NONE, stop()),
        spec,
        rows);
  }

  /** The same, until a training score is reached. */
  FitResult briefUntil(
      double score, Trial of, NetworkSpec network, TrainingSpec spec, Examples rows) {
    AtomicBoolean reached = new AtomicBoolean();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.EpochEnded ended
              && Comparison.value(ended.record().train()) >= score) {
            reached.set(true);
          }
        };
    return counted(
        new Trainer(network, spec, team)
            .fit(
                rows,
                Optional.empty(),
                of.data().encoding().target(),
                listener,
                () -> reached.get() ? Optional.of("because it is reached") : stop().check()),
        spec,
        rows);
  }

  private FitResult counted(FitResult result, TrainingSpec spec, Examples rows) {
    work +=
        (double) result.history().getLast().updates()
            * Math.min(spec.batch(), rows.rows())
            * result.last().length;
    return result;
  }

  /** The loss at the end as a share of that at the start; infinite if it is no number. */
  static double lossLeft(FitResult result) {
    double left =
        result.history().getLast().train().loss() / result.history().getFirst().train().loss();
    return Double.isFinite(left) ? left : Double.POSITIVE_INFINITY;
  }

  /** The work of a training that goes on to the last epoch. */
  double planned(Card card) {
    return card.epochs() * perEpoch(card);
  }

  private double perEpoch(Card card) {
    plumb.data.Examples train = data(card).train();
    NetworkSpec network = Heads.network(card, train);
    return (double) train.rows() * ParameterLayout.of(network).size();
  }

  /** Trains a card and keeps what the instruments saw. */
  Watched watched(Card card) {
    Prepared data = data(card);
    NetworkSpec network = Heads.network(card, data.train());
    plumb.probe.Watch watch = new plumb.probe.Watch(network, spec(card), data.train());
    Trial trial = train(card, watch, stop());
    return new Watched(trial, watch.record());
  }

  /**
   * A training with what the instruments saw.
   *
   * @param trial the training
   * @param seen in it
   */
  record Watched(Trial trial, WatchRecord seen) {}

  /** How many epochs of a card can be had for so much work; at most the card's own. */
  int affordable(Card card, double work) {
    return Math.clamp((long) (0.5 * work / perEpoch(card)), 3, card.epochs());
  }

  /**
   * Stops a probe that is half through, behind what it is compared with and no longer gaining; and
   * when time is up.
   */
  Watch futile(Trial against, Card card) {
    return new Watch(against, card.epochs());
  }

  /** Watches a probe. */
  final class Watch implements TrainingListener, StopSignal {
    private final double rival;
    private final int epochs;
    private final java.util.List<Double> scores = new java.util.ArrayList<>();
    private boolean futile;

    Watch(Trial against, int epochs) {
      this.rival = Comparison.watched(against.best());
      this.epochs = epochs;
    }

    @Override
    public void on(plumb.train.TrainingEvent event) {
      if (event instanceof plumb.train.TrainingEvent.EpochEnded ended) {
        scores.add(Comparison.watched(ended.record()));
        int now = scores.size();
        double best = best(now);
        futile =
            now >= 4
                && now >= epochs / 2
                && best < rival - 0.01
                && best - best(now - Math.max(2, epochs / 5)) < 0.01;
      }
    }

    private double best(int until) {
      return scores.stream().limit(until).mapToDouble(Double::doubleValue).max().orElse(-1);
    }

    @Override
    public Optional<String> check() {
      return futile ? Optional.of("because it does not get near") : stop().check();
    }
  }

  static TrainingSpec spec(Card card) {
    return new TrainingSpec(
        card.optimizer(),
        card.penalty(),
        card.batch(),
        card.epochs(),
        card.stopping(),
        card.data().shuffle(),
        card.seed());
  }

  /** Simple models on the split of a card. */
  List<ReferenceModels.Fitted> references(Card card) {
    Prepared data = data(card);
    return new ReferenceModels(
            data.train(),
            data.validation(),
            data.encoding().target(),
            team,
            stopAt(0.3),
            card.seed())
        .fit();
  }
}
