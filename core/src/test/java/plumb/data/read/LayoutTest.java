package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;

class LayoutTest {
  @TempDir Path folder;

  private Table read(String... lines) {
    return Written.table(Written.text(folder.resolve("t.csv"), lines));
  }

  private static void said(Table table, String part) {
    assertThat(table.notes()).anyMatch(note -> note.contains(part));
  }

  @Test
  void the_line_that_excel_puts_in_front_is_obeyed() {
    Table table = read("sep=|", "a|b", "1,5|x", "2,5|y");

    assertThat(table.names()).containsExactly("a", "b");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.place(0)).endsWith("line 3");
    said(table, "sep=|");
  }

  @Test
  void titles_above_the_header_are_left_out_and_said() {
    Table bare = read("Sales report", "by the ERP, 2023", "a,b,c", "1,2,x", "3,4,y");
    Table padded = read("Sales report,,", ",,", "a,b,c", "1,2,x", "3,4,y");

    for (Table table : new Table[] {bare, padded}) {
      assertThat(table.names()).containsExactly("a", "b", "c");
      assertThat(table.rows()).isEqualTo(2);
      assertThat(table.place(1)).endsWith("line 5");
      said(table, "2 lines above the table");
    }
  }

  @Test
  void a_title_may_stand_above_a_line_that_counts() {
    Table table = read("Flowers", "4,2,setosa,virginica", "1,2,1", "3,4,0", "5,6,1", "7,8,0");

    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.columns().getLast().text(0)).isEqualTo("virginica");
  }

  @Test
  void remarks_below_the_table_are_left_out_and_said() {
    Table table = read("a,b,c", "1,2,x", "3,4,y", "", "Source: the office", "As of May");

    assertThat(table.rows()).isEqualTo(2);
    assertThat(Written.column(table, "a").type()).isEqualTo(plumb.data.ColumnType.INTEGER);
    said(table, "2 lines below the table, from line 5 \"Source: the office\"");
  }

  @Test
  void a_file_that_was_cut_off_is_no_table_with_a_remark() {
    assertThatThrownBy(() -> read("a,b,c", "1,2,x", "3,4,y", "5,6"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 4 has 2 cells");
    assertThatThrownBy(() -> read("n,b,c", "Ann,2,x", "Bob,4,y", "Cid"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 4 has 1 cell");
    assertThatThrownBy(() -> read("a,b,c", "1,2,x", "Source: x", "3,4,y"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 3 has 1 cell");
  }

  @Test
  void columns_parted_by_any_number_of_spaces_are_read() {
    Table table = read("   1.5    20.5   0", "  10.5     3.5   1", "   2.5   700.5   1");
    Table named = read("name    x", "\"a b\"   1", "c       2");
    Table wide = read("city name    x  y", "New York    1  2", "Bad Aibling  2  3");

    assertThat(table.names()).hasSize(3);
    assertThat(table.columns().getFirst().text(1)).isEqualTo("10.5");
    said(table, "any number of spaces");
    assertThat(named.columns().getFirst().text(0)).isEqualTo("a b");
    assertThat(wide.columns().getFirst().text(0)).isEqualTo("New York");
    said(wide, "two or more spaces");
  }

  @Test
  void a_delimiter_at_the_end_of_lines_makes_no_column() {
    Table rows = read("a,b", "1,2,", "3,4,");
    Table header = read("a,b,", "1,2", "3,4");

    assertThat(rows.names()).containsExactly("a", "b");
    said(rows, "at the end of the rows");
    said(header, "at the end of the first line");
    assertThat(header.names()).containsExactly("a", "b");
    assertThatThrownBy(() -> read("a,b", "1,2,", "3,4,", "5,6,7"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 4 has 3 cells");
  }

  @Test
  void names_of_rows_without_a_name_of_their_own_become_a_column() {
    Table table = read("mpg,cyl", "Mazda,21,6", "Datsun,22.8,4");

    assertThat(table.names()).containsExactly("rownames", "mpg", "cyl");
    said(table, "one name less");
  }

  @Test
  void headers_that_files_put_together_repeat_are_left_out_and_said() {
    Table table = read("a,b", "1,x", "2,y", "a,b", "3,x");

    assertThat(table.rows()).isEqualTo(3);
    assertThat(Written.column(table, "a").type()).isEqualTo(plumb.data.ColumnType.INTEGER);
    said(table, "1 line repeats the names of the columns and is left out: line 4");
  }

  @Test
  void a_total_below_a_repeated_header_is_named_by_its_line() {
    Table table = read("a,b,c", "1,10,x", "2,20,y", "a,b,c", "3,30,x", "4,40,x", "Total,100,");

    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.totals()).extracting(Total::place).containsExactly("line 7");
  }

  @Test
  void the_index_that_pandas_leaves_unnamed_counts_the_rows() {
    Table table = read(",x,y", "0,1.5,a", "1,2.5,b", "2,3.5,a", "3,4.5,b");

    assertThat(Counters.of(table)).containsExactly(0);
  }

  @Test
  void a_name_that_is_a_number_is_found_before_the_position() {
    Table table =
        (Table)
            DataReader.read(
                Written.text(folder.resolve("t.csv"), "x,3,1", "1.5,2,a", "2.5,4,b"),
                ReadOptions.usual().withHeader(ReadOptions.Header.YES));

    assertThat(new plumb.data.ColumnRef("1").resolve(table.names(), "t", "f")).isEqualTo(2);
    assertThat(new plumb.data.ColumnRef("2").resolve(table.names(), "t", "f")).isEqualTo(1);
  }
}
