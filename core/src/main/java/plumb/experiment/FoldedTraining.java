package plumb.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.Prepared;
import plumb.math.Team;
import plumb.nn.Inference;
import plumb.nn.NetworkSpec;
import plumb.probe.Watch;
import plumb.recipe.Heads;
import plumb.run.Card;
import plumb.run.Scores;
import plumb.train.Checkpoint;
import plumb.train.EpochRecord;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.train.SquaredErrors;
import plumb.train.StepView;
import plumb.train.Stepper;
import plumb.train.StopReason;
import plumb.train.StopSignal;
import plumb.train.Stopping;
import plumb.train.Trainer;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * A training on few rows: a network for each fold says what rows are worth that it has not seen and
 * for how many epochs to train, the same for all; then one network is trained on all rows for so
 * many epochs, and that is the one handed over.
 */
final class FoldedTraining {
  private final Card card;
  private final Prepared whole;
  private final List<Prepared> folds;
  private final int repeats;
  private final Team team;
  private final PrimaryScore by;
  private final Target target;
  private final int classes;

  /**
   * A training.
   *
   * @param whole all rows
   * @param folds the same rows, each with its held-out part
   * @param repeats how often each row is held out
   */
  FoldedTraining(Card card, Prepared whole, List<Prepared> folds, int repeats, Team team) {
    this.card = card;
    this.whole = whole;
    this.folds = folds;
    this.repeats = repeats;
    this.team = team;
    this.by = card.score(whole.train().targets());
    this.target = whole.encoding().target();
    this.classes = whole.train().targets() instanceof Targets.Classes(_, int count) ? count : 0;
  }

  /** What the network of a fold says of its held-out rows after every epoch. */
  private final class Fold implements TrainingListener {
    private final Prepared data;
    private final Examples held;
    private final NetworkSpec network;
    private final Evaluation evaluation;
    private final List<EpochRecord> records = new ArrayList<>();
    private final List<int[]> said = new ArrayList<>();
    private final List<double[]> answers = new ArrayList<>();
    private @Nullable StepView step;
    private @Nullable Checkpoint paused;
    private boolean ended;
    private int until;

    Fold(Prepared data) {
      this.data = data;
      this.held = data.validation().orElseThrow();
      this.network = Heads.network(card, data.train());
      this.evaluation = new Evaluation(network, team);
    }

    /** Trains on to the end of an epoch; whether it got there or to an end of its own. */
    boolean train(int last, StopSignal stop) {
      if (ended) {
        return true;
      }
      until = last;
      Checkpoint from = paused;
      paused = null;
      FitResult result = from == null ? begin(stop) : goOn(from, stop);
      ended = result.rest().isEmpty();
      return ended || paused != null;
    }

    private FitResult begin(StopSignal stop) {
      TrainingSpec spec = spec();
      hear(Stepper.start(network, spec.seed()));
      FitResult result =
          new Trainer(network, spec, team)
              .fit(data.train(), data.validation(), data.encoding().target(), this, upTo(stop));
      // No event tells of epoch 0.
      records.addFirst(result.history().getFirst());
      return result;
    }

    private FitResult goOn(Checkpoint from, StopSignal stop) {
      return new Trainer(network, spec(), team)
          .resume(
              from, data.train(), data.validation(), data.encoding().target(), this, upTo(stop));
    }

    private StopSignal upTo(StopSignal stop) {
      return () -> paused == null ? stop.check() : Optional.of(PAUSED);
    }

    private TrainingSpec spec() {
      TrainingSpec spec = card.training(data.train().targets());
      return new TrainingSpec(
          spec.optimizer(),
          spec.penalty(),
          spec.batch(),
          spec.epochs(),
          new Stopping.Never(),
          spec.shuffle(),
          spec.seed(),
          spec.score());
    }

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.GradientComputed computed) {
        step = computed.step();
      } else if (event instanceof TrainingEvent.EpochEnded end
          && step != null
          && end.record().epoch() <= until) {
        records.add(end.record());
        hear(step.parameters());
        if (end.record().epoch() == until && until < card.epochs()) {
          paused = end.checkpoint().get();
        }
      }
    }

    private void hear(float[] parameters) {
      if (classes > 0) {
        said.add(evaluation.predictions(List.of(parameters), held));
      } else {
        answers.add(answers(parameters));
      }
    }

    /** In the unit of the target column. */
    private double[] answers(float[] parameters) {
      Inference inference = new Inference(network, parameters, 1);
      float[] line = new float[held.inputs().width()];
      float[] out = new float[network.outputs()];
      double[] all = new double[held.rows()];
      for (int row = 0; row < all.length; row++) {
        held.inputs().copyRow(row, line, 0);
        inference.run(line, 1, out);
        all[row] = unit(data.encoding().target(), out[0]);
      }
      return all;
    }

    /** A training that ended early, for its loss was no finite number, stays where it was. */
    private int at(int epoch) {
      return Math.min(epoch, records.size() - 1);
    }
  }

  private static double unit(Target target, double value) {
    return target instanceof Target.Regression(_, double mean, double scale)
        ? mean + scale * value
        : value;
  }

  /** Trains; empty if it was stopped before every row had been held out. */
  Optional<Trained> run(TrainingListener listener, StopSignal stop, double from, Clock clock) {
    List<Fold> parts = folds.stream().map(Fold::new).toList();
    List<EpochRecord> history = new ArrayList<>();
    int best = 0;
    int until = Math.min(card.epochs(), patience());
    while (true) {
      for (Fold part : parts) {
        if (!part.train(until, stop)) {
          return Optional.empty();
        }
      }
      int trained = parts.stream().mapToInt(p -> p.records.size()).max().orElse(1) - 1;
      for (int epoch = history.size();
          epoch <= trained && !waited(history.size() - 1, best);
          epoch++) {
        history.add(pooled(parts, epoch));
        if (epoch > 0 && (best == 0 || better(history.get(epoch), history.get(best)))) {
          best = epoch;
        }
      }
      if (trained < until || until >= card.epochs() || waited(history.size() - 1, best)) {
        break;
      }
      // Epochs that are not needed change nothing; pausing after every one would take longer.
      until = Math.min(card.epochs(), Math.max(until + (patience() + 1) / 2, best + patience()));
    }
    if (best == 0) {
      return Optional.empty();
    }
    return whole(parts, history, best, listener, stop, from, clock);
  }

  /** Seconds since the run began. */
  @FunctionalInterface
  interface Clock {
    double seconds();
  }

  /** Epochs that early stopping waits at least; without it all there are. */
  private int patience() {
    return card.stopping() instanceof Stopping.Patience(int patience, _) ? patience : card.epochs();
  }

  /** Whether early stopping would have ended the training, by the mean over the folds. */
  private boolean waited(int epoch, int best) {
    return card.stopping() instanceof Stopping.Patience(int patience, _)
        && best > 0
        && epoch - best >= patience;
  }

  private boolean better(EpochRecord one, EpochRecord than) {
    Metrics a = one.validation().orElseThrow();
    Metrics b = than.validation().orElseThrow();
    double gain = Trained.value(a, by) - Trained.value(b, by);
    return gain > 0 || (gain == 0 && a.loss() < b.loss());
  }

  private EpochRecord pooled(List<Fold> parts, int epoch) {
    EpochRecord one = parts.getFirst().records.get(parts.getFirst().at(epoch));
    Metrics train =
        PooledMetrics.mean(
            parts.stream().map(p -> p.records.get(p.at(epoch)).train()).toList(),
            whole.train().rows());
    double loss = 0;
    int rows = 0;
    for (Fold part : parts) {
      Metrics held = part.records.get(part.at(epoch)).validation().orElseThrow();
      loss += held.loss() * held.rows();
      rows += held.rows();
    }
    return new EpochRecord(
        epoch,
        one.updates(),
        one.runningLoss(),
        one.penalty(),
        one.rate(),
        train,
        Optional.of(held(parts, epoch, loss / rows)));
  }

  private Metrics held(List<Fold> parts, int epoch, double loss) {
    if (classes > 0) {
      int[] said =
          parts.stream().flatMapToInt(p -> IntStream.of(p.said.get(p.at(epoch)))).toArray();
      int[] truth =
          parts.stream()
              .flatMapToInt(p -> IntStream.of(((Targets.Classes) p.held.targets()).labels()))
              .toArray();
      return PooledMetrics.ofClasses(loss, said, truth, classes, repeats);
    }
    SquaredErrors errors = new SquaredErrors(((Targets.Values) whole.train().targets()).values());
    double scale = target instanceof Target.Regression(_, _, double s) ? s : 1;
    for (Fold part : parts) {
      double[] answers = part.answers.get(part.at(epoch));
      for (int row = 0; row < answers.length; row++) {
        errors.add(standard(answers[row]), standard(truth(part, row)));
      }
    }
    return PooledMetrics.asOften(errors.metrics(loss, scale), repeats);
  }

  private static double truth(Fold part, int row) {
    return unit(
        part.data.encoding().target(), ((Targets.Values) part.held.targets()).values()[row]);
  }

  /** On the scale of all rows. */
  private double standard(double value) {
    return target instanceof Target.Regression(_, double mean, double scale)
        ? (value - mean) / scale
        : value;
  }

  /** Each row once, in the order of the source, with its mean error over the repeats. */
  private RowResults rows(List<Fold> parts, int epoch) {
    int most =
        parts.stream().flatMapToInt(p -> IntStream.of(p.data.validationRows())).max().orElse(0);
    double[] sums = new double[most + 1];
    int[] counts = new int[most + 1];
    int[] said = new int[most + 1];
    int[] truth = new int[most + 1];
    double variance = variance();
    for (Fold part : parts) {
      int[] rows = part.data.validationRows();
      for (int i = 0; i < rows.length; i++) {
        if (classes > 0) {
          truth[rows[i]] = ((Targets.Classes) part.held.targets()).labels()[i];
          said[rows[i]] = part.said.get(part.at(epoch))[i];
          sums[rows[i]] += said[rows[i]] == truth[rows[i]] ? 0 : 1;
        } else {
          double error = standard(part.answers.get(part.at(epoch))[i]) - standard(truth(part, i));
          sums[rows[i]] += error * error / variance;
        }
        counts[rows[i]]++;
      }
    }
    int[] held = IntStream.rangeClosed(0, most).filter(row -> counts[row] > 0).toArray();
    return new RowResults(
        held,
        IntStream.of(held).mapToDouble(row -> sums[row] / counts[row]).toArray(),
        classes > 0 ? IntStream.of(held).map(row -> said[row]).toArray() : new int[0],
        classes > 0 ? IntStream.of(held).map(row -> truth[row]).toArray() : new int[0]);
  }

  private double variance() {
    if (!(whole.train().targets() instanceof Targets.Values(float[] values))) {
      return 1;
    }
    return PooledMetrics.variance(values);
  }

  /** One network on all rows, for as long as the folds found right. */
  private Optional<Trained> whole(
      List<Fold> parts,
      List<EpochRecord> history,
      int best,
      TrainingListener listener,
      StopSignal stop,
      double from,
      Clock clock) {
    NetworkSpec network = Heads.network(card, whole.train());
    TrainingSpec spec = card.training(whole.train().targets());
    Watch watch = new Watch(network, spec, whole.train());
    Last last = new Last(best);
    FitResult fitted =
        new Trainer(network, spec, team)
            .fit(
                whole.train(),
                Optional.empty(),
                target,
                event -> {
                  last.on(event);
                  watch.on(event);
                  listener.on(event);
                },
                () -> last.there() ? Optional.of(FOUND) : stop.check());
    if (!last.there() && fitted.rest().isPresent()) {
      return Optional.empty();
    }
    float[] parameters = last.there() ? last.parameters : fitted.last();
    StopReason reason =
        fitted.reason() instanceof StopReason.Diverged
            ? fitted.reason()
            : new StopReason.ChosenByFolds(best, folds.size() / repeats, repeats);
    FitResult result =
        new FitResult(parameters, parameters, best, reason, history, Optional.empty());
    List<float[]> members = List.of(parameters);
    return Optional.of(
        new Trained(
            card,
            whole,
            network,
            result,
            members,
            List.of(),
            new Scores(
                new Evaluation(network, team).measure(members, whole.train(), target),
                history.get(best).validation(),
                Optional.empty()),
            rows(parts, best),
            Optional.of(watch.record()),
            clock.seconds() - from));
  }

  private static final String PAUSED = "because the other folds are not there yet";

  private static final String FOUND = "because the folds found it long enough";

  /** Keeps the weights of the end of an epoch. */
  private static final class Last implements TrainingListener {
    private final int epoch;
    private float[] parameters = new float[0];
    private @Nullable StepView step;

    Last(int epoch) {
      this.epoch = epoch;
    }

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.GradientComputed computed) {
        step = computed.step();
      } else if (event instanceof TrainingEvent.EpochEnded ended
          && ended.record().epoch() == epoch
          && step != null) {
        parameters = step.parameters().clone();
      }
    }

    boolean there() {
      return parameters.length > 0;
    }
  }
}
