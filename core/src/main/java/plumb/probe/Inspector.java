package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.optim.Penalty;

/** Holds every instrument to a network. */
public final class Inspector {
  /** Polygons counted at most. */
  private static final int MOST_POLYGONS = 5_000;

  /** Units whose shape is drawn, of each layer. */
  private static final int SHAPES = 4;

  /** Hessian times vector at most. */
  private static final int PRODUCTS = 60;

  /** Rows times parameters times products at most, so that it takes seconds. */
  private static final double WORK = 4e9;

  private static final int FEWEST_ROWS = 16;

  private final NetworkSpec network;
  private final float[] parameters;
  private final float[] start;
  private final Penalty penalty;
  private final Examples examples;

  /**
   * For a network at fixed parameters.
   *
   * @param start parameters that training started from, of the same length; empty if not known
   * @param penalty that they were trained with, for the question of saddle or minimum; none if it
   *     is not known
   * @param examples the rows to look at
   * @param most rows at most, evenly spread over the examples; a few hundred do
   */
  public Inspector(
      NetworkSpec network,
      float[] parameters,
      float[] start,
      Penalty penalty,
      Examples examples,
      int most) {
    this.network = network;
    this.parameters = parameters;
    this.start = start;
    this.penalty = penalty;
    this.examples = Rows.some(examples, most);
  }

  /** What they say. */
  public Inspection inspect() {
    List<Block> blocks = Block.of(network);
    WeightProbe probe = new WeightProbe(network, parameters, examples);
    List<Probed> probes = new ArrayList<>();
    for (Block block : blocks) {
      probes.add(probe.probe(probe.steepest(block.weights())));
    }
    Optional<String> obstacle = Linearizer.obstacle(network);
    Shapes shapes = new Shapes(network, parameters, examples);
    int rows =
        Math.clamp(
            (long) (WORK / PRODUCTS / parameters.length),
            Math.min(FEWEST_ROWS, examples.rows()),
            examples.rows());
    return new Inspection(
        examples.rows(),
        blocks.stream().map(WatchRecord.Layer::of).toList(),
        Snapshot.of(network, parameters, start, examples),
        probes,
        probe.echo(probes.getFirst().parameter(), 1),
        obstacle.isPresent() ? Optional.empty() : Optional.of(pieces()),
        obstacle,
        shapes.pieces(),
        shapes(shapes),
        new Curvature(network, parameters, examples, rows, penalty).flatness(PRODUCTS, 1),
        rows);
  }

  private Inspection.Pieces pieces() {
    Linearizer linearizer = new Linearizer(network, parameters);
    List<double[]> rows = Rows.of(examples, Integer.MAX_VALUE).inputs();
    List<Inspection.Dropped> dropped = new ArrayList<>();
    double worst = 0;
    for (double[] row : rows) {
      LinearPiece piece = linearizer.at(row);
      double[] value = linearizer.value(row);
      double[] linear = piece.apply(row);
      for (int o = 0; o < value.length; o++) {
        worst = Math.max(worst, Math.abs(value[o] - linear[o]));
      }
      for (int i = 0; i < piece.choices().size(); i++) {
        LinearPiece.Choice choice = piece.choices().get(i);
        double share = (double) choice.dropped().size() / choice.chosen().size() / rows.size();
        if (dropped.size() == i) {
          dropped.add(new Inspection.Dropped(choice.layer(), share));
        } else {
          dropped.set(i, new Inspection.Dropped(choice.layer(), dropped.get(i).share() + share));
        }
      }
    }
    double[] first = rows.getFirst();
    Optional<PlaneRegions> plane =
        rows.size() < 3
            ? Optional.empty()
            : Optional.of(
                linearizer.over(
                    first,
                    minus(rows.get(rows.size() / 2), first),
                    minus(rows.getLast(), first),
                    MOST_POLYGONS));
    return new Inspection.Pieces(
        dropped,
        worst,
        linearizer.along(first, rows.getLast()).count(),
        plane.map(PlaneRegions::count),
        plane.map(PlaneRegions::complete).orElse(true));
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= b[i];
    }
    return difference;
  }

  private List<UnitShape> shapes(Shapes shapes) {
    List<UnitShape> all = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      int units =
          switch (network.layers().get(i)) {
            case Layer.Maxout maxout -> maxout.units();
            case Layer.Activate(Activation.PRelu _) -> Widths.of(network, i);
            case Layer.Activate _, Layer.Dense _, Layer.Dropout _ -> 0;
          };
      for (int unit = 0; unit < Math.min(SHAPES, units); unit++) {
        all.add(shapes.shape(i, unit));
      }
    }
    return all;
  }
}
