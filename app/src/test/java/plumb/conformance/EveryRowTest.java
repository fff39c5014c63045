package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The systems of the lecture are S1 to S23; each has a class of its own in this package. */
class EveryRowTest {
  @Test
  void every_row_has_a_test() throws IOException, URISyntaxException {
    Path here = Path.of(EveryRowTest.class.getResource("EveryRowTest.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(here)) {
      TreeSet<String> rows =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.matches("S[0-9]{2}[A-Za-z0-9]*Test\\.class"))
              .map(name -> name.substring(0, 3))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(rows)
          .containsAll(
              IntStream.rangeClosed(1, 23)
                  .filter(row -> row != 5 && row != 7)
                  .mapToObj("S%02d"::formatted)
                  .toList());
    }
  }
}
