package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.curves.CurveFiles;
import plumb.model.Model;
import plumb.model.ModelFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Run folders and cards that earlier versions wrote are read as they were meant; {@code
 * past/README.md} says more.
 */
class PastRunsTest {
  private static final Path PAST = Path.of("src/test/resources/past");

  static List<Path> runs() throws IOException {
    try (Stream<Path> files = Files.walk(PAST)) {
      return files
          .filter(f -> f.endsWith(RunFolder.DOCUMENT))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  static List<Path> cards() throws IOException {
    try (Stream<Path> files = Files.walk(PAST)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void the_past_is_there() throws IOException {
    assertThat(runs()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(cards()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(number(r -> r.attempts().size() > 2)).isPositive();
    assertThat(number(r -> r.examination().isPresent())).isPositive();
    assertThat(number(r -> r.metrics().test().isPresent())).isPositive();
    assertThat(number(r -> r.classes().isEmpty())).isPositive();
    assertThat(number(r -> !r.references().getLast().finished())).isPositive();
    assertThat(number(r -> !r.keptAttempt().members().isEmpty())).isPositive();
  }

  private static long number(Predicate<RunDocument> kind) throws IOException {
    return runs().stream().map(RunFolder::read).filter(kind).count();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void nothing_in_a_document_of_an_earlier_version_is_lost(Path run) throws IOException {
    JsonNode then = json(Files.readString(run.resolve(RunFolder.DOCUMENT)));

    JsonNode now = json(RunJson.write(RunFolder.read(run)));

    assertHolds(now, then, "run.json");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void the_model_of_a_run_is_the_one_its_document_names(Path run) {
    Model model = ModelFile.read(run.resolve(RunFolder.MODEL));

    assertThat(model.weightsHash()).isEqualTo(RunFolder.read(run).weightsHash());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void the_history_of_a_run_can_still_be_diagnosed(Path run) {
    Path history = run.resolve(RunFolder.HISTORY);

    assertThat(CurveFiles.isCurves(history)).isTrue();
    assertThat(CurveFiles.read(history).points()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cards")
  void a_card_of_an_earlier_version_means_what_it_meant(Path file) {
    Card then = RunFolder.read(run(file)).attempts().getFirst().card();

    assertThat(CardReader.read(file).withSeed(then.seed())).isEqualTo(then);
  }

  /** The run of a card, which bears its name or says what became of it. */
  private static Path run(Path card) {
    String name = card.getFileName().toString().replace(".yaml", "");
    return card.resolveSibling("runs")
        .resolve(
            switch (name) {
              case "slow" -> "attempts";
              case "dead" -> "repaired";
              default -> name;
            });
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** That all of one tree is in another, which may have more fields. */
  private static void assertHolds(JsonNode whole, JsonNode part, String at) {
    if (part.isObject()) {
      for (String name : part.propertyNames()) {
        assertThat(whole.has(name)).as("%s.%s", at, name).isTrue();
        assertHolds(whole.get(name), part.get(name), at + "." + name);
      }
    } else if (part.isArray()) {
      assertThat(whole.size()).as(at).isEqualTo(part.size());
      for (int i = 0; i < part.size(); i++) {
        assertHolds(whole.get(i), part.get(i), at + "[" + i + "]");
      }
    } else {
      assertThat(whole).as(at).isEqualTo(part);
    }
  }
}
