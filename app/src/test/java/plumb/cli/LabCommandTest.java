package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LabCommandTest {
  @TempDir Path folder;

  private Said plumb(String... args) {
    return Said.by(folder, args);
  }

  @Test
  void the_list_names_every_lab_with_its_claim() {
    Said said = plumb("lab", "list");
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("C22  The ball has inertia");
    JsonNode labs = JsonMapper.shared().readTree(plumb("lab", "list", "--json").out()).get("labs");
    assertThat(labs.size()).isEqualTo(said.out().lines().count());
  }

  @Test
  void a_lab_leaves_its_page_and_says_its_outcome() throws Exception {
    Said said = plumb("lab", "c22", "--short", "--json", "--out", "pages");
    assertThat(said.code()).isZero();
    JsonNode lab = JsonMapper.shared().readTree(said.out()).get("labs").get(0);
    assertThat(lab.get("outcome").asString()).isEqualTo("DEPENDS");
    assertThat(lab.get("cases").size()).isEqualTo(4);
    assertThat(lab.get("claim").get("zh").asString()).contains("惯性");
    assertThat(Files.readString(folder.resolve("pages/c22.html")))
        .contains("The ball has inertia", "把惯性加进", "<svg", "Data as a table");
    assertThat(folder.resolve("pages/index.html")).exists();
  }

  @Test
  void the_same_lab_gives_the_same_page() throws Exception {
    plumb("lab", "C27", "--short", "--out", "a");
    plumb("lab", "C27", "--short", "--out", "b");
    assertThat(Files.readString(folder.resolve("a/c27.html")))
        .isEqualTo(Files.readString(folder.resolve("b/c27.html")));
  }

  @Test
  void a_claim_about_data_is_tried_on_the_users_table() throws Exception {
    Path own = Path.of(System.getProperty("plumb.root", ".."), "examples/penguins.csv");
    Files.copy(own, folder.resolve("mine.csv"));
    Said said =
        plumb("lab", "C4", "--short", "--data", "mine.csv", "--target", "species", "--out", "p");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(Files.readString(folder.resolve("p/c4.html")))
        .contains("mine.csv", "--target species")
        .doesNotContain("digits");
  }

  @Test
  void a_claim_about_no_data_says_so() throws Exception {
    Files.writeString(folder.resolve("d.csv"), "a,b\n1,2\n2,4\n");
    Said said = plumb("lab", "C27", "--short", "--data", "d.csv", "--target", "b", "--out", "p");
    assertThat(said.code()).isZero();
    assertThat(said.err()).contains("C27 is not about data: --data has no effect on it");
    assertThat(Files.readString(folder.resolve("p/c27.html"))).doesNotContain("d.csv");
  }

  @Test
  void a_folder_that_is_a_file_is_refused_before_the_lab_runs() throws Exception {
    Files.writeString(folder.resolve("taken"), "");
    Said said = plumb("lab", "C27", "--short", "--out", "taken");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("taken", "--out");
  }

  @Test
  void what_cannot_be_run_is_said_in_a_sentence() {
    assertThat(plumb("lab", "C99").code()).isEqualTo(2);
    assertThat(plumb("lab", "C99").err()).contains("no lab \"C99\"", "plumb lab list");
    assertThat(plumb("lab", "C1", "--data", "x.csv").err()).contains("--target");
  }
}
