package plumb.nn;

import java.util.List;
import plumb.math.Kernels;
import plumb.math.Team;

/**
 * Computes the answers of a network, or of several that answer together, with fixed parameters. Not
 * for several threads at once: make one each, they share the parameters.
 */
public final class Inference {
  /** Rows computed at a time: what lies between their layers stays in the cache. */
  private static final int BLOCK = 256;

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
    this.committee =
        new Committee(spec, Kernels.select(), Team.of(1), Math.min(BLOCK, maxRows), false);
  }

  /**
   * Writes the answers, activation of the head applied, averaged over the networks, to {@code
   * outputs}.
   *
   * @param inputs row-major, {@code (rows, spec.inputs())}
   * @param outputs row-major, {@code (rows, spec.outputs())}
   */
  public void run(float[] inputs, int rows, float[] outputs) {
    for (int from = 0; from < rows; from += BLOCK) {
      int count = load(inputs, from, rows);
      committee.forward(members, count);
      store(outputs, from, count);
    }
  }

  /**
   * The same of the thin network that a mask leaves of one of the networks.
   *
   * @param member index of the network
   * @param mask the same for every row
   */
  public void run(float[] inputs, int rows, float[] outputs, int member, DropoutMask mask) {
    for (int from = 0; from < rows; from += BLOCK) {
      int count = load(inputs, from, rows);
      committee.forwardThin(members.get(member), count, mask);
      store(outputs, from, count);
    }
  }

  /** The same of the thin network that a mask leaves of the only network. */
  public void run(float[] inputs, int rows, float[] outputs, DropoutMask mask) {
    run(inputs, rows, outputs, 0, mask);
  }

  /** Copies the next rows in; returns how many. */
  private int load(float[] inputs, int from, int rows) {
    int count = Math.min(BLOCK, rows - from);
    int width = spec.inputs();
    System.arraycopy(inputs, from * width, committee.inputs(), 0, count * width);
    return count;
  }

  private void store(float[] outputs, int from, int count) {
    int width = spec.outputs();
    System.arraycopy(committee.outputs(), 0, outputs, from * width, count * width);
  }
}
