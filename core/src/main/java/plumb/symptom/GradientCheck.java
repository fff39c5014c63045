package plumb.symptom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Pass;
import plumb.nn.Segment;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;

/**
 * The lecture's way to ask for a derivative, (C(w + Δw) − C(w − Δw)) / 2Δw, beside the one the
 * network computes backward: along one direction for each block of parameters. Where two sizes of
 * the step agree with each other, and none with the backward computation, that one is wrong. Kinks
 * and rounding disturb single sizes, and those disagree among themselves.
 *
 * @param blocks one for each block of parameters
 */
public record GradientCheck(List<Block> blocks) {
  private static final int ROWS = 64;

  private static final double[] STEPS = {1e-6, 1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2};

  /** Derivatives that differ by more than this share disagree. */
  private static final double DISAGREE = 0.35;

  /** Two sizes of the step whose derivatives differ by no more than this share agree. */
  private static final double AGREE = 0.2;

  /** Change of the loss, as a share of it, that stands out from rounding in single precision. */
  private static final double VISIBLE = 2e-5;

  /**
   * One block of parameters.
   *
   * @param name for people
   * @param backward derivative along the direction, from the backward pass
   * @param measured the same from two losses, of the step that agrees best
   * @param told whether two steps, one after the other, changed the loss enough to be seen and
   *     agree about its derivative
   */
  public record Block(String name, double backward, double measured, boolean told) {
    double difference() {
      return share(backward, measured);
    }

    boolean disagrees() {
      return told && difference() > DISAGREE;
    }
  }

  public GradientCheck {
    blocks = List.copyOf(blocks);
  }

  /** A loss with its gradient. */
  public interface Differentiable {
    /** The loss. */
    double loss(float[] parameters);

    /** The loss; its gradient goes into an array. */
    double gradient(float[] parameters, float[] into);
  }

  /**
   * Of a network at weights of usual size, on standardized inputs: whether the derivative is right
   * does not hang on them, and elsewhere kinks and rounding drown it.
   */
  public static GradientCheck of(NetworkSpec network, Examples examples, long seed, Team team) {
    return of(
        differentiable(network, examples, team),
        offKinks(
            Initializer.draw(usual(network), RandomStream.of(seed).child(1)),
            RandomStream.of(seed).child(2)),
        ParameterLayout.of(network).segments());
  }

  /**
   * Parameters of exactly 0 a little away from it. Behind a layer of ReLUs that are all 0 the sums
   * are biases of 0, where the loss has one slope to the left and another to the right: there is no
   * derivative to agree about.
   */
  private static float[] offKinks(float[] parameters, RandomStream random) {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] == 0) {
        parameters[i] = 0.1f * (float) random.normal(i);
      }
    }
    return parameters;
  }

  private static NetworkSpec usual(NetworkSpec network) {
    return new NetworkSpec(
        network.inputs(),
        network.layers().stream()
            .map(layer ->
                switch (layer) {
                  case Layer.Dense d -> new Layer.Dense(d.units());
                  case Layer.Maxout m -> new Layer.Maxout(m.units(), m.pieces());
                  case Layer.Activate _, Layer.Dropout _ -> layer;
                })
            .toList(),
        new Head(network.head().units(), network.head().activation()),
        network.loss());
  }

  /** The mean loss of a network over some of the examples, dropout off. */
  public static Differentiable differentiable(NetworkSpec network, Examples examples, Team team) {
    int count = Math.min(ROWS, examples.rows());
    Examples some = Subset.spread(examples, count);
    int[] all = IntStream.range(0, count).toArray();
    Examples rows =
        new Examples(ProbeNetwork.standardized(some.inputs(), all, all), some.targets());
    Pass pass = new Pass(network, Kernels.select(), team, count, true);
    return new Differentiable() {
      @Override
      public double loss(float[] at) {
        Signals.load(rows, pass.inputs());
        pass.forward(at, count);
        return pass.loss(Signals.expected(rows)) / count;
      }

      @Override
      public double gradient(float[] at, float[] into) {
        Signals.load(rows, pass.inputs());
        pass.forward(at, count);
        return pass.backward(Signals.expected(rows), into) / count;
      }
    };
  }

  /** Of any loss at given parameters, one block for each segment. */
  public static GradientCheck of(Differentiable loss, float[] parameters, List<Segment> segments) {
    float[] gradient = new float[parameters.length];
    double here = loss.gradient(parameters, gradient);
    List<Block> blocks = new ArrayList<>();
    for (Segment segment : segments) {
      blocks.add(block(loss, parameters, segment, gradient, here));
    }
    return new GradientCheck(blocks);
  }

  /**
   * Along the gradient's own signs, where the change is largest, with a few turned at random, so
   * that errors of different sign do not cancel.
   */
  private static Block block(
      Differentiable loss, float[] parameters, Segment segment, float[] gradient, double here) {
    RandomStream random = RandomStream.of(7).child(segment.offset());
    double[] direction = new double[segment.size()];
    double backward = 0;
    for (int i = 0; i < direction.length; i++) {
      double g = gradient[segment.offset() + i];
      double sign = g < 0 ? -1 : 1;
      direction[i] = (random.uniform(i) < 0.2 ? -sign : sign) / Math.sqrt(direction.length);
      backward += g * direction[i];
    }
    double closest = Double.NaN;
    double before = Double.NaN;
    boolean told = false;
    for (double step : STEPS) {
      double change =
          loss.loss(moved(parameters, segment, direction, step))
              - loss.loss(moved(parameters, segment, direction, -step));
      double derivative = change / (2 * step);
      // A derivative of the claimed size would be seen, or the loss changes visibly without one.
      boolean visible =
          Math.max(Math.abs(change), Math.abs(2 * step * backward)) > VISIBLE * Math.abs(here);
      if (!visible) {
        continue;
      }
      if (Double.isNaN(closest) || Math.abs(derivative - backward) < Math.abs(closest - backward)) {
        closest = derivative;
      }
      told |= share(derivative, before) <= AGREE;
      before = derivative;
    }
    return new Block(segment.name(), backward, told ? closest : backward, told);
  }

  /** The difference of two numbers as a share of the larger; not a number if one is none. */
  private static double share(double one, double other) {
    double size = Math.max(Math.abs(one), Math.abs(other));
    return size == 0 ? 0 : Math.abs(one - other) / size;
  }

  private static float[] moved(
      float[] parameters, Segment segment, double[] direction, double step) {
    float[] moved = parameters.clone();
    for (int i = 0; i < direction.length; i++) {
      moved[segment.offset() + i] += (float) (step * direction[i]);
    }
    return moved;
  }

  /** The block that disagrees most. */
  public Block worst() {
    Block worst = blocks.getFirst();
    for (Block block : blocks) {
      double difference = block.told() ? block.difference() : 0;
      worst = difference > (worst.told() ? worst.difference() : 0) ? block : worst;
    }
    return worst;
  }

  /** Whether the derivative of some block is wrong. */
  public boolean wrong() {
    return worst().disagrees();
  }

  /** The answer with its numbers, for the document of the run. */
  public Examination.Measurement measurement() {
    Block worst = worst();
    return new Examination.Measurement(
        "gradient check",
        Evidence.of(
            Reading.of("blocks", blocks.size(), Unit.COUNT),
            Reading.of(
                "largestDifference", worst.told() ? worst.difference() : 0, DISAGREE, Unit.PLAIN),
            Reading.of("backward", worst.backward(), Unit.PLAIN),
            Reading.of("measured", worst.measured(), Unit.PLAIN)),
        String.format(
            Locale.ROOT,
            "Adding a little to the parameters, block by block, the derivative of the loss %s the one computed backward; the worst are the %s: %.3g against %.3g.",
            wrong() ? "disagrees with" : "agrees with",
            worst.name(),
            worst.measured(),
            worst.backward()));
  }
}
