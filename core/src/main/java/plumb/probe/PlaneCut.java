package plumb.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a parallelogram of inputs into the polygons on which a network is linear, stage by stage:
 * within one polygon every number is {@code c0 + c1 u + c2 v}, so a unit changes its side along a
 * straight line, which cuts the polygon in two.
 */
final class PlaneCut {
  /** Parts smaller than this share of the whole are left uncut: rounding makes slivers. */
  private static final double SLIVER = 1e-13;

  private PlaneCut() {}

  /** Corners of a convex polygon. */
  private record Polygon(double[] u, double[] v) {
    double area() {
      return new PlaneRegions.Region(u, v, new double[0][]).area();
    }

    /** The part where {@code c0 + c1 u + c2 v > 0}. */
    Polygon above(double c0, double c1, double c2) {
      List<double[]> corners = new ArrayList<>();
      for (int i = 0; i < u.length; i++) {
        int next = (i + 1) % u.length;
        double here = c0 + c1 * u[i] + c2 * v[i];
        double there = c0 + c1 * u[next] + c2 * v[next];
        if (here > 0) {
          corners.add(new double[] {u[i], v[i]});
        }
        if ((here > 0) != (there > 0)) {
          double share = here / (here - there);
          corners.add(
              new double[] {u[i] + share * (u[next] - u[i]), v[i] + share * (v[next] - v[i])});
        }
      }
      return new Polygon(
          corners.stream().mapToDouble(c -> c[0]).toArray(),
          corners.stream().mapToDouble(c -> c[1]).toArray());
    }
  }

  /** A polygon with the numbers over it, {@code (width, 3)}. */
  private record Cell(Polygon polygon, double[][] values) {}

  /** A part of a cell, and what each unit is there: a side or a piece. */
  private record Part(Polygon polygon, int[] chosen) {}

  static PlaneRegions over(
      List<Stage> stages, double[] origin, double[] across, double[] up, int most) {
    double[][] values = new double[origin.length][];
    for (int i = 0; i < origin.length; i++) {
      values[i] = new double[] {origin[i], across[i], up[i]};
    }
    Polygon square = new Polygon(new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 1});
    List<Cell> cells = List.of(new Cell(square, values));
    for (Stage stage : stages) {
      List<Cell> next = new ArrayList<>();
      for (Cell cell : cells) {
        if (next.size() <= most) {
          next.addAll(cut(stage, cell, most));
        }
      }
      // Beyond the limit the rest was not cut, so that only the count of these is right.
      if (next.size() > most) {
        return new PlaneRegions(
            next.stream()
                .map(c -> new PlaneRegions.Region(c.polygon.u, c.polygon.v, new double[0][]))
                .toList(),
            false);
      }
      cells = next;
    }
    return new PlaneRegions(
        cells.stream()
            .map(c -> new PlaneRegions.Region(c.polygon.u, c.polygon.v, c.values))
            .toList(),
        true);
  }

  private static List<Cell> cut(Stage stage, Cell cell, int most) {
    return switch (stage) {
      case Stage.Affine affine -> List.of(new Cell(cell.polygon, mapped(affine, cell.values)));
      case Stage.Scale(double factor) -> {
        double[][] scaled = new double[cell.values.length][];
        for (int j = 0; j < scaled.length; j++) {
          scaled[j] = times(factor, cell.values[j]);
        }
        yield List.of(new Cell(cell.polygon, scaled));
      }
      case Stage.Bend(int _, double[] slopes) -> bent(slopes, cell, most);
      case Stage.Largest(int _, int pieces) -> largest(pieces, cell, most);
    };
  }

  private static double[][] mapped(Stage.Affine affine, double[][] values) {
    double[][] mapped = new double[affine.biases().length][3];
    for (int k = 0; k < 3; k++) {
      double[] column = new double[values.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = values[i][k];
      }
      double[] result = affine.apply(column, k == 0 ? 1 : 0);
      for (int j = 0; j < result.length; j++) {
        mapped[j][k] = result[j];
      }
    }
    return mapped;
  }

  private static double[] times(double factor, double[] value) {
    return new double[] {factor * value[0], factor * value[1], factor * value[2]};
  }

  private static List<Cell> bent(double[] slopes, Cell cell, int most) {
    int width = cell.values.length;
    List<Part> parts = List.of(new Part(cell.polygon, new int[width]));
    for (int j = 0; j < width && parts.size() <= most; j++) {
      double[] z = cell.values[j];
      List<Part> next = new ArrayList<>();
      for (Part part : parts) {
        Polygon right = part.polygon.above(z[0], z[1], z[2]);
        Polygon left = part.polygon.above(-z[0], -z[1], -z[2]);
        boolean hasRight = right.area() > SLIVER;
        if (hasRight && left.area() > SLIVER) {
          next.add(new Part(right, with(part.chosen, j, 1)));
          next.add(new Part(left, part.chosen));
        } else {
          next.add(hasRight ? new Part(part.polygon, with(part.chosen, j, 1)) : part);
        }
      }
      parts = next;
    }
    List<Cell> cells = new ArrayList<>();
    for (Part part : parts) {
      double[][] values = new double[width][];
      for (int j = 0; j < width; j++) {
        values[j] = part.chosen[j] == 1 ? cell.values[j] : times(slopes[j], cell.values[j]);
      }
      cells.add(new Cell(part.polygon, values));
    }
    return cells;
  }

  private static int[] with(int[] chosen, int at, int value) {
    int[] changed = chosen.clone();
    changed[at] = value;
    return changed;
  }

  private static List<Cell> largest(int pieces, Cell cell, int most) {
    int units = cell.values.length / pieces;
    List<Part> parts = List.of(new Part(cell.polygon, new int[units]));
    for (int unit = 0; unit < units && parts.size() <= most; unit++) {
      List<Part> next = new ArrayList<>();
      for (Part part : parts) {
        List<Part> won = new ArrayList<>();
        for (int p = 0; p < pieces; p++) {
          Polygon where = won(part.polygon, cell.values, unit * pieces, pieces, p);
          if (where.area() > SLIVER) {
            won.add(new Part(where, with(part.chosen, unit, p)));
          }
        }
        // Pieces that are equal everywhere win nowhere; the first of them then counts.
        next.addAll(won.isEmpty() ? List.of(part) : won);
      }
      parts = next;
    }
    List<Cell> cells = new ArrayList<>();
    for (Part part : parts) {
      double[][] values = new double[units][];
      for (int unit = 0; unit < units; unit++) {
        values[unit] = cell.values[unit * pieces + part.chosen[unit]];
      }
      cells.add(new Cell(part.polygon, values));
    }
    return cells;
  }

  /** Where piece {@code p} is above all others. */
  private static Polygon won(Polygon polygon, double[][] values, int first, int pieces, int p) {
    Polygon where = polygon;
    double[] mine = values[first + p];
    for (int q = 0; q < pieces && where.u.length > 0; q++) {
      double[] other = values[first + q];
      boolean same = mine[0] == other[0] && mine[1] == other[1] && mine[2] == other[2];
      if (same && q < p) {
        return new Polygon(new double[0], new double[0]);
      }
      if (q != p && !same) {
        where = where.above(mine[0] - other[0], mine[1] - other[1], mine[2] - other[2]);
      }
    }
    return where;
  }
}
