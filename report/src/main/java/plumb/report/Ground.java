package plumb.report;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** What lies below the lines of a chart. */
public sealed interface Ground {
  /** Colours that a patch can have. */
  int TINTS = 24;

  /** Nothing. */
  record Empty() implements Ground {}

  /**
   * A landscape of lines of equal height.
   *
   * @param height over the horizontal and the vertical axis
   * @param lines how many; they cut the heights that occur into equal shares, so that flat places
   *     and steep ones both have some
   */
  record Contours(DoubleBinaryOperator height, int lines) implements Ground {}

  /**
   * Coloured polygons.
   *
   * @param patches drawn in order
   */
  record Patches(List<Patch> patches) implements Ground {
    public Patches {
      patches = List.copyOf(patches);
    }
  }

  /**
   * A coloured polygon.
   *
   * @param x of the corners, in order
   * @param y of the corners, in the same order
   * @param tint a number from 0 on; equal numbers look equal
   */
  record Patch(double[] x, double[] y, int tint) {}

  /** Draws the ground of a chart. */
  default void draw(Svg svg, LineChart chart, LineChart.Span span) {
    switch (this) {
      case Empty _ -> {}
      case Contours contours -> new ContourLines(chart, span).draw(svg, contours);
      case Patches(List<Patch> patches) -> {
        for (Patch patch : patches) {
          draw(svg, chart, span, patch);
        }
      }
    }
  }

  private static void draw(Svg svg, LineChart chart, LineChart.Span span, Patch patch) {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < patch.x().length; i++) {
      double[] at = chart.at(new LineChart.Point(patch.x()[i], patch.y()[i], ""), span);
      steps.append(i == 0 ? Svg.move(at[0], at[1]) : Svg.draw(at[0], at[1]));
    }
    svg.path(steps.append('Z'), "patch t" + patch.tint() % TINTS);
  }
}
