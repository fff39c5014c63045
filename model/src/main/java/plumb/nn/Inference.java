package plumb.nn;

import plumb.math.Kernels;
import plumb.math.Team;

/**
 * Computes a network's answers with fixed parameters. Not for several threads at once: make one
 * each, they share the parameters.
 */
public final class Inference {
  private final NetworkSpec spec;
  private final float[] parameters;
  private final Pass pass;

  /**
   * An engine.
   *
   * @param spec the network
   * @param parameters in the layout of {@link ParameterLayout}; not copied
   * @param maxRows rows it will be given at most at a time
   */
  public Inference(NetworkSpec spec, float[] parameters, int maxRows) {
    this.spec = spec;
    this.parameters = parameters;
    this.pass = new Pass(spec, Kernels.select(), Team.of(1), maxRows, false);
  }

  /**
   * Writes the network's answers, activation of the head applied, to {@code outputs}.
   *
   * @param inputs row-major, {@code (rows, spec.inputs())}
   * @param outputs row-major, {@code (rows, spec.outputs())}
   */
  public void run(float[] inputs, int rows, float[] outputs) {
    System.arraycopy(inputs, 0, pass.inputs(), 0, rows * spec.inputs());
    pass.forward(parameters, rows);
    System.arraycopy(pass.outputs(), 0, outputs, 0, rows * spec.outputs());
  }
}
