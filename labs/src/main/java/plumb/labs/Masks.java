package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.train.StepView;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;

/**
 * Reads which units each update of a training dropped, from what the dropout layers gave out: units
 * that gave 0 for every row. For activations that are never 0 by themselves.
 */
final class Masks implements TrainingListener {
  private final NetworkSpec network;
  private final List<boolean[]> kept = new ArrayList<>();

  Masks(NetworkSpec network) {
    this.network = network;
  }

  /** For each update, whether each droppable unit was there. */
  List<boolean[]> kept() {
    return kept;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.GradientComputed computed) {
      List<Boolean> all = new ArrayList<>();
      for (int i = 0; i < network.layers().size(); i++) {
        if (network.layers().get(i) instanceof Layer.Dropout) {
          read(computed.step(), i, all);
        }
      }
      boolean[] mask = new boolean[all.size()];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = all.get(i);
      }
      kept.add(mask);
    }
  }

  private static void read(StepView step, int layer, List<Boolean> into) {
    float[] values = step.outputs(layer);
    int width = width(step.network(), layer);
    for (int unit = 0; unit < width; unit++) {
      boolean there = false;
      for (int row = 0; row < step.rows(); row++) {
        there |= values[row * width + unit] != 0;
      }
      into.add(there);
    }
  }

  private static int width(NetworkSpec network, int layer) {
    int width = network.inputs();
    for (int i = 0; i < layer; i++) {
      width =
          switch (network.layers().get(i)) {
            case Layer.Dense dense -> dense.units();
            case Layer.Maxout maxout -> maxout.units();
            case Layer.Activate _, Layer.Dropout _ -> width;
          };
    }
    return width;
  }
}
