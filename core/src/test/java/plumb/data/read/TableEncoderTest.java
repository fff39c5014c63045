package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import plumb.data.ColumnType;
import plumb.data.DateFormat;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.Row;
import plumb.data.Target;
import plumb.math.RandomStream;
import plumb.math.Team;

class TableEncoderTest {
  private static final int ROWS = 3000;
  private static final RandomStream RANDOM = RandomStream.of(1);

  private static Table table() {
    double[] numbers = new double[ROWS];
    double[] amounts = new double[ROWS];
    double[] days = new double[ROWS];
    int[] words = new int[ROWS];
    int[] flags = new int[ROWS];
    int[] classes = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      numbers[row] = row % 11 == 0 ? Double.NaN : RANDOM.normal(row);
      amounts[row] = Math.exp(3 * RANDOM.normal(ROWS + row));
      days[row] = row % 7 == 0 ? Double.NaN : 19_000 + RANDOM.below(2 * ROWS + row, 400);
      words[row] = RANDOM.below(3 * ROWS + row, 6) - 1;
      flags[row] = RANDOM.below(4 * ROWS + row, 3) - 1;
      classes[row] = row % 2;
    }
    return new Table(
        "made.csv",
        List.of(
            new Column.Numbers("number", ColumnType.NUMBER, PackedNumbers.of(numbers)),
            new Column.Numbers("amount", ColumnType.NUMBER, PackedNumbers.of(amounts)),
            new Column.Dates("day", ColumnType.DATE, DateFormat.YEAR_FIRST, PackedNumbers.of(days)),
            new Column.Words("word", ColumnType.CATEGORY, words, List.of("a", "b", "c", "d", "e")),
            new Column.Words("flag", ColumnType.BOOLEAN, flags, List.of("no", "yes")),
            new Column.Words("class", ColumnType.CATEGORY, classes, List.of("x", "y"))),
        ROWS,
        new Lines.Numbered(),
        "",
        List.of());
  }

  /** What one row after the other would be, by the words of the file. */
  private static float[] oneByOne(Encoding encoding, Table table, int[] rows) {
    int width = encoding.width();
    float[] all = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      encoding.encode(value(table, row), all, i * width);
    }
    return all;
  }

  private static Row value(Table table, int row) {
    return new Row() {
      @Override
      public @Nullable Object value(int feature) {
        return switch (table.columns().get(feature)) {
          case Column.Numbers(_, _, PackedNumbers values) -> values.at(row);
          case Column column -> column.text(row);
        };
      }
    };
  }

  @Test
  void rows_in_any_order_are_encoded_as_one_by_one() {
    Table table = table();
    for (Scaling scaling : Scaling.values()) {
      Prepared prepared =
          Preparation.prepare(table, PrepareOptions.usual().withInputs(scaling).withSeed(3));
      assertOneByOne(prepared.encoding(), table, prepared.trainRows(), prepared.train());
      assertOneByOne(
          prepared.encoding(),
          table,
          prepared.validationRows(),
          prepared.validation().orElseThrow());
    }
  }

  private static void assertOneByOne(
      Encoding encoding, Table table, int[] rows, Examples examples) {
    assertThat(((Inputs.Floats) examples.inputs()).values())
        .isEqualTo(oneByOne(encoding, table, rows));
  }

  @Test
  void the_number_of_threads_changes_nothing() {
    Prepared one = prepared(1);
    for (int threads = 2; threads <= 3; threads++) {
      Prepared more = prepared(threads);
      assertThat(((Inputs.Floats) more.train().inputs()).values())
          .isEqualTo(((Inputs.Floats) one.train().inputs()).values());
      assertThat(more.encoding()).isEqualTo(one.encoding());
      assertThat(more.profile()).isEqualTo(one.profile());
      assertThat(more.notes()).isEqualTo(one.notes());
    }
  }

  private static Prepared prepared(int threads) {
    try (Team team = Team.of(threads)) {
      return Preparation.prepare(table(), PrepareOptions.usual(), team);
    }
  }

  @Test
  void a_repeated_row_is_written_wherever_it_stands() {
    Table table = table();
    Encoding encoding =
        new Encoding(
            List.of(new Feature.Numeric("number", 0, 1, 0, true)),
            new Target.Classification("class", List.of("x", "y")));
    try (Team team = Team.of(2)) {
      Inputs inputs = TableEncoder.of(encoding, table).encode(new int[] {5, 1, 5, 5}, team);
      float number = (float) ((Column.Numbers) table.columns().getFirst()).values().at(5);
      assertThat(((Inputs.Floats) inputs).values()[0]).isEqualTo(number);
      assertThat(((Inputs.Floats) inputs).values()[4]).isEqualTo(number);
      assertThat(((Inputs.Floats) inputs).values()[6]).isEqualTo(number);
    }
  }

  @Test
  void the_first_misfit_of_the_first_column_is_heard() {
    int[] codes = IntStream.range(0, ROWS).map(row -> row > 2000 ? row % 2 : 0).toArray();
    Table table =
        new Table(
            "made.csv",
            List.of(
                new Column.Words("late", ColumnType.CATEGORY, codes, List.of("1", "odd")),
                new Column.Words("early", ColumnType.CATEGORY, new int[ROWS], List.of("even"))),
            ROWS,
            new Lines.Numbered(),
            "",
            List.of());
    Encoding encoding =
        new Encoding(
            List.of(
                new Feature.Numeric("late", 0, 1, 0, false),
                new Feature.Numeric("early", 0, 1, 0, false)),
            new Target.Classification("class", List.of("x", "y")));
    int[] backwards = IntStream.range(0, ROWS).map(row -> ROWS - 1 - row).toArray();
    try (Team team = Team.of(2)) {
      TableEncoder encoder = TableEncoder.of(encoding, table);
      assertThatThrownBy(() -> encoder.encode(backwards, team))
          .hasMessageContaining("row 3000")
          .hasMessageContaining("Column \"late\" holds \"odd\"");
    }
  }

  @Test
  void days_computed_once_are_those_computed_one_by_one() {
    Feature.Date date = new Feature.Date("day", DateFormat.YEAR_FIRST, 19_000, 100, 19_050, true);
    double[] whole = IntStream.range(0, 500).mapToDouble(i -> 18_990 + i % 60).toArray();
    double[] parts = {18_990, 18_990.5, Double.NaN};
    double[] wide = {0, 1e7};
    for (double[] days : List.of(whole, parts, wide)) {
      DayInputs known = DayInputs.of(date, PackedNumbers.of(days));
      for (double day : days) {
        float[] expected = new float[date.width()];
        float[] written = new float[date.width()];
        date.writeDays(day, expected, 0);
        known.write(day, written, 0);
        assertThat(written).isEqualTo(expected);
      }
    }
    assertThat(Optional.of(DayInputs.of(date, PackedNumbers.of(whole)).inputs().length))
        .contains(60 * 6);
  }
}
