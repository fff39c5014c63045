package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.run.Cause;
import plumb.run.RunDocument;
import plumb.run.RunJson;

/**
 * Whole commands on cards made after public reports, where they are at hand, and on one made up.
 */
class FieldCardsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "04-total-line-at-the-end, doubtful, corrupt-target",
    "05-pandas-index-column, doubtful, leakage",
    "08-complement-of-the-target, doubtful, leakage",
    "32-xor-four-rows, cannot-tell, learning-rate-too-low",
    "33-line-seven-rows, cannot-tell, wrong-head-or-loss",
    "34-rare-class-raw-columns, fine, unnormalized-input",
    "36-other-share-of-classes, shift, train-validation-shift",
    "38-class-codes-differ, shift, train-validation-shift",
    "39-prices-later-in-time, shift, train-validation-shift",
    "40-right-cure-not-kept, fine, wrong-head-or-loss",
    "46-class-number-as-a-quantity, doubtful, wrong-task",
    "51-fine-with-half-of-training-wrong, shift, train-validation-shift",
  })
  void the_first_command_gives_the_right_answer(String name, String verdict, String cause)
      throws IOException {
    Path card =
        Optional.ofNullable(System.getenv("PLUMB_FIELD_CASES"))
            .map(Path::of)
            .orElse(Path.of("../../shared/field-cases"))
            .resolve(name)
            .resolve("card.yaml")
            .toAbsolutePath();
    assumeThat(Files.exists(card)).as("%s is not at hand", card).isTrue();
    for (String[] words :
        new String[][] {{"train", card.toString()}, {"doctor", card.toString(), "--repair"}}) {
      RunDocument run = run(words);
      assertThat(run.verdict().id()).as(run.sentence()).isEqualTo(verdict);
      assertThat(first(run)).as(run.sentence()).isEqualTo(cause);
    }
  }

  @Test
  void names_of_classes_learned_as_a_quantity_are_mended_and_shown() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder table = new StringBuilder("east,north,station\n");
    for (int row = 0; row < 700; row++) {
      // Neighbours in number are no neighbours in place.
      int station = random.nextInt(8);
      double angle = 2 * Math.PI * (3 * station % 8) / 8;
      table.append(
          "%.4f,%.4f,%d%n"
              .formatted(
                  Math.cos(angle) + 0.1 * random.nextGaussian(),
                  Math.sin(angle) + 0.1 * random.nextGaussian(),
                  station));
    }
    Files.writeString(folder.resolve("stations.csv"), table);
    Path card = folder.resolve("card.yaml");
    Files.writeString(
        card,
        """
        data: {train: stations.csv, target: station, task: regression}
        network: [dense: 32, relu]
        epochs: 10
        """);
    RunDocument run = run("train", card.toString());
    assertThat(first(run)).isEqualTo("wrong-task");
    assertThat(run.verdict().id()).isEqualTo("doubtful");
    assertThat(run.kept()).isGreaterThan(1);
    assertThat(folder.resolve("run-train").resolve("report.html")).exists();
  }

  private RunDocument run(String... words) throws IOException {
    Path out = folder.resolve("run-" + words[0]);
    Said said =
        Said.by(
            folder,
            Stream.concat(Stream.of(words), Stream.of("--quiet", "--out", out.toString()))
                .toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isZero();
    return RunJson.read(Files.readString(out.resolve("run.json")), "run.json");
  }

  private static String first(RunDocument run) {
    return run.causes().stream().findFirst().map(Cause::id).map(id -> id.id()).orElse("");
  }
}
