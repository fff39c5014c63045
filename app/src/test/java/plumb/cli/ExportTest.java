package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the file for other programs goes; that it answers rightly is {@code OnnxTest}'s. */
class ExportTest {
  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder rows = new StringBuilder("place,size,kind\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i % 2 == 0 ? "north," : "south,").append(i).append(i < 30 ? ",a\n" : ",b\n");
    }
    Files.writeString(folder.resolve("d.csv"), rows);
    Said said =
        Said.by(folder, "train d.csv --target kind --once --max-epochs 2 --out run".split(" "));
    assertThat(said.code()).as(said.err()).isZero();
  }

  @Test
  void the_file_lies_beside_the_model_or_where_it_is_wanted() {
    Said beside = Said.by(folder, "export", "run");
    assertThat(beside.code()).as(beside.err()).isZero();
    assertThat(folder.resolve("run/model.onnx")).exists();
    Said wanted = Said.by(folder, "export", "run/model.plumb", "--out", "other.onnx", "--json");
    JsonNode json = JsonMapper.shared().readTree(wanted.out());
    assertThat(json.get("inputs").toString()).isEqualTo("[\"place\",\"size\"]");
    assertThat(folder.resolve("other.onnx"))
        .hasSize(json.get("bytes").asLong())
        .hasSameBinaryContentAs(folder.resolve("run/model.onnx"));
  }

  @Test
  void what_cannot_be_written_or_read_is_said_in_a_sentence() {
    Said noFolder = Said.by(folder, "export", "run", "--out", "no/such/folder.onnx");
    assertThat(noFolder.code()).isEqualTo(2);
    assertThat(noFolder.err()).contains("no/such/folder.onnx cannot be written");
    Said aFolder = Said.by(folder, "export", "run", "--out", "run");
    assertThat(aFolder.code()).isEqualTo(2);
    assertThat(aFolder.err()).contains("is a folder");
    Said itself = Said.by(folder, "export", "run", "--out", "run/model.plumb");
    assertThat(itself.code()).isEqualTo(2);
    assertThat(itself.err()).contains("would overwrite what is read");
    assertThat(Said.by(folder, "export", "run").code()).isZero();
    Said noModel = Said.by(folder, "export", "d.csv");
    assertThat(noModel.code()).isEqualTo(2);
  }
}
