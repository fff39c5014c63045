package plumb.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Rows of the reports that fit numbers: lines, curves, prices. */
final class FieldCurves {
  private FieldCurves() {}

  /** By the name of the case. */
  static Map<String, Function<Draw, FieldRows>> all() {
    return Map.ofEntries(
        Map.entry("so-48251943", FieldCurves::weightedDifference),
        Map.entry("so-33969059", FieldCurves::weightedSum),
        Map.entry("so-48934338", d -> grid(d, 0, 5, 50, x -> 5 * x * x + cube(d.normal()))),
        Map.entry("so-52800582", d -> grid(d, -100, 100, 400, x -> x * x * x * x)),
        Map.entry("so-48221692", d -> grid(d, -10, 10, 201, x -> x * x + 3)),
        Map.entry("so-51181393", d -> grid(d, 1, 2, 100, x -> 5 * x)),
        Map.entry("so-48486598", d -> grid(d, 0, 10, 200, FieldCurves::fifthDegree)),
        Map.entry("so-48976413", FieldCurves::carSales),
        Map.entry("so-49583466", d -> drawn(d, 0, 1, 2000, x -> (Math.sin(20 * x - 10) + 1) / 2)),
        Map.entry("so-62313327", FieldCurves::secondOfThirty),
        Map.entry("so-69901379", FieldCurves::tenCounts),
        Map.entry("so-56452176", FieldCurves::fiveHalves),
        Map.entry("tdc-ips-15", d -> grid(d, 0, 99, 100, x -> 2 * x + 4 + d.between(0, 10))),
        Map.entry("gh-melbourne", FieldCurves::houses),
        Map.entry("ds-120459", d -> grid(d, -1000, 1000, 2703, x -> 1.3 * x * x + 5.3 * x + 4)),
        Map.entry("st-280372", d -> grid(d, 0, 0.99, 100, x -> (x - 0.5) * (x - 0.5))));
  }

  /** One input on an even grid, as the posts have it; test points are drawn between. */
  private static FieldRows grid(
      Draw draw, double low, double high, int points, DoubleUnaryOperator y) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double x = low + (high - low) * i / (points - 1);
      rows.add(Draw.texts(x, y.applyAsDouble(x)));
    }
    return FieldRows.same(
        FieldRows.table("x y", draw.shuffled(rows)), points(draw, low, high, 500, y));
  }

  /** One input drawn at random. */
  private static FieldRows drawn(
      Draw draw, double low, double high, int points, DoubleUnaryOperator y) {
    return FieldRows.same(points(draw, low, high, points, y), points(draw, low, high, 500, y));
  }

  private static TableSample points(
      Draw draw, double low, double high, int points, DoubleUnaryOperator y) {
    return FieldRows.table(
        "x y",
        points,
        () -> {
          double x = draw.between(low, high);
          return Draw.texts(x, y.applyAsDouble(x));
        });
  }

  private static double cube(double x) {
    return x * x * x;
  }

  private static double fifthDegree(double x) {
    return 0.05
        * (x * (15.72807 + x * (-7.273893 + x * (1.4912 + x * (-0.1384615 + x * 0.00474359)))));
  }

  /** Two inputs, and a target that is below zero in about half of the rows. */
  private static FieldRows weightedDifference(Draw draw) {
    return FieldRows.drawn(
        "x1 x2 y",
        120,
        500,
        () -> {
          double a = draw.normal(0.6, 0.9);
          double b = draw.normal(0.6, 0.9);
          return Draw.texts(a, b, 1.1 * a - 0.9 * b + draw.normal(0, 0.1));
        });
  }

  private static FieldRows weightedSum(Draw draw) {
    return FieldRows.drawn(
        "a b c y",
        4000,
        1000,
        () -> {
          double a = draw.between(0, 10_000);
          double b = draw.between(0, 10_000);
          double c = draw.between(0, 10_000);
          return Draw.texts(a, b, c, 2 * a + b + 0.5 * c + 2.2);
        });
  }

  /** What somebody pays for a car, by age, sex, miles driven a day, debt and income. */
  private static FieldRows carSales(Draw draw) {
    return FieldRows.drawn(
        "age gender miles debt income sales",
        963,
        500,
        () -> {
          double age = draw.below(50) + 20;
          double gender = draw.below(2);
          double miles = draw.below(40) + 5;
          double income = Math.rint(draw.between(2_000, 14_000));
          double debt = draw.chance(0.4) ? 0 : Math.rint(draw.between(0, 20_000));
          double sales =
              900
                  + 1.6 * income
                  + 120 * (age - 20)
                  + 90 * miles
                  - 0.35 * debt
                  + (income > 9_000 ? 4_000 : 0)
                  + draw.normal(0, 900);
          return Draw.texts(age, gender, miles, debt, income, Math.rint(Math.max(500, sales)));
        });
  }

  /** Thirty numbers from -1 to 1; the target is the second of them. */
  private static FieldRows secondOfThirty(Draw draw) {
    return FieldRows.drawn(
        FieldRows.names(30, "y"),
        2000,
        1000,
        () -> {
          double[] row = new double[31];
          for (int i = 0; i < 30; i++) {
            row[i] = draw.between(-1, 1);
          }
          row[30] = row[1];
          return Draw.texts(row);
        });
  }

  /**
   * Ten whole numbers from 50 to 2,000, and a target from about 600 to 4,000 that is made of them.
   */
  private static FieldRows tenCounts(Draw draw) {
    return FieldRows.drawn(
        FieldRows.names(10, "y"),
        200,
        500,
        () -> {
          double[] row = new double[11];
          for (int i = 0; i < 10; i++) {
            row[i] = 50 + draw.below(1951);
          }
          row[10] =
              Math.rint(
                  700
                      + 0.6 * row[0]
                      + 0.45 * row[1]
                      + 0.3 * row[2]
                      + 0.2 * row[3]
                      + draw.normal(0, 60));
          return Draw.texts(row);
        });
  }

  /** The five rows of the post: a number and its half. */
  private static FieldRows fiveHalves(Draw draw) {
    List<List<String>> rows = new ArrayList<>();
    for (double x : new double[] {0.5, 1, 0.4, 5, 25}) {
      rows.add(Draw.texts(x, x / 2));
    }
    return FieldRows.same(FieldRows.table("x y", rows), points(draw, 0.4, 25, 500, x -> x / 2));
  }

  /** Prices of houses in dollars, near a million, by what a broker's list says. */
  private static FieldRows houses(Draw draw) {
    return FieldRows.drawn(
        "rooms distance bathroom car landsize building_area year_built price",
        3000,
        1000,
        () -> {
          double rooms = 1 + draw.below(5);
          double distance = Math.rint(draw.between(1, 30) * 10) / 10.0;
          double bathroom = Math.max(1, rooms - 1 - draw.below(2));
          double car = draw.below(4);
          double land = Math.rint(Math.exp(draw.normal(6, 0.6)));
          double area = Math.rint(Math.max(30, 45 * rooms + draw.normal(0, 25)));
          double built = 1890 + draw.below(128);
          double price =
              (250_000 + 3_200 * area + 350 * land + 60_000 * bathroom + 25_000 * car)
                      * Math.exp(-0.035 * distance)
                  + (built < 1930 ? 160_000 : 0)
                  + draw.normal(0, 70_000);
          return Draw.texts(
              rooms, distance, bathroom, car, land, area, built, Math.rint(Math.max(1e5, price)));
        });
  }
}
