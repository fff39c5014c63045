package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.DateFormat;
import plumb.math.RandomStream;
import plumb.math.Team;

/** Reading in pieces gives what reading from front to back gives, for any size of the pieces. */
class TextPiecesTest {
  /** So large that there is one piece, read as front to back. */
  private static final int WHOLE = 1 << 20;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text, StandardCharsets.UTF_8);
  }

  private static Table read(Path file, int threads, int piece) {
    try (Team team = Team.of(threads)) {
      return TextTable.read(file, ReadOptions.usual(), team, piece);
    }
  }

  /** Whether pieces of the size could be read, without going back to the front. */
  private static boolean inPieces(Path file, int piece) {
    Layout layout =
        new Layout(
            TextEncoding.UTF_8,
            new Delimiters(',', 0),
            false,
            0,
            true,
            List.of("a", "b"),
            false,
            java.util.Set.of(),
            false,
            List.of(),
            List.of());
    MissingWords missing = new MissingWords(List.of(""));
    List<ColumnBuilder> builders =
        List.of(new ColumnBuilder("a", missing, true), new ColumnBuilder("b", missing, true));
    try (Team team = Team.of(2)) {
      Optional<TextTable.Pass> pass = new TextPieces(file, layout, team, piece).pass(builders);
      return pass.isPresent();
    }
  }

  private static void alike(Table some, Table other) {
    assertThat(some.hash()).isEqualTo(other.hash());
    assertThat(some.notes()).isEqualTo(other.notes());
    assertThat(some.names()).isEqualTo(other.names());
    assertThat(some.rows()).isEqualTo(other.rows());
    for (int i = 0; i < some.columns().size(); i++) {
      assertThat(content(some.columns().get(i))).isEqualTo(content(other.columns().get(i)));
    }
    for (int row = 0; row < some.rows(); row++) {
      assertThat(some.place(row)).isEqualTo(other.place(row));
    }
  }

  /** Everything in a column, numbers by their bits. */
  private static List<Object> content(Column column) {
    return switch (column) {
      case Column.Numbers(String name, ColumnType type, PackedNumbers values) ->
          List.of(name, type, bits(values));
      case Column.Words(String name, ColumnType type, int[] codes, List<String> levels) ->
          List.of(name, type, Arrays.toString(codes), levels);
      case Column.Dates(String name, ColumnType type, DateFormat format, PackedNumbers days) ->
          List.of(name, type, format, bits(days));
    };
  }

  private static List<Long> bits(PackedNumbers values) {
    return Arrays.stream(values.toArray()).mapToObj(Double::doubleToLongBits).toList();
  }

  /** Numbers, words, gaps, dates, blank lines, cells of several lines, quotes and accents. */
  private static String mixed(String end) {
    RandomStream random = RandomStream.of(1);
    StringBuilder text = new StringBuilder("number,word,remark,day,late" + end);
    for (int row = 0; row < 400; row++) {
      text.append(random.below(7L * row, 9) == 0 ? "" : random.normal(7L * row + 1)).append(',');
      text.append("wörd").append(random.below(7L * row + 2, 30)).append(',');
      text.append(
          switch (random.below(7L * row + 3, 6)) {
            case 0 -> "\"two\nlines, \"\"quoted\"\"\n\"";
            case 1 -> "5\" pipe";
            case 2 -> "";
            case 3 -> "\" \"";
            default -> "plain " + row;
          });
      text.append(",2024-0").append(1 + row % 9).append("-11,");
      text.append(row < 300 ? Integer.toString(row % 4) : "x" + row % 3).append(end);
      text.append(row % 50 == 0 ? end : "");
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 333, 1000, 5000})
  void any_pieces_give_the_same_table(int piece) throws IOException {
    for (String end : List.of("\n", "\r\n")) {
      Path file = file(mixed(end));
      Table whole = read(file, 1, WHOLE);
      assertThat(whole.rows()).isEqualTo(400);
      for (int threads = 1; threads <= 3; threads++) {
        alike(read(file, threads, piece), whole);
      }
    }
  }

  @Test
  void words_late_in_a_column_of_few_numbers_make_all_of_it_words() throws IOException {
    Path file =
        file("a,b\n" + "1.50,x\n".repeat(60_000) + "late,y\n".repeat(2000) + "02,x\n".repeat(100));
    Table table = read(file, 2, 1000);
    Column.Words words = (Column.Words) table.columns().getFirst();
    assertThat(words.levels()).containsExactly("1.50", "late", "02");
    alike(table, read(file, 1, WHOLE));
  }

  @Test
  void gaps_before_the_first_word_stay_gaps() throws IOException {
    Path file = file("a,b\n" + ",x\n".repeat(70_000) + "first,y\nsecond,x\n");
    Table table = read(file, 2, 1000);
    assertThat(table.columns().getFirst().missing()).isEqualTo(70_000);
    assertThat(table.columns().getFirst().text(70_001)).isEqualTo("second");
    alike(table, read(file, 1, WHOLE));
  }

  @Test
  void a_mark_of_the_byte_order_and_a_last_line_without_end() throws IOException {
    Path file = file("\uFEFFa,b\n1,x\n2,y\n3,x\n4,\"y\"");
    alike(read(file, 2, 8), read(file, 1, WHOLE));
    assertThat(read(file, 2, 8).names()).containsExactly("a", "b");
    assertThat(inPieces(file, 8)).isTrue();
  }

  @Test
  void pieces_that_end_inside_of_a_cell_are_given_up() throws IOException {
    Path file = file("a,b\n1,\"x\n\"\"\ny\"\n2,z\n3,z\n");
    assertThat(inPieces(file, 8)).isFalse();
    alike(read(file, 2, 8), read(file, 1, WHOLE));
    assertThat(inPieces(file("a,b\n1,x\n2,5\" pipe\n3,\"\"\n4,\"q\"\n"), 12)).isTrue();
  }

  @Test
  void a_cell_like_the_mark_is_data() throws IOException {
    Path file = file("a,b\n\u0003,x\n1,y\n\u0003,z\n" + "1,x\n".repeat(20));
    assertThat(inPieces(file, 8)).isFalse();
    alike(read(file, 2, 8), read(file, 1, WHOLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,x\n2,y\n3\n4,x\n5,z\n",
        "a,b\n1,x\n2,y\n3,\"x\n4,x\n5,y\n",
        "a,b\n1,x\n2,y\n3,x\n4,x,9\n5,y\n",
        "a,b\n1,x\n2,y\n3,x\n4,x\n5,\"y\"z\n",
      })
  void complaints_are_those_of_the_whole(String text) throws IOException {
    Path file = file(text);
    String complaint = null;
    try {
      read(file, 1, WHOLE);
    } catch (BadInput e) {
      complaint = e.getMessage();
    }
    assertThat(complaint).contains("line");
    assertThatThrownBy(() -> read(file, 2, 8)).isInstanceOf(BadInput.class).hasMessage(complaint);
  }

  @Test
  void bytes_that_are_no_text_are_found_at_their_line() throws IOException {
    Path file = folder.resolve("t.csv");
    byte[] text = "a,b\n1,x\n2,?\n3,öäüßé\n".getBytes(StandardCharsets.UTF_8);
    text[10] = (byte) 0xff;
    Files.write(file, text);
    assertThatThrownBy(() -> read(file, 2, 8)).hasMessageContaining("line 3: byte 0xff");
  }
}
