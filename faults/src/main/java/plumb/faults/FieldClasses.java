package plumb.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rows of the reports that tell classes apart by numbers. */
final class FieldClasses {
  /** A case that is none of the bench: what its command is tested with. */
  static final String MADE_UP = "made-up";

  private FieldClasses() {}

  /** By the name of the case. */
  static Map<String, Function<Draw, FieldRows>> all() {
    return Map.ofEntries(
        Map.entry("so-31556268", _ -> xor(0, 1, 2, 3)),
        Map.entry("so-34311586", _ -> xor(3, 0, 2, 1, 3, 0)),
        Map.entry("so-50306988", FieldClasses::twoSquares),
        Map.entry("so-31880720", FieldClasses::onesAndZeros),
        Map.entry("so-59278771", d -> iris(d, 50)),
        Map.entry("so-61234347", d -> iris(d, 50)),
        Map.entry("so-34673164", FieldClasses::counties),
        Map.entry("so-44066044", FieldClasses::packets),
        Map.entry("so-45442843", FieldClasses::oneNumber),
        Map.entry("so-41600519", FieldClasses::collisions),
        Map.entry("so-44758894", d -> clouds(d, 7, 5, 2, 1000)),
        Map.entry("so-57407973", d -> clouds(d, 28, 6, 2, 1000)),
        Map.entry("ai-121049", FieldClasses::circles),
        Map.entry("fastai-58839", FieldClasses::manyMeasures),
        Map.entry(MADE_UP, d -> clouds(d, 4, 2, 2, 120)));
  }

  /** Rows of the table of exclusive or, and all four to test on. */
  private static FieldRows xor(int... which) {
    return FieldRows.same(xorRows(which), xorRows(0, 1, 2, 3));
  }

  private static TableSample xorRows(int... which) {
    List<List<String>> rows = new ArrayList<>();
    for (int i : which) {
      rows.add(Draw.texts(i >> 1, i & 1, (i >> 1) ^ (i & 1)));
    }
    return FieldRows.table("a b y", rows);
  }

  /** Two inputs from 0.2 to 0.4 or from 0.5 to 0.7. */
  private static FieldRows twoSquares(Draw draw) {
    return FieldRows.drawn(
        "x y class",
        250,
        500,
        () -> {
          boolean first = draw.chance(0.5);
          double low = first ? 0.2 : 0.5;
          return Draw.texts(
              draw.between(low, low + 0.2), draw.between(low, low + 0.2), first ? 1 : 2);
        });
  }

  /** 128 inputs that are all near 1 or all near 0. */
  private static FieldRows onesAndZeros(Draw draw) {
    return FieldRows.drawn(
        FieldRows.names(128, "y"),
        1000,
        500,
        () -> {
          int y = draw.below(2);
          double[] row = new double[129];
          for (int i = 0; i < 128; i++) {
            row[i] = draw.normal(y, 0.3);
          }
          row[128] = y;
          return Draw.texts(row);
        });
  }

  /**
   * Three kinds of flowers, drawn with the means and deviations (in cm) of the well-known 150, with
   * one common correlation.
   */
  private static FieldRows iris(Draw draw, int each) {
    double[][] means = {
      {5.006, 3.428, 1.462, 0.246}, {5.936, 2.77, 4.26, 1.326}, {6.588, 2.974, 5.552, 2.026}
    };
    double[][] deviations = {
      {0.352, 0.379, 0.174, 0.105}, {0.516, 0.314, 0.470, 0.198}, {0.636, 0.322, 0.552, 0.275}
    };
    String[] names = {"setosa", "versicolor", "virginica"};
    Function<Integer, List<String>> flower =
        kind -> {
          double size = draw.normal();
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            double z = 0.75 * size + Math.sqrt(1 - 0.75 * 0.75) * draw.normal();
            double cm = Math.max(0.1, means[kind][i] + deviations[kind][i] * z);
            cells.add(Draw.text(Math.rint(cm * 10) / 10.0));
          }
          cells.add(names[kind]);
          return cells;
        };
    String columns = "sepal_length sepal_width petal_length petal_width species";
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 3 * each; i++) {
      rows.add(flower.apply(i / each));
    }
    int[] next = {0};
    return FieldRows.same(
        FieldRows.table(columns, rows),
        FieldRows.table(columns, 600, () -> flower.apply(next[0]++ % 3)));
  }

  /** Who won a county, by sixteen numbers of very different size. */
  private static FieldRows counties(Draw draw) {
    return FieldRows.drawn(
        "population age_m age_f foreign poverty poverty_child black hispanic household college"
            + " density unemployed income turnout_change growth_change rural winner",
        1000,
        1000,
        () -> {
          double city = draw.normal();
          double wealth = draw.normal();
          double black = Math.rint(Math.exp(draw.normal(7, 1.8)));
          double hispanic = Math.rint(Math.exp(draw.normal(7, 1.8)));
          double college = Math.max(5, 25 + 8 * wealth + 3 * city + draw.normal(0, 4));
          double poverty = Math.max(3, 15 - 4 * wealth + draw.normal(0, 3));
          double lean =
              1.2 * city
                  - 0.5 * wealth
                  + 0.35 * (Math.log(black + 1) - 7)
                  + 0.05 * (college - 25)
                  + draw.normal(0, 0.7);
          return with(
              Draw.texts(
                  Math.rint(Math.exp(10.5 + 1.2 * city + 0.3 * draw.normal())),
                  draw.normal(38, 3),
                  draw.normal(39, 3),
                  Math.max(0, draw.normal(15, 8)),
                  poverty,
                  poverty + Math.abs(draw.normal(0, 3)),
                  black,
                  hispanic,
                  draw.normal(2.5, 0.2),
                  college,
                  Math.exp(4 + 1.3 * city),
                  Math.max(2, draw.normal(8, 2) - wealth),
                  Math.rint(52_000 + 9_000 * wealth + draw.normal(0, 5_000)),
                  draw.normal(),
                  draw.normal(),
                  Draw.logistic(-city)),
              lean > 0 ? "Barack Obama" : "Mitt Romney");
        });
  }

  /** Network packets, addresses written as one whole number; an attack or not. */
  private static FieldRows packets(Draw draw) {
    return FieldRows.drawn(
        "source destination protocol ttl flags port length rate window urgent code attack",
        600,
        600,
        () -> {
          int attack = draw.below(2);
          boolean talks = draw.chance(attack == 1 ? 0.8 : 0.45);
          return Draw.texts(
              3232235773.0 + (draw.chance(attack == 1 ? 0.7 : 0.4) ? 5 : 0),
              3232235779.0,
              draw.chance(0.9) ? 6 : 17,
              draw.chance(attack == 1 ? 0.75 : 0.5) ? 128 : 64,
              524_032 + 256 * draw.below(3),
              draw.chance(attack == 1 ? 0.25 : 0.6) ? 502 : 50_000 + draw.below(10_000),
              talks ? 12 : 0,
              talks ? draw.between(0.5, 61) * (attack == 1 ? 0.6 : 1) : 0,
              draw.chance(0.6) ? 6 : 1,
              0,
              talks ? 206 + draw.below(2) : 0,
              attack);
        });
  }

  /** One number near 20,000; the class is whether it is below. */
  private static FieldRows oneNumber(Draw draw) {
    return FieldRows.drawn(
        "x below",
        1000,
        1000,
        () -> {
          double x = Math.rint(draw.normal(20_000, 3_000));
          return Draw.texts(x, x < 20_000 ? 1 : 0);
        });
  }

  /** Particle collisions: 30 measures, some written -999 where there was nothing to measure. */
  private static FieldRows collisions(Draw draw) {
    return FieldRows.drawn(
        FieldRows.names(30, "signal"),
        3000,
        1500,
        () -> {
          boolean signal = draw.chance(0.35);
          double shift = signal ? 1 : 0;
          int jets = draw.below(4);
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < 30; i++) {
            double scale = i % 3 == 0 ? 100 : i % 3 == 1 ? 1 : 30;
            double effect = i % 5 == 0 ? 0.55 : i % 7 == 0 ? -0.35 : 0;
            boolean none = (i % 10 == 4 && jets < 2) || (i % 10 == 8 && jets < 1);
            double value = scale * (1 + 0.5 * draw.normal() + 0.5 * effect * shift);
            cells.add(Draw.text(none ? -999 : Math.rint(value * 1000) / 1000.0));
          }
          cells.add(signal ? "s" : "b");
          return cells;
        });
  }

  /** Few samples with many measures each; a dozen of them tell the two groups apart a little. */
  private static FieldRows manyMeasures(Draw draw) {
    return FieldRows.drawn(
        FieldRows.names(600, "group"),
        400,
        1000,
        () -> {
          boolean second = draw.chance(0.25);
          double[] x = draw.normals(600);
          for (int i = 0; i < 12; i++) {
            x[i] += second ? 0.8 : 0;
          }
          return with(Draw.texts(x), second ? "B" : "A");
        });
  }

  /** Points on two circles, one in the other. */
  private static FieldRows circles(Draw draw) {
    return FieldRows.drawn(
        "x y inner",
        300,
        500,
        () -> {
          int inner = draw.below(2);
          double angle = draw.between(0, 2 * Math.PI);
          double radius = inner == 1 ? 0.8 : 1;
          return Draw.texts(
              radius * Math.cos(angle) + draw.normal(0, 0.05),
              radius * Math.sin(angle) + draw.normal(0, 0.05),
              inner);
        });
  }

  /**
   * Clouds of points: every class has two, around corners of a cube in the informative inputs; a
   * third of the other inputs are sums of those, the rest says nothing. One row in a hundred has
   * another class.
   */
  static FieldRows clouds(Draw draw, int inputs, int informative, int classes, int rows) {
    double[][] corners = new double[2 * classes][informative];
    for (int c = 0; c < corners.length; c++) {
      do {
        for (int i = 0; i < informative; i++) {
          corners[c][i] = draw.chance(0.5) ? 1.4 : -1.4;
        }
      } while (met(corners, c) && 1 << informative >= corners.length);
    }
    int sums = (inputs - informative) / 3;
    double[][] weights = new double[sums][];
    Arrays.setAll(weights, _ -> draw.normals(informative));
    return FieldRows.drawn(
        FieldRows.names(inputs, "class"),
        rows,
        1000,
        () -> {
          int cloud = draw.below(corners.length);
          double[] row = new double[inputs];
          for (int i = 0; i < inputs; i++) {
            row[i] = i < informative ? corners[cloud][i] + draw.normal() : draw.normal();
          }
          for (int s = 0; s < sums; s++) {
            row[informative + s] = 0;
            for (int i = 0; i < informative; i++) {
              row[informative + s] += weights[s][i] * row[i];
            }
          }
          int label = draw.chance(0.01) ? draw.below(classes) : cloud % classes;
          return with(Draw.texts(row), Integer.toString(label));
        });
  }

  private static boolean met(double[][] corners, int c) {
    for (int other = 0; other < c; other++) {
      if (Arrays.equals(corners[other], corners[c])) {
        return true;
      }
    }
    return false;
  }

  /** A row with one more cell. */
  static List<String> with(List<String> cells, String last) {
    List<String> all = new ArrayList<>(cells);
    all.add(last);
    return all;
  }
}
