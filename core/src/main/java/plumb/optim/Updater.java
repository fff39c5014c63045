package plumb.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.math.Team;

/**
 * Applies an optimizer to a parameter array, in one visit to each piece of it: penalty, clipping,
 * update rule and shrinking work on a piece while it is in the cache. The lengths of incoming
 * weights, which reach over pieces, are held afterwards. The penalty's gradient is part of what is
 * clipped.
 */
public final class Updater {
  /** Parameters in a piece. */
  private static final int PIECE = 8192;

  /** Units whose incoming weights a task measures: lines of the cache are not shared. */
  private static final int UNITS = 64;

  private final Optimizer optimizer;
  private final Penalty penalty;
  private final Team team;
  private final Slots slots;
  private final List<Range> pieces = new ArrayList<>();
  private final List<Columns> columns = new ArrayList<>();
  private final double[] squares;
  private final Team.Task prepareTask = this::prepare;
  private final Team.Task applyTask = this::apply;
  private final Team.Task holdTask = this::hold;
  private float[] parameters = new float[0];
  private float[] gradient = new float[0];
  private double rate;
  private float shrink;

  /** Units of one weight matrix: their incoming weights are held to a length. */
  private record Columns(Range range, int first, double[] squares, float[] factors) {}

  /**
   * An updater at step 0.
   *
   * @param ranges the parts of the parameter array, in order
   */
  public Updater(Optimizer optimizer, Penalty penalty, List<Range> ranges, Team team) {
    this.optimizer = optimizer;
    this.penalty = penalty;
    this.team = team;
    for (Range range : ranges) {
      for (int from = range.from(); from < range.to(); from += PIECE) {
        pieces.add(new Range(from, Math.min(range.to(), from + PIECE), range.kind()));
      }
      if (penalty.maxNorm().isPresent() && range.kind() == Range.Kind.WEIGHT) {
        for (int first = 0; first < range.columns(); first += UNITS) {
          int count = Math.min(UNITS, range.columns() - first);
          columns.add(new Columns(range, first, new double[count], new float[count]));
        }
      }
    }
    this.squares = new double[pieces.size()];
    this.slots = Slots.of(optimizer.rule(), ranges.isEmpty() ? 0 : ranges.getLast().to());
  }

  /** What the rule remembers. */
  public Slots slots() {
    return slots;
  }

  /**
   * Makes one update.
   *
   * @param parameters overwritten
   * @param gradient of the data loss; overwritten by what reached the rule
   * @param rateFactor of the schedule, 1 for the rule's own rate
   */
  public void update(float[] parameters, float[] gradient, double rateFactor) {
    this.parameters = parameters;
    this.gradient = gradient;
    rate = optimizer.rule().rate() * rateFactor;
    slots.next();
    shrink = 1;
    if (optimizer.clip() instanceof Clip.ByNorm(double limit)) {
      run(pieces.size(), prepareTask);
      double sum = 0;
      for (double square : squares) {
        sum += square;
      }
      double norm = Math.sqrt(sum);
      shrink = norm > limit ? (float) (limit / norm) : 1;
    }
    run(pieces.size(), applyTask);
    run(columns.size(), holdTask);
  }

  /** Runs a loop, by the team where it is long enough to be worth waking others. */
  private void run(int tasks, Team.Task task) {
    if (gradient.length < 4 * PIECE) {
      for (int i = 0; i < tasks; i++) {
        task.run(i);
      }
    } else {
      team.run(tasks, task);
    }
  }

  /** For clipping by the norm, which must know the whole gradient first. */
  private void prepare(int index) {
    Range piece = pieces.get(index);
    addPenalty(piece);
    double sum = 0;
    for (int i = piece.from(); i < piece.to(); i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    squares[index] = sum;
  }

  private void apply(int index) {
    Range piece = pieces.get(index);
    switch (optimizer.clip()) {
      case Clip.None _ -> addPenalty(piece);
      case Clip.ByValue(double limit) -> {
        addPenalty(piece);
        float bound = (float) limit;
        for (int i = piece.from(); i < piece.to(); i++) {
          gradient[i] = Math.max(-bound, Math.min(bound, gradient[i]));
        }
      }
      case Clip.ByNorm _ -> {
        if (shrink != 1) {
          for (int i = piece.from(); i < piece.to(); i++) {
            gradient[i] *= shrink;
          }
        }
      }
    }
    Updates.apply(optimizer.rule(), rate, slots, parameters, gradient, piece);
    if (penalty.l1Form() == Penalty.L1Form.STOP_AT_ZERO && penalty.on().covers(piece.kind())) {
      shrink((float) (rate * penalty.l1()), piece);
    }
  }

  /** {@code g <- g + l2 w + l1 sgn(w)}. */
  private void addPenalty(Range piece) {
    if (!penalty.on().covers(piece.kind())) {
      return;
    }
    float l2 = (float) penalty.l2();
    float l1 = penalty.l1Form() == Penalty.L1Form.SIGN ? (float) penalty.l1() : 0;
    if (l2 != 0) {
      for (int i = piece.from(); i < piece.to(); i++) {
        gradient[i] += l2 * parameters[i];
      }
    }
    if (l1 != 0) {
      for (int i = piece.from(); i < piece.to(); i++) {
        gradient[i] += l1 * Math.signum(parameters[i]);
      }
    }
  }

  /** {@code w <- sgn(w) max(0, |w| - by)}: what is nearer to 0 than {@code by} stops there. */
  private void shrink(float by, Range piece) {
    for (int i = piece.from(); i < piece.to(); i++) {
      float w = parameters[i];
      parameters[i] = w - Math.max(-by, Math.min(by, w));
    }
  }

  /** Scales the columns that are longer than the limit down to it. */
  private void hold(int index) {
    Columns held = columns.get(index);
    double limit = penalty.maxNorm().orElseThrow();
    double[] sums = held.squares();
    Arrays.fill(sums, 0);
    int stride = held.range().columns();
    int start = held.range().from() + held.first();
    for (int row = start; row < held.range().to(); row += stride) {
      for (int j = 0; j < sums.length; j++) {
        double w = parameters[row + j];
        sums[j] += w * w;
      }
    }
    float[] factors = held.factors();
    boolean any = false;
    for (int j = 0; j < factors.length; j++) {
      boolean over = sums[j] > limit * limit;
      factors[j] = over ? (float) (limit / Math.sqrt(sums[j])) : 1;
      any |= over;
    }
    if (any) {
      for (int row = start; row < held.range().to(); row += stride) {
        for (int j = 0; j < factors.length; j++) {
          parameters[row + j] *= factors[j];
        }
      }
    }
  }

  /** The penalty itself: {@code l2 / 2 * sum w^2 + l1 * sum |w|} over what it acts on. */
  public double penalty(float[] parameters) {
    if (penalty.l2() == 0 && penalty.l1() == 0) {
      return 0;
    }
    double sum = 0;
    for (Range piece : pieces) {
      if (penalty.on().covers(piece.kind())) {
        for (int i = piece.from(); i < piece.to(); i++) {
          double w = parameters[i];
          sum += penalty.l2() / 2 * w * w + penalty.l1() * Math.abs(w);
        }
      }
    }
    return sum;
  }
}
