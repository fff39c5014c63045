package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    byte[] bytes = new ParquetWriter(2, 3).doubles("x", 1.0, 2.0).bytes();
    Path file = Written.bytes(folder.resolve("t.parquet"), bytes);

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.parquet", "LZO", "zstd")
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

  @Test
  void every_usual_type_becomes_its_value() {
    Table table = Written.table(Resource.of("types.parquet"));

    assertThat(numbers(table, "u8")).containsExactly(0, 255, Double.NaN, 1, 2);
    assertThat(numbers(table, "u32")[0]).isEqualTo(4_294_967_295.0);
    assertThat(numbers(table, "u64")[0]).isEqualTo(0x1p64);
    assertThat(numbers(table, "i64")[0]).isEqualTo(-0x1p53);
    assertThat(numbers(table, "f16")).containsExactly(0.5, 1.25, Double.NaN, -2, 65504);
    assertThat(numbers(table, "f32")[0]).isEqualTo(0.1f);
    assertThat(numbers(table, "f64")[0]).isEqualTo(0.1);
    assertThat(numbers(table, "d1")).containsExactly(1.1, -2.35, Double.NaN, 0.07, 3);
    assertThat(numbers(table, "d2"))
        .containsExactly(12345678901234568.0, -2.355, Double.NaN, 0.007, 3);
    assertThat(numbers(table, "time")).containsExactly(45_000, Double.NaN, 0, 86_399, 3600);
    assertThat(Written.column(table, "s").text(4)).isEqualTo("ü");
    assertThat(Written.column(table, "dict").text(3)).isEqualTo("x");
    assertThat(Written.column(table, "b").type()).isEqualTo(ColumnType.BOOLEAN);
    assertThat(Written.column(table, "null").type()).isEqualTo(ColumnType.EMPTY);
    assertThat(numbers(table, "st.p")).containsExactly(1, 1, 1, 1, Double.NaN);
    for (String name : new String[] {"ts_ms", "ts_us", "ts_ns"}) {
      assertThat(days(table, name)).containsExactly(18_321.5, Double.NaN, -0.25, 0, 10_957);
    }
    assertThat(days(table, "date")).containsExactly(18_321, -1, Double.NaN, 0, 10_957);
  }

  @Test
  void what_cannot_be_a_column_is_left_out_by_name() {
    Table table = Written.table(Resource.of("types.parquet"));

    assertThat(table.names()).doesNotContain("list", "bin");
    assertThat(table.notes())
        .anySatisfy(note -> assertThat(note).contains("\"list\"", "lists", "left out"))
        .anySatisfy(note -> assertThat(note).contains("\"bin\"", "binary", "left out"))
        .anySatisfy(note -> assertThat(note).contains("\"time\"", "seconds since midnight"));
  }

  @Test
  void timestamps_of_old_programs_and_decimals_in_whole_numbers_are_read() {
    assertThat(days(Written.table(Resource.of("int96.parquet")), "ts_ns"))
        .containsExactly(18_321.5, Double.NaN, -0.25, 0, 10_957);
    assertThat(numbers(Written.table(Resource.of("dec-int.parquet")), "d1"))
        .containsExactly(1.1, -2.35, Double.NaN, 0.07, 3);
  }

  private static double[] numbers(Table table, String name) {
    return ((Column.Numbers) Written.column(table, name)).values().toArray();
  }

  private static double[] days(Table table, String name) {
    return ((Column.Dates) Written.column(table, name)).days().toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"never-ends", "fewer-rows-than-none", "other-rows"})
  void a_byte_that_misleads_the_reader_is_refused_at_once(String name) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> DataReader.read(Resource.of("damaged/" + name + ".parquet")))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(name, "damaged Parquet"));
  }

  @Test
  void every_single_byte_of_a_file_can_be_wrong() {
    byte[] good =
        new ParquetWriter(3)
            .doubles("x", 0.5, null, -2.0)
            .strings("word", "red", "?", "blue")
            .bytes();
    Path file = folder.resolve("t.parquet");
    for (int at = 0; at < good.length; at++) {
      for (int flip : new int[] {0x01, 0x80, 0xff}) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) flip;
        Written.bytes(file, bad);
        int place = at;
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> readsOrRefuses(file, place), "byte " + at);
      }
    }
  }

  private static void readsOrRefuses(Path file, int at) {
    try {
      DataReader.read(file);
    } catch (BadInput e) {
      assertThat(e).as("byte %d", at).hasMessageContaining("t.parquet");
    }
  }
}
