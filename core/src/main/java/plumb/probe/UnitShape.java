package plumb.probe;

import java.util.List;

/**
 * The activation that a Maxout or PReLU unit has learned, as a curve.
 *
 * <p>A PReLU's curve is over its weighted sum. A Maxout unit sees many numbers; its curve is over
 * the straight line through the mean of what the layer sees, in the direction in which that varies
 * most, and reaches as far as the rows do.
 *
 * @param layer index in the network's layers
 * @param unit of the layer, from 0
 * @param points the ends and every bend, from left to right
 * @param pieces it could have: those of a Maxout unit; 2 of a PReLU
 * @param used pieces that some row was on
 */
public record UnitShape(int layer, int unit, List<Point> points, int pieces, int used) {
  public UnitShape {
    points = List.copyOf(points);
  }

  /**
   * A point of the curve.
   *
   * @param at place on the line
   * @param value what the unit gives out there
   */
  public record Point(double at, double value) {}
}
