package plumb.nn;

import java.util.List;
import plumb.math.Kernels;
import plumb.math.Team;

/**
 * Computes the answers of a network, or of several that answer together, with fixed parameters. Not
 * for several threads at once: make one each, they share the parameters.
 */
public final class Inference {
  private final NetworkSpec spec;
  private final List<float[]> members;
  private final Committee committee;

  /**
   * An engine.
   *
   * @param spec the network
   * @param parameters in the layout of {@link ParameterLayout}; not copied
   * @param maxRows rows it will be given at most at a time
   */
  public Inference(NetworkSpec spec, float[] parameters, int maxRows) {
    this(spec, List.of(parameters), maxRows);
  }

  /**
   * An engine for an ensemble.
   *
   * @param spec of every network
   * @param members parameters of each, at least one; not copied
   * @param maxRows rows it will be given at most at a time
   */
  public Inference(NetworkSpec spec, List<float[]> members, int maxRows) {
    this.spec = spec;
    this.members = List.copyOf(members);
    this.committee = new Committee(spec, Kernels.select(), Team.of(1), maxRows, false);
  }

  /**
   * Writes the answers, activation of the head applied, averaged over the networks, to {@code
   * outputs}.
   *
   * @param inputs row-major, {@code (rows, spec.inputs())}
   * @param outputs row-major, {@code (rows, spec.outputs())}
   */
  public void run(float[] inputs, int rows, float[] outputs) {
    load(inputs, rows);
    committee.forward(members, rows);
    System.arraycopy(committee.outputs(), 0, outputs, 0, rows * spec.outputs());
  }

  /**
   * The same of the thin network that a mask leaves of one of the networks.
   *
   * @param member index of the network
   * @param mask the same for every row
   */
  public void run(float[] inputs, int rows, float[] outputs, int member, DropoutMask mask) {
    load(inputs, rows);
    committee.forwardThin(members.get(member), rows, mask);
    System.arraycopy(committee.outputs(), 0, outputs, 0, rows * spec.outputs());
  }

  /** The same of the thin network that a mask leaves of the only network. */
  public void run(float[] inputs, int rows, float[] outputs, DropoutMask mask) {
    run(inputs, rows, outputs, 0, mask);
  }

  private void load(float[] inputs, int rows) {
    System.arraycopy(inputs, 0, committee.inputs(), 0, rows * spec.inputs());
  }
}
