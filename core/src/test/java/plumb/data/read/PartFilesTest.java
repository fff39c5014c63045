package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.data.ColumnType;

class PartFilesTest {
  @TempDir Path folder;

  private void part(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Written.text(file, lines);
  }

  @Test
  void parts_of_a_folder_are_one_table_and_what_is_passed_over_is_counted() throws IOException {
    part("part-0.csv", "a,b,c", "1,x,2020-01-01", "2,y,2020-01-02");
    part("part-1.csv", "a,b,c");
    part("part-2.csv", "b,a,c", "z,3.5,2020-01-05");
    Written.bytes(folder.resolve("part-3.csv"));
    Written.bytes(folder.resolve("_SUCCESS"));
    part(".part-0.csv.crc", "x");

    Table table = Written.table(folder);

    assertThat(table.names()).containsExactly("a", "b", "c");
    assertThat(((Column.Numbers) Written.column(table, "a")).values().toArray())
        .containsExactly(1, 2, 3.5);
    assertThat(Written.column(table, "b").text(2)).isEqualTo("z");
    assertThat(Written.column(table, "c").type()).isEqualTo(ColumnType.DATE);
    assertThat(table.place(2)).endsWith(", part-2.csv, line 2");
    assertThat(String.join("\n", table.notes()))
        .contains("2 files are read as one table; 2 more have no rows")
        .contains("2 hidden files are passed over: .part-0.csv.crc, _SUCCESS")
        .contains("different orders");
  }

  @Test
  void it_reads_as_the_rows_in_one_file_do() throws IOException {
    String[] lines = Files.readAllLines(Resource.of("same/plain.csv")).toArray(String[]::new);
    part("p/0.csv", java.util.Arrays.copyOf(lines, 21));
    String[] rest = java.util.Arrays.copyOfRange(lines, 20, lines.length);
    rest[0] = lines[0];
    part("p/1.csv", rest);
    PrepareOptions options = PrepareOptions.usual().withTarget("kind");

    Prepared whole = Preparation.prepare(DataReader.read(Resource.of("same/plain.csv")), options);
    Prepared parts = Preparation.prepare(DataReader.read(folder.resolve("p")), options);

    assertThat(RowHash.ofEncoded(parts.train())).isEqualTo(RowHash.ofEncoded(whole.train()));
  }

  @Test
  void folders_of_partitions_are_columns() throws IOException {
    part("year=2019/m=a%20b/x.csv", "q,r", "1,2", "3,4");
    part("year=__HIVE_DEFAULT_PARTITION__/m=c/x.csv", "q,r", "5,6");

    Table table = Written.table(folder);

    assertThat(table.names()).containsExactly("q", "r", "year", "m");
    assertThat(((Column.Numbers) Written.column(table, "year")).values().toArray())
        .containsExactly(2019, 2019, Double.NaN);
    assertThat(Written.column(table, "m").text(0)).isEqualTo("a b");
  }

  @Test
  void numbers_in_one_part_and_words_in_another_are_words_as_spelled() throws IOException {
    part("0.csv", "a,b", "1.50,x", "2,y", "3,x");
    part("1.csv", "a,b", "k9,x", "2,y");

    Table table = Written.table(folder);

    assertThat(Written.column(table, "a").text(0)).isEqualTo("1.50");
    assertThat(table.notes())
        .anySatisfy(note -> assertThat(note).contains("\"a\"", "numbers in some", "as words"));
  }

  @Test
  void parts_with_other_columns_are_refused_by_name() throws IOException {
    part("0.csv", "a,b", "1,x", "2,y");
    part("1.csv", "a,c", "5,x", "2,y");

    assertThatThrownBy(() -> DataReader.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("1.csv lacks b, which 0.csv has", "and has c");
  }

  @Test
  void a_total_is_found_over_all_parts() throws IOException {
    part("0.csv", "who,n", "Ann,1", "Bob,2", "Cid,4");
    part("1.csv", "who,n", "Dot,8", "Eve,16", "Total,31");

    Table table = Written.table(folder);

    assertThat(table.rows()).isEqualTo(5);
    assertThat(String.join("\n", table.notes())).contains("is a total");
  }

  @Test
  void images_are_no_parts() throws IOException {
    Written.bytes(folder.resolve("a.png"), (byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');

    assertThatThrownBy(() -> DataReader.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("sub-folder");
  }
}
