package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.data.BadInput;
import plumb.data.ColumnType;

class RowSourceTest {
  private enum Colour {
    RED,
    BLUE
  }

  private record House(double area, int rooms, Colour colour, Optional<LocalDate> built) {}

  @Test
  void records_are_rows_and_their_components_columns() {
    Table table =
        Table.of(
            RowSource.ofRecords(
                "houses",
                List.of(
                    new House(50.5, 2, Colour.RED, Optional.empty()),
                    new House(Double.NaN, 3, Colour.BLUE, Optional.of(LocalDate.EPOCH)))));

    assertThat(table.names()).containsExactly("area", "rooms", "colour", "built");
    assertThat(numbers(table, "area")).containsExactly(50.5, Double.NaN);
    assertThat(Written.column(table, "colour").text(1)).isEqualTo("BLUE");
    assertThat(((Column.Dates) Written.column(table, "built")).days().toArray())
        .containsExactly(Double.NaN, 0);
  }

  @Test
  void maps_lack_what_is_missing() {
    Table table =
        Table.of(
            RowSource.ofMaps(
                "maps", List.of(Map.of("a", 1), Map.of("b", "x", "a", 0.1f), Map.of("b", "NA"))));

    assertThat(numbers(table, "a")).containsExactly(1, 0.1f, Double.NaN);
    assertThat(Written.column(table, "b").text(2)).isNull();
  }

  @Test
  void arrays_of_numbers_are_rows() {
    Table table =
        Table.of(RowSource.of("grid", List.of("a", "b"), new double[][] {{0.1, 2}, {3, -4}}));

    assertThat(numbers(table, "a")).containsExactly(0.1, 3);
    assertThat(table.place(1)).isEqualTo("grid, row 2");
  }

  @Test
  void values_of_every_kind_keep_what_they_are() {
    Table table =
        Table.of(
            RowSource.of(
                "mixed",
                List.of("big", "when", "at", "flag", "mixed"),
                List.of(
                    Arrays.asList(
                        new BigDecimal("1e-30"),
                        LocalDateTime.of(2020, 2, 29, 12, 0),
                        Instant.EPOCH,
                        true,
                        "12"),
                    Arrays.asList(2L, null, Instant.ofEpochSecond(-21_600), false, 3.5))));

    assertThat(numbers(table, "big")).containsExactly(1e-30, 2);
    assertThat(((Column.Dates) Written.column(table, "when")).days().at(0)).isEqualTo(18_321.5);
    assertThat(((Column.Dates) Written.column(table, "at")).days().toArray())
        .containsExactly(0, -0.25);
    assertThat(Written.column(table, "flag").type()).isEqualTo(ColumnType.BOOLEAN);
    assertThat(numbers(table, "mixed")).containsExactly(12, 3.5);
  }

  @Test
  void numbers_beside_words_are_words() {
    Table table =
        Table.of(
            RowSource.of("codes", List.of("c"), List.of(List.of(1), List.of("x9"), List.of(2.5))));

    assertThat(Written.column(table, "c").text(0)).isEqualTo("1");
    assertThat(Written.column(table, "c").text(2)).isEqualTo("2.5");
  }

  @Test
  void the_hash_is_that_of_the_values() {
    String one = Table.of(RowSource.of("x", List.of("a"), new double[][] {{1}, {2}})).hash();
    String same = Table.of(RowSource.of("y", List.of("a"), new double[][] {{1}, {2}})).hash();
    String other = Table.of(RowSource.of("x", List.of("a"), new double[][] {{1}, {3}})).hash();

    assertThat(same).isEqualTo(one).isNotEqualTo(other);
  }

  @Test
  void what_is_no_table_is_refused_by_row_and_column() {
    refused(RowSource.of("r", List.of("a", "b"), List.of(List.of(1))), "row 1", "1 values", "2");
    refused(RowSource.of("r", List.of("a", "a"), List.of(List.of(1, 2))), "same name");
    refused(RowSource.of("r", List.of("a"), List.of(List.of(List.of(1)))), "\"a\"", "a list");
    refused(RowSource.of("r", List.of("a"), List.of(List.of(new int[1]))), "row 1", "a list");
    refused(RowSource.of("r", List.of("a"), new ArrayList<List<Object>>()), "no rows");
    refused(RowSource.of("r", List.of(" "), List.of(List.of(1))), "without a name");
    refused(
        RowSource.of("r", List.of("a"), new double[][] {{1}, {Double.NEGATIVE_INFINITY}}),
        "row 2",
        "infinite");
  }

  private static void refused(RowSource rows, String... says) {
    assertThatThrownBy(() -> Table.of(rows))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("r")
        .hasMessageContainingAll(says);
  }

  private static double[] numbers(Table table, String name) {
    return ((Column.Numbers) Written.column(table, name)).values().toArray();
  }
}
