package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The systems of the lecture are S1 to S23. Each has a class of its own in this package, but for S5
 * and S7, which stand with the instruments they are about: {@code plumb.probe} in the module core.
 */
class EveryRowTest {
  private static final Path ROOT = Path.of(System.getProperty("plumb.root", ".."));

  @Test
  void every_row_has_a_test() throws IOException {
    TreeSet<String> rows = new TreeSet<>();
    for (Path folder :
        List.of(
            ROOT.resolve("app/src/test/java/plumb/conformance"),
            ROOT.resolve("core/src/test/java/plumb/probe"))) {
      try (Stream<Path> files = Files.list(folder)) {
        rows.addAll(
            files
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.matches("S[0-9]{2}[A-Za-z0-9]*Test\\.java"))
                .map(name -> name.substring(0, 3))
                .collect(Collectors.toSet()));
      }
    }
    assertThat(rows)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 23).mapToObj("S%02d"::formatted).toList());
  }
}
