package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be used gets one sentence, exit code 2, and leaves nothing behind. */
class BadInputTest {
  @TempDir Path folder;

  /**
   * A file that cannot be trained on.
   *
   * @param name of the file
   * @param content its bytes
   * @param sentences parts of what must be said
   */
  record Bad(String name, byte[] content, List<String> sentences) {
    static Bad text(String name, String content, String... sentences) {
      return new Bad(name, content.getBytes(StandardCharsets.UTF_8), List.of(sentences));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> badData() throws IOException {
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 400; i++) {
      rows.append(i * 7919 % 1000).append(i % 2 == 0 ? ",a\n" : ",b\n");
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    return Stream.of(
        Bad.text("empty.csv", "", "empty.csv"),
        Bad.text("header-only.csv", "x,y\n", "header-only.csv"),
        Bad.text("ragged.csv", "x,y\n1,a\n2,b,c\n3,a\n", "ragged.csv", "line 3"),
        new Bad(
            "latin.csv",
            "x,y\n1,caf\u00e9\n2,b\n".getBytes(StandardCharsets.ISO_8859_1),
            List.of("latin.csv")),
        Bad.text("no-target.csv", "x,z\n1,a\n2,b\n", "no-target.csv", "\"y\""),
        Bad.text("two-targets.csv", "y,y\n1,a\n2,b\n", "two-targets.csv", "y"),
        Bad.text("one-class.csv", "x,y\n1,a\n2,a\n3,a\n4,a\n", "y"),
        Bad.text("all-missing.csv", "x,y\n1,?\n2,?\n3,?\n", "y"),
        Bad.text("constants.csv", "x,y\n1,a\n1,b\n1,a\n1,b\n1,a\n1,b\n", "constants.csv"),
        Bad.text("wide.csv", "x,".repeat(999_999) + "y\n", "wide.csv"),
        new Bad("half.csv.gz", half, List.of("half.csv.gz")),
        new Bad("images-idx3-ubyte", new byte[] {0, 0, 8, 3, 0, 0}, List.of("images-idx3-ubyte")));
  }

  @ParameterizedTest
  @MethodSource("badData")
  void bad_data_is_one_sentence(Bad bad) throws IOException {
    Files.write(folder.resolve(bad.name()), bad.content());
    Said said = refused("train", bad.name(), "--target", "y", "--quiet");
    bad.sentences().forEach(sentence -> assertThat(said.err()).contains(sentence));
    assertThat(said.err()).hasLineCount(1);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void a_file_that_does_not_exist_is_named() {
    assertThat(refused("train", "nowhere.csv", "--target", "y").err()).contains("nowhere.csv");
    assertThat(refused("train", "nowhere.yaml").err()).contains("nowhere.yaml");
    assertThat(refused("doctor", "nowhere").err()).contains("nowhere");
    assertThat(refused("report", "nowhere").err()).contains("nowhere");
    assertThat(refused("predict", "nowhere", "d.csv").err()).contains("nowhere");
    assertThat(refused("evaluate", "nowhere", "d.csv").err()).contains("nowhere");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_table_without_target_lists_its_columns() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "height,kind\n1,a\n2,b\n");
    assertThat(refused("train", "d.csv").err())
        .contains("d.csv is a table", "--target", "height, kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "optimiser: adam           | optimizer",
        "batch: many               | batch",
        "epochs: 0                 | epochs",
        "network: [{dens: 4}]      | dense"
      })
  void a_bad_card_names_line_and_column(String line, String sentence) throws IOException {
    Files.writeString(
        folder.resolve("card.yaml"), "data: {train: d.csv, target: y}\n" + line + "\n");
    assertThat(refused("train", "card.yaml").err())
        .contains("card.yaml:2, column", sentence)
        .hasLineCount(1);
  }

  /** Both before anything is trained, though some need to know the data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "network: [dropout: 1]                         | 20: dropout, the probability to drop a unit, must be at least 0 and below 1, not 1",
        "network: [dropout: -0.1]                      | 20: dropout, the probability to drop a unit, must be at least 0 and below 1, not -0.1",
        "network: [maxout: {units: 4, pieces: 1}]      | 38: maxout.pieces must be a whole number from 2 on, not 1",
        "network: [dense: 4, {prelu: {shared: network, slope: 0.25}}, {prelu: {shared: network, slope: 0.1}}] | 62: this layer shares its slope with one that starts from 0.25; start both from the same",
        "network: [dense: 0]                           | 18: dense must be a whole number from 1 on, not 0",
        "network: [dense: 2.5]                         | 18: dense must be a whole number from 1 on, not 2.5",
        "network: [dense: -3]                          | 18: dense must be a whole number from 1 on, not -3",
        "optimizer: {adam: -0.1}                       | 19: adam.rate must be above 0, not -0.1",
        "optimizer: {schedule: {step: {epochs: 101}}}  | 13: the schedule waits 101 epochs but the run has only 100; shorten it or raise epochs",
        "head: {units: 1}                              | 15: The head has 1 unit, but the task needs 3; remove `head` from the card or correct it",
        "head: {activation: softmax, units: 4}         | 36: The head has 4 units, but the task needs 3; remove `head` from the card or correct it"
      })
  void train_and_explain_refuse_a_bad_setting_by_line_and_column(String line, String sentence)
      throws IOException {
    classes();
    Files.writeString(folder.resolve("card.yaml"), CLASSES_CARD + line + "\n");
    for (String command : List.of("train --once card.yaml", "explain card.yaml")) {
      assertThat(refused(command.split(" ")).err())
          .endsWith(folder.resolve("card.yaml") + ":2, column " + sentence + ".\n");
    }
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void a_loss_for_classes_is_placed_where_the_target_is_a_number() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "x,y\n" + "1,0.5\n2,7.25\n3,-1\n4,2.5\n".repeat(9));
    Files.writeString(
        folder.resolve("card.yaml"),
        "data: {train: d.csv, target: y, task: regression}\nloss: cross-entropy\n");
    assertThat(refused("train", "card.yaml", "--once", "--quiet").err())
        .contains("card.yaml:2, column 7: The loss cross-entropy is for classes")
        .hasLineCount(1);
  }

  @Test
  void a_bad_setting_of_the_command_line_is_placed_there() throws IOException {
    classes();
    Files.writeString(folder.resolve("card.yaml"), CLASSES_CARD + "head: {units: 3}\n");
    for (String what : List.of("card.yaml", "d.csv --target y")) {
      String[] arguments = ("train --once " + what + " --set head.units=2").split(" ");
      assertThat(refused(arguments).err())
          .contains("--set head.units=2: The head has 2 units, but the task needs 3")
          .doesNotContain("card.yaml:");
    }
  }

  /** What cannot be trained is a cause with a remedy like any other. */
  @Test
  void a_head_that_does_not_fit_the_task_is_the_verdict_where_remedies_are_tried()
      throws IOException {
    classes();
    Files.writeString(folder.resolve("card.yaml"), CLASSES_CARD + "head: {units: 1}\n");
    Said said = Said.by(folder, "train", "card.yaml", "--quiet", "--out", "run");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("The head has 1 unit, but the task needs 3", "It can with");
  }

  private static final String CLASSES_CARD = "data: {train: d.csv, target: y}\n";

  /** Data of three classes. */
  private void classes() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "x,y\n" + "1,a\n2,b\n3,c\n4,a\n5,c\n".repeat(9));
  }

  @Test
  void a_folder_that_holds_a_run_is_left_alone() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "x,y\n1,a\n2,b\n");
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("run.json"), "{}");
    assertThat(refused("train", "d.csv", "--target", "y", "--out", "run").err())
        .contains("already holds a run");
    assertThat(run.resolve("run.json")).hasContent("{}");
    assertThat(refused("train", "d.csv", "--target", "y", "--out", "d.csv").err())
        .contains("is a file");
    assertThat(refused("train", "d.csv", "--target", "y", "--out", "d.csv/run").err())
        .contains("d.csv");
  }

  @Test
  void a_file_that_is_no_model_is_named() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "x,y\n1,a\n2,b\n");
    assertThat(refused("predict", "d.csv", "d.csv").err()).contains("d.csv").hasLineCount(1);
  }

  @Test
  void a_result_that_is_lost_is_no_success() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    int code =
        Main.run(
            new String[] {"--version"},
            new PrintStream(full, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            folder);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("could not be written to standard output")
        .hasLineCount(1);
  }

  @Test
  void the_doctor_too_places_what_does_not_fit_the_data() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n");
    Files.writeString(folder.resolve("card.yaml"), "data: {train: d.csv, target: q}\n");
    assertThat(refused("doctor", "card.yaml").err()).contains("card.yaml:1, column 30: ");
  }

  @Test
  void an_empty_name_is_said_to_be_empty() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "x,y\n1,a\n2,b\n");
    assertThat(refused("train", "d.csv", "--target", "y", "--out", "").err()).contains("is empty");
  }

  @Test
  void a_card_is_remarked_on_also_where_no_progress_is_shown() throws IOException {
    Files.writeString(
        folder.resolve("card.yaml"),
        "data: {train: d.csv, target: y}\nnetwork: [{dropout: 0.9}]\nbatch: no\n");
    assertThat(refused("train", "card.yaml", "--quiet").err())
        .hasLineCount(2)
        .contains("dropout 0.9");
  }

  @Test
  void the_stack_trace_is_shown_only_when_asked_for() {
    assertThat(refused("train", "nowhere.csv", "--target", "y").err())
        .doesNotContain("\tat ")
        .hasLineCount(1);
    assertThat(refused("train", "nowhere.csv", "--target", "y", "--debug").err())
        .contains("\tat plumb.");
  }

  private Said refused(String... arguments) {
    Said said = Said.by(folder, arguments);
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    return said;
  }
}
