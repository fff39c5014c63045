package plumb.recipe;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import plumb.data.Inputs;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.recipe.Neighbourhoods.Geometry;
import plumb.train.StopSignal;

/**
 * A linear model of classes on what {@link Neighbourhoods} show: one regression a class on 1 for
 * its pictures and 0 for others, answered by the largest. Solved exactly, {@code (A'A + r I) w =
 * A'(t - mean t)} for features {@code A} of mean 0 and deviation 1.
 */
final class NeighbourhoodLine {
  /** Pictures it is fitted on at most: with more, it takes minutes. */
  static final int MOST_PICTURES = 5_000;

  /** The ridge {@code r} for each feature: there are often as many features as pictures. */
  private static final double RIDGE = 0.3;

  /** Pictures measured between two looks at whether to stop. */
  private static final int BLOCK = 256;

  private final Neighbourhoods shown;
  private final float[] mean;
  private final float[] scale;

  /** {@code (features, classes)}. */
  private final float[] weights;

  private final float[] shares;
  private final Team team;

  private NeighbourhoodLine(
      Neighbourhoods shown,
      float[] mean,
      float[] scale,
      float[] weights,
      float[] shares,
      Team team) {
    this.shown = shown;
    this.mean = mean;
    this.scale = scale;
    this.weights = weights;
    this.shares = shares;
    this.team = team;
  }

  /** Fitted on pictures; empty where a stop was asked for meanwhile, or it cannot be computed. */
  static Optional<NeighbourhoodLine> fit(
      Geometry geometry,
      Inputs inputs,
      int[] labels,
      int classes,
      RandomStream draw,
      Team team,
      StopSignal stop) {
    Neighbourhoods shown = Neighbourhoods.drawn(geometry, inputs, draw);
    int rows = labels.length;
    int width = shown.width();
    float[] features = new float[rows * width];
    for (int from = 0; from < rows; from += BLOCK) {
      if (stop.check().isPresent()) {
        return Optional.empty();
      }
      float[] some = shown.of(inputs, from, Math.min(rows, from + BLOCK), team);
      System.arraycopy(some, 0, features, from * width, some.length);
    }
    float[] mean = new float[width];
    float[] scale = new float[width];
    team.run(width, j -> moments(features, rows, width, j, mean, scale));
    standardize(features, mean, scale);
    float[] shares = new float[classes];
    for (int label : labels) {
      shares[label] += 1f / rows;
    }
    return solved(features, rows, width, labels, shares, team)
        .map(weights -> new NeighbourhoodLine(shown, mean, scale, weights, shares, team));
  }

  private static void moments(
      float[] features, int rows, int width, int j, float[] mean, float[] scale) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      double value = features[row * width + j];
      sum += value;
      squares += value * value;
    }
    double average = sum / rows;
    double variance = squares / rows - average * average;
    mean[j] = (float) average;
    // What is alike in every picture says nothing, and rounding must not make it say something.
    scale[j] = variance > 1e-10 * squares / rows ? (float) (1 / Math.sqrt(variance)) : 0;
  }

  private static void standardize(float[] features, float[] mean, float[] scale) {
    for (int i = 0; i < features.length; i++) {
      int j = i % mean.length;
      features[i] = (features[i] - mean[j]) * scale[j];
    }
  }

  /**
   * The weights, {@code (features, classes)}. With fewer pictures than features by the smaller
   * system {@code w = A' inverse(A A' + r I) (t - mean t)}, which is the same.
   */
  private static Optional<float[]> solved(
      float[] features, int rows, int width, int[] labels, float[] shares, Team team) {
    MatrixProduct product = Kernels.select().product();
    boolean few = rows < width;
    int size = few ? rows : width;
    float[] square = new float[size * size];
    multiply(product, team, size, size, few ? width : rows, features, !few, features, few, square);
    double[][] system = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        system[i][j] = square[Math.max(i, j) * size + Math.min(i, j)];
      }
      system[i][i] += RIDGE * width;
    }
    Optional<DenseMatrix.CholeskyFactorization> factors =
        DenseMatrix.createDenseMatrix(system).choleskyFactorization();
    if (factors.isEmpty()) {
      return Optional.empty();
    }
    int classes = shares.length;
    float[] targets = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < classes; c++) {
        targets[row * classes + c] = (labels[row] == c ? 1 : 0) - shares[c];
      }
    }
    if (few) {
      float[] weights = new float[width * classes];
      float[] solution = solve(factors.get(), targets, rows, classes);
      multiply(product, team, width, classes, rows, features, true, solution, false, weights);
      return Optional.of(weights);
    }
    float[] right = new float[width * classes];
    multiply(product, team, width, classes, rows, features, true, targets, false, right);
    return Optional.of(solve(factors.get(), right, width, classes));
  }

  private static float[] solve(
      DenseMatrix.CholeskyFactorization factors, float[] right, int size, int classes) {
    float[] solution = new float[size * classes];
    for (int c = 0; c < classes; c++) {
      int column = c;
      double[] one =
          IntStream.range(0, size).mapToDouble(i -> right[i * classes + column]).toArray();
      double[] answer = factors.solve(DenseVector.createDenseVector(one)).toArray();
      for (int i = 0; i < size; i++) {
        solution[i * classes + c] = (float) answer[i];
      }
    }
    return solution;
  }

  private static void multiply(
      MatrixProduct product,
      Team team,
      int m,
      int n,
      int k,
      float[] a,
      boolean aTransposed,
      float[] b,
      boolean bTransposed,
      float[] c) {
    product.multiply(
        team, m, n, k, a, 0, aTransposed, b, 0, bTransposed, c, 0, MatrixProduct.Tile.NOTHING);
  }

  /** The class it answers for each picture. */
  int[] answers(Inputs inputs) {
    int classes = shares.length;
    int[] answers = new int[inputs.rows()];
    MatrixProduct product = Kernels.select().product();
    for (int from = 0; from < answers.length; from += BLOCK) {
      int to = Math.min(answers.length, from + BLOCK);
      float[] features = shown.of(inputs, from, to, team);
      standardize(features, mean, scale);
      float[] said = new float[(to - from) * classes];
      multiply(
          product, team, to - from, classes, mean.length, features, false, weights, false, said);
      for (int i = 0; i < to - from; i++) {
        answers[from + i] = largest(Arrays.copyOfRange(said, i * classes, (i + 1) * classes));
      }
    }
    return answers;
  }

  private int largest(float[] said) {
    int best = 0;
    for (int c = 1; c < said.length; c++) {
      best = said[c] + shares[c] > said[best] + shares[best] ? c : best;
    }
    return best;
  }
}
