package plumb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.probe.UnitShape.Point;

class ShapesTest {
  private static final Head HEAD = new Head(1, Activation.LINEAR);

  private static NetworkSpec network(int inputs, Layer... layers) {
    return new NetworkSpec(inputs, List.of(layers), HEAD, Loss.MEAN_SQUARED_ERROR);
  }

  private static Examples rows(float... x) {
    return new Examples(new Inputs.Floats(x, x.length, 1), new Targets.Values(new float[x.length]));
  }

  @Test
  void S11_two_pieces_make_the_absolute_value() {
    NetworkSpec network = network(1, new Layer.Maxout(1, 2));
    float[] absolute = {1, -1, 0, 0, 1, 0};
    UnitShape shape = new Shapes(network, absolute, rows(-3, 1, 2)).shape(0, 0);
    // The line starts at the mean of the rows, which is 0.
    assertThat(shape.points()).hasSize(3);
    assertPoint(shape.points().get(0), -3, 3);
    assertPoint(shape.points().get(1), 0, 0);
    assertPoint(shape.points().get(2), 2, 2);
    assertThat(shape.pieces()).isEqualTo(2);
    assertThat(shape.used()).isEqualTo(2);
  }

  private static void assertPoint(Point point, double at, double value) {
    assertThat(point.at()).isCloseTo(at, within(1e-6));
    assertThat(point.value()).isCloseTo(value, within(1e-6));
  }

  @Test
  void C17_every_learned_shape_is_convex_with_no_more_pieces_than_the_unit_has() {
    NetworkSpec network = network(3, new Layer.Maxout(6, 5));
    for (int seed = 1; seed <= 10; seed++) {
      Shapes shapes =
          new Shapes(
              network, Networks.parameters(network, seed), Networks.examples(network, 60, seed));
      for (int unit = 0; unit < 6; unit++) {
        UnitShape shape = shapes.shape(0, unit);
        assertThat(shape.points()).hasSizeBetween(2, 6);
        assertThat(shape.used()).isBetween(1, 5);
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < shape.points().size(); i++) {
          Point a = shape.points().get(i - 1);
          Point b = shape.points().get(i);
          double slope = (b.value() - a.value()) / (b.at() - a.at());
          assertThat(slope).isGreaterThan(last);
          last = slope;
        }
      }
    }
  }

  @Test
  void S09_a_prelu_shows_the_slope_it_has_learned() {
    NetworkSpec network =
        network(
            1,
            new Layer.Dense(2),
            new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f)));
    float[] parameters = {1, 2, 0, 0, -0.5f, 0.125f, 1, 1, 0};
    Shapes shapes = new Shapes(network, parameters, rows(-3, 1));
    assertThat(shapes.shape(1, 0).points())
        .containsExactly(new Point(-3, 1.5), new Point(0, 0), new Point(1, 1));
    assertThat(shapes.shape(1, 1).points())
        .containsExactly(new Point(-6, -0.75), new Point(0, 0), new Point(2, 2));
    assertThat(new Shapes(network, parameters, rows(1, 2)).shape(1, 0).used()).isEqualTo(1);
    assertThatThrownBy(() -> shapes.shape(0, 0)).hasMessageContaining("layer 1");
    assertThatThrownBy(() -> shapes.shape(1, 2)).hasMessageContaining("unit 2");
  }

  @Test
  void C18_pieces_that_never_win_are_listed() {
    NetworkSpec network = network(1, new Layer.Dense(1), new Layer.Maxout(2, 3));
    float[] parameters = {
      1,
      0,
      // Pieces of the first unit: x, -x, never; of the second: never, 0, x - 10 below all rows.
      1,
      -1,
      0,
      0,
      0,
      1,
      0,
      0,
      -100,
      -100,
      0,
      -10,
      1,
      1,
      0
    };
    List<PieceUse> uses = new Shapes(network, parameters, rows(-2, -1, 3)).pieces();
    assertThat(uses).hasSize(1);
    assertThat(uses.getFirst().layer()).isEqualTo(1);
    assertThat(uses.getFirst().wins()).containsExactly(List.of(1, 2, 0), List.of(0, 3, 0));
    assertThat(uses.getFirst().never())
        .containsExactly(
            new PieceUse.Piece(0, 2), new PieceUse.Piece(1, 0), new PieceUse.Piece(1, 2));
    assertThat(uses.getFirst().share()).isEqualTo(0.5);
  }
}
