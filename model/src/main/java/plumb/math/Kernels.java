package plumb.math;

import plumb.math.internal.VectorKernels;

/**
 * The inner loops. {@link ScalarKernels} is the specification: readable, and the fallback where the
 * Vector API is not there; {@link VectorKernels} must agree with it.
 */
public interface Kernels {
  /** For people: which kernels, and how wide. */
  String name();

  /** A new product engine with scratch memory of its own. */
  MatrixProduct product();

  /** {@code x <- 1 / (1 + exp(-x))} for {@code values[from .. to)}. Overwrites. */
  void sigmoid(float[] values, int from, int to);

  /** {@code x <- tanh(x)} for {@code values[from .. to)}. Overwrites. */
  void tanh(float[] values, int from, int to);

  /** {@code x <- exp(x)} for {@code values[from .. to)}. Overwrites. */
  void exp(float[] values, int from, int to);

  /** The fastest kernels this Java can run. */
  static Kernels select() {
    return Selection.CHOSEN;
  }

  /** Chooses once, when first asked. */
  final class Selection {
    private static final Kernels CHOSEN = choose();

    private Selection() {}

    private static Kernels choose() {
      String wish = System.getProperty("plumb.kernels", "vector");
      if (wish.equals("scalar")) {
        return new ScalarKernels();
      }
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
        System.getLogger("plumb")
            .log(
                System.Logger.Level.WARNING,
                "Running on the slow scalar kernels: start Java with"
                    + " --add-modules jdk.incubator.vector for the fast ones.");
        return new ScalarKernels();
      }
      return new VectorKernels();
    }
  }
}
