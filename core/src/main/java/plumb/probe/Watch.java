package plumb.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.optim.Penalty;
import plumb.train.Ranges;
import plumb.train.StepView;
import plumb.train.Stepper;
import plumb.train.StopReason;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * Reads the cheap instruments every few updates of a training, and finds the first number that is
 * none. It only reads, so that a training ends in the same bits with it or without.
 *
 * <p>How many updates lie between two readings follows from the work of an update and of a reading,
 * not from a clock, so that readings take at most 2 % of the time, and 5 % of that of a tiny
 * network. Of a training that is resumed it sees the rest only, unless it is told what was seen
 * before ({@link #goOn}); of several trainings one after the other the first.
 */
public final class Watch implements TrainingListener {
  /** Rows of a batch that are looked at, at most. */
  public static final int MOST_ROWS = 512;

  /** Readings of a whole training that make up for those of its first interval. */
  private static final long READINGS_FOR_EARLY = 8;

  /** Readings kept; when there are more, every other one is dropped and the interval doubles. */
  public static final int MOST_READINGS = 256;

  private final Examples train;
  private final Penalty penalty;
  private final List<Block> blocks;
  private final List<Outputs> outputs;
  private final List<Segment> segments;
  private final NetworkSpec network;
  private final long seed;
  private float[] start = new float[0];
  private float[] before = new float[0];
  private final Sums sums = new Sums();
  private final List<Reading> readings = new ArrayList<>();
  private final int[] batch;
  private int batchRows;
  private boolean over;
  private int epoch;
  private final long firstInterval;
  private long interval;
  private boolean early;
  private @Nullable Pending pending;
  private @Nullable StepView step;
  private @Nullable NonFinite nonFinite;

  /** What is known of an update before it is made. */
  private record Pending(
      TrainingEvent.GradientComputed event, double gradientNorm, List<Before> layers) {}

  private record Before(double mean, double norm, double weightNorm, double penaltyNorm) {}

  /**
   * For one training of a network; give it to the trainer as its listener, or call it from one.
   *
   * @param train what the network is trained on
   */
  public Watch(NetworkSpec network, TrainingSpec spec, Examples train) {
    int most = Math.min(spec.batch(), train.rows());
    this.train = train;
    this.penalty = spec.penalty();
    this.blocks = Block.of(network);
    this.outputs = blocks.stream().map(Outputs::new).toList();
    this.segments = ParameterLayout.of(network).segments();
    this.network = network;
    this.seed = spec.seed();
    this.batch = new int[most];
    this.firstInterval = Effort.interval(network, segments.getLast().end(), most);
    this.interval = firstInterval;
  }

  /** What was seen so far. */
  public WatchRecord record() {
    return new WatchRecord(
        blocks.stream().map(WatchRecord.Layer::of).toList(),
        readings,
        Optional.ofNullable(nonFinite));
  }

  /**
   * All that is known between two updates, to go on from.
   *
   * @param readings so far
   * @param interval updates between two of them
   * @param nonFinite the first NaN or infinity, if there was one
   * @param epoch of the last update
   * @param batch the examples it was of
   * @param rowsSeen rows whose outputs were read
   * @param rowsAtZero by layer and unit, the latest of them to which a unit answered 0
   */
  public record State(
      List<Reading> readings,
      long interval,
      Optional<NonFinite> nonFinite,
      int epoch,
      int[] batch,
      int rowsSeen,
      List<int[]> rowsAtZero) {
    public State {
      readings = List.copyOf(readings);
      rowsAtZero = List.copyOf(rowsAtZero);
    }

    /** Of a training that is over, of which only what was seen still matters. */
    public static State of(WatchRecord record) {
      return new State(record.readings(), 1, record.nonFinite(), 0, new int[0], 0, List.of());
    }
  }

  /** What is known now. */
  public State state() {
    return new State(
        readings,
        interval,
        Optional.ofNullable(nonFinite),
        epoch,
        Arrays.copyOf(batch, batchRows),
        outputs.getFirst().rowsSeen(),
        outputs.stream().map(Outputs::rowsAtZero).toList());
  }

  /**
   * Knows what a watch of the same training knew when it was interrupted, so that it sees the rest
   * as if nothing had happened.
   */
  public void goOn(State from) {
    readings.clear();
    readings.addAll(from.readings());
    interval = from.interval();
    nonFinite = from.nonFinite().orElse(null);
    epoch = from.epoch();
    batchRows = from.batch().length;
    System.arraycopy(from.batch(), 0, batch, 0, batchRows);
    for (int i = 0; i < from.rowsAtZero().size(); i++) {
      outputs.get(i).goOn(from.rowsSeen(), from.rowsAtZero().get(i));
    }
  }

  @Override
  public void on(TrainingEvent event) {
    if (over) {
      return;
    }
    switch (event) {
      case TrainingEvent.GradientComputed computed -> {
        if (nonFinite == null && !Double.isFinite(computed.batchLoss())) {
          nonFinite = locate(computed);
        }
        remember(computed);
        if (due(computed.update())) {
          pending = look(computed);
        }
      }
      case TrainingEvent.Updated _ -> {
        if (pending != null) {
          add(read(pending));
          pending = null;
        }
      }
      case TrainingEvent.Ended(StopReason reason) -> {
        over = true;
        if (reason instanceof StopReason.Diverged diverged && nonFinite == null && step != null) {
          nonFinite = afterwards(diverged, step);
        }
      }
      case TrainingEvent.Started(int epochs, int updatesPerEpoch, int _, _) ->
          early = (long) epochs * updatesPerEpoch >= READINGS_FOR_EARLY * firstInterval;
      case TrainingEvent.EpochEnded _ -> {}
    }
  }

  /** In the first interval, where most goes wrong, after 1, 2, 4, 8 ... updates. */
  private boolean due(long update) {
    boolean first = update == 1 || (early && update < firstInterval && Long.bitCount(update) == 1);
    return first || update % interval == 0;
  }

  // --- numbers that are none ---

  /** The parameters at the start; of a training that is resumed they are drawn anew. */
  private float[] start(TrainingEvent.GradientComputed first) {
    return first.update() == 1 ? first.step().parameters().clone() : Stepper.start(network, seed);
  }

  /** Keeps which examples the batch was of: its update may break what the next one finds broken. */
  private void remember(TrainingEvent.GradientComputed computed) {
    if (step == null) {
      start = start(computed);
      before = new float[start.length];
    }
    step = computed.step();
    epoch = computed.epoch();
    batchRows = step.rows();
    for (int row = 0; row < batchRows; row++) {
      batch[row] = computed.example().applyAsInt(row);
    }
  }

  private NonFinite locate(TrainingEvent.GradientComputed computed) {
    NonFiniteSearch.Found found = NonFiniteSearch.in(computed.step());
    // The remembered batch is still the one before.
    boolean brokenBefore = found.place() == NonFinite.Place.PARAMETERS && computed.update() > 1;
    return brokenBefore
        ? broken(computed.update() - 1, epoch, found.layer())
        : new NonFinite(
            computed.update(),
            computed.epoch(),
            found.place(),
            found.layer(),
            examples(found.rows(), computed.example()));
  }

  /** The last update broke the parameters, or with them no batch but another row fails. */
  private NonFinite afterwards(StopReason.Diverged diverged, StepView last) {
    var layer = NonFiniteSearch.brokenParameters(last);
    return layer.isPresent()
        ? broken(diverged.update(), diverged.epoch(), layer.getAsInt())
        : new NonFinite(diverged.update(), diverged.epoch(), NonFinite.Place.LOSS, -1, List.of());
  }

  /** Broken by the remembered batch: by rows of it that hold such a number, or by the update. */
  private NonFinite broken(long update, int inEpoch, int layer) {
    List<Integer> inputs = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    float[] values = new float[train.inputs().width()];
    for (int row = 0; row < batchRows; row++) {
      train.inputs().copyRow(batch[row], values, 0);
      if (!NonFiniteSearch.finite(values, 0, values.length)) {
        inputs.add(row);
      }
      if (train.targets() instanceof Targets.Values(float[] all)
          && !Float.isFinite(all[batch[row]])) {
        targets.add(row);
      }
      rows.add(row);
    }
    if (!inputs.isEmpty()) {
      return new NonFinite(
          update, inEpoch, NonFinite.Place.INPUTS, -1, examples(inputs, row -> batch[row]));
    }
    if (!targets.isEmpty()) {
      return new NonFinite(
          update, inEpoch, NonFinite.Place.TARGETS, -1, examples(targets, row -> batch[row]));
    }
    return new NonFinite(
        update, inEpoch, NonFinite.Place.PARAMETERS, layer, examples(rows, row -> batch[row]));
  }

  private static List<Integer> examples(List<Integer> rows, IntUnaryOperator example) {
    return rows.stream()
        .limit(NonFinite.MOST_EXAMPLES)
        .map(row -> example.applyAsInt(row))
        .toList();
  }

  // --- readings ---

  private void add(Reading reading) {
    readings.add(reading);
    if (readings.size() > MOST_READINGS) {
      interval *= 2;
      readings.removeIf(r -> r.update() >= firstInterval && r.update() % interval != 0);
    }
  }

  /** Reads what the update is about to overwrite. */
  private Pending look(TrainingEvent.GradientComputed computed) {
    StepView now = computed.step();
    float[] parameters = now.parameters();
    float[] gradient = now.gradient();
    System.arraycopy(parameters, 0, before, 0, parameters.length);
    List<Before> layers = new ArrayList<>();
    int rows = Math.min(MOST_ROWS, now.rows());
    for (int i = 0; i < blocks.size(); i++) {
      Segment weights = blocks.get(i).weights();
      int from = weights.offset();
      int to = weights.end();
      layers.add(
          new Before(
              sums.sizes(gradient, from, to) / weights.size(),
              Math.sqrt(sums.squares(gradient, from, to)),
              Math.sqrt(sums.squares(parameters, from, to)),
              penalty.l2() == 0 && penalty.l1() == 0
                  ? 0
                  : Math.sqrt(penalized(weights, parameters, gradient, 0))));
      outputs.get(i).read(now.outputs(blocks.get(i).last()), rows);
    }
    double whole = 0;
    for (Segment segment : segments) {
      whole += penalized(segment, parameters, gradient, 1);
    }
    return new Pending(computed, Math.sqrt(whole), layers);
  }

  /** The square of the length of the penalty's gradient, plus {@code share} of the gradient. */
  private double penalized(Segment segment, float[] w, float[] gradient, double share) {
    boolean covered = penalty.on().covers(Ranges.kind(segment.role()));
    double l2 = covered ? penalty.l2() : 0;
    // Stopping at zero changes the weights after the update and never the gradient.
    double l1 = covered && penalty.l1Form() == Penalty.L1Form.SIGN ? penalty.l1() : 0;
    int from = segment.offset();
    int to = segment.end();
    return l2 == 0 && l1 == 0
        ? share * share * sums.squares(gradient, from, to)
        : sums.squaredPenalties(w, l2, l1, gradient, share, from, to);
  }

  /** Reads what the update did. */
  private Reading read(Pending was) {
    StepView now = was.event().step();
    float[] parameters = now.parameters();
    List<LayerReading> layers = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      int from = blocks.get(i).weights().offset();
      int to = blocks.get(i).weights().end();
      Before b = was.layers().get(i);
      Outputs o = outputs.get(i);
      layers.add(
          new LayerReading(
              b.mean(),
              b.norm(),
              b.weightNorm(),
              Math.sqrt(sums.squaredDifferences(parameters, before, from, to)) / b.weightNorm(),
              Math.sqrt(
                  sums.squaredDifferences(parameters, start, from, to)
                      / sums.squares(start, from, to)),
              b.penaltyNorm() == 0 ? 0 : b.penaltyNorm() / b.norm(),
              o.mean(),
              o.spread(),
              o.saturated(),
              o.dead()));
    }
    return new Reading(
        was.event().update(),
        was.event().epoch(),
        Math.min(MOST_ROWS, now.rows()),
        was.event().batchLoss(),
        was.gradientNorm(),
        Math.sqrt(sums.squares(now.gradient(), 0, parameters.length)),
        layers);
  }
}
