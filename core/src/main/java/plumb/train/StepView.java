package plumb.train;

import plumb.nn.Expected;
import plumb.nn.NetworkSpec;

/**
 * What a training step works on, for those who look on. The arrays are the step's own: read them,
 * never write; the next step overwrites them.
 */
public interface StepView {
  /** What is trained. */
  NetworkSpec network();

  /** Rows of the batch; the first ones of every array count. */
  int rows();

  /** The batch, {@code (rows, inputs)}. */
  float[] inputs();

  /** What the rows should be answered with. */
  Expected expected();

  /**
   * What a layer gave out, dropout masks of this step in force, {@code (rows, units)}; see {@link
   * plumb.nn.Pass#outputs(int)}.
   *
   * @param layer index in the network's layers; the head has the index after the last
   */
  float[] outputs(int layer);

  /** In the layout of {@link plumb.nn.ParameterLayout}. */
  float[] parameters();

  /**
   * Before the update the derivative of the mean loss by every parameter; after it what reached the
   * rule, penalty and clipping included.
   */
  float[] gradient();
}
