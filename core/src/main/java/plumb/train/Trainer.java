package plumb.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Expected;
import plumb.nn.NetworkSpec;
import plumb.optim.Schedule;

/** Trains one network on one set of examples. */
public final class Trainer {
  private static final long ORDER = 3;

  private final NetworkSpec network;
  private final TrainingSpec spec;
  private final Team team;

  /**
   * A trainer.
   *
   * @param network what to train
   * @param spec how
   * @param team the threads to compute with; the result does not depend on how many
   */
  public Trainer(NetworkSpec network, TrainingSpec spec, Team team) {
    this.network = network;
    this.spec = spec;
    this.team = team;
  }

  /**
   * Trains from new weights drawn by the seed. After each epoch both sets are measured the same
   * way: the weights of the end of the epoch, dropout off, penalty apart.
   *
   * @param train what to learn from
   * @param validation what to stop by; empty to watch the training loss
   * @param target how the network's numbers read in the unit of the target
   */
  public FitResult fit(
      Examples train,
      Optional<Examples> validation,
      Target target,
      TrainingListener listener,
      StopSignal stop) {
    return new Course(train, validation, target, listener, stop).run(Optional.empty());
  }

  /**
   * The last weights that {@link #fit} would come to if it does not diverge, in less time: nothing
   * is measured on the way, so nothing but the number of epochs, a loss of a batch that is not
   * finite and the signal can end it.
   *
   * @return in the layout of {@link plumb.nn.ParameterLayout}
   * @throws IllegalArgumentException if the settings need what was measured: early stopping, or a
   *     learning rate that falls on a plateau
   */
  public float[] lastWeights(Examples train, Target target, StopSignal stop) {
    if (!(spec.stopping() instanceof Stopping.Never)
        || spec.optimizer().schedule() instanceof Schedule.OnPlateau) {
      throw new IllegalArgumentException(
          "%s and %s need every epoch measured: use fit"
              .formatted(spec.stopping(), spec.optimizer().schedule()));
    }
    return new Course(train, Optional.empty(), target, TrainingListener.NONE, stop).unmeasured();
  }

  /**
   * Goes on where {@link #fit} was ended, and comes to the same bits as if it had not been.
   *
   * @param from what was left to do, of the same network, settings and examples
   * @throws IllegalArgumentException if it is of another network or update rule
   */
  public FitResult resume(
      Checkpoint from,
      Examples train,
      Optional<Examples> validation,
      Target target,
      TrainingListener listener,
      StopSignal stop) {
    return new Course(train, validation, target, listener, stop).run(Optional.of(from));
  }

  /** One way from the first weights to the last. */
  private final class Course {
    private final Examples train;
    private final Optional<Examples> validation;
    private final Target target;
    private final TrainingListener listener;
    private final StopSignal stop;
    private final Stepper stepper;
    private final Evaluation evaluation;
    private final RandomStream orders = RandomStream.of(spec.seed()).child(ORDER);
    private final Batches batches;
    private final int updatesPerEpoch;
    private final List<EpochRecord> history = new ArrayList<>();
    private Best best = new Best(spec.score());
    private RateSchedule schedule;

    /** The epoch in progress: its number, batches, the sum of their losses, their examples. */
    private int epoch = 1;

    private int done;
    private double lossSum;
    private int seen;

    Course(
        Examples train,
        Optional<Examples> validation,
        Target target,
        TrainingListener listener,
        StopSignal stop) {
      this.train = train;
      this.validation = validation;
      this.target = target;
      this.listener = listener;
      this.stop = stop;
      int batch = Math.min(spec.batch(), train.rows());
      updatesPerEpoch = (train.rows() + batch - 1) / batch;
      stepper = new Stepper(network, spec.withBatch(batch), team);
      evaluation = new Evaluation(network, team);
      batches = new Batches(train, batch);
      schedule = schedule(Checkpoint.Plateau.START);
    }

    private RateSchedule schedule(Checkpoint.Plateau plateau) {
      return new RateSchedule(spec.optimizer().schedule(), spec.epochs(), updatesPerEpoch, plateau);
    }

    FitResult run(Optional<Checkpoint> from) {
      listener.on(
          new TrainingEvent.Started(
              spec.epochs(), updatesPerEpoch, stepper.parameters().length, spec.score()));
      from.ifPresentOrElse(this::restore, this::begin);
      Optional<Checkpoint> rest = Optional.empty();
      // A checkpoint of the end of an epoch may be of the last one: then nothing is left to do.
      @Nullable StopReason reason =
          from.isPresent() && done == 0 ? enough(history.getLast()) : null;
      while (reason == null) {
        reason = trainEpoch();
        if (reason instanceof StopReason.Interrupted) {
          rest = Optional.of(checkpoint());
        }
        EpochRecord record = measured(lossSum / seen);
        history.add(record);
        boolean better = best.offer(record, stepper.parameters());
        schedule.epochEnded(watched(record).loss());
        epoch++;
        done = 0;
        lossSum = 0;
        seen = 0;
        // Of an epoch cut short one goes on in its middle.
        Optional<Checkpoint> middle = rest;
        listener.on(
            new TrainingEvent.EpochEnded(record, better, () -> middle.orElseGet(this::checkpoint)));
        if (reason == null) {
          reason = enough(record);
        }
      }
      listener.on(new TrainingEvent.Ended(reason));
      return new FitResult(
          stepper.parameters(), best.parameters, best.epoch, reason, history, rest);
    }

    float[] unmeasured() {
      while (epoch <= spec.epochs() && trainEpoch() == null) {
        epoch++;
        done = 0;
      }
      return stepper.parameters();
    }

    private void begin() {
      history.add(measured(Double.NaN));
      best.offer(history.getLast(), stepper.parameters());
    }

    private void restore(Checkpoint from) {
      stepper.restore(from.parameters(), from.memory());
      history.addAll(from.history());
      best = Best.of(from, spec.score());
      schedule = schedule(from.plateau());
      epoch = from.epoch();
      done = from.batches();
      lossSum = from.lossSum();
      seen = from.examples();
    }

    private Checkpoint checkpoint() {
      return new Checkpoint(
          stepper.parameters().clone(),
          stepper.memory(),
          epoch,
          done,
          lossSum,
          seen,
          schedule.plateau(),
          best.parameters.clone(),
          best.epoch,
          history);
    }

    /** Makes the updates left of the epoch in progress; why training must end, if it must. */
    private @Nullable StopReason trainEpoch() {
      batches.order(spec.shuffle() ? orders.child(epoch) : null);
      while (done < updatesPerEpoch) {
        int count = batches.load(done, stepper.inputs());
        double loss =
            stepper.step(
                batches.expected(),
                count,
                schedule.factor(stepper.updates()),
                sum ->
                    listener.on(
                        new TrainingEvent.GradientComputed(
                            epoch, stepper.updates() + 1, sum / count, stepper, batches::example)));
        lossSum += loss;
        seen += count;
        done++;
        listener.on(new TrainingEvent.Updated(epoch, stepper.updates(), loss / count));
        if (!Double.isFinite(loss)) {
          return new StopReason.Diverged(epoch, stepper.updates(), "the loss is " + loss / count);
        }
        Optional<String> by = stop.check();
        if (by.isPresent()) {
          return new StopReason.Interrupted(epoch, by.get());
        }
      }
      return null;
    }

    private @Nullable StopReason enough(EpochRecord record) {
      if (!Double.isFinite(record.train().loss())) {
        return new StopReason.Diverged(
            record.epoch(), stepper.updates(), "the training loss is " + record.train().loss());
      }
      for (float parameter : stepper.parameters()) {
        if (!Float.isFinite(parameter)) {
          return new StopReason.Diverged(
              record.epoch(), stepper.updates(), "a weight is " + parameter);
        }
      }
      Optional<StopReason> waited =
          Waiting.enough(spec.stopping(), best.score, history, best.epoch);
      if (waited.isPresent()) {
        return waited.get();
      }
      return record.epoch() >= spec.epochs() ? new StopReason.AllEpochs(record.epoch()) : null;
    }

    private EpochRecord measured(double runningLoss) {
      long updates = stepper.updates();
      double rate =
          updates == 0 ? 0 : spec.optimizer().rule().rate() * schedule.factor(updates - 1);
      return new EpochRecord(
          history.size(),
          updates,
          runningLoss,
          stepper.penalty(),
          rate,
          evaluation.measure(stepper.parameters(), train, target),
          validation.map(v -> evaluation.measure(stepper.parameters(), v, target)));
    }
  }

  /** What decides which weights are best: validation if there is any. */
  static Metrics watched(EpochRecord record) {
    return record.validation().orElse(record.train());
  }

  /** The weights of the epoch with the lowest watched error. */
  private static final class Best {
    private final PrimaryScore score;
    private int epoch;
    private @Nullable Metrics metrics;
    private float[] parameters = new float[0];

    Best(PrimaryScore score) {
      this.score = score;
    }

    /**
     * What was best so far. A training that began where only accuracies were measured goes on by
     * them: that is how its best epoch was chosen.
     */
    static Best of(Checkpoint from, PrimaryScore wanted) {
      boolean measured =
          from.history().stream()
              .allMatch(r ->
                  !(watched(r) instanceof Metrics.Classification c)
                      || wanted == PrimaryScore.ACCURACY
                      || c.byClass().isPresent());
      Best best = new Best(measured ? wanted : PrimaryScore.ACCURACY);
      best.epoch = from.bestEpoch();
      best.metrics = watched(from.history().get(from.bestEpoch()));
      best.parameters = from.best().clone();
      return best;
    }

    boolean offer(EpochRecord record, float[] candidate) {
      Metrics offered = watched(record);
      if (metrics != null && !Stopping.better(offered, metrics, score, 0)) {
        return false;
      }
      epoch = record.epoch();
      metrics = offered;
      if (parameters.length == 0) {
        parameters = candidate.clone();
      } else {
        System.arraycopy(candidate, 0, parameters, 0, candidate.length);
      }
      return true;
    }
  }

  /** Cuts the examples into mini-batches. */
  private static final class Batches {
    private final Examples examples;
    private final int size;
    private final int[] order;
    private final Expected expected;
    private int from;

    Batches(Examples examples, int size) {
      this.examples = examples;
      this.size = size;
      this.order = new int[examples.rows()];
      this.expected =
          switch (examples.targets()) {
            case Targets.Classes _ -> new Expected.Classes(new int[size]);
            case Targets.Values _ -> new Expected.Values(new float[size]);
          };
    }

    Expected expected() {
      return expected;
    }

    void order(@Nullable RandomStream random) {
      if (random == null) {
        for (int i = 0; i < order.length; i++) {
          order[i] = i;
        }
      } else {
        random.permutation(order);
      }
    }

    /** Which example row {@code row} of the loaded batch is. */
    int example(int row) {
      return order[from + row];
    }

    /** Writes batch {@code index} to {@code inputs} and {@link #expected()}; returns its rows. */
    int load(int index, float[] inputs) {
      from = index * size;
      int count = Math.min(size, order.length - from);
      int width = examples.inputs().width();
      for (int i = 0; i < count; i++) {
        examples.inputs().copyRow(order[from + i], inputs, i * width);
      }
      switch (expected) {
        case Expected.Classes(int[] labels) -> {
          int[] all = ((Targets.Classes) examples.targets()).labels();
          for (int i = 0; i < count; i++) {
            labels[i] = all[order[from + i]];
          }
        }
        case Expected.Values(float[] values) -> {
          float[] all = ((Targets.Values) examples.targets()).values();
          for (int i = 0; i < count; i++) {
            values[i] = all[order[from + i]];
          }
        }
      }
      return count;
    }
  }
}
