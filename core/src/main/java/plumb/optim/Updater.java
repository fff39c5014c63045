package plumb.optim;

import java.util.ArrayList;
import java.util.List;
import plumb.math.Team;

/**
 * Applies an optimizer to a parameter array, in one visit to each piece of it: penalty, clipping
 * and update rule work on a piece while it is in the cache.
 */
public final class Updater {
  /** Parameters in a piece. */
  private static final int PIECE = 8192;

  private final Optimizer optimizer;
  private final Penalty penalty;
  private final Team team;
  private final Slots slots;
  private final List<Range> pieces = new ArrayList<>();
  private final double[] squares;
  private final Team.Task prepareTask = this::prepare;
  private final Team.Task applyTask = this::apply;
  private float[] parameters = new float[0];
  private float[] gradient = new float[0];
  private double rate;
  private float shrink;

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
        pieces.add(new Range(from, Math.min(range.to(), from + PIECE), range.penalized()));
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
      team.run(pieces.size(), prepareTask);
      double sum = 0;
      for (double square : squares) {
        sum += square;
      }
      double norm = Math.sqrt(sum);
      shrink = norm > limit ? (float) (limit / norm) : 1;
    }
    if (gradient.length < 4 * PIECE) {
      for (int i = 0; i < pieces.size(); i++) {
        apply(i);
      }
    } else {
      team.run(pieces.size(), applyTask);
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
    Updates.apply(
        optimizer.rule(),
        rate,
        slots,
        slots.step(),
        parameters,
        gradient,
        piece.from(),
        piece.to(),
        piece.penalized());
  }

  /** {@code g <- g + l2 w + l1 sgn(w)}, weights only. */
  private void addPenalty(Range piece) {
    if (!piece.penalized()) {
      return;
    }
    float l2 = (float) penalty.l2();
    float l1 = (float) penalty.l1();
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

  /** The penalty itself: {@code l2 / 2 * sum w^2 + l1 * sum |w|} over the weights. */
  public double penalty(float[] parameters) {
    if (penalty.equals(Penalty.NONE)) {
      return 0;
    }
    double sum = 0;
    for (Range piece : pieces) {
      if (piece.penalized()) {
        for (int i = piece.from(); i < piece.to(); i++) {
          double w = parameters[i];
          sum += penalty.l2() / 2 * w * w + penalty.l1() * Math.abs(w);
        }
      }
    }
    return sum;
  }
}
