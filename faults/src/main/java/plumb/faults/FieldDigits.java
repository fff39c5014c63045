package plumb.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * Rows of the reports about pictures of digits: the 1,797 of the examples, eight by eight, stand
 * for the 70,000 of MNIST, on the same scale of 0 to 255 or 0 to 1.
 */
final class FieldDigits {
  /** Rows kept for the test. */
  private static final int TEST = 597;

  private FieldDigits() {}

  /** By the name of the case; told where the examples are. */
  static Map<String, BiFunction<Draw, Path, FieldRows>> all() {
    return Map.ofEntries(
        Map.entry("so-48385830", FieldDigits::shares),
        Map.entry("so-55328966", FieldDigits::pixels),
        Map.entry("so-65777704", FieldDigits::shares),
        Map.entry("tdc-ips-4", FieldDigits::shares),
        Map.entry("so-l2-and-dropout", FieldDigits::shares),
        Map.entry("ds-38604", FieldDigits::pixels),
        Map.entry("ds-18667", FieldDigits::pixels),
        Map.entry("gh-keras-8346", FieldDigits::inOrder),
        Map.entry("gh-rpg-2", FieldDigits::otherNumbers),
        Map.entry("gh-keras-12689", FieldDigits::otherScale));
  }

  private static FieldRows shares(Draw draw, Path examples) {
    return halves(rows(draw, examples, x -> x / 16));
  }

  private static FieldRows pixels(Draw draw, Path examples) {
    return halves(rows(draw, examples, x -> Math.rint(x * 255 / 16)));
  }

  private static FieldRows halves(List<List<String>> rows) {
    return FieldRows.same(
        table(rows.subList(0, rows.size() - TEST)),
        table(rows.subList(rows.size() - TEST, rows.size())));
  }

  /** Five digits in order, so that the last fifth of the rows is all of one. */
  private static FieldRows inOrder(Draw draw, Path examples) {
    List<List<String>> rows = new ArrayList<>();
    rows(draw, examples, x -> x / 16).stream()
        .filter(row -> row.getLast().compareTo("5") < 0)
        .forEach(rows::add);
    int test = rows.size() / 3;
    List<List<String>> mixed = new ArrayList<>(rows.subList(test, rows.size()));
    List<List<String>> inOrder = new ArrayList<>(mixed);
    inOrder.sort((a, b) -> a.getLast().compareTo(b.getLast()));
    // Three rows of the last class stand in front: a class no training row has is refused.
    Collections.rotate(inOrder, 3);
    TableSample held = table(rows.subList(0, test));
    return new FieldRows(lastFifth(inOrder, held), lastFifth(mixed, held));
  }

  private static FieldRows.Files lastFifth(List<List<String>> rows, TableSample test) {
    int last = rows.size() * 4 / 5;
    return new FieldRows.Files(
        table(rows.subList(0, last)), Optional.of(table(rows.subList(last, rows.size()))), test);
  }

  /** The validation file numbers its classes in another order. */
  private static FieldRows otherNumbers(Draw draw, Path examples) {
    List<List<String>> rows = rows(draw, examples, x -> x / 16);
    String order = "3857190264";
    TableSample validation = table(rows.subList(900, 1200));
    TableSample test = table(rows.subList(1200, rows.size()));
    return new FieldRows(
        new FieldRows.Files(
            table(rows.subList(0, 900)),
            Optional.of(
                validation.relabeled(
                    i -> order.substring(digit(validation, i), digit(validation, i) + 1))),
            test),
        new FieldRows.Files(table(rows.subList(0, 900)), Optional.of(validation), test));
  }

  private static int digit(TableSample rows, int row) {
    return Integer.parseInt(rows.label(row));
  }

  /** The training file was divided by 255; the validation file had a middle grey taken off. */
  private static FieldRows otherScale(Draw draw, Path examples) {
    List<List<String>> rows = rows(draw, examples, x -> x / 16);
    TableSample validation = table(rows.subList(900, 1200));
    TableSample test = table(rows.subList(1200, rows.size()));
    return new FieldRows(
        new FieldRows.Files(
            table(rows.subList(0, 900)),
            Optional.of(validation.withNumbers(x -> x * 255 - 128)),
            test),
        new FieldRows.Files(table(rows.subList(0, 900)), Optional.of(validation), test));
  }

  private static List<List<String>> rows(Draw draw, Path examples, DoubleUnaryOperator scale) {
    List<List<String>> rows = new ArrayList<>();
    try {
      for (String line :
          Files.readAllLines(examples.resolve("digits.csv")).stream().skip(1).toList()) {
        List<String> cells = new ArrayList<>(List.of(line.split(",")));
        for (int i = 0; i < cells.size() - 1; i++) {
          cells.set(i, Draw.text(scale.applyAsDouble(Double.parseDouble(cells.get(i)))));
        }
        rows.add(cells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return draw.shuffled(rows);
  }

  private static TableSample table(List<List<String>> rows) {
    return FieldRows.table(FieldRows.names(64, "digit"), rows);
  }
}
