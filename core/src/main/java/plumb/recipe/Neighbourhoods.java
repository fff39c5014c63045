package plumb.recipe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.RandomStream;
import plumb.math.Team;

/**
 * What the neighbourhoods of a picture show, as numbers: how strongly each of a few patterns of 5 x
 * 5 pixels occurs, and its negative, in each part of the picture.
 *
 * <pre>
 * response(f, y, x) = sum over channels and 5 x 5 pixels of filter(f) * picture around (y, x)
 * feature(cell, f, +) = mean over the cell of max(0, response)
 * feature(cell, f, -) = mean over the cell of max(0, -response)
 * </pre>
 *
 * The patterns are patches of training pictures themselves, whitened: {@code w = inverse(C + r I)
 * q} for a patch {@code q} less its mean and the covariance {@code C} of such patches, scaled to
 * {@code w q = sqrt(w q)}. Whitening takes away that neighbouring pixels are alike in any picture,
 * so that edges and corners count as much as areas do (Coates, Lee, Ng 2011).
 */
final class Neighbourhoods {
  /** Pixels of a neighbourhood, each way. */
  static final int SIDE = 5;

  /** Patterns: with twice as many, photos gain some two points for twice the time. */
  private static final int FILTERS = 64;

  /** Parts of the picture, each way. */
  static final int GRID = 3;

  /** A larger picture is made smaller first, so that 5 x 5 pixels are a part that one can see. */
  private static final int LARGEST = 48;

  /** Pictures that patches are taken from at most, and patches of each. */
  private static final int SAMPLED = 1_000;

  private static final int PATCHES = 10;

  /** Added to the covariance, as a share of its mean variance: noise is not blown up. */
  private static final double RIDGE = 0.01;

  /** Pictures worked on at a time. */
  private static final int BLOCK = 32;

  private final Geometry geometry;

  /** {@code (filters, channels, 5, 5)}. */
  private final float[] filters;

  private final int count;

  /** Of given filters, {@code (filters, channels, 5, 5)}. */
  Neighbourhoods(Geometry geometry, float[] filters) {
    this.geometry = geometry;
    this.filters = filters;
    this.count = filters.length / geometry.patch();
  }

  /**
   * The measures of a picture.
   *
   * @param height of the picture as given
   * @param width likewise
   * @param channels planes that follow one another
   * @param factor pixels each way whose mean is one pixel of the picture that is looked at
   */
  record Geometry(int height, int width, int channels, int factor) {
    /** Of pictures as they are prepared; empty for those too small to have neighbourhoods. */
    static Optional<Geometry> of(Feature.Pixels pixels) {
      int factor = Math.ceilDiv(Math.max(pixels.height(), pixels.columns()), LARGEST);
      Geometry geometry =
          new Geometry(pixels.height(), pixels.columns(), pixels.channels(), factor);
      return geometry.down() >= GRID && geometry.across() >= GRID
          ? Optional.of(geometry)
          : Optional.empty();
    }

    private int rows() {
      return height / factor;
    }

    private int columns() {
      return width / factor;
    }

    /** Places of a neighbourhood, from top to bottom. */
    int down() {
      return rows() - SIDE + 1;
    }

    /** Places of a neighbourhood, from left to right. */
    int across() {
      return columns() - SIDE + 1;
    }

    int places() {
      return down() * across();
    }

    /** Numbers in a neighbourhood. */
    int patch() {
      return channels * SIDE * SIDE;
    }

    /** The picture that is looked at, {@code (channels, rows, columns)}. */
    private float[] picture(Inputs inputs, int row) {
      float[] given = new float[height * width * channels];
      inputs.copyRow(row, given, 0);
      if (factor == 1) {
        return given;
      }
      float[] small = new float[channels * rows() * columns()];
      for (int c = 0; c < channels; c++) {
        for (int y = 0; y < rows() * factor; y++) {
          for (int x = 0; x < columns() * factor; x++) {
            small[(c * rows() + y / factor) * columns() + x / factor] +=
                given[(c * height + y) * width + x] / (factor * factor);
          }
        }
      }
      return small;
    }

    /** Copies the neighbourhood whose upper left pixel is given. */
    private void copy(float[] picture, int top, int left, float[] target, int at) {
      int to = at;
      for (int c = 0; c < channels; c++) {
        for (int y = 0; y < SIDE; y++) {
          System.arraycopy(picture, (c * rows() + top + y) * columns() + left, target, to, SIDE);
          to += SIDE;
        }
      }
    }
  }

  /** With filters drawn from pictures. */
  static Neighbourhoods drawn(Geometry geometry, Inputs inputs, RandomStream draw) {
    int[] order = new int[inputs.rows()];
    draw.child(1).permutation(order);
    int pictures = Math.min(SAMPLED, order.length);
    int size = geometry.patch();
    float[][] patches = new float[pictures * PATCHES][size];
    RandomStream place = draw.child(2);
    for (int i = 0; i < patches.length; i += PATCHES) {
      float[] picture = geometry.picture(inputs, order[i / PATCHES]);
      for (int j = i; j < i + PATCHES; j++) {
        geometry.copy(
            picture,
            place.below(2L * j, geometry.down()),
            place.below(2L * j + 1, geometry.across()),
            patches[j],
            0);
        centre(patches[j]);
      }
    }
    return new Neighbourhoods(geometry, whitened(patches, draw.child(3)));
  }

  private static void centre(float[] patch) {
    double mean = 0;
    for (float value : patch) {
      mean += value;
    }
    mean /= patch.length;
    for (int i = 0; i < patch.length; i++) {
      patch[i] -= (float) mean;
    }
  }

  private static double square(float[] patch) {
    double sum = 0;
    for (float value : patch) {
      sum += (double) value * value;
    }
    return sum;
  }

  /** Some of the patches that show more than most do, whitened. */
  private static float[] whitened(float[][] patches, RandomStream draw) {
    int size = patches[0].length;
    double[][] covariance = new double[size][size];
    double trace = 0;
    for (float[] patch : patches) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          covariance[i][j] += (double) patch[i] * patch[j] / patches.length;
        }
      }
      trace += square(patch) / patches.length;
    }
    for (int i = 0; i < size; i++) {
      covariance[i][i] += RIDGE * trace / size;
    }
    int[] strongest =
        IntStream.range(0, patches.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> square(patches[i])).reversed())
            .limit(Math.ceilDiv(patches.length, 2))
            .mapToInt(i -> i)
            .toArray();
    int[] order = new int[strongest.length];
    draw.permutation(order);
    int count = Math.min(FILTERS, order.length);
    float[] filters = new float[count * size];
    Optional<DenseMatrix.CholeskyFactorization> factors =
        DenseMatrix.createDenseMatrix(covariance).choleskyFactorization();
    if (factors.isEmpty()) {
      // Every patch is flat: the pictures show nothing.
      return filters;
    }
    for (int f = 0; f < count; f++) {
      float[] patch = patches[strongest[order[f]]];
      double[] q = IntStream.range(0, size).mapToDouble(i -> patch[i]).toArray();
      double[] w = factors.get().solve(DenseVector.createDenseVector(q)).toArray();
      double length = Math.sqrt(IntStream.range(0, size).mapToDouble(i -> w[i] * q[i]).sum());
      // A filter whose sum is 0 does not see how bright a neighbourhood is.
      double mean = Arrays.stream(w).average().orElse(0);
      for (int i = 0; i < size && length > 0; i++) {
        filters[f * size + i] = (float) ((w[i] - mean) / length);
      }
    }
    return filters;
  }

  /** Numbers a picture becomes. */
  int width() {
    return GRID * GRID * 2 * count;
  }

  /** The numbers of pictures {@code from .. to - 1}, {@code (to - from, width)}. */
  float[] of(Inputs inputs, int from, int to, Team team) {
    float[] features = new float[(to - from) * width()];
    MatrixProduct product = Kernels.select().product();
    int places = geometry.places();
    int size = geometry.patch();
    int block = Math.min(BLOCK, to - from);
    float[] patches = new float[block * places * size];
    float[] responses = new float[block * places * count];
    for (int first = from; first < to; first += block) {
      int start = first;
      int pictures = Math.min(block, to - start);
      team.run(pictures, i -> unroll(inputs, start + i, patches, i * places * size));
      product.multiply(
          team,
          pictures * places,
          count,
          size,
          patches,
          0,
          false,
          filters,
          0,
          true,
          responses,
          0,
          MatrixProduct.Tile.NOTHING);
      team.run(
          pictures,
          i -> pool(responses, i * places * count, features, (start - from + i) * width()));
    }
    return features;
  }

  private void unroll(Inputs inputs, int row, float[] patches, int at) {
    float[] picture = geometry.picture(inputs, row);
    int to = at;
    for (int y = 0; y < geometry.down(); y++) {
      for (int x = 0; x < geometry.across(); x++) {
        geometry.copy(picture, y, x, patches, to);
        to += geometry.patch();
      }
    }
  }

  /** Means of both signs over the cells of the grid, which divide the places evenly. */
  private void pool(float[] responses, int at, float[] features, int to) {
    int down = geometry.down();
    int across = geometry.across();
    for (int cell = 0; cell < GRID * GRID; cell++) {
      int top = cell / GRID * down / GRID;
      int bottom = (cell / GRID + 1) * down / GRID;
      int left = cell % GRID * across / GRID;
      int right = (cell % GRID + 1) * across / GRID;
      float share = 1f / ((bottom - top) * (right - left));
      int place = to + cell * 2 * count;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          int line = at + (y * across + x) * count;
          for (int f = 0; f < count; f++) {
            float response = responses[line + f];
            features[place + (response > 0 ? f : count + f)] += Math.abs(response) * share;
          }
        }
      }
    }
  }
}
