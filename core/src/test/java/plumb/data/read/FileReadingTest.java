package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.ColumnRef;
import plumb.data.ColumnType;
import plumb.data.Decimal;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Target;

class FileReadingTest {
  @TempDir Path folder;

  private Table read(ReadOptions options, List<String> lines) {
    Path file = Written.text(folder.resolve("t.csv"), lines.toArray(String[]::new));
    return (Table) DataReader.read(file, options);
  }

  private Table read(List<String> lines) {
    return read(ReadOptions.usual(), lines);
  }

  /** A header and rows that are counted from 0. */
  private static List<String> rows(String header, int count, IntFunction<String> row) {
    List<String> lines = new ArrayList<>(List.of(header));
    IntStream.range(0, count).mapToObj(row).forEach(lines::add);
    return lines;
  }

  private static ColumnType type(Table table, String column) {
    return Written.column(table, column).type();
  }

  private static Double number(Table table, String column, int row) {
    return ((Column.Numbers) Written.column(table, column)).values().at(row);
  }

  @Test
  void a_few_odd_cells_count_as_missing_and_are_named_by_line_value_and_count() {
    Table table =
        read(
            rows(
                "price,y",
                600,
                i -> (i == 300 || i == 301 ? "see note" : i == 500 ? "12.3.4" : i * 0.5) + ",a"));

    assertThat(type(table, "price")).isEqualTo(ColumnType.NUMBER);
    assertThat(Written.column(table, "price").missing()).isEqualTo(3);
    assertThat(table.notes())
        .anyMatch(note ->
            note.contains("\"price\": 3 cells")
                && note.contains("line 302 \"see note\" and 1 more")
                && note.contains("line 502 \"12.3.4\""));
  }

  @Test
  void more_than_a_tenth_of_words_makes_words_of_a_column() {
    Table odd = read(rows("x", 200, i -> i % 9 == 0 ? "word" + i % 4 : "" + i * 1.5));
    Table even = read(rows("x", 200, i -> i % 11 == 0 ? "word" + i % 4 : "" + i * 1.5));

    assertThat(odd.columns().getFirst()).isInstanceOf(Column.Words.class);
    assertThat(even.columns().getFirst()).isInstanceOf(Column.Numbers.class);
  }

  @Test
  void a_word_beside_a_few_different_numbers_is_a_value_of_its_own() {
    Table table = read(rows("rooms,x", 200, i -> (i % 15 == 0 ? "5 or more" : i % 5) + "," + i));

    Table up = read(rows("rooms,x", 200, i -> (i % 15 == 0 ? "5 up" : i % 5) + "," + i));

    assertThat(type(table, "rooms")).isEqualTo(ColumnType.CATEGORY);
    assertThat(type(up, "rooms")).isEqualTo(ColumnType.CATEGORY);
  }

  @Test
  void a_single_word_that_stands_for_many_numbers_says_that_there_is_none() {
    Table table = read(rows("x,y", 100, i -> (i % 3 == 0 ? "ohne Wert" : i * 1.5) + "," + i % 2));

    assertThat(type(table, "x")).isEqualTo(ColumnType.NUMBER);
    assertThat(Written.column(table, "x").missing()).isEqualTo(34);
    assertThat(table.notes()).anyMatch(note -> note.contains("34 cells"));
  }

  @Test
  void words_for_no_value_count_as_missing_among_numbers_only() {
    Table table =
        read(
            rows(
                "x,c,y",
                60,
                i ->
                    (i % 2 == 0 ? "keine Angabe" : i * 1.5)
                        + ","
                        + (i % 2 == 0 ? "keine Angabe" : "rot")
                        + ",1"));

    assertThat(Written.column(table, "x").missing()).isEqualTo(30);
    assertThat(Written.column(table, "c").missing()).isZero();
    assertThat(table.notes()).anyMatch(note -> note.contains("\"x\": 30 cells"));
  }

  @Test
  void one_column_with_decimal_commas_decides_for_all() {
    Table table = read(rows("a;b;c", 50, i -> "%d,5;%d.234;%d".formatted(i, 1 + i % 9, 1000 + i)));

    assertThat(number(table, "a", 3)).isEqualTo(3.5);
    assertThat(number(table, "b", 3)).isEqualTo(4234);
    assertThat(number(table, "c", 3)).isEqualTo(1003);
    assertThat(table.decimal()).contains(Decimal.COMMA);
  }

  @Test
  void a_decimal_comma_far_down_decides_for_the_rows_above() {
    List<String> lines = rows("a;b", 60_000, i -> "%d.234;%d".formatted(1 + i % 9, i));
    lines.add("0,5;1");

    Table table = read(lines);

    assertThat(number(table, "a", 0)).isEqualTo(1234);
    assertThat(number(table, "a", 60_000)).isEqualTo(0.5);
  }

  @Test
  void where_nothing_decides_the_point_is_decimal_and_that_is_said() {
    Table table = read(rows("a,b", 50, i -> "%d.234,%d".formatted(1 + i % 9, i)));

    assertThat(number(table, "a", 0)).isEqualTo(1.234);
    assertThat(table.decimal()).isEmpty();
    assertThat(table.notes())
        .anyMatch(
            note -> note.contains("\"1.234\" is 1.234 or 1234") && note.contains("decimal: comma"));
    Table comma =
        read(
            ReadOptions.usual().withSpelling(Spelling.FOUND_OUT.withDecimal(Decimal.COMMA)),
            rows("a,b", 50, i -> "%d.234,%d".formatted(1 + i % 9, i)));
    assertThat(number(comma, "a", 0)).isEqualTo(1234);
    assertThat(comma.notes()).noneMatch(note -> note.contains("nothing in the file"));
  }

  @Test
  void a_plain_file_is_read_without_a_word_on_its_numbers() {
    Table table = read(rows("a,b", 50, i -> "%d.5,%d".formatted(i, i)));

    assertThat(table.notes()).hasSize(1);
    assertThat(table.decimal()).contains(Decimal.POINT);
  }

  @Test
  void columns_that_contradict_each_other_are_read_each_for_itself() {
    Table table = read(rows("a;b;c", 50, i -> "%d,5;%d.75;1.234".formatted(i, i)));

    assertThat(number(table, "a", 1)).isEqualTo(1.5);
    assertThat(number(table, "b", 1)).isEqualTo(1.75);
    assertThat(number(table, "c", 1)).isEqualTo(1.234);
    assertThat(table.notes()).anyMatch(note -> note.contains("\"c\": nothing in the file"));
  }

  @Test
  void numbers_of_several_units_stay_words_and_that_is_said() {
    Table table = read(rows("w,y", 60, i -> (i % 2 == 0 ? i + " kg" : i * 1000 + " g") + ",1"));
    Table one = read(rows("w,y", 60, i -> i + " kg,1"));

    assertThat(Written.column(table, "w")).isInstanceOf(Column.Words.class);
    assertThat(table.notes()).anyMatch(note -> note.contains("several units"));
    assertThat(number(one, "w", 7)).isEqualTo(7);
    assertThat(one.notes()).anyMatch(note -> note.contains("\"kg\" left out"));
  }

  @Test
  void digits_that_begin_with_zero_are_codes_unless_the_card_says_numbers() {
    List<String> lines =
        rows("zip,n,f", 50, i -> "%05d,%d,0%d.5".formatted(997 + i * 731, i, i % 7));
    Table table = read(lines);
    Table asked =
        read(
            ReadOptions.usual()
                .withSpelling(Spelling.FOUND_OUT.withTypes(Map.of("zip", ReadAs.NUMBER))),
            lines);

    assertThat(Written.column(table, "zip").text(0)).isEqualTo("00997");
    assertThat(table.notes()).anyMatch(note -> note.contains("\"zip\": some of its digits"));
    assertThat(type(table, "n")).isEqualTo(ColumnType.INTEGER);
    assertThat(type(table, "f")).isEqualTo(ColumnType.NUMBER);
    assertThat(number(asked, "zip", 0)).isEqualTo(997);
  }

  @Test
  void the_few_values_of_a_target_are_neither_put_together_nor_left_out() {
    List<String> lines =
        rows(
            "x,y",
            300,
            i -> i + "," + (i == 9 ? "unknown" : i % 2 == 0 ? "Yes" : i % 3 == 0 ? "yes" : "no"));
    Table target = read(ReadOptions.usual().withTarget(Optional.of(new ColumnRef("y"))), lines);
    Table input = read(lines);
    Table classes =
        read(
            ReadOptions.usual().withTarget(Optional.empty()),
            rows("x,y", 300, i -> i + "," + (i == 9 ? "other" : "" + i % 3)));

    assertThat(((Column.Words) Written.column(target, "y")).levels())
        .containsExactly("Yes", "no", "yes", "unknown");
    assertThat(type(input, "y")).isEqualTo(ColumnType.BOOLEAN);
    assertThat(Written.column(input, "y").missing()).isEqualTo(1);
    assertThat(((Column.Words) Written.column(classes, "y")).levels()).contains("other", "0", "2");
  }

  @Test
  void truth_values_are_known_in_several_languages_but_not_mixed() {
    Table table =
        read(
            rows(
                "a,b,c,d",
                60,
                i -> i % 2 == 0 ? "ja,Да,是,s" : i % 4 == 1 ? "Nein,нет,否,y" : "nein,НЕТ,否,n"));

    assertThat(type(table, "a")).isEqualTo(ColumnType.BOOLEAN);
    assertThat(type(table, "b")).isEqualTo(ColumnType.BOOLEAN);
    assertThat(type(table, "c")).isEqualTo(ColumnType.BOOLEAN);
    assertThat(type(table, "d")).isEqualTo(ColumnType.CATEGORY);
  }

  @Test
  void a_day_above_twelve_anywhere_in_the_file_decides_the_order() {
    Table table =
        read(
            rows(
                "from,to",
                40,
                i ->
                    "%d/%d/2024,%d/%d/2024"
                        .formatted(1 + i % 9, 1 + i % 5, 1 + i % 9, 1 + i % 28)));

    assertThat(Written.column(table, "to").text(20)).isEqualTo("2024-03-21");
    assertThat(Written.column(table, "from").text(1)).isEqualTo("2024-02-02");
    assertThat(Written.column(table, "from").text(4)).isEqualTo("2024-05-05");
    assertThat(Written.column(table, "from").text(5)).isEqualTo("2024-06-01");
    assertThat(table.notes()).noneMatch(note -> note.contains("may begin with"));
  }

  @Test
  void an_order_that_stays_open_is_said_and_can_be_decided() {
    List<String> lines = rows("d,y", 40, i -> "%d/%d/2024,1".formatted(1 + i % 9, 1 + i % 5));
    Table table = read(lines);
    Table asked =
        read(
            ReadOptions.usual()
                .withSpelling(Spelling.FOUND_OUT.withTypes(Map.of("1", ReadAs.MONTH_FIRST))),
            lines);

    assertThat(Written.column(table, "d").text(5)).isEqualTo("2024-01-06");
    assertThat(table.notes())
        .anyMatch(note -> note.contains("may begin with the day") && note.contains("month-first"));
    assertThat(Written.column(asked, "d").text(5)).isEqualTo("2024-06-01");
  }

  @Test
  void a_date_that_is_none_counts_as_missing_and_is_named() {
    Table table =
        read(
            rows(
                "d,y",
                40,
                i -> (i == 7 ? "31.02.2024" : "0%d.01.2024".formatted(1 + i % 9)) + ",1"));

    assertThat(type(table, "d")).isEqualTo(ColumnType.DATE);
    assertThat(table.notes()).anyMatch(note -> note.contains("line 9 \"31.02.2024\""));
  }

  @Test
  void what_the_model_was_trained_on_decides_where_the_new_file_does_not() {
    Encoding encoding =
        new Encoding(
            List.of(new Feature.Numeric("a", 0, 1, 0, false)),
            new Target.Classification("y", List.of("n", "p")),
            List.of(""),
            null,
            Decimal.COMMA);
    ReadOptions like = ReadOptions.usual().like(encoding);

    assertThat(number(read(like, List.of("a", "1.234", "5.678")), "a", 0)).isEqualTo(1234);
    assertThat(number(read(like, List.of("a", "1.234", "0.5")), "a", 0)).isEqualTo(1.234);
    Table odd = read(like, List.of("a;y", "1,5;n", "2,5;p", "?!;n"));
    assertThat(number(odd, "a", 1)).isEqualTo(2.5);
    assertThat(odd.notes()).anyMatch(note -> note.contains("line 4 \"?!\""));
    float[] input = new float[1];
    encoding.encode(column -> "1.234,5", input, 0);
    assertThat(input[0]).isEqualTo(1234.5f);
  }

  @Test
  void names_can_be_given_and_changed() {
    List<String> lines = List.of("1,2", "3,4");
    ReadOptions usual = ReadOptions.usual();

    assertThat(
            read(usual.withSpelling(Spelling.FOUND_OUT.withNames(List.of("a", "b"))), lines)
                .names())
        .containsExactly("a", "b");
    assertThat(
            read(usual.withSpelling(Spelling.FOUND_OUT.withRenamed(Map.of("2", "b"))), lines)
                .names())
        .containsExactly("column1", "b");
  }
}
