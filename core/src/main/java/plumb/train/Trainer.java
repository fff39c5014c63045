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
    int rows = train.rows();
    int batch = Math.min(spec.batch(), rows);
    int updatesPerEpoch = (rows + batch - 1) / batch;
    Stepper stepper = new Stepper(network, withBatch(batch), team);
    Evaluation evaluation = new Evaluation(network, team);
    RandomStream orders = RandomStream.of(spec.seed()).child(ORDER);
    RateSchedule schedule =
        new RateSchedule(spec.optimizer().schedule(), spec.epochs(), updatesPerEpoch);
    Batches batches = new Batches(train, batch);
    listener.on(
        new TrainingEvent.Started(spec.epochs(), updatesPerEpoch, stepper.parameters().length));

    List<EpochRecord> history = new ArrayList<>();
    Best best = new Best();
    history.add(measured(0, stepper, Double.NaN, 0, evaluation, train, validation, target));
    best.offer(history.getLast(), stepper.parameters());
    @Nullable StopReason reason = null;
    for (int epoch = 1; reason == null; epoch++) {
      batches.order(spec.shuffle() ? orders.child(epoch) : null);
      double lossSum = 0;
      int seen = 0;
      for (int b = 0; b < updatesPerEpoch && reason == null; b++) {
        int count = batches.load(b, stepper.inputs());
        double loss = stepper.step(batches.expected(), count, schedule.factor(stepper.updates()));
        lossSum += loss;
        seen += count;
        listener.on(new TrainingEvent.Updated(epoch, stepper.updates(), loss / count));
        if (!Double.isFinite(loss)) {
          reason = new StopReason.Diverged(epoch, stepper.updates(), "the loss is " + loss / count);
        } else {
          Optional<String> by = stop.check();
          if (by.isPresent()) {
            reason = new StopReason.Interrupted(epoch, by.get());
          }
        }
      }
      EpochRecord record =
          measured(
              epoch,
              stepper,
              lossSum / seen,
              spec.optimizer().rule().rate() * schedule.factor(stepper.updates() - 1),
              evaluation,
              train,
              validation,
              target);
      history.add(record);
      boolean better = best.offer(record, stepper.parameters());
      schedule.epochEnded(watched(record).loss());
      listener.on(new TrainingEvent.EpochEnded(record, better));
      if (reason == null && !Double.isFinite(record.train().loss())) {
        reason =
            new StopReason.Diverged(
                epoch, stepper.updates(), "the training loss is " + record.train().loss());
      }
      if (reason == null
          && spec.stopping() instanceof Stopping.Patience(int patience, double minDelta)
          && Best.epochsWithout(history, minDelta) >= patience) {
        reason = new StopReason.NoImprovement(best.epoch, patience);
      }
      if (reason == null && epoch >= spec.epochs()) {
        reason = new StopReason.AllEpochs(epoch);
      }
    }
    listener.on(new TrainingEvent.Ended(reason));
    return new FitResult(stepper.parameters(), best.parameters, best.epoch, reason, history);
  }

  private TrainingSpec withBatch(int batch) {
    return new TrainingSpec(
        spec.optimizer(),
        spec.penalty(),
        batch,
        spec.epochs(),
        spec.stopping(),
        spec.shuffle(),
        spec.seed());
  }

  private EpochRecord measured(
      int epoch,
      Stepper stepper,
      double runningLoss,
      double rate,
      Evaluation evaluation,
      Examples train,
      Optional<Examples> validation,
      Target target) {
    return new EpochRecord(
        epoch,
        stepper.updates(),
        runningLoss,
        stepper.penalty(),
        rate,
        evaluation.measure(stepper.parameters(), train, target),
        validation.map(v -> evaluation.measure(stepper.parameters(), v, target)));
  }

  /** What decides which weights are best: validation if there is any. */
  static Metrics watched(EpochRecord record) {
    return record.validation().orElse(record.train());
  }

  /** The weights of the epoch with the lowest watched error. */
  private static final class Best {
    private int epoch;
    private @Nullable Metrics metrics;
    private float[] parameters = new float[0];

    boolean offer(EpochRecord record, float[] candidate) {
      Metrics offered = watched(record);
      if (metrics != null && !Stopping.better(offered, metrics, 0)) {
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

    /** Epochs since the watched error last fell by more than {@code minDelta}. */
    static int epochsWithout(List<EpochRecord> history, double minDelta) {
      EpochRecord last = history.getFirst();
      for (EpochRecord record : history) {
        if (Stopping.better(watched(record), watched(last), minDelta)) {
          last = record;
        }
      }
      return history.getLast().epoch() - last.epoch();
    }
  }

  /** Cuts the examples into mini-batches. */
  private static final class Batches {
    private final Examples examples;
    private final int size;
    private final int[] order;
    private final Expected expected;

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

    /** Writes batch {@code index} to {@code inputs} and {@link #expected()}; returns its rows. */
    int load(int index, float[] inputs) {
      int from = index * size;
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
