package plumb.report;

import java.util.List;

/**
 * A network with some of its units lit: layers from left to right, units from top to bottom, a wire
 * from each unit to each of the next layer. A wire is lit where both its ends are.
 *
 * @param label what is shown, for those who cannot see it
 * @param layers the units of each layer, at least one
 */
public record NetChart(String label, List<Layer> layers) {
  private static final int WIDTH = 460;
  private static final int TALLEST = 300;
  private static final int TOP = 30;

  public NetChart {
    layers = List.copyOf(layers);
  }

  /**
   * A column of units.
   *
   * @param name above it
   * @param lit whether each unit is
   */
  public record Layer(String name, boolean[] lit) {}

  /** The drawing. */
  public String svg() {
    Svg svg = new Svg(WIDTH, height(), "chart", label);
    for (boolean lit : new boolean[] {false, true}) {
      for (int i = 0; i + 1 < layers.size(); i++) {
        wires(svg, i, lit);
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      svg.text(x(i), 16, "middle", "tick", layer.name());
      for (int unit = 0; unit < layer.lit().length; unit++) {
        svg.dot(
            x(i),
            y(layer, unit),
            radius(),
            layer.lit()[unit] ? "node c1" : "node off",
            layer.name() + " " + (unit + 1));
      }
    }
    return svg.end();
  }

  private void wires(Svg svg, int from, boolean lit) {
    Layer left = layers.get(from);
    Layer right = layers.get(from + 1);
    for (int a = 0; a < left.lit().length; a++) {
      for (int b = 0; b < right.lit().length; b++) {
        if ((left.lit()[a] && right.lit()[b]) == lit) {
          svg.line(x(from), y(left, a), x(from + 1), y(right, b), lit ? "wire on" : "wire");
        }
      }
    }
  }

  private double x(int layer) {
    return layers.size() == 1 ? WIDTH / 2.0 : 40 + (WIDTH - 80.0) * layer / (layers.size() - 1);
  }

  private double y(Layer layer, int unit) {
    return TOP + (height() - TOP - 6.0) * (unit + 0.5) / layer.lit().length;
  }

  private int most() {
    return layers.stream().mapToInt(l -> l.lit().length).max().orElse(1);
  }

  private int height() {
    return Math.min(TALLEST, TOP + 45 * most());
  }

  private double radius() {
    return Math.min(11, 0.36 * (height() - TOP) / most());
  }
}
