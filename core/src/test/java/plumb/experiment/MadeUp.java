package plumb.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.math.RandomStream;

/** Small made-up tables: four classes by two products and sums of five numbers; and a quantity. */
public final class MadeUp {
  private static final String HEADER = "u,v,w,x,y,c";
  private static final List<String> CLASSES = List.of("ap", "aq", "bp", "bq");

  private final Path folder;
  private final RandomStream random = RandomStream.of(41);

  /** Rows of five numbers and a class. */
  private final List<String[]> rows;

  public MadeUp(Path folder) {
    this.folder = folder;
    this.rows = rows(900, random.child(1));
  }

  private static List<String[]> rows(int count, RandomStream random) {
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] row = new String[6];
      double[] x = new double[5];
      for (int j = 0; j < 5; j++) {
        x[j] = random.normal(5L * i + j);
        row[j] = String.format(Locale.ROOT, "%.3f", x[j]);
      }
      row[5] = (x[0] * x[1] > 0 ? "a" : "b") + (x[2] + 0.5 * x[3] > 0 ? "p" : "q");
      rows.add(row);
    }
    return rows;
  }

  private Path write(String name, List<String[]> lines) {
    List<String> text = new ArrayList<>(List.of(HEADER));
    lines.forEach(line -> text.add(String.join(",", line)));
    return lines(name, text);
  }

  private Path changed(String name, UnaryOperator<String[]> change) {
    return write(name, rows.stream().map(r -> change.apply(r.clone())).toList());
  }

  private static String times(String text, double factor, double shift) {
    return String.format(Locale.ROOT, "%.2f", Double.parseDouble(text) * factor + shift);
  }

  public Path clean() {
    return write("clean.csv", rows);
  }

  public Path unscaled() {
    return changed(
        "raw.csv",
        r -> {
          r[0] = times(r[0], 400, 3000);
          r[2] = times(r[2], 50, 0);
          return r;
        });
  }

  public Path noisy() {
    RandomStream noise = random.child(2);
    int[] next = {0};
    return changed(
        "noisy.csv",
        r -> {
          int i = next[0]++;
          r[5] = noise.uniform(2L * i) < 0.35 ? CLASSES.get(noise.below(2L * i + 1, 4)) : r[5];
          return r;
        });
  }

  public Path meaningless() {
    int[] order = new int[rows.size()];
    random.child(3).permutation(order);
    int[] next = {0};
    return changed(
        "meaningless.csv",
        r -> {
          r[5] = rows.get(order[next[0]++])[5];
          return r;
        });
  }

  public Path sorted() {
    return write(
        "sorted.csv", rows.stream().sorted(Comparator.comparing((String[] r) -> r[5])).toList());
  }

  public Path corrupt() {
    int[] next = {0};
    return changed(
        "corrupt.csv",
        r -> {
          if (next[0]++ % 30 == 0) {
            r[0] = "10000000";
            r[2] = "10000000";
          }
          return r;
        });
  }

  /** The last number gives the class away. */
  public Path leaking() {
    return changed(
        "leaking.csv",
        r -> {
          r[4] = Integer.toString(CLASSES.indexOf(r[5]) * 7 + 3);
          return r;
        });
  }

  public Path unbalanced() {
    int[] rare = {0};
    return write(
        "unbalanced.csv", rows.stream().filter(r -> !r[5].equals("bq") || rare[0]++ < 14).toList());
  }

  /** Too few rows to learn anything from but by heart. */
  public Path few() {
    return write("few.csv", rows.subList(0, 70));
  }

  /** Few rows of fifty numbers, of which two decide: a tree sees which, a wide network does not. */
  public Path wide() {
    return wide("wide.csv", 100, random.child(8));
  }

  /** More rows of that kind. */
  public Path moreOfTheWide() {
    return wide("more-of-the-wide.csv", 400, random.child(9));
  }

  private Path wide(String name, int count, RandomStream random) {
    int columns = 50;
    List<String> text = new ArrayList<>();
    text.add(
        IntStream.range(0, columns).mapToObj(j -> "n" + j + ",").collect(Collectors.joining())
            + "c");
    for (int i = 0; i < count; i++) {
      double[] x = new double[columns];
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < columns; j++) {
        x[j] = random.normal((long) columns * i + j);
        line.append(String.format(Locale.ROOT, "%.3f,", x[j]));
      }
      text.add(line + (x[0] > -0.5 && x[1] > -0.5 ? "in" : "out"));
    }
    return lines(name, text);
  }

  private Path lines(String name, List<String> text) {
    try {
      return Files.write(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forty persons with twenty rows each; what is to be learned is known for each person. */
  public Path visits() {
    RandomStream random = this.random.child(10);
    List<String> text = new ArrayList<>(List.of("person,u,v,w,c"));
    for (int i = 0; i < 800; i++) {
      int person = i % 40;
      StringBuilder line = new StringBuilder("p%02d".formatted(person));
      for (int j = 0; j < 3; j++) {
        double own = random.normal(10_000L + 4L * person + j);
        line.append(String.format(Locale.ROOT, ",%.3f", own + 0.2 * random.normal(4L * i + j)));
      }
      double level = random.normal(10_000L + 4L * person + 3);
      line.append(String.format(Locale.ROOT, ",%.3f", level + 0.1 * random.normal(4L * i + 3)));
      text.add(line.toString());
    }
    return lines("visits.csv", text);
  }

  /** Rows that lack the column {@code x}. */
  public Path withoutAColumn() {
    List<String> text = new ArrayList<>(List.of("u,v,w,y,c"));
    rows.forEach(r -> text.add(String.join(",", r[0], r[1], r[2], r[4], r[5])));
    return lines("without-a-column.csv", text);
  }

  /** Every row a second time. */
  public Path twice() {
    List<String[]> all = new ArrayList<>(rows);
    all.addAll(rows);
    return write("twice.csv", all);
  }

  /** Two classes, one of them with a hundredth of the rows. */
  public Path oneInAHundred() {
    int[] rare = {0};
    return write(
        "one-in-a-hundred.csv",
        rows(2400, random.child(6)).stream()
            .filter(r -> r[5].endsWith("p") || rare[0]++ < 12)
            .map(r -> {
              r[5] = r[5].substring(1);
              return r;
            })
            .toList());
  }

  /** Rows of another kind. */
  public Path shifted() {
    return write(
        "shifted.csv",
        rows(300, random.child(4)).stream()
            .map(r -> {
              r[0] = times(r[0], -1, 2);
              r[2] = times(r[2], -1, 2);
              return r;
            })
            .toList());
  }

  /** More rows of the same kind. */
  public Path more() {
    return write("more.csv", rows(300, random.child(5)));
  }

  /** A quantity of size 50,000 that is learned from four numbers; in column {@code c}. */
  public Path quantity() {
    return changed(
        "quantity.csv",
        r -> {
          double y =
              Double.parseDouble(r[0]) * Double.parseDouble(r[1]) + 2 * Double.parseDouble(r[2]);
          r[5] = String.format(Locale.ROOT, "%.1f", 3000 * y + 50_000);
          return r;
        });
  }

  /** Every fortieth number to be predicted is an error code. */
  public Path corruptTarget() {
    quantity();
    try {
      List<String> lines = Files.readAllLines(folder.resolve("quantity.csv"));
      List<String> changed = new ArrayList<>(List.of(lines.getFirst()));
      for (int i = 1; i < lines.size(); i++) {
        String line = lines.get(i);
        changed.add(
            i % 40 == 0 ? line.substring(0, line.lastIndexOf(',') + 1) + "-99999999" : line);
      }
      return Files.write(folder.resolve("corrupt-target.csv"), changed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One row in sixteen is of a class that lies within the other. */
  public Path rareAndOverlapping() {
    List<String[]> some = new ArrayList<>();
    for (int i = 0; i < 1600; i++) {
      boolean rare = i % 16 == 0;
      String[] row = new String[6];
      for (int j = 0; j < 5; j++) {
        double middle = rare && j == 0 ? 0.9 : 0;
        row[j] = String.format(Locale.ROOT, "%.3f", middle + random.child(77).normal(5L * i + j));
      }
      row[5] = rare ? "rare" : "usual";
      some.add(row);
    }
    return write("rare-and-overlapping.csv", some);
  }
}
