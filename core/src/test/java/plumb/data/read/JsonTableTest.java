package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.BadInput;
import plumb.data.ColumnType;

class JsonTableTest {
  @TempDir Path folder;

  private Path json(String... lines) {
    return Written.text(folder.resolve("rows.json"), lines);
  }

  @Test
  void an_object_a_line_is_a_row_and_columns_may_come_up_late() {
    Table table =
        Written.table(
            json(
                "{\"a\": 0.1, \"word\": \"x\"}",
                "",
                "{\"word\": \"NA\", \"a\": 1e3, \"late\": true}",
                "{\"a\": NaN, \"word\": \"ü\", \"late\": false}"));

    assertThat(table.names()).containsExactly("a", "word", "late");
    assertThat(((Column.Numbers) Written.column(table, "a")).values().toArray())
        .containsExactly(0.1, 1000, Double.NaN);
    assertThat(Written.column(table, "word").text(1)).isNull();
    assertThat(Written.column(table, "word").text(2)).isEqualTo("ü");
    assertThat(Written.column(table, "late").type()).isEqualTo(ColumnType.BOOLEAN);
    assertThat(Written.column(table, "late").text(0)).isNull();
    assertThat(table.place(1)).endsWith("line 3");
  }

  @Test
  void a_list_of_objects_is_a_table() {
    Table table = Written.table(json("[{\"a\": 1},", " {\"a\": \"2\"}]"));

    assertThat(table.rows()).isEqualTo(2);
    assertThat(((Column.Numbers) Written.column(table, "a")).values().toArray())
        .containsExactly(1, 2);
  }

  @Test
  void objects_in_rows_are_flattened_and_lists_left_out_with_a_sentence_each() {
    Table table =
        Written.table(
            json(
                "{\"a\": 1, \"p\": {\"x\": 2, \"q\": {\"y\": 3}}, \"tags\": [1, {\"b\": 2}]}",
                "{\"a\": 2, \"p\": null, \"tags\": []}"));

    assertThat(table.names()).contains("a", "p.x", "p.q.y").doesNotContain("tags");
    assertThat(Written.column(table, "p.q.y").text(0)).isEqualTo("3");
    assertThat(table.notes())
        .anySatisfy(note -> assertThat(note).contains("\"tags\"", "list in 2 rows", "left out"))
        .anySatisfy(note -> assertThat(note).contains("\"p\"", "flattened"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': {'0': 1}, 'b': {'0': 2}} | no rows",
        "{'data': [{'a': 1}]} | no rows",
        "[{'a': 1}, 5] | line 1: a value stands where an object",
        "{'a': 1, 'b': } | line 1",
        "{'a': 1, 'a': 2} | two values in column",
        "[{'a': 1} | not proper JSON",
        "[{'a': 1}] {'a': 2} | goes on behind",
        "[] | holds no rows",
        "{'a': 1e999} | infinite",
      })
  void what_is_no_table_is_refused(String text, String says) {
    Path file = json(text.replace('\'', '"'));

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("rows.json", says);
  }

  @Test
  void a_table_that_begins_with_a_brace_is_text() {
    assertThat(Written.table(json("{a},b", "1,x", "2,y")).names()).containsExactly("{a}", "b");
  }

  @Test
  void deep_nesting_ends_with_a_sentence() {
    Path file = json("{\"a\":".repeat(5000) + "1" + "}".repeat(5000));

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("flatten them");
  }
}
