package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.recipe.Outcome;

/** What is said to those who ask for help, and to those who mistype. */
class UsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "train --help",
        "predict --help",
        "evaluate --help",
        "doctor --help",
        "explain --help",
        "inspect --help",
        "report --help",
        "lab --help",
        "bench --help",
        "bench step --help"
      })
  void every_command_has_help(String arguments) {
    Said said = Said.by(folder, arguments.split(" "));
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("Usage: plumb", "Exit codes:", "--debug");
    assertThat(said.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "doctor", "predict", "lab"})
  void help_for_a_command_is_the_help_of_the_command(String verb) {
    Said help = Said.by(folder, "help", verb);
    assertThat(help.code()).isZero();
    assertThat(help.out()).isEqualTo(Said.by(folder, verb, "--help").out());
    assertThat(Said.by(folder, "help").out()).isEqualTo(Said.by(folder, "--help").out());
  }

  @Test
  void the_help_of_train_names_every_option_and_what_ctrl_c_does() {
    assertThat(Said.by(folder, "train", "--help").out())
        .contains(
            "--target",
            "--test",
            "--out",
            "--seed",
            "--goal",
            "--once",
            "--max-epochs",
            "--time",
            "--threads",
            "--set",
            "--[no-]header",
            "--task",
            "--json",
            "--quiet",
            "--fail-on",
            "--resume",
            "3",
            "Ctrl-C");
  }

  @Test
  void the_version_is_said() {
    assertThat(Said.by(folder, "--version").out()).startsWith("plumb 0.");
  }

  @Test
  void the_version_is_that_of_the_artifact() throws IOException {
    String pom =
        Files.readString(Path.of(System.getProperty("plumb.root", "..")).resolve("pom.xml"));
    assertThat(pom).contains("<version>%s</version>\n  <packaging>pom".formatted(Outcome.VERSION));
  }

  @Test
  void no_command_is_described_by_half_a_sentence() {
    String help = Said.by(folder, "--help").out();
    assertThat(help.replaceAll("\\s+", " "))
        .contains("first three steps of the update rule worked by hand.", "130 aborted by Ctrl-C");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian digits.csv              | Unknown command \"trian\"; did you mean train? See plumb --help.",
        "train digits.csv --tarpet=x   | Unknown option \"--tarpet\"; did you mean --target?",
        "train digits.csv --no-heder   | Unknown option \"--no-heder\"; did you mean --no-header?",
        "train                         | Missing DATA|CARD; see plumb train --help.",
        "predict run                   | Missing DATA; see plumb predict --help.",
        "predict run a.csv b.csv       | Unknown argument \"b.csv\"; see plumb predict --help.",
        "train digits.csv --seed many  | --seed takes a whole number, not \"many\"; see plumb train",
        "bench step 8-4-2 --dropout x  | --dropout takes a number, not \"x\"; see plumb bench step",
        "bench stop                    | Unknown command \"stop\"; did you mean step?",
        "bench                         | Say what to time"
      },
      quoteCharacter = '`')
  void wrong_usage_is_one_sentence(String arguments, String sentence) {
    wrong(arguments, sentence);
  }

  @Test
  void without_a_command_the_commands_are_named() {
    Said said = Said.by(folder);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains(
            "train, predict, evaluate, export, doctor, explain, inspect, report, lab or bench");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train d.csv --target y --goal 97       | --goal takes a share such as 0.97 or 97%",
        "train d.csv --target y --goal good     | --goal takes a share",
        "train d.csv --target y --time 5x       | --time takes a time such as 90s, 5m or 1h",
        "train d.csv --target y --time 0s       | --time takes a time",
        "train d.csv --target y --threads 0     | --threads must be between 1 and 1024, not 0",
        "train d.csv --target y --max-epochs 0  | --max-epochs must be at least 1, not 0",
        "bench step 784                         | The network is written as 784-512-512-10",
        "bench step 784-0-10                    | The network is written as 784-512-512-10",
        "bench step 8-4-2 --batch 0             | --batch must be at least 1, not 0",
        "bench step 8-4-2 --dropout 1           | --dropout must be at least 0 and below 1",
        "bench step 8-4-2 --activation rleu     | relu",
        "bench step 8-2 --activation rleu       | relu",
        "bench step 1000000-1000000             | more than 2147483639 parameters",
        "bench step 10-10 --batch 2000000000    | A batch of 2000000000 examples is too large"
      })
  void an_impossible_value_is_one_sentence(String arguments, String sentence) {
    wrong(arguments, sentence);
  }

  private void wrong(String arguments, String sentence) {
    Said said = Said.by(folder, arguments.split(" "));
    assertThat(said.err()).contains(sentence).hasLineCount(1).endsWith("\n");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
