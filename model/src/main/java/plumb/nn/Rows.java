package plumb.nn;

import java.util.List;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.Team;

/**
 * Rows of a batch that are taken through the steps of a network together. Activation, dropout and
 * their derivatives are done on each tile of a product while it is in the cache; the product adds
 * the bias. Allocates nothing but when it is made.
 */
final class Rows {
  /** Numbers of a step outside a product that a task computes. */
  private static final int NUMBERS_A_TASK = 8192;

  private final List<Step> steps;
  private final Team team;
  private final MatrixProduct product;

  /** The derivative is taken down to here. */
  private final int lowest;

  private float[] parameters = new float[0];
  private int first;
  private int end;
  private int fusedFrom;
  private int fusedTo;
  private Step.Rowwise rowwise;
  private int rowsATask;
  private final MatrixProduct.Tile forwardTile = this::finishForward;
  private final MatrixProduct.Tile backwardTile = this::finishBackward;
  private final Team.Task forwardTask = this::forwardRows;
  private final Team.Task backwardTask = this::backwardRows;

  /**
   * None yet.
   *
   * @param team shares every step
   */
  Rows(List<Step> steps, Kernels kernels, Team team) {
    this.steps = steps;
    this.team = team;
    this.product = kernels.product();
    this.lowest = firstWithParameters(steps);
    this.rowwise = (Step.Rowwise) steps.getLast();
  }

  private static int firstWithParameters(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Product || steps.get(i) instanceof Step.LearnedSlope) {
        return i;
      }
    }
    return 0;
  }

  /** Sets which rows, and the network's parameters. */
  void take(float[] parameters, int first, int end) {
    this.parameters = parameters;
    this.first = first;
    this.end = end;
  }

  /** From the inputs to the answers. */
  void forward() {
    for (int i = 0; i < steps.size(); ) {
      i = forwardStep(i);
    }
  }

  /** Computes step {@code i} and those that are done with it; returns the next one. */
  private int forwardStep(int i) {
    switch (steps.get(i)) {
      case Step.Product dense -> {
        fusedFrom = i + 1;
        fusedTo = i + 1;
        while (fusedTo < steps.size() && steps.get(fusedTo) instanceof Step.Pointwise) {
          fusedTo++;
        }
        product.multiply(
            team,
            end - first,
            dense.outWidth,
            dense.inWidth,
            dense.in,
            first * dense.inWidth,
            false,
            parameters,
            dense.weights.offset(),
            false,
            parameters,
            dense.biases.offset(),
            dense.out,
            first * dense.outWidth,
            forwardTile);
        return fusedTo;
      }
      case Step.Rowwise step -> everywhere(step, forwardTask);
    }
    return i + 1;
  }

  private void finishForward(int rowFrom, int rowTo, int from, int to) {
    for (int i = fusedFrom; i < fusedTo; i++) {
      ((Step.Pointwise) steps.get(i)).forward(first + rowFrom, first + rowTo, from, to);
    }
  }

  /**
   * From the derivative by the answers to those by the sums of every layer.
   *
   * @param lossFrom the step behind the last that the loss has not taken it through
   * @param gradients where steps add what they find of their own parameters
   */
  void backward(int lossFrom, float[] gradients) {
    for (int i = lossFrom - 1; i >= lowest; ) {
      i = backwardStep(i, gradients);
    }
  }

  /** Takes the derivative through step {@code i} and those done with it; returns the next one. */
  private int backwardStep(int i, float[] gradients) {
    switch (steps.get(i)) {
      case Step.Product dense -> {
        if (i == lowest) {
          return i - 1;
        }
        fusedTo = i;
        fusedFrom = i;
        while (fusedFrom > lowest
            && steps.get(fusedFrom - 1) instanceof Step.Pointwise pointwise
            && pointwise.backwardByTiles()) {
          fusedFrom--;
        }
        product.multiply(
            team,
            end - first,
            dense.inWidth,
            dense.outWidth,
            dense.deltaOut,
            first * dense.outWidth,
            false,
            parameters,
            dense.weights.offset(),
            true,
            dense.deltaIn,
            first * dense.inWidth,
            backwardTile);
        return fusedFrom - 1;
      }
      case Step.Rowwise step -> {
        if (step instanceof Step.Pointwise pointwise) {
          // A step with parameters of its own needs all rows of the batch, so first is 0 here.
          pointwise.gradient(gradients, end);
        }
        everywhere(step, backwardTask);
      }
    }
    return i - 1;
  }

  private void finishBackward(int rowFrom, int rowTo, int from, int to) {
    for (int i = fusedTo - 1; i >= fusedFrom; i--) {
      ((Step.Pointwise) steps.get(i)).backward(first + rowFrom, first + rowTo, from, to);
    }
  }

  /** Runs a step over the rows, some of them a task. */
  private void everywhere(Step.Rowwise step, Team.Task task) {
    rowwise = step;
    rowsATask = Math.max(1, NUMBERS_A_TASK / step.inWidth);
    team.run((end - first + rowsATask - 1) / rowsATask, task);
  }

  private void forwardRows(int task) {
    int from = first + task * rowsATask;
    rowwise.forward(from, Math.min(end, from + rowsATask));
  }

  private void backwardRows(int task) {
    int from = first + task * rowsATask;
    rowwise.backward(from, Math.min(end, from + rowsATask));
  }
}
