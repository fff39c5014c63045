package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;

class BadFilesTest {
  @TempDir Path folder;

  private void refused(Path file, String... parts) {
    refused(file, ReadOptions.usual(), parts);
  }

  private void refused(Path file, ReadOptions options, String... parts) {
    assertThatThrownBy(() -> DataReader.read(file, options))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(String.valueOf(file.getFileName()))
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  private Path text(String... lines) {
    return Written.text(folder.resolve("bad.csv"), lines);
  }

  @Test
  void a_file_that_is_not_there() {
    refused(folder.resolve("none.csv"), "There is no file");
  }

  @Test
  void an_empty_file() {
    refused(Written.bytes(folder.resolve("bad.csv")), "empty");
    refused(Written.text(folder.resolve("bad.csv"), "", "  ", ""), "empty");
    refused(Written.gzip(folder.resolve("bad.csv.gz")), "empty");
  }

  @Test
  void a_header_without_rows() {
    refused(text("a,b,c"), "header but no rows");
  }

  @Test
  void a_row_with_too_few_or_too_many_cells_names_its_line() {
    refused(text("a,b,c", "1,2,3", "4,5", "6,7,8"), "line 3 has 2 cells where the header has 3");
    refused(text("1,2,3", "4,5,6", "", "7,8,9,10"), "line 4 has 4 cells where the first row has 3");
  }

  @Test
  void two_columns_of_one_name() {
    refused(text("a,b,a", "1,2,3"), "columns 1 and 3", "\"a\"");
  }

  @Test
  void text_that_stops_being_utf8_far_down_names_the_line() throws IOException {
    Path file = folder.resolve("bad.csv");
    byte[] good = "ö,2\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(good, good.length + 4);
    all[good.length] = (byte) 0xe9;
    all[good.length + 1] = ',';
    Files.write(file, all);

    refused(file, "line 200001", "0xe9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-Infinity", "1e999"})
  void an_infinite_value_names_line_and_column(String value) {
    refused(text("a,b", "1,2", "3," + value), "line 3", "\"b\"", "infinite");
  }

  @Test
  void a_quote_that_never_ends() {
    refused(text("a,b", "1,\"x", "2,3"), "not a proper table", "line");
  }

  @Test
  void gzip_cut_off_in_the_middle() throws IOException {
    StringBuilder rows = new StringBuilder("a,b\n");
    for (int i = 0; i < 50_000; i++) {
      rows.append(i * 7919L % 10007).append(',').append(i).append('\n');
    }
    Path whole =
        Written.gzip(folder.resolve("whole.gz"), rows.toString().getBytes(StandardCharsets.UTF_8));
    byte[] bytes = Files.readAllBytes(whole);

    for (int length : new int[] {5, 2000, bytes.length - 4}) {
      refused(
          Written.bytes(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, length)),
          "damaged gzip",
          "too early");
    }
  }

  @Test
  void gzip_with_altered_bytes() throws IOException {
    Path whole =
        Written.gzip(
            folder.resolve("whole.gz"),
            "a,b\n1,2\n3,4\n".repeat(99).getBytes(StandardCharsets.UTF_8));
    byte[] bytes = Files.readAllBytes(whole);
    bytes[bytes.length - 6] ^= 0x55;

    refused(Written.bytes(folder.resolve("altered.csv.gz"), bytes), "damaged gzip");
  }

  @Test
  void a_million_columns_are_refused_before_they_fill_the_memory() throws IOException {
    Path file = folder.resolve("wide.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int row = 0; row < 2; row++) {
        for (int i = 0; i < 1_000_000; i++) {
          out.write(i == 0 ? "1" : ",1");
        }
        out.write('\n');
      }
    }

    refused(file, "more than 100000 columns");
  }

  @Test
  void a_wide_table_is_still_read() {
    String row = "1" + ",2".repeat(19_999);

    Table table = (Table) DataReader.read(text(row, row, row));

    assertThat(table.columns()).hasSize(20_000);
  }

  @Test
  void a_folder_without_classes() {
    refused(folder, "folder without sub-folders");
  }

  @Test
  void damaged_parquet() {
    refused(
        Written.bytes(
            folder.resolve("bad.parquet"),
            "PAR1 and no more PAR1".getBytes(StandardCharsets.UTF_8)),
        "damaged Parquet");
  }

  /** What may be left of a second part of a gzip file, or be in its place. */
  static Stream<byte[]> damagedTails() {
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    byte[] method = header.clone();
    method[2] = 7;
    byte[] magic = header.clone();
    magic[0] = 0;
    return Stream.of(
        Arrays.copyOf(header, 1),
        Arrays.copyOf(header, 3),
        Arrays.copyOf(header, 5),
        Arrays.copyOf(header, 9),
        header,
        method,
        magic,
        "garbage".getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("damagedTails")
  void gzip_whose_second_part_is_damaged_loses_no_rows_in_silence(byte[] tail) throws IOException {
    Path first = packed("a,b\n1,2\n3,4\n");

    refused(Written.bytes(folder.resolve("bad.csv.gz"), joined(first, tail)), "damaged gzip");
  }

  @Test
  void gzip_in_several_parts_filled_up_with_zeros_is_read_to_the_end() throws IOException {
    byte[] second = Files.readAllBytes(packed("5,6\n"));
    byte[] two = joined(packed("a,b\n1,2\n3,4\n"), second);
    Path file = Written.bytes(folder.resolve("two.csv.gz"), Arrays.copyOf(two, two.length + 512));

    assertThat(Written.table(file).rows()).isEqualTo(3);
  }

  @Test
  void gzip_with_every_field_a_header_can_have_is_read() throws IOException {
    byte[] plain = Files.readAllBytes(packed("a,b\n1,2\n"));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3});
    file.writeBytes(new byte[] {2, 0, 7, 7, 'n', 0, 'c', 0});
    CRC32 checksum = new CRC32();
    checksum.update(file.toByteArray());
    file.write((int) checksum.getValue());
    file.write((int) (checksum.getValue() >> 8));
    file.write(plain, 10, plain.length - 10);

    assertThat(Written.table(Written.bytes(folder.resolve("t.gz"), file.toByteArray())).rows())
        .isEqualTo(1);
  }

  private Path packed(String text) {
    return Written.gzip(folder.resolve("part.gz"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(Path first, byte[] second) throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(Files.readAllBytes(first));
    both.writeBytes(second);
    return both.toByteArray();
  }

  @Test
  void a_device_is_not_called_empty() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));

    assertThatThrownBy(() -> DataReader.read(device))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("save them to a file first");
  }

  @Test
  void a_quote_that_never_ends_is_suspected_where_cells_are_lacking() {
    refused(text("a,b,c", "1,\"x,3", "4,5,6"), "line 2 has 2 cells", "quote", "not closed");
  }

  @Test
  void an_image_that_is_a_link_to_nowhere_is_not_called_damaged() throws IOException {
    Path images = folder.resolve("images");
    Path animals = Files.createDirectories(images.resolve("animals"));
    Path link = Files.createSymbolicLink(animals.resolve("x.png"), folder.resolve("gone.png"));

    assertThatThrownBy(() -> DataReader.read(images))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(link + " cannot be read: it is not there, or a link to nowhere");
  }

  @Test
  void memory_that_runs_out_is_called_that_and_not_a_damage() {
    Path file = Path.of("large.csv.gz");
    Throwable full = new OutOfMemoryError("Java heap space");

    assertThat(TextTable.failure(file, new CsvParseException("in line 7", full)))
        .hasMessageContainingAll("large.csv.gz", "too large for memory", "-Xmx");
    assertThat(Content.failure(file, new IOException(full)))
        .hasMessageContainingAll("large.csv.gz", "too large for memory");
    assertThatThrownBy(() -> DataReader.read(Resource.of("damaged/bomb.parquet")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("bomb.parquet");
  }
}
