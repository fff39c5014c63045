package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;

class PackedFilesTest {
  private static final byte[] TABLE = "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Path zip(String... entries) throws IOException {
    Path file = folder.resolve("t.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        if (!entry.endsWith("/")) {
          zip.write(TABLE);
        }
      }
    }
    return file;
  }

  @Test
  void a_zip_with_a_folder_and_hidden_files_around_one_table_is_read() throws IOException {
    Table table = Written.table(zip("data/", "data/t.csv", "__MACOSX/data/._t.csv", ".DS_Store"));

    assertThat(table.names()).containsExactly("a", "b");
    assertThat(table.rows()).isEqualTo(2);
  }

  @Test
  void a_zip_with_several_tables_names_them() throws IOException {
    Path file = zip("a.csv", "b.csv");

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.zip", "2 files", "\"a.csv\", \"b.csv\"", "unpack it");
  }

  @Test
  void a_zip_without_files_is_refused() throws IOException {
    Path file = zip("data/", ".hidden");

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.zip", "no file in it");
  }

  @Test
  void lz4_and_snappy_in_frames_are_read() throws IOException {
    ByteArrayOutputStream lz4 = new ByteArrayOutputStream();
    try (FramedLZ4CompressorOutputStream out = new FramedLZ4CompressorOutputStream(lz4)) {
      out.write(TABLE);
    }
    ByteArrayOutputStream snappy = new ByteArrayOutputStream();
    try (FramedSnappyCompressorOutputStream out = new FramedSnappyCompressorOutputStream(snappy)) {
      out.write(TABLE);
    }

    assertThat(Written.table(Written.bytes(folder.resolve("t"), lz4.toByteArray())).rows())
        .isEqualTo(2);
    assertThat(Written.table(Written.bytes(folder.resolve("t"), snappy.toByteArray())).rows())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.csv.gz", "plain.csv.bz2", "plain.csv.xz", "plain.csv.zst"})
  void a_packed_file_counts_as_the_text_in_it(String name) {
    assertThat(DataReader.read(Resource.of("same/" + name)).hash())
        .isEqualTo(DataReader.read(Resource.of("same/plain.csv")).hash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain.csv.gz", "plain.csv.bz2", "plain.csv.xz", "plain.csv.zst", "plain.zip"})
  void a_packed_file_that_is_cut_off_is_refused_as_damaged(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Resource.of("same/" + name));
    Path file = Written.bytes(folder.resolve(name), Arrays.copyOf(whole, whole.length - 60));

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(name, "damaged", "again")
        .hasMessageNotContaining("null");
  }

  @Test
  void a_header_that_begins_like_bzip2_is_text() {
    Table table = Written.table(Written.text(folder.resolve("t.csv"), "BZh1,b", "1,x", "2,y"));

    assertThat(table.names()).containsExactly("BZh1", "b");
  }
}
