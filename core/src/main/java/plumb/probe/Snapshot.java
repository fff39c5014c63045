package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.nn.Expected;
import plumb.nn.NetworkSpec;
import plumb.nn.Pass;

/** The readings of a network that stands still. */
final class Snapshot {
  private Snapshot() {}

  /**
   * One reading for each {@link Block}, with dropout off; of the update, which there is none of,
   * and of the penalty nothing is known.
   *
   * @param start parameters that training started from; the distance is NaN where they are empty
   */
  static List<LayerReading> of(
      NetworkSpec network, float[] parameters, float[] start, Examples examples) {
    float[] gradient = new float[parameters.length];
    List<Block> blocks = Block.of(network);
    List<Outputs> outputs = blocks.stream().map(Outputs::new).toList();
    try (Team team = Team.of(1)) {
      int rows = examples.rows();
      Pass pass = new Pass(network, Kernels.select(), team, rows, true);
      for (int row = 0; row < rows; row++) {
        examples.inputs().copyRow(row, pass.inputs(), row * network.inputs());
      }
      pass.forward(parameters, rows);
      pass.backward(expected(examples), gradient);
      for (int i = 0; i < blocks.size(); i++) {
        outputs.get(i).read(pass.outputs(blocks.get(i).last()), rows);
      }
    }
    Sums sums = new Sums();
    List<LayerReading> readings = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      int from = blocks.get(i).weights().offset();
      int to = blocks.get(i).weights().end();
      double moved =
          start.length == 0
              ? Double.NaN
              : Math.sqrt(
                  sums.squaredDifferences(parameters, start, from, to)
                      / sums.squares(start, from, to));
      readings.add(
          new LayerReading(
              sums.sizes(gradient, from, to) / (to - from),
              Math.sqrt(sums.squares(gradient, from, to)),
              Math.sqrt(sums.squares(parameters, from, to)),
              Double.NaN,
              moved,
              Double.NaN,
              outputs.get(i).mean(),
              outputs.get(i).spread(),
              outputs.get(i).saturated(),
              outputs.get(i).dead()));
    }
    return readings;
  }

  private static Expected expected(Examples examples) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, int _) -> new Expected.Classes(labels);
      case Targets.Values(float[] values) -> new Expected.Values(values);
    };
  }
}
