package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import plumb.math.RandomStream;

/** Tables without a fault, made up. */
final class MadeTables {
  /** A table and what it is. */
  record Made(String what, TestTable table) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static final RandomStream RANDOM = RandomStream.of(10);

  private MadeTables() {}

  private static double[] column(int rows, IntToDoubleFunction of) {
    return IntStream.range(0, rows).mapToDouble(of).toArray();
  }

  private static double normal(int column, int row) {
    return RANDOM.child(column).normal(row);
  }

  private static double[] normals(int column, int rows) {
    return column(rows, row -> Math.rint(1000 * normal(column, row)) / 1000);
  }

  private static double[] uniforms(int column, int rows) {
    return column(rows, row -> Math.rint(10_000 * RANDOM.child(column).uniform(row)) / 10_000);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "x" + i).toList();
  }

  private static Made made(String what, String target, double[][] inputs, double[] answers) {
    List<String> names = new ArrayList<>(names(inputs.length));
    names.add(target);
    double[][] columns = Arrays.copyOf(inputs, inputs.length + 1);
    columns[inputs.length] = answers;
    return new Made(what, TestTable.of(target, names, columns));
  }

  private static double[][] inputs(int from, int count, int rows) {
    return IntStream.range(from, from + count)
        .mapToObj(c -> normals(c, rows))
        .toArray(double[][]::new);
  }

  /** Numbers, of six columns with noise. */
  static Made numbers() {
    double[][] x = inputs(0, 6, 1200);
    return made(
        "numbers",
        "price",
        x,
        column(
            1200,
            i -> 300 + 20 * x[0][i] - 12 * x[1][i] * x[2][i] + 9 * x[3][i] + 8 * normal(50, i)));
  }

  /** Two classes, one of them rarer, with some confusion. */
  static Made twoClasses() {
    double[][] x = inputs(0, 5, 900);
    return made(
        "two classes",
        "bought",
        x,
        column(900, i -> x[0][i] + 0.7 * x[1][i] + 0.6 * normal(51, i) > 0.4 ? 1 : 0));
  }

  /** Three classes around three centres. */
  static Made threeClasses() {
    double[] kind = column(600, i -> (int) (3 * RANDOM.child(60).uniform(i)));
    double[][] x =
        IntStream.range(0, 4)
            .mapToObj(c ->
                column(600, i -> Math.rint(100 * ((kind[i] * (c + 1)) % 3 + normal(c, i))) / 100))
            .toArray(double[][]::new);
    Made made = made("three classes", "kind", x, kind);
    TestTable table = made.table();
    List<String> words = List.of("oak", "ash", "elm");
    return new Made(
        made.what(),
        new TestTable(
            table.names(),
            table.target(),
            table.cells().stream()
                .map(line -> {
                  List<String> named = new ArrayList<>(line);
                  named.set(4, words.get(Integer.parseInt(line.get(4))));
                  return List.copyOf(named);
                })
                .toList()));
  }

  /** Without a fault, some with columns that honestly tell nearly all. */
  static List<Made> clean() {
    int n = 1500;
    double[][] x = inputs(0, 6, n);
    double[][] u = IntStream.range(20, 30).mapToObj(c -> uniforms(c, n)).toArray(double[][]::new);
    double[] proxy = column(n, i -> Math.rint(1000 * (x[0][i] + normal(70, i))) / 1000);
    double[] city = column(n, i -> (int) (25 * RANDOM.child(71).uniform(i)));
    double[] school = column(n, i -> (int) (40 * RANDOM.child(72).uniform(i)));
    double[] year = column(n, i -> 1900 + i % 120);
    double[] age = column(n, i -> (int) (18 + 60 * RANDOM.child(73).uniform(i)));
    return List.of(
        numbers(),
        twoClasses(),
        threeClasses(),
        made(
            "Friedman's function, of which one column tells 0.97",
            "y",
            u,
            column(
                n,
                i ->
                    60 * u[0][i]
                        + 5 * Math.sin(Math.PI * u[1][i] * u[2][i])
                        + 4 * u[3][i]
                        + normal(52, i))),
        made(
            "a strong cause among columns that go with it",
            "y",
            new double[][] {x[0], proxy, x[2], x[3]},
            column(n, i -> 10 * x[0][i] + 1.7 * normal(53, i))),
        made(
            "a strong cause of a class, with three in a hundred confused",
            "y",
            new double[][] {x[0], proxy, x[2], x[3]},
            column(n, i -> (x[0][i] > 0) ^ (RANDOM.child(54).uniform(i) < 0.03) ? 1 : 0)),
        made(
            "kinetic energy, measured with an error of a twentieth",
            "energy",
            new double[][] {u[0], u[1], u[2], u[3]},
            column(n, i -> 50 * u[0][i] * u[1][i] * u[1][i] * (1 + 0.05 * normal(55, i)) + 0.1)),
        made(
            "a city that decides nearly all",
            "rent",
            new double[][] {city, x[1], x[2], x[3]},
            column(n, i -> 40 * normal(74, (int) city[i]) + 3 * x[1][i] + 5 * normal(56, i))),
        made(
            "schools that differ",
            "score",
            new double[][] {school, x[1], x[2], age},
            column(n, i -> 4 * normal(75, (int) school[i]) + 3 * x[1][i] + 6 * normal(57, i))),
        made(
            "years and ages",
            "sales",
            new double[][] {year, age, x[2], x[3]},
            column(
                n, i -> 3 * (year[i] - 1900) + 0.5 * age[i] + 10 * x[2][i] + 20 * normal(58, i))),
        made(
            "classes far apart by nature",
            "kind",
            new double[][] {
              column(n, i -> (i % 2) * 20 + normal(76, i)),
              column(n, i -> (i % 2) * 12 + normal(77, i)),
              x[2]
            },
            column(n, i -> i % 2)),
        made(
            "coarse answers to a questionnaire",
            "well",
            IntStream.range(0, 6)
                .mapToObj(c -> column(n, i -> Math.clamp(Math.round(3 + x[c][i]), 1, 5)))
                .toArray(double[][]::new),
            column(n, i -> x[0][i] + x[1][i] + normal(59, i) > 0 ? 1 : 0)));
  }
}
