package plumb.math.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What a task of a product copies to; one a thread. */
final class Scratch {
  /** Rows of A. */
  float[] rows = new float[0];

  /** Panels of B. */
  float[] panels = new float[0];

  /** Numbers on their way to be transposed. */
  final float[] square = new float[Tiles.LANES * Tiles.LANES];

  /** A tile that reaches over the edge of C. */
  final float[] tile = new float[8 * 2 * Tiles.LANES];

  /** The array, or a new one if it is too short. */
  static float[] atLeast(int length, float[] array) {
    return array.length < length ? new float[length] : array;
  }

  /** As many as threads work on a product. */
  static final class Pool {
    private AtomicReferenceArray<@Nullable Scratch> idle = new AtomicReferenceArray<>(0);

    /** Makes one for each of so many threads; called while no task runs. */
    void provide(int threads) {
      if (idle.length() < threads) {
        idle = new AtomicReferenceArray<>(threads);
        for (int i = 0; i < threads; i++) {
          idle.set(i, new Scratch());
        }
      }
    }

    Scratch take() {
      while (true) {
        for (int i = 0; i < idle.length(); i++) {
          Scratch scratch = idle.getAndSet(i, null);
          if (scratch != null) {
            return scratch;
          }
        }
        Thread.onSpinWait();
      }
    }

    void putBack(Scratch scratch) {
      int i = 0;
      while (!idle.compareAndSet(i, null, scratch)) {
        i = (i + 1) % idle.length();
      }
    }
  }
}
