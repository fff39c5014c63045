package plumb.nn;

import org.jspecify.annotations.Nullable;
import plumb.math.Kernels;
import plumb.nn.Activation.Sharing;

/**
 * One operation of a network's plan, with its buffers. {@code in} and {@code out} hold one line a
 * row of the batch; {@code deltaIn} and {@code deltaOut} hold the derivative of the loss by them. A
 * step that overwrites its input has {@code in == out}.
 */
abstract sealed class Step {
  final int inWidth;
  final int outWidth;
  float[] in = new float[0];
  float[] out = new float[0];
  float[] deltaIn = new float[0];
  float[] deltaOut = new float[0];

  Step(int inWidth, int outWidth) {
    this.inWidth = inWidth;
    this.outWidth = outWidth;
  }

  /** Whether {@code out} is the same memory as {@code in}. */
  boolean inPlace() {
    return false;
  }

  /** Whether the derivative is had from {@code out}, so that nobody may overwrite it. */
  boolean needsOutput() {
    return false;
  }

  /** A step that works on any rows of a batch. */
  abstract static sealed class Rowwise extends Step {
    Rowwise(int inWidth, int outWidth) {
      super(inWidth, outWidth);
    }

    /** Reads {@code in}, writes {@code out}. */
    abstract void forward(int rowFrom, int rowTo);

    /** Turns {@code deltaOut} into {@code deltaIn}. */
    abstract void backward(int rowFrom, int rowTo);
  }

  /** A step that works on any rectangle of a batch, so that a product can do it tile by tile. */
  abstract static sealed class Pointwise extends Rowwise {
    Pointwise(int width) {
      super(width, width);
    }

    /** Reads {@code in}, writes {@code out}. */
    abstract void forward(int rowFrom, int rowTo, int from, int to);

    @Override
    final void forward(int rowFrom, int rowTo) {
      forward(rowFrom, rowTo, 0, inWidth);
    }

    @Override
    final void backward(int rowFrom, int rowTo) {
      backward(rowFrom, rowTo, 0, inWidth);
    }

    /** Turns {@code deltaOut} into {@code deltaIn}, which is the same memory. */
    abstract void backward(int rowFrom, int rowTo, int from, int to);

    /**
     * Called before each pass.
     *
     * @param key of the random numbers of this step in this pass
     */
    void prepare(float[] parameters, boolean training, long key) {}

    /** Whether {@link #backward} may be called tile by tile. */
    boolean backwardByTiles() {
      return true;
    }

    /** Derivatives by the step's own parameters; called before {@link #backward}. */
    void gradient(float[] gradients, int rows) {}
  }

  /** {@code out = in W + b}. The product adds the bias. */
  static final class Product extends Step {
    final Segment weights;
    final Segment biases;

    Product(Segment weights, Segment biases) {
      super(weights.rows(), weights.columns());
      this.weights = weights;
      this.biases = biases;
    }

    /** {@code dL/db = } sums of the columns of {@code deltaOut}, in the order of the rows. */
    void biasGradient(Kernels kernels, float[] gradients, int rows, int from, int to) {
      int bias = biases.offset() + from;
      kernels.sumLines(deltaOut, from, outWidth, rows, to - from, gradients, bias);
    }
  }

  /** {@code out_u = max of the pieces of unit u}; the first of equals wins. */
  static final class Maximum extends Rowwise {
    final int pieces;
    int[] winners = new int[0];

    private final Kernels kernels;

    Maximum(int units, int pieces, Kernels kernels) {
      super(units * pieces, units);
      this.kernels = kernels;
      this.pieces = pieces;
    }

    @Override
    void forward(int rowFrom, int rowTo) {
      kernels.largest(in, pieces, out, winners, rowFrom * outWidth, rowTo * outWidth);
    }

    /** The derivative goes to the winner only. */
    @Override
    void backward(int rowFrom, int rowTo) {
      java.util.Arrays.fill(deltaIn, rowFrom * inWidth, rowTo * inWidth, 0f);
      for (int i = rowFrom * outWidth; i < rowTo * outWidth; i++) {
        deltaIn[winners[i]] = deltaOut[i];
      }
    }
  }

  /** Softmax over each row; keeps what a stable loss needs of every row. */
  static final class RowSoftmax extends Rowwise {
    float[] largest = new float[0];
    float[] sums = new float[0];
    private final Kernels kernels;

    RowSoftmax(int width, Kernels kernels) {
      super(width, width);
      this.kernels = kernels;
    }

    @Override
    void forward(int rowFrom, int rowTo) {
      kernels.softmax(in, out, outWidth, rowFrom, rowTo, largest, sums);
    }

    @Override
    boolean needsOutput() {
      return true;
    }

    /** {@code ln sum_j exp(z_j)} of a row. */
    float logSum(int row) {
      return largest[row] + (float) StrictMath.log(sums[row]);
    }

    /** {@code dL/dz_i = p_i (dL/dp_i - sum_j p_j dL/dp_j)}. */
    @Override
    void backward(int rowFrom, int rowTo) {
      for (int row = rowFrom; row < rowTo; row++) {
        int from = row * outWidth;
        int to = from + outWidth;
        float mean = 0;
        for (int j = from; j < to; j++) {
          mean += out[j] * deltaOut[j];
        }
        for (int j = from; j < to; j++) {
          deltaIn[j] = out[j] * (deltaOut[j] - mean);
        }
      }
    }
  }

  /** An activation of each number for itself. */
  static final class Curve extends Pointwise {
    private final Activation function;
    private final Kernels kernels;
    private final boolean keepsInput;

    Curve(Activation function, int width, boolean keepsInput, Kernels kernels) {
      super(width);
      this.function = function;
      this.kernels = kernels;
      this.keepsInput = keepsInput || needsInput(function);
    }

    /** Whether the derivative cannot be had from the value alone. */
    private static boolean needsInput(Activation function) {
      return switch (function) {
        case Activation.Softplus _, Activation.Gelu _, Activation.LeakyRelu _ -> true;
        default -> false;
      };
    }

    @Override
    boolean inPlace() {
      return !keepsInput;
    }

    @Override
    boolean needsOutput() {
      return !needsInput(function);
    }

    @Override
    void forward(int rowFrom, int rowTo, int from, int to) {
      if (to - from == outWidth) {
        forwardNumbers(rowFrom * outWidth, rowTo * outWidth); // whole lines lie side by side
        return;
      }
      for (int row = rowFrom; row < rowTo; row++) {
        forwardNumbers(row * outWidth + from, row * outWidth + to);
      }
    }

    private void forwardNumbers(int from, int to) {
      if (keepsInput) {
        System.arraycopy(in, from, out, from, to - from);
      }
      Curves.apply(function, out, from, to, kernels);
    }

    @Override
    void backward(int rowFrom, int rowTo, int from, int to) {
      if (to - from == outWidth) {
        backwardNumbers(rowFrom * outWidth, rowTo * outWidth);
        return;
      }
      for (int row = rowFrom; row < rowTo; row++) {
        backwardNumbers(row * outWidth + from, row * outWidth + to);
      }
    }

    private void backwardNumbers(int from, int to) {
      Curves.multiplyBySlope(function, in, out, deltaOut, from, to, kernels);
    }
  }

  /** A leaky ReLU whose slopes are parameters. */
  static final class LearnedSlope extends Pointwise {
    private final Segment segment;
    private final Sharing sharing;
    private final Kernels kernels;

    /** The slope of each unit, also where units share one. */
    private final float[] slopes;

    /** The derivative by the slope of each unit. */
    private final float[] sums;

    LearnedSlope(int width, Segment segment, Sharing sharing, Kernels kernels) {
      super(width);
      this.segment = segment;
      this.sharing = sharing;
      this.kernels = kernels;
      this.slopes = new float[width];
      this.sums = new float[width];
    }

    @Override
    void prepare(float[] parameters, boolean training, long key) {
      if (sharing == Sharing.UNIT) {
        System.arraycopy(parameters, segment.offset(), slopes, 0, slopes.length);
      } else {
        java.util.Arrays.fill(slopes, parameters[segment.offset()]);
      }
    }

    @Override
    boolean backwardByTiles() {
      return false;
    }

    @Override
    void forward(int rowFrom, int rowTo, int from, int to) {
      for (int row = rowFrom; row < rowTo; row++) {
        kernels.bend(in, out, row * outWidth + from, to - from, slopes, from);
      }
    }

    /** Sets the derivatives to 0, before the layers that share the slopes add theirs. */
    void clear(float[] gradients) {
      java.util.Arrays.fill(gradients, segment.offset(), segment.end(), 0f);
    }

    /** {@code dL/dslope = } sum of {@code z * dL/da} over the places with {@code z <= 0}. */
    @Override
    void gradient(float[] gradients, int rows) {
      kernels.sumBends(in, deltaOut, 0, outWidth, rows, outWidth, sums, 0);
      int step = sharing == Sharing.UNIT ? 1 : 0;
      for (int j = 0; j < outWidth; j++) {
        gradients[segment.offset() + j * step] += sums[j];
      }
    }

    @Override
    void backward(int rowFrom, int rowTo, int from, int to) {
      for (int row = rowFrom; row < rowTo; row++) {
        kernels.bendSlope(in, deltaOut, row * outWidth + from, to - from, slopes, from);
      }
    }
  }

  /** Dropout: a random factor, 0 for the dropped, in training; a constant one afterwards. */
  static final class Mask extends Pointwise {
    final int layer;
    private final Layer.Dropout dropout;
    private final Kernels kernels;
    private boolean training;
    private long key;
    private boolean @Nullable [] fixed;

    Mask(Layer.Dropout dropout, int layer, int width, Kernels kernels) {
      super(width);
      this.kernels = kernels;
      this.dropout = dropout;
      this.layer = layer;
    }

    @Override
    void prepare(float[] parameters, boolean training, long key) {
      this.training = training;
      this.key = key;
      this.fixed = null;
    }

    /** As in training, with these units left for every row instead of drawn ones. */
    void fix(boolean[] kept) {
      this.fixed = kept;
    }

    @Override
    void forward(int rowFrom, int rowTo, int from, int to) {
      multiply(in, out, rowFrom, rowTo, from, to);
    }

    @Override
    void backward(int rowFrom, int rowTo, int from, int to) {
      multiply(deltaOut, deltaOut, rowFrom, rowTo, from, to);
    }

    private void multiply(
        float[] source, float[] target, int rowFrom, int rowTo, int from, int to) {
      float survivor = dropout.survivors();
      if (fixed != null) {
        for (int row = rowFrom; row < rowTo; row++) {
          int at = row * outWidth;
          for (int j = from; j < to; j++) {
            target[at + j] = fixed[j] ? source[at + j] * survivor : 0;
          }
        }
        return;
      }
      float afterwards = dropout.afterwards();
      long below = (long) (dropout.dropProbability() * 0x1p32);
      for (int row = rowFrom; row < rowTo; row++) {
        int at = row * outWidth + from;
        if (training) {
          long place = dropout.mask() == Layer.MaskScope.BATCH ? from : (long) at;
          kernels.drop(key, place, below, survivor, source, target, at, to - from);
        } else {
          for (int j = at; j < at + to - from; j++) {
            target[j] = source[j] * afterwards;
          }
        }
      }
    }
  }
}
