package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.ColumnType;

class HeldOutTest {
  private static final Optional<ColumnRef> KIND = Optional.of(new ColumnRef("kind"));

  /** 100 rows, a tenth of them of kind "rare". */
  private static Table table() {
    return new Table(
        "t.csv",
        List.of(
            new Column.Numbers(
                "number",
                ColumnType.INTEGER,
                PackedNumbers.of(IntStream.range(0, 100).asDoubleStream().toArray())),
            new Column.Words(
                "kind",
                ColumnType.CATEGORY,
                IntStream.range(0, 100).map(i -> i % 10 == 0 ? 1 : 0).toArray(),
                List.of("usual", "rare"))),
        100,
        new Lines.Text(2, new int[0], new long[0]),
        "hash",
        List.of("said once"));
  }

  private static List<String> words(Source source, int column) {
    Table table = (Table) source;
    return IntStream.range(0, table.rows())
        .mapToObj(row -> String.valueOf(table.columns().get(column).text(row)))
        .toList();
  }

  @Test
  void every_row_is_in_one_part_and_every_class_in_both_alike() {
    HeldOut held = HeldOut.of(table(), KIND, 0.2, Division.ROWS, true, 7);
    assertThat(words(held.rest(), 0)).doesNotContainAnyElementsOf(words(held.test(), 0));
    assertThat(held.rest().rows() + held.test().rows()).isEqualTo(100);
    assertThat(words(held.test(), 1).stream().filter("rare"::equals)).hasSize(2);
    assertThat(words(held.test(), 1).stream().filter("usual"::equals)).hasSize(18);
  }

  @Test
  void rows_keep_their_line_and_notes_are_said_once() {
    HeldOut held = HeldOut.of(table(), KIND, 0.2, Division.ROWS, true, 7);
    int number = Integer.parseInt(words(held.test(), 0).getFirst());
    assertThat(((Table) held.test()).place(0)).isEqualTo("t.csv, line " + (number + 2));
    assertThat(held.rest().notes())
        .containsExactly("said once", "20 of 100 rows are held out for the test at the very end");
    assertThat(held.test().notes()).isEmpty();
  }

  @Test
  void the_seed_decides_and_without_shuffling_the_last_rows_are_held_out() {
    List<String> seven = words(HeldOut.of(table(), KIND, 0.2, Division.ROWS, true, 7).test(), 0);
    assertThat(words(HeldOut.of(table(), KIND, 0.2, Division.ROWS, true, 7).test(), 0))
        .isEqualTo(seven);
    assertThat(words(HeldOut.of(table(), KIND, 0.2, Division.ROWS, true, 8).test(), 0))
        .isNotEqualTo(seven);
    assertThat(words(HeldOut.of(table(), KIND, 0.2, Division.ROWS, false, 7).test(), 0))
        .isEqualTo(IntStream.range(80, 100).mapToObj(String::valueOf).toList());
  }

  @Test
  void too_few_rows_are_refused() {
    assertThatThrownBy(() -> HeldOut.of(table(), KIND, 0.05, Division.ROWS, true, 7))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("t.csv has 100 rows, too few to hold out a share of 0.05");
  }
}
