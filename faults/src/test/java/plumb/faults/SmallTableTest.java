package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTableTest {
  private static final SmallTable RARE =
      new SmallTable("rare", "", "kind", List.of(), 12, true, List.of());

  /** Two kinds, the second only in every fiftieth row. */
  private static TableSample whole(int rows) {
    List<String[]> cells = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      cells.add(new String[] {Integer.toString(row), row % 50 == 0 ? "rare" : "usual"});
    }
    return new TableSample(List.of("number", "kind"), 1, cells);
  }

  private static List<String> numbers(Sample sample) {
    return ((TableSample) sample).cells().stream().map(line -> line[0]).toList();
  }

  @Test
  void there_are_twenty_tables_of_10_to_300_rows_and_some_cards_name_their_network() {
    assertThat(SmallTable.all()).hasSize(20).extracting(SmallTable::name).doesNotHaveDuplicates();
    assertThat(SmallTable.all()).allSatisfy(t -> assertThat(t.rows()).isBetween(10, 300));
    assertThat(SmallTable.all().stream().filter(t -> !t.card().isEmpty()).count()).isEqualTo(5);
  }

  @Test
  void draws_differ_and_hold_no_row_that_is_kept_apart() {
    TableSample whole = whole(4000);
    Set<String> apart = new HashSet<>(numbers(SmallTable.apart(whole)));
    assertThat(apart).hasSize(1000);
    assertThat(IntStream.rangeClosed(1, 10).mapToObj(d -> numbers(RARE.draw(whole, d))))
        .doesNotHaveDuplicates()
        .allSatisfy(draw ->
            assertThat(draw)
                .hasSize(12)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(apart));
    assertThat(numbers(RARE.draw(whole, 3))).isEqualTo(numbers(RARE.draw(whole, 3)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void every_class_is_drawn_twice_at_least(long draw) {
    Sample rows = RARE.draw(whole(4000), draw);
    assertThat(IntStream.range(0, rows.rows()).mapToObj(rows::label).filter("rare"::equals))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void half_of_a_small_table_is_kept_apart() {
    assertThat(SmallTable.apart(whole(150)).rows()).isEqualTo(75);
  }

  @Test
  void columns_are_kept_by_name_with_the_target_behind_them_and_rows_without_it_left_out() {
    TableSample all =
        new TableSample(
            List.of("a", "b", "c"),
            2,
            List.of(new String[] {"1", "2", "x"}, new String[] {"3", "", "y"}));
    TableSample kept = all.keeping(List.of("c"), "b");
    assertThat(kept.columns()).containsExactly("c", "b");
    assertThat(kept.cells()).containsExactly(new String[] {"x", "2"});
    assertThat(kept.label(0)).isEqualTo("2");
  }
}
