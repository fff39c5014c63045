package plumb.data;

/**
 * The input rows of a set of examples, as a network reads them: {@code width} numbers a row.
 *
 * <p>Immutable by convention: nobody writes into the arrays after construction.
 */
public sealed interface Inputs {
  /** Number of rows. */
  int rows();

  /** Numbers in a row. */
  int width();

  /** Writes row {@code row} to {@code target[at .. at + width)}. */
  void copyRow(int row, float[] target, int at);

  /**
   * Rows held as floats.
   *
   * @param values row-major, {@code (rows, width)}
   * @param rows number of rows
   * @param width numbers in a row
   */
  record Floats(float[] values, int rows, int width) implements Inputs {
    public Floats {
      if (values.length != (long) rows * width) {
        throw new IllegalArgumentException(
            "expected %d x %d values, got %d".formatted(rows, width, values.length));
      }
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
      System.arraycopy(values, row * width, target, at, width);
    }
  }

  /**
   * Rows held as unsigned bytes, a quarter of the memory: {@code x = byte * scale + shift} with one
   * scale and shift a column, applied on the way out.
   *
   * @param pixels row-major, {@code (rows, width)}, unsigned
   * @param rows number of rows
   * @param width numbers in a row
   * @param scale one factor a column
   * @param shift one offset a column
   */
  record Bytes(byte[] pixels, int rows, int width, float[] scale, float[] shift) implements Inputs {
    public Bytes {
      if (pixels.length != (long) rows * width || scale.length != width || shift.length != width) {
        throw new IllegalArgumentException(
            "expected %d x %d pixels with a scale and a shift a column".formatted(rows, width));
      }
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
      int from = row * width;
      for (int column = 0; column < width; column++) {
        target[at + column] = (pixels[from + column] & 0xff) * scale[column] + shift[column];
      }
    }
  }

  /**
   * Some rows of others, in another order or several times; they are not copied.
   *
   * @param of the others
   * @param chosen which of their rows, one a row of this
   */
  record Selected(Inputs of, int[] chosen) implements Inputs {
    @Override
    public int rows() {
      return chosen.length;
    }

    @Override
    public int width() {
      return of.width();
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
      of.copyRow(chosen[row], target, at);
    }
  }
}
