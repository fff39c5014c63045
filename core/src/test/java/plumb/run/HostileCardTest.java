package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;

/** Cards too deep, too long or too large: one sentence with its place, and soon. */
class HostileCardTest {
  private static final String DATA = "data: {train: a.csv, target: y}\n";

  @TempDir Path folder;

  private static void refused(String yaml, String... parts) {
    assertThatThrownBy(() -> CardReader.parse(yaml, Path.of(""), "card.yaml"))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 2000, 100_000})
  void brackets_without_end(int depth) {
    refused(DATA + "network: " + "[".repeat(depth), "card.yaml:2, column 41", "32 levels");
  }

  @Test
  void aliases_that_double_with_every_line() {
    StringBuilder bomb = new StringBuilder(DATA + "a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    refused(bomb.toString(), "card.yaml:", "column", "aliases");
  }

  @Test
  void a_character_that_yaml_has_not() {
    refused(DATA + "batch: 3\u00002\n", "card.yaml:2, column 9", "U+0000");
  }

  @Test
  void a_second_document() {
    refused(DATA + "---\n" + DATA, "card.yaml:2, column 1", "single document", "another document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"? %s\n: 1", "loss: %s", "loss: '%s'", "odd: %s", "network: [%s]"})
  void a_word_without_end_is_cut_short_and_takes_no_time(String line) {
    String card = DATA + line.formatted("x".repeat(900_000));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> CardReader.parse(card, Path.of(""), "card.yaml"))
                .isInstanceOf(BadInput.class)
                .message()
                .startsWith("card.yaml:2, column")
                .contains("unknown")
                .hasSizeLessThan(400));
  }

  @Test
  void a_file_that_is_no_card_by_its_size() throws IOException {
    Path file = folder.resolve("card.yaml");
    Files.writeString(file, DATA + "# " + "x".repeat(1_000_000));

    assertThatThrownBy(() -> CardReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("card.yaml", "1000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network: [dense: 1000000000]                | column 18 | at most 1000000",
        "network: [{dense: {units: 1000001}}]        | column 27 | at most 1000000",
        "network: [{maxout: {units: 9, pieces: 1e6}}]| column 11 | 9000000",
        "network: [dense: 90000, relu, dense: 90000] | column 31 | 90000 units behind 90000",
        "head: {units: 2000000}                      | column 15 | at most 1000000",
        "batch: 1e10                                 | column 8  | at most 2147483647",
        "network: [dropout: 0.9999999999]            | column 20 | 0.9999999999"
      })
  void what_no_machine_can_hold(String line, String column, String part) {
    refused(DATA + line, "card.yaml:2, " + column, part);
  }

  @Test
  void a_run_document_of_nothing_but_brackets() {
    assertThatThrownBy(() -> RunJson.read("[".repeat(100_000), "run.json"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("run.json")
        .hasMessageContaining("not JSON of a run");
  }

  @Test
  void a_run_that_cannot_be_written_is_refused_before_training() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));
    assertThatThrownBy(() -> RunFolder.check(link))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("link to nowhere");

    assertThatThrownBy(() -> RunFolder.check(folder.resolve("x".repeat(300))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> RunFolder.check(folder.resolve("a/" + "x".repeat(300) + "/b")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("too long");

    Path processes = Path.of("/proc");
    if (Files.isDirectory(processes)) {
      assertThatThrownBy(() -> RunFolder.check(processes.resolve("run")))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("/proc/run cannot be");
    }
    RunFolder.check(folder.resolve("a/b/c"));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(link);
    }
  }
}
