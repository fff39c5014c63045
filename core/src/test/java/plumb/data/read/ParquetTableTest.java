package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.data.ColumnType;

class ParquetTableTest {
  @TempDir Path folder;

  @Test
  void numbers_words_and_dates_are_read_with_their_gaps() {
    byte[] bytes =
        new ParquetWriter(3)
            .doubles("x", 0.5, null, -2.0)
            .longs("n", 3L, 4L, 5L)
            .strings("word", "red", "?", "blue")
            .dates("day", 0, 19_000, null)
            .bytes();

    Table table = Written.table(Written.bytes(folder.resolve("t.parquet"), bytes));

    assertThat(table.names()).containsExactly("x", "n", "word", "day");
    assertThat(table.columns())
        .extracting(Column::type)
        .containsExactly(
            ColumnType.NUMBER, ColumnType.INTEGER, ColumnType.CATEGORY, ColumnType.DATE);
    assertThat(((Column.Numbers) table.columns().get(0)).values().toArray())
        .containsExactly(0.5, Double.NaN, -2.0);
    assertThat(Written.column(table, "word").text(0)).isEqualTo("red");
    assertThat(Written.column(table, "word").text(1)).isNull();
    assertThat(Written.column(table, "day").text(1)).isEqualTo("2022-01-08");
    assertThat(Written.column(table, "day").text(2)).isNull();
    assertThat(table.place(1)).endsWith("row 2");
  }

  @Test
  void an_infinite_value_names_row_and_column() {
    byte[] bytes =
        new ParquetWriter(2).doubles("x", 1.0, Double.NEGATIVE_INFINITY).longs("n", 1L, 2L).bytes();
    Path file = Written.bytes(folder.resolve("t.parquet"), bytes);

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.parquet", "row 2", "\"x\"", "infinite");
  }

  @Test
  void a_file_cut_off_is_refused() {
    byte[] bytes = new ParquetWriter(2).doubles("x", 1.0, 2.0).bytes();
    Path file = Written.bytes(folder.resolve("t.parquet"), Arrays.copyOf(bytes, 40));

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.parquet", "damaged Parquet");
  }

  @Test
  void an_unknown_packing_is_named_with_a_way_out() {
    byte[] bytes = new ParquetWriter(2, 1).doubles("x", 1.0, 2.0).bytes();
    Path file = Written.bytes(folder.resolve("t.parquet"), bytes);

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.parquet", "SNAPPY", "gzip")
        .hasMessageNotContaining("dependency");
  }

  @Test
  void a_table_of_lists_is_said_to_be_one() {
    byte[] only = new ParquetWriter(2).lists("x", 1L, 2L).bytes();
    byte[] target = new ParquetWriter(2).lists("x", 1L, 2L).strings("y", "a", "b").bytes();

    assertThatThrownBy(() -> DataReader.read(Written.bytes(folder.resolve("t.parquet"), only)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lists");
    Table table = Written.table(Written.bytes(folder.resolve("u.parquet"), target));
    assertThat(table.notes()).anyMatch(note -> note.contains("\"x\" holds lists"));
  }

  @Test
  void reading_looks_for_no_native_library() {
    byte[] bytes = new ParquetWriter(1).doubles("x", 1.0).bytes();
    Written.table(Written.bytes(folder.resolve("t.parquet"), bytes));

    assertThat(System.getProperty("hardwood.uselibdeflate")).isEqualTo("false");
  }

  /** Not every file has checksums; where there are some, a flipped bit is no other number. */
  @Test
  void a_flipped_bit_is_found_by_the_checksum_of_its_page() {
    byte[] bytes = new ParquetWriter(2).doubles("x", 1.0, 2.0).bytes();
    byte[] two = {0, 0, 0, 0, 0, 0, 0, 0x40};
    bytes[indexOf(bytes, two) + 6] ^= 1;
    Path file = Written.bytes(folder.resolve("t.parquet"), bytes);

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.parquet", "damaged Parquet");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (Arrays.equals(Arrays.copyOfRange(bytes, at, at + wanted.length), wanted)) {
        return at;
      }
    }
    throw new AssertionError("not there");
  }
}
