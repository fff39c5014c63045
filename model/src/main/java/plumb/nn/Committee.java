package plumb.nn;

import java.util.List;
import plumb.math.Kernels;
import plumb.math.Team;

/**
 * One or several networks of the same description that answer together: what they give out is
 * averaged (lecture: "Dropout", the ensemble). Owns the buffers, the parameters belong to the
 * caller. Not for several threads at once.
 */
public final class Committee {
  private final NetworkSpec spec;
  private final Pass pass;
  private final float[] mean;
  private boolean alone;
  private int rows;

  /**
   * A committee that has not met.
   *
   * @param maxRows rows it will be given at most at a time
   * @param losses whether {@link #loss} will be called; needs about twice the memory
   */
  public Committee(NetworkSpec spec, Kernels kernels, Team team, int maxRows, boolean losses) {
    this.spec = spec;
    this.pass = new Pass(spec, kernels, team, maxRows, losses);
    this.mean = new float[maxRows * spec.outputs()];
  }

  /** Where the caller puts the rows of a batch, {@code (rows, spec.inputs())}. */
  public float[] inputs() {
    return pass.inputs();
  }

  /**
   * Computes the answers to the first {@code count} rows of {@link #inputs()}, dropout off.
   *
   * @param members parameters of each network, at least one
   */
  public void forward(List<float[]> members, int count) {
    alone = members.size() == 1;
    rows = count;
    pass.forward(members.getFirst(), count);
    if (alone) {
      return;
    }
    int numbers = count * spec.outputs();
    System.arraycopy(pass.outputs(), 0, mean, 0, numbers);
    for (int m = 1; m < members.size(); m++) {
      pass.forward(members.get(m), count);
      for (int i = 0; i < numbers; i++) {
        mean[i] += pass.outputs()[i];
      }
    }
    for (int i = 0; i < numbers; i++) {
      mean[i] /= members.size();
    }
  }

  /** Computes the answers of the thin network that a mask leaves of one network. */
  public void forwardThin(float[] parameters, int count, DropoutMask mask) {
    alone = true;
    rows = count;
    pass.forwardThin(parameters, count, mask);
  }

  /** The mean answers, activation of the head applied, {@code (rows, spec.outputs())}. */
  public float[] outputs() {
    return alone ? pass.outputs() : mean;
  }

  /** The sum of the losses of the rows last answered; of several networks, of their mean answer. */
  public double loss(Expected expected) {
    return alone ? pass.loss(expected) : Losses.of(spec, mean, expected, rows);
  }
}
