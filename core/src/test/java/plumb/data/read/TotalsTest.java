package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.ColumnType;

class TotalsTest {
  @TempDir Path folder;

  private Table read(List<String> lines) throws IOException {
    return read(lines, ReadOptions.usual());
  }

  private Table read(List<String> lines, ReadOptions options) throws IOException {
    Path file = Files.write(folder.resolve("table.csv"), lines);
    return (Table) DataReader.read(file, options);
  }

  /** Thirty rows of a price, a city and a revenue. */
  private static List<String> rows() {
    List<String> lines = new ArrayList<>(List.of("price,city,revenue"));
    for (int i = 0; i < 30; i++) {
      lines.add("%d.5,%s,%d".formatted(10 + i, i % 2 == 0 ? "Bonn" : "Ulm", 3 * i + 7));
    }
    return lines;
  }

  /** The sum of the revenues of {@link #rows}. */
  private static final int SUM = 3 * 29 * 30 / 2 + 7 * 30;

  @ParameterizedTest
  @ValueSource(
      strings = {"Total", "TOTAL:", "Grand Total", "Gesamtsumme", "Σ Summe", "合计", "Итого"})
  void a_line_with_a_sum_and_its_word_is_left_out(String word) throws IOException {
    List<String> lines = rows();
    lines.add(word + ",," + SUM);

    Table table = read(lines);

    assertThat(table.rows()).isEqualTo(30);
    assertThat(table.columns().getFirst().type()).isEqualTo(ColumnType.NUMBER);
    assertThat(table.totals()).hasSize(1);
    Total total = table.totals().getFirst();
    assertThat(total.place()).isEqualTo("line 32");
    assertThat(total.word()).isEqualTo(word);
    assertThat(total.matches())
        .containsExactly(new Total.Match("revenue", SUM, Total.Kind.SUM, 30));
    assertThat(table.notes()).anyMatch(note -> note.contains("line 32 is a total"));
  }

  @Test
  void a_mostly_empty_line_needs_no_sum() throws IOException {
    List<String> lines = rows();
    lines.add("Total,,12345");

    Table table = read(lines);

    assertThat(table.rows()).isEqualTo(30);
    assertThat(table.columns().getFirst().type()).isEqualTo(ColumnType.NUMBER);
  }

  @Test
  void subtotals_and_their_sum_are_left_out() throws IOException {
    List<String> lines = new ArrayList<>(List.of("city,price,revenue"));
    int all = 0;
    for (String city : List.of("Bonn", "Ulm", "Köln")) {
      int sum = 0;
      for (int i = 0; i < 10; i++) {
        lines.add("%s,%d,%d".formatted(city, i % 3, i * i));
        sum += i * i;
      }
      lines.add("%s Total,,%d".formatted(city, sum));
      all += sum;
    }
    lines.add("Grand Total,,%d".formatted(all));

    Table table = read(lines);

    assertThat(table.rows()).isEqualTo(30);
    assertThat(table.totals())
        .extracting(Total::place)
        .containsExactly("line 12", "line 23", "line 34", "line 35");
    assertThat(table.notes())
        .anyMatch(note -> note.contains("4 lines are totals") && note.contains("line 35"));
    assertThat(table.lines().place(10)).isEqualTo("line 13");
  }

  @Test
  void a_line_of_means_is_left_out() throws IOException {
    List<String> lines = rows();
    lines.add("25,Average,%s".formatted(SUM / 30.0));

    assertThat(read(lines).rows()).isEqualTo(30);
  }

  @Test
  void a_brand_called_total_stays() throws IOException {
    List<String> lines = new ArrayList<>(List.of("brand,price,litres"));
    for (int i = 0; i < 60; i++) {
      lines.add("%s,%d,%d".formatted(i % 7 == 0 ? "Total" : "Shell", 150 + i % 11, 20 + i % 13));
    }

    Table table = read(lines);

    assertThat(table.rows()).isEqualTo(60);
    assertThat(table.totals()).isEmpty();
  }

  @Test
  void a_missing_answer_beside_a_total_brand_stays() throws IOException {
    List<String> lines = new ArrayList<>(List.of("brand,price,litres"));
    for (int i = 0; i < 60; i++) {
      lines.add("%s,%s,%d".formatted(i == 31 ? "Total" : "Shell", i == 31 ? "" : 9, 20 + i % 13));
    }

    assertThat(read(lines).rows()).isEqualTo(60);
  }

  @Test
  void every_line_stays_where_rows_must_be_answered() throws IOException {
    List<String> lines = rows();
    lines.add("Total,," + SUM);

    Table table = read(lines, ReadOptions.usual().withTotals());

    assertThat(table.rows()).isEqualTo(31);
    assertThat(table.totals()).isEmpty();
  }

  @Test
  void what_is_left_out_is_known_of_a_part_of_the_rows_too() throws IOException {
    List<String> lines = rows();
    lines.add("Total,," + SUM);

    assertThat(read(lines).select(new int[] {3, 4}, List.of()).totals()).hasSize(1);
  }
}
