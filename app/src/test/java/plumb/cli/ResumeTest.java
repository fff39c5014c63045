package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.run.RunJson;

/** Runs that somebody ends before their time, and goes on with. */
class ResumeTest {
  @TempDir Path folder;

  @BeforeEach
  void data() throws IOException {
    Path digits = Path.of(System.getProperty("plumb.root", "..")).resolve("examples/digits.csv");
    Files.write(folder.resolve("digits.csv"), Files.readAllLines(digits).subList(0, 701));
    Files.writeString(
        folder.resolve("deep.yaml"),
        """
        data: {train: digits.csv, target: digit}
        network: [dense: 16, sigmoid, dense: 16, sigmoid, dense: 16, sigmoid, dense: 16, sigmoid]
        optimizer: {sgd: 0.1}
        epochs: 8
        """);
  }

  private Said plumb(String... words) {
    return Said.by(folder, words);
  }

  /** Runs a command that gets Ctrl-C when it has said something. */
  private Said interrupted(String when, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Interruption[] interruption = new Interruption[1];
    PrintStream heard =
        new PrintStream(err, true, StandardCharsets.UTF_8) {
          private boolean done;

          @Override
          public void println(String line) {
            super.println(line);
            if (line.contains(when) && !done) {
              done = true;
              interruption[0].received(2, "by Ctrl-C");
            }
          }
        };
    interruption[0] = new Interruption(heard, code -> {});
    int code =
        Main.run(
            words,
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                heard,
                folder,
                Screen.PLAIN,
                interruption[0]),
            () -> false);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String document(String run) throws IOException {
    return Files.readString(folder.resolve(run).resolve("run.json"))
        .replaceAll("\"seconds\" : [-0-9.E]+", "")
        .replaceAll("\"command\" : .*", "");
  }

  private List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"Attempt 1", "Experiment: "})
  void a_training_that_got_ctrl_c_goes_on_to_what_it_would_have_come_to(String when)
      throws IOException {
    assertThat(plumb("train", "deep.yaml", "--out", "whole").code()).isZero();
    Said stopped = interrupted(when, "train", "deep.yaml", "--out", "run");
    assertThat(stopped.code()).as(stopped.err()).isZero();
    assertThat(stopped.out()).contains("--resume").endsWith("goes on where it was stopped.\n");
    assertThat(stopped.out().strip().lines().toList().getLast())
        .startsWith("Next: plumb train --resume ");
    assertThat(document("run")).isNotEqualTo(document("whole"));
    assertThat(folder.resolve("run/unfinished")).isDirectory();

    Said resumed = plumb("train", "--resume", "run");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on with").contains("kept");
    assertThat(document("run")).isEqualTo(document("whole"));
    assertThat(names(folder.resolve("run"))).isEqualTo(names(folder.resolve("whole")));
    assertThat(names(folder)).containsExactly("deep.yaml", "digits.csv", "run", "whole");
    assertThat(RunJson.read(Files.readString(folder.resolve("run/run.json")), "").environment())
        .extracting(e -> e.command())
        .isEqualTo("plumb train deep.yaml --out run");
  }

  @Test
  void a_diagnosis_goes_on_too() throws IOException {
    assertThat(plumb("doctor", "deep.yaml", "--repair", "--out", "whole").code()).isZero();
    Said stopped = interrupted("Experiment: ", "doctor", "deep.yaml", "--repair", "--out", "run");
    assertThat(stopped.out()).contains("plumb doctor --resume ");
    assertThat(plumb("train", "--resume", "run").err())
        .contains("begun by doctor; go on with it by doctor --resume");
    Said resumed = plumb("doctor", "--resume", "run", "--quiet", "--json");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(RunJson.read(resumed.out(), "out").verdict().id()).isEqualTo("fine");
    assertThat(document("run")).isEqualTo(document("whole"));
  }

  @Test
  void a_run_whose_program_was_killed_goes_on_from_what_lies_beside_its_folder()
      throws IOException {
    assertThat(plumb("train", "deep.yaml", "--out", "whole").code()).isZero();
    interrupted("Experiment: ", "train", "deep.yaml", "--out", "run");
    // What a kill leaves: the trainings, and no run.
    Files.move(folder.resolve("run/unfinished"), folder.resolve("run.partial"));
    for (String name : names(folder.resolve("run"))) {
      Files.delete(folder.resolve("run").resolve(name));
    }
    Files.delete(folder.resolve("run"));

    Said anew = plumb("train", "deep.yaml", "--out", "run");
    assertThat(anew.code()).isEqualTo(2);
    assertThat(anew.err()).contains("run.partial", "was interrupted", "--resume");

    Said resumed = plumb("train", "--resume", "run.partial");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(document("run")).isEqualTo(document("whole"));
    assertThat(names(folder)).containsExactly("deep.yaml", "digits.csv", "run", "whole");
  }

  @Test
  void a_run_that_was_out_of_time_goes_on_without_a_limit_or_with_another() throws IOException {
    assertThat(plumb("train", "deep.yaml", "--out", "whole").code()).isZero();
    Said stopped = plumb("train", "deep.yaml", "--out", "run", "--time", "0.05s");
    assertThat(stopped.code()).as(stopped.err()).isZero();
    assertThat(stopped.out()).contains("plumb train --resume ");
    Said again = plumb("train", "--resume", "run", "--time", "0.05s", "--json");
    assertThat(again.err()).contains("plumb train --resume ");
    assertThat(plumb("train", "--resume", "run").code()).isZero();
    assertThat(document("run")).isEqualTo(document("whole"));
  }

  @Test
  void the_card_as_it_was_is_gone_on_with_whatever_became_of_its_file() throws IOException {
    assertThat(plumb("train", "deep.yaml", "--out", "whole").code()).isZero();
    interrupted("Attempt 1", "train", "deep.yaml", "--out", "run");
    Files.writeString(folder.resolve("deep.yaml"), "data: {train: none.csv}");
    assertThat(plumb("train", "--resume", "run").code()).isZero();
    assertThat(document("run")).isEqualTo(document("whole"));
  }

  @Test
  void the_usual_card_is_sized_to_the_data_once() throws IOException {
    String[] call = {
      "train", "digits.csv", "--target", "digit", "--max-epochs", "4", "--seed", "3"
    };
    assertThat(plumb(with(call, "--out", "whole")).code()).isZero();
    interrupted("Attempt 1", with(call, "--out", "run"));
    Said same = plumb(with(call, "--resume", "run"));
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(document("run")).isEqualTo(document("whole"));
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void another_call_than_the_one_that_was_interrupted_is_refused() {
    interrupted("Attempt 1", "train", "deep.yaml", "--out", "run");
    assertThat(plumb("train", "--resume", "run", "--seed", "7").err())
        .contains("begun without --seed", "leave --seed out");
    assertThat(plumb("train", "digits.csv", "--resume", "run").err())
        .contains("begun with DATA|CARD deep.yaml");
    assertThat(plumb("train", "deep.yaml", "--resume", "run", "--set", "batch=8").err())
        .contains("leave --set out");
    assertThat(plumb("train", "--resume", "run").code()).isZero();
  }

  @Test
  void where_nothing_was_interrupted_there_is_nothing_to_go_on_with() {
    assertThat(plumb("train", "deep.yaml", "--out", "run").code()).isZero();
    Said whole = plumb("train", "--resume", "run");
    assertThat(whole.err()).contains("holds a whole run").hasLineCount(1);
    assertThat(whole.code()).isEqualTo(2);
    assertThat(plumb("doctor", "--resume", "nowhere").err())
        .contains("holds no run that was interrupted");
  }

  @Test
  void a_diagnosis_without_a_folder_says_what_it_needs_to_be_gone_on_with() {
    Said stopped = interrupted("Experiment: ", "doctor", "deep.yaml");
    assertThat(stopped.out()).contains("Next: the same with --out DIR");
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("partial"));
  }
}
