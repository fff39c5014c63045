package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.ColumnType;

class TextTableTest {
  @TempDir Path folder;

  private Table read(String... lines) {
    return Written.table(Written.text(folder.resolve("t.csv"), lines));
  }

  private static List<ColumnType> types(Table table) {
    return table.columns().stream().map(Column::type).toList();
  }

  @Test
  void types_are_found_over_the_whole_file() {
    Table table =
        read(
            "i,n,b,c,d,k,e",
            "1,0.5,yes,red,2024-01-31,7,",
            "-2,1e3,no,blue,2024-02-29,7,?",
            "3.0,2,yes,?,,7,NA");

    assertThat(types(table))
        .containsExactly(
            ColumnType.INTEGER,
            ColumnType.NUMBER,
            ColumnType.BOOLEAN,
            ColumnType.CATEGORY,
            ColumnType.DATE,
            ColumnType.CONSTANT,
            ColumnType.EMPTY);
    assertThat(Written.column(table, "i").text(2)).isEqualTo("3");
    assertThat(Written.column(table, "c").missing()).isEqualTo(1);
    assertThat(Written.column(table, "c").text(2)).isNull();
    assertThat(Written.column(table, "d").text(0)).isEqualTo("2024-01-31");
  }

  @Test
  void a_column_that_turns_to_words_late_keeps_its_numbers_as_spelled() {
    String[] lines = new String[3102];
    lines[0] = "x,y,z";
    IntStream.range(1, 3001).forEach(i -> lines[i] = "0%d.50,1,2".formatted(i % 7));
    IntStream.range(3001, 3102).forEach(i -> lines[i] = "other,x,3");

    Table table = read(lines);

    assertThat(types(table))
        .containsExactly(ColumnType.CATEGORY, ColumnType.CATEGORY, ColumnType.INTEGER);
    assertThat(Written.column(table, "x").text(0)).isEqualTo("01.50");
    assertThat(Written.column(table, "x").text(3000)).isEqualTo("other");
    assertThat(table.rows()).isEqualTo(3101);
  }

  @Test
  void words_that_never_repeat_are_text() {
    String[] lines = new String[42];
    lines[0] = "name,code";
    IntStream.range(1, 42).forEach(i -> lines[i] = "person %d,%s".formatted(i, i % 3));

    assertThat(types(read(lines))).containsExactly(ColumnType.TEXT, ColumnType.INTEGER);
  }

  @Test
  void spaces_quotes_and_empty_lines_are_no_part_of_the_values() {
    Table table = read("a, b , c", "1, \"x, y\" , 2", "", "3,  z,4", "   ", "");

    assertThat(table.names()).containsExactly("a", "b", "c");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(Written.column(table, "b").text(0)).isEqualTo("x, y");
    assertThat(table.place(0)).endsWith("t.csv, line 2");
    assertThat(table.place(1)).endsWith("t.csv, line 4");
  }

  @Test
  void an_empty_first_cell_is_a_missing_value() {
    Table table = read("a,b", ",1", " ,2", "x,3");

    assertThat(table.rows()).isEqualTo(3);
    assertThat(Written.column(table, "a").missing()).isEqualTo(2);
  }

  @Test
  void cells_over_several_lines_keep_the_line_numbers_right() {
    Table table = read("a,b", "\"one\ntwo\",1", "x,2");

    assertThat(Written.column(table, "a").text(0)).isEqualTo("one\ntwo");
    assertThat(table.place(1)).endsWith("line 4");
  }

  @ParameterizedTest
  @CsvSource({"'\t'", "';'", "'|'", "' '", "','"})
  void the_delimiter_is_found_out(char delimiter) {
    Table table = read("a,b,c".replace(',', delimiter), "1,2.5,x".replace(',', delimiter));

    assertThat(table.names()).containsExactly("a", "b", "c");
  }

  @Test
  void commas_inside_cells_do_not_pass_for_the_delimiter() {
    assertThat(read("a;b", "1,5;2,5", "3,5;4,5").names()).containsExactly("a", "b");
  }

  @Test
  void gzip_is_told_by_its_first_bytes_and_has_the_same_hash() {
    byte[] content = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    Table plain = Written.table(Written.bytes(folder.resolve("plain.gz"), content));
    Table packed = Written.table(Written.gzip(folder.resolve("packed.csv"), content));

    assertThat(packed.rows()).isEqualTo(1);
    assertThat(packed.hash()).isEqualTo(plain.hash()).hasSize(64);
  }

  @Test
  void a_mark_in_front_of_the_text_is_no_part_of_the_first_name() {
    Table table =
        Written.table(
            Written.bytes(
                folder.resolve("t.csv"), "\ufeffa,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(table.names()).containsExactly("a", "b");
  }

  @Test
  void missing_values_can_be_spelled_otherwise() {
    Path file = Written.text(folder.resolve("t.csv"), "a,b", "-999,1", "5,?");

    Table table = (Table) DataReader.read(file, ReadOptions.usual().withMissing(List.of("-999")));

    assertThat(Written.column(table, "a").missing()).isEqualTo(1);
    assertThat(Written.column(table, "b").missing()).isZero();
  }

  @Test
  void numbers_can_be_read_as_words() {
    Path file = Written.text(folder.resolve("t.csv"), "zip,b", "01234,1", "99999,2");
    ReadOptions options = ReadOptions.usual();

    Table table =
        (Table)
            DataReader.read(
                file,
                new ReadOptions(
                    options.header(), options.missing(), options.delimiter(), Set.of("zip")));

    assertThat(Written.column(table, "zip").text(0)).isEqualTo("01234");
  }

  /** What the first line is taken for, without being told. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "a,b|1,2|3,4 > true",
        "39, State-gov, 7|50, Private, 8|38, Private, 9 > false",
        "1,2|3,4 > false",
        "name,city|ann,rome|bob,rome > true",
        "ann,rome|bob,rome|ann,oslo > false",
        "name,2019,city|ann,5,rome|bob,6,oslo > false",
        "name,count,2019|ann,5,1|bob,6,2|cid,7,3 > false",
        "day,v|2024-01-01,x|2024-01-02,y > true",
        ",x|0,1.5|1,2.5 > true",
        "x,?|1,2|3,4 > true",
      })
  void a_header_is_found_out_and_said(String lines, boolean header) {
    String[] split = lines.split("\\|");
    Table table = read(split);

    assertThat(table.rows()).isEqualTo(header ? split.length - 1 : split.length);
    assertThat(table.notes())
        .singleElement()
        .asString()
        .contains(header ? "--no-header" : "--header");
  }

  @Test
  void the_header_can_be_overridden() {
    Path file = Written.text(folder.resolve("t.csv"), "a,b", "1,2");

    Table without =
        (Table) DataReader.read(file, ReadOptions.usual().withHeader(ReadOptions.Header.NO));
    Path numbers = Written.text(folder.resolve("n.csv"), "1,2", "3,4");
    Table with =
        (Table) DataReader.read(numbers, ReadOptions.usual().withHeader(ReadOptions.Header.YES));

    assertThat(without.names()).containsExactly("column1", "column2");
    assertThat(without.rows()).isEqualTo(2);
    assertThat(with.names()).containsExactly("1", "2");
    assertThat(with.rows()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,2,setosa,virginica", "3,2,a,b,c"})
  void a_first_line_that_counts_is_left_out_and_said(String counts) {
    Table table = read(counts, "1,2,0", "3,4,1", "5,6,0");

    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.names()).containsExactly("column1", "column2", "column3");
    assertThat(table.notes().getFirst()).contains("\"" + counts + "\"");
  }

  @Test
  void a_first_line_that_names_the_classes_names_them() {
    Table table = read("4,2,setosa,virginica", "1,2,1", "3,4,0", "5,6,", "5,6,1");
    Column last = table.columns().getLast();
    assertThat(IntStream.range(0, 4).mapToObj(last::text))
        .containsExactly("virginica", "setosa", null, "virginica");
    Column counted = read("4,2,setosa,virginica", "1,2,1", "3,4,2").columns().getLast();
    assertThat(counted.text(1)).as("there is no third name").isEqualTo("2");
  }
}
