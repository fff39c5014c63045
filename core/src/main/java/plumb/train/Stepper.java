package plumb.train;

import java.util.function.DoubleConsumer;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Expected;
import plumb.nn.Initializer;
import plumb.nn.NetworkSpec;
import plumb.nn.Pass;
import plumb.optim.Slots;
import plumb.optim.Updater;

/**
 * One training step at a time, for those who want a loop of their own: fill {@link #inputs()}, call
 * {@link #step}. {@link Trainer} is such a loop.
 */
public final class Stepper implements StepView {
  /** Labels of the streams below the run's seed. */
  private static final long WEIGHTS = 1;

  private static final long MASKS = 2;

  private final NetworkSpec network;
  private final Pass pass;
  private final Updater updater;
  private final float[] parameters;
  private final float[] gradient;
  private final RandomStream masks;
  private Expected expected = new Expected.Classes(new int[0]);
  private int rows;

  /**
   * With new weights drawn by the spec's seed.
   *
   * @throws plumb.data.BadInput if there is no room for the network or its batch
   */
  public Stepper(NetworkSpec network, TrainingSpec spec, Team team) {
    Room.check(network, spec, Runtime.getRuntime().maxMemory());
    this.network = network;
    this.parameters = start(network, spec.seed());
    this.masks = RandomStream.of(spec.seed()).child(MASKS);
    this.gradient = new float[parameters.length];
    this.pass = new Pass(network, Kernels.select(), team, spec.batch(), true);
    this.updater = new Updater(spec.optimizer(), spec.penalty(), Ranges.of(network), team);
  }

  /** The parameters that training with a seed starts from. */
  public static float[] start(NetworkSpec network, long seed) {
    return Initializer.draw(network, RandomStream.of(seed).child(WEIGHTS));
  }

  @Override
  public NetworkSpec network() {
    return network;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Expected expected() {
    return expected;
  }

  @Override
  public float[] outputs(int layer) {
    return pass.outputs(layer);
  }

  /** Where the rows of the next batch go, {@code (batch, inputs)}. */
  @Override
  public float[] inputs() {
    return pass.inputs();
  }

  /** The parameters; every step changes them. */
  @Override
  public float[] parameters() {
    return parameters;
  }

  /** The gradient of the last step, penalty and clipping included. */
  @Override
  public float[] gradient() {
    return gradient;
  }

  /** Updates made so far. */
  public long updates() {
    return updater.slots().step();
  }

  /** The penalty on the present parameters. */
  public double penalty() {
    return updater.penalty(parameters);
  }

  /**
   * Makes one update from the first {@code rows} rows of {@link #inputs()}.
   *
   * @param rateFactor of the schedule, 1 for the rule's own rate
   * @return the sum of the losses of the rows, before the update
   */
  public double step(Expected expected, int rows, double rateFactor) {
    return step(expected, rows, rateFactor, _ -> {});
  }

  /**
   * The same, with a look at the gradient before anything is changed by it.
   *
   * @param beforeUpdate given the sum of the losses; reads this step and changes nothing
   */
  public double step(Expected expected, int rows, double rateFactor, DoubleConsumer beforeUpdate) {
    this.expected = expected;
    this.rows = rows;
    pass.forwardTraining(parameters, rows, RandomStream.childKey(masks.key(), updates()));
    double loss = pass.backward(expected, gradient);
    beforeUpdate.accept(loss);
    updater.update(parameters, gradient, rateFactor);
    return loss;
  }

  /** A copy of what the update rule remembers. */
  public Slots.Memory memory() {
    return updater.slots().copy();
  }

  /**
   * Goes on from other parameters and another memory.
   *
   * @throws IllegalArgumentException if they are not of this network and rule
   */
  public void restore(float[] parameters, Slots.Memory memory) {
    if (parameters.length != this.parameters.length) {
      throw new IllegalArgumentException(
          "the network has %d parameters, not %d"
              .formatted(this.parameters.length, parameters.length));
    }
    System.arraycopy(parameters, 0, this.parameters, 0, parameters.length);
    updater.slots().restore(memory);
  }
}
