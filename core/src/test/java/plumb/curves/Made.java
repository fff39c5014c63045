package plumb.curves;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Curves of a network that learns its training set by heart, in the forms of many programs. */
final class Made {
  static final int EPOCHS = 40;

  /** Index of the lowest validation loss. */
  static final int TURN = 13;

  private Made() {}

  static double train(int i) {
    return 0.02 + 0.9 * Math.exp(-i / 8.0) + tremble(i);
  }

  static double validation(int i) {
    return 0.35 + 0.8 * Math.exp(-i / 4.0) + 0.01 * Math.max(0, i - 12) + tremble(i);
  }

  static double trainAccuracy(int i) {
    return 0.99 - 0.45 * Math.exp(-i / 8.0);
  }

  static double validationAccuracy(int i) {
    return 0.78 - 0.3 * Math.exp(-i / 4.0) - 0.0005 * i;
  }

  private static double tremble(int i) {
    return i == TURN ? -0.004 : 0.001 * Math.sin(3 * i);
  }

  /** Train loss, validation loss, train accuracy, validation accuracy. */
  static IntFunction<List<String>> losses() {
    return i -> List.of(text(train(i)), text(validation(i)));
  }

  static IntFunction<List<String>> all() {
    return i ->
        List.of(
            text(train(i)),
            text(validation(i)),
            text(trainAccuracy(i)),
            text(validationAccuracy(i)));
  }

  static String text(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  /** A table with a count from {@code first} on in the first column. */
  static List<String> table(
      String header, String separator, int first, IntFunction<List<String>> cells) {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < EPOCHS; i++) {
      List<String> line = new ArrayList<>(List.of(String.valueOf(first + i)));
      line.addAll(cells.apply(i));
      lines.add(String.join(separator, line));
    }
    return lines;
  }

  static String list(IntFunction<Object> value) {
    return IntStream.range(0, EPOCHS)
        .mapToObj(value)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static Path file(Path folder, String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }
}
