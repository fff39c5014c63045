package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.Feature;
import plumb.data.TrainingColumns;
import plumb.math.RandomStream;

class CountersTest {
  private static final RandomStream RANDOM = RandomStream.of(3);

  @TempDir Path folder;

  /** Rows of {@code name, size, kind}. */
  private Table table(String name, int rows, IntFunction<Object> number) {
    return Written.table(
        Written.text(
            folder.resolve("t.csv"),
            Stream.concat(
                    Stream.of(name + ",size,kind"),
                    IntStream.range(0, rows)
                        .mapToObj(i ->
                            "%s,%.3f,%s"
                                .formatted(
                                    number.apply(i), RANDOM.normal(i), i % 3 == 0 ? "a" : "b")))
                .toArray(String[]::new)));
  }

  private boolean counts(String name, int rows, IntFunction<Object> number) {
    return Counters.of(table(name, rows, number)).contains(0);
  }

  private static int[] order(int rows) {
    int[] order = new int[rows];
    RANDOM.child(1).permutation(order);
    return order;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unnamed: 0", "", "index", "id", "PassengerId", "row", "No.", "obs"})
  void an_index_by_its_name_counts_from_0_or_1(String name) {
    assertThat(counts(name, 60, i -> i)).isTrue();
    assertThat(counts(name, 60, i -> i + 1)).isTrue();
  }

  @Test
  void an_index_counts_in_any_order_and_with_gaps() {
    int[] order = order(90);
    assertThat(counts("id", 90, i -> order[i])).isTrue();
    assertThat(counts("id", 90, i -> 2 * order[i] + 7)).isTrue();
    assertThat(counts("Unnamed: 0", 90, i -> 1000 * order[i])).isTrue();
    assertThat(counts("id", 90, i -> 1000 * order[i])).isFalse();
  }

  @Test
  void an_index_of_files_put_together_counts() {
    assertThat(counts("Unnamed: 0", 300, i -> i % 150)).isTrue();
  }

  @Test
  void a_key_of_several_rows_does_not_count() {
    assertThat(counts("id", 90, i -> i / 3)).isFalse();
  }

  @Test
  void a_column_of_any_name_counts_only_from_0_or_1_in_many_rows_without_an_exception() {
    assertThat(counts("instant", 250, i -> i + 1)).isTrue();
    assertThat(counts("whatever", 250, i -> i)).isTrue();
    assertThat(counts("whatever", 150, i -> i)).isFalse();
    assertThat(counts("whatever", 250, i -> i + 1900)).isFalse();
    assertThat(counts("whatever", 250, i -> i == 100 ? 0 : i)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"year", "age", "hour", "time", "day_of_trial", "x"})
  void a_quantity_does_not_count(String name) {
    assertThat(counts(name, 250, i -> i)).isFalse();
  }

  @Test
  void whole_numbers_that_happen_to_differ_do_not_count() {
    int[] order = order(250);
    assertThat(counts("price", 250, i -> 300 + order[i])).isFalse();
    assertThat(counts("rank", 250, i -> order[i] / 2)).isFalse();
    assertThat(counts("id", 250, i -> "k" + i)).isFalse();
  }

  @Test
  void the_rows_that_a_test_leaves_are_still_counted_in_the_order_of_the_file() {
    Table table = table("instant", 300, i -> i + 1);
    Source rest =
        HeldOut.of(table, Optional.of(new ColumnRef("kind")), 0.2, Division.ROWS, true, 1).rest();
    assertThat(Counters.of((Table) rest)).containsExactly(0);
  }

  @Test
  void a_counter_is_no_input_and_that_is_said() {
    Prepared prepared =
        Preparation.prepare(
            table("Unnamed: 0", 60, i -> i), PrepareOptions.usual().withTarget("kind"));
    assertThat(prepared.encoding().features()).extracting(Feature::column).containsExactly("size");
    assertThat(prepared.notes())
        .contains(
            "Column \"Unnamed: 0\" counts the rows and is no input; columns: {keep: [\"Unnamed: 0\"]} makes it one");
    assertThat(prepared.encoding().remembered().dropped())
        .containsExactly(new TrainingColumns.Dropped("Unnamed: 0", "it counts the rows"));
  }

  @Test
  void a_counter_that_is_kept_is_an_input() {
    Prepared prepared =
        Preparation.prepare(
            table("Unnamed: 0", 60, i -> i),
            PrepareOptions.usual().withTarget("kind").withKeep(List.of("Unnamed: 0")));
    assertThat(prepared.encoding().features())
        .extracting(Feature::column)
        .containsExactly("Unnamed: 0", "size");
  }

  @Test
  void a_counter_stays_where_it_is_the_only_input() {
    Prepared prepared =
        Preparation.prepare(
            table("id", 60, i -> i),
            PrepareOptions.usual().withTarget("kind").withExclude(List.of("size")));
    assertThat(prepared.encoding().features()).extracting(Feature::column).containsExactly("id");
  }

  @Test
  void keeping_what_does_not_count_is_said_and_what_is_left_out_or_predicted_is_refused() {
    Table table = table("id", 60, i -> i);
    PrepareOptions options = PrepareOptions.usual().withTarget("kind");
    assertThat(Preparation.prepare(table, options.withKeep(List.of("size"))).notes())
        .contains("Column \"size\" need not be kept: it does not count the rows");
    assertThatThrownBy(() -> Preparation.prepare(table, options.withKeep(List.of("kind"))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"kind\" is both the target and kept");
    assertThatThrownBy(() ->
            Preparation.prepare(table, options.withKeep(List.of("id")).withExclude(List.of("id"))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"id\" is both kept and excluded");
  }
}
