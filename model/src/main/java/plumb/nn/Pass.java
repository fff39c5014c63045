package plumb.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.RandomStream;
import plumb.math.Team;

/**
 * Computes a network forward and backward on batches. Owns every buffer a batch needs, so that a
 * step allocates nothing; the parameters belong to the caller. Not for several threads at once.
 */
public final class Pass {
  /** Rows that a thread takes through the network at least. */
  private static final int ROWS_A_PART = 32;

  /** Weights of the largest layer of a network whose rows are cut. */
  private static final long CUT_WEIGHTS = 1 << 17;

  /**
   * Below this many multiplications of all layers waking another thread costs more than it brings.
   */
  private static final long WORTH_CUTTING = 1 << 22;

  /** Columns of a bias gradient that a task sums. */
  private static final int BIAS_COLUMNS = 64;

  private final NetworkSpec spec;
  private final Team team;
  private final int maxRows;
  private final boolean training;
  private final Kernels kernels;
  private final MatrixProduct weightsProduct;
  private final List<Step> steps = new ArrayList<>();
  private final int[] lastSteps;
  private final float[] inputs;

  /** Weights of all layers. */
  private final long weightCount;

  // What the running pass works on; fields, because a lambda that captured them would be garbage
  // in every step.
  private float[] parameters = new float[0];
  private float[] gradients = new float[0];
  private int rows;
  private Step.Product current;

  /** All rows, every step shared by the team. */
  private final Rows whole;

  /** Some rows each, taken through all steps by one thread. */
  private final List<Rows> parts = new ArrayList<>();

  private int lossFrom;
  private final Team.Task biasTask = this::biasGradient;
  private final Team.Task forwardTask = part -> parts.get(part).forward();
  private final Team.Task backwardTask = part -> parts.get(part).backward(lossFrom, gradients);

  /**
   * A pass.
   *
   * @param maxRows rows of the largest batch
   * @param training whether {@link #backward} will be called; needs about twice the memory
   */
  public Pass(NetworkSpec spec, Kernels kernels, Team team, int maxRows, boolean training) {
    this.spec = spec;
    this.team = team;
    this.maxRows = maxRows;
    this.training = training;
    this.kernels = kernels;
    this.weightsProduct = kernels.product();
    this.lastSteps = new int[spec.layers().size() + 1];
    plan();
    this.inputs = new float[maxRows * spec.inputs()];
    allocate();
    this.weightCount = layersWeights().sum();
    this.current =
        (Step.Product)
            steps.stream().filter(s -> s instanceof Step.Product).findFirst().orElseThrow();
    this.whole = new Rows(steps, kernels, team);
    if (canBeCut()) {
      for (int i = 0; i < Math.min(team.size(), maxRows / ROWS_A_PART); i++) {
        parts.add(new Rows(steps, kernels, Team.of(1)));
      }
    }
  }

  /**
   * Whether threads may take rows of their own through the whole network, which spares them waiting
   * for each other and for each other's caches. Not if the weights are so large that it is better
   * to read them once for all rows, nor if a step needs all rows at once.
   */
  private boolean canBeCut() {
    return steps.stream().noneMatch(step -> step instanceof Step.LearnedSlope)
        && layersWeights().allMatch(count -> count <= CUT_WEIGHTS);
  }

  private LongStream layersWeights() {
    return steps.stream()
        .filter(step -> step instanceof Step.Product)
        .mapToLong(step -> (long) step.inWidth * step.outWidth);
  }

  private void plan() {
    ParameterLayout layout = ParameterLayout.of(spec);
    int width = spec.inputs();
    for (int i = 0; i < spec.layers().size(); i++) {
      switch (spec.layers().get(i)) {
        case Layer.Dense dense -> {
          addProduct(layout, i);
          width = dense.units();
        }
        case Layer.Maxout maxout -> {
          addProduct(layout, i);
          steps.add(new Step.Maximum(maxout.units(), maxout.pieces(), kernels));
          width = maxout.units();
        }
        case Layer.Activate(Activation function) ->
            addActivation(function, width, layout, i, false);
        case Layer.Dropout dropout -> steps.add(new Step.Mask(dropout, i, width, kernels));
      }
      lastSteps[i] = steps.size() - 1;
    }
    addProduct(layout, spec.layers().size());
    // The loss reads the weighted sums behind a sigmoid, so the head keeps them.
    addActivation(spec.head().activation(), spec.outputs(), layout, spec.layers().size(), true);
    lastSteps[spec.layers().size()] = steps.size() - 1;
  }

  private void addProduct(ParameterLayout layout, int layer) {
    steps.add(
        new Step.Product(
            layout.get(layer, Segment.Role.WEIGHT), layout.get(layer, Segment.Role.BIAS)));
  }

  private void addActivation(
      Activation function, int width, ParameterLayout layout, int layer, boolean keepsInput) {
    steps.add(
        switch (function) {
          case Activation.Softmax _ -> new Step.RowSoftmax(width, kernels);
          case Activation.PRelu prelu ->
              new Step.LearnedSlope(width, layout.slopes(layer), prelu.sharing(), kernels);
          // The inputs, and what the step before has its derivative from, must not be overwritten.
          default -> {
            boolean needed = steps.isEmpty() || steps.getLast().needsOutput();
            yield new Step.Curve(function, width, keepsInput || needed, kernels);
          }
        });
  }

  private void allocate() {
    float[] values = inputs;
    float[] delta = new float[0];
    for (Step step : steps) {
      step.in = values;
      step.out = step.inPlace() ? values : new float[maxRows * step.outWidth];
      values = step.out;
      if (step instanceof Step.RowSoftmax softmax) {
        softmax.largest = new float[maxRows];
        softmax.sums = new float[maxRows];
      }
      if (step instanceof Step.Maximum maximum) {
        maximum.winners = new int[maxRows * step.outWidth];
      }
      if (training) {
        step.deltaIn = delta;
        boolean shares = step instanceof Step.Pointwise || step instanceof Step.RowSoftmax;
        step.deltaOut = shares && delta.length > 0 ? delta : new float[maxRows * step.outWidth];
        if (step.deltaIn.length == 0) {
          step.deltaIn = step.deltaOut;
        }
        delta = step.deltaOut;
      }
    }
  }

  /** Where the caller puts the rows of a batch, {@code (rows, spec.inputs())}. */
  public float[] inputs() {
    return inputs;
  }

  /** The network's answers after {@link #forward}, {@code (rows, spec.outputs())}. */
  public float[] outputs() {
    return steps.getLast().out;
  }

  /**
   * What a layer gave out in the last pass, {@code (rows, units)}: to be read, until the next pass.
   * An activation may overwrite the sums of the layer it follows; what stands before a dropout is
   * never overwritten.
   *
   * @param layer index in {@link NetworkSpec#layers()}; the head has the index after the last
   */
  public float[] outputs(int layer) {
    return steps.get(lastSteps[layer]).out;
  }

  /** Computes the answers to the first {@code count} rows of {@link #inputs()}, dropout off. */
  public void forward(float[] weights, int count) {
    run(weights, count, false, 0, null);
  }

  /**
   * Computes the answers in training, dropout on.
   *
   * @param masks where the dropout masks of this update come from
   */
  public void forwardTraining(float[] weights, int count, RandomStream masks) {
    forwardTraining(weights, count, masks.key());
  }

  /** The same by the stream's key, for loops that must not make objects. */
  public void forwardTraining(float[] weights, int count, long masks) {
    run(weights, count, true, masks, null);
  }

  /**
   * Computes the answers of the thin network that a mask leaves, as in training: where dropout is
   * made up for in training, the units that are left are scaled up.
   *
   * @param mask of this network, the same for every row
   */
  public void forwardThin(float[] weights, int count, DropoutMask mask) {
    run(weights, count, true, 0, mask);
  }

  private void run(
      float[] weights, int count, boolean dropout, long masks, @Nullable DropoutMask thin) {
    if (count > maxRows) {
      throw new IllegalArgumentException("%d rows, at most %d".formatted(count, maxRows));
    }
    parameters = weights;
    rows = count;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Pointwise pointwise) {
        pointwise.prepare(weights, dropout, RandomStream.childKey(masks, i));
      }
      if (thin != null && steps.get(i) instanceof Step.Mask mask) {
        mask.fix(thin.ofLayer(mask.layer));
      }
    }
    if (cut()) {
      team.run(parts.size(), forwardTask);
    } else {
      whole.forward();
    }
  }

  /** Shares out the rows of the batch; false if they are too few. */
  private boolean cut() {
    whole.take(parameters, 0, rows);
    int each = parts.isEmpty() ? 0 : rows / parts.size() / 8 * 8;
    if (parts.size() < 2 || each < ROWS_A_PART || rows * weightCount < WORTH_CUTTING) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      int first = i * each;
      parts.get(i).take(parameters, first, i + 1 < parts.size() ? first + each : rows);
    }
    return true;
  }

  /**
   * The losses of the batch last computed forward.
   *
   * @return their sum over its rows
   */
  public double loss(Expected expected) {
    if (!training) {
      throw new IllegalStateException("made for answers only");
    }
    lossFrom = steps.size();
    return lossAndDelta(expected);
  }

  private double lossAndDelta(Expected expected) {
    Step last = steps.getLast();
    if (spec.loss() == Loss.CROSS_ENTROPY && last instanceof Step.RowSoftmax softmax) {
      lossFrom = steps.size() - 1;
      return Losses.softmaxCrossEntropy(softmax, expected, rows, softmax.deltaIn);
    }
    if (spec.loss() == Loss.BINARY_CROSS_ENTROPY
        && spec.head().activation() instanceof Activation.Sigmoid) {
      lossFrom = steps.size() - 1;
      return Losses.sigmoidCrossEntropy(
          last.in, last.out, last.outWidth, expected, rows, last.deltaIn);
    }
    lossFrom = steps.size();
    return Losses.general(spec.loss(), last.out, last.outWidth, expected, rows, last.deltaOut);
  }

  /**
   * Computes the derivative of the mean loss of the batch last computed forward by every parameter.
   *
   * @param expected what the rows should have been answered with
   * @param into overwritten; in the layout of {@link ParameterLayout}
   * @return the sum of the losses of the rows
   */
  public double backward(Expected expected, float[] into) {
    gradients = into;
    double loss = loss(expected);
    for (Step step : steps) {
      if (step instanceof Step.LearnedSlope slope) {
        slope.clear(into);
      }
    }
    if (cut()) {
      team.run(parts.size(), backwardTask);
    } else {
      whole.backward(lossFrom, gradients);
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Product dense) {
        weightGradient(dense);
      }
    }
    return loss;
  }

  /** {@code dL/dW = in^T deltaOut}, and the biases'. */
  private void weightGradient(Step.Product dense) {
    current = dense;
    weightsProduct.multiply(
        team,
        dense.inWidth,
        dense.outWidth,
        rows,
        dense.in,
        0,
        true,
        dense.deltaOut,
        0,
        false,
        gradients,
        dense.weights.offset(),
        MatrixProduct.Tile.NOTHING);
    int biasTasks = (dense.outWidth + BIAS_COLUMNS - 1) / BIAS_COLUMNS;
    team.run(rows * dense.outWidth < 1 << 14 ? 1 : biasTasks, biasTask);
  }

  private void biasGradient(int task) {
    boolean alone = rows * current.outWidth < 1 << 14;
    int from = alone ? 0 : task * BIAS_COLUMNS;
    int to = alone ? current.outWidth : Math.min(current.outWidth, from + BIAS_COLUMNS);
    current.biasGradient(kernels, gradients, rows, from, to);
  }
}
