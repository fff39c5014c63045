package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;

class SvmLightTest {
  @TempDir Path folder;

  @Test
  void values_that_are_not_written_are_zero_and_the_answer_comes_last() {
    Table table =
        Written.table(
            Written.text(
                folder.resolve("t.svm"),
                "# made for a test",
                "+1 1:0.5 4:-2e-1 # first",
                "-1 qid:7 2:3",
                "",
                "+1"));

    assertThat(table.names()).containsExactly("1", "2", "3", "4", "target");
    assertThat(numbers(table, "1")).containsExactly(0.5, 0, 0);
    assertThat(numbers(table, "4")).containsExactly(-0.2, 0, 0);
    assertThat(numbers(table, "target")).containsExactly(1, -1, 1);
    assertThat(table.place(1)).endsWith("line 3");
    assertThat(table.notes()).singleElement().asString().contains("4 columns", "1 to 4", "25.0 %");
  }

  @Test
  void columns_that_count_from_zero_are_told() {
    Table table = Written.table(Written.text(folder.resolve("t.svm"), "1 0:5", "2 1:5"));

    assertThat(table.names()).containsExactly("0", "1", "target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 5:x", "1 1:2 1:3", "x 1:2", "1 200000:1", "1 -1:2"})
  void a_bad_line_below_is_named(String line) {
    String[] lines = new String[100];
    java.util.Arrays.fill(lines, "1 1:0.123456");
    lines[99] = line;
    Path file = Written.text(folder.resolve("t.svm"), lines);

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("t.svm", "line 100");
  }

  @Test
  void times_in_a_table_of_text_are_not_taken_for_it() {
    Table table = Written.table(Written.text(folder.resolve("t.txt"), "10 12:30", "11 12:31 x"));

    assertThat(table.notes()).noneSatisfy(note -> assertThat(note).contains("SVMLight"));
  }

  private static double[] numbers(Table table, String name) {
    return ((Column.Numbers) Written.column(table, name)).values().toArray();
  }
}
