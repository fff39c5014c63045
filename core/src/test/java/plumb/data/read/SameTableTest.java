package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.Examples;
import plumb.data.Targets;

/** One table of 60 rows, written by pandas, pyarrow, Polars, DuckDB and packing programs. */
class SameTableTest {
  private static final Path PLAIN = Resource.of("same/plain.csv");

  static Stream<Path> others() throws IOException {
    try (Stream<Path> files = Files.list(PLAIN.resolveSibling("."))) {
      return files
          .map(Path::normalize)
          .filter(file -> !file.equals(PLAIN))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void every_way_to_write_it_is_there() throws IOException {
    assertThat(others())
        .extracting(file -> String.valueOf(file.getFileName()))
        .contains(
            "none.parquet",
            "snappy.parquet",
            "gzip.parquet",
            "brotli.parquet",
            "zstd.parquet",
            "lz4.parquet",
            "polars.parquet",
            "duckdb.parquet",
            "plain.csv.gz",
            "plain.csv.bz2",
            "plain.csv.xz",
            "plain.csv.zst",
            "plain.zip",
            "rows.json",
            "rows.jsonl",
            "book.xlsx");
  }

  @ParameterizedTest
  @MethodSource("others")
  void every_way_to_write_it_holds_the_same_values(Path file) {
    Table plain = (Table) DataReader.read(PLAIN);
    Table other = (Table) DataReader.read(file);

    assertThat(other.names()).isEqualTo(plain.names());
    assertThat(other.columns())
        .extracting(Column::type)
        .isEqualTo(plain.columns().stream().map(Column::type).toList());
    for (int i = 0; i < plain.columns().size(); i++) {
      assertThat(texts(other.columns().get(i))).isEqualTo(texts(plain.columns().get(i)));
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void every_way_to_write_it_makes_the_same_examples_bit_for_bit(Path file) {
    PrepareOptions options = PrepareOptions.usual().withTarget("kind");
    Prepared plain = Preparation.prepare(DataReader.read(PLAIN), options);
    Prepared other = Preparation.prepare(DataReader.read(file), options);

    assertThat(bits(other.train())).isEqualTo(bits(plain.train()));
    assertThat(bits(other.validation().orElseThrow()))
        .isEqualTo(bits(plain.validation().orElseThrow()));
  }

  private static List<String> texts(Column column) {
    return IntStream.range(0, column.rows())
        .mapToObj(row -> String.valueOf(column.text(row)))
        .toList();
  }

  private static List<Integer> bits(Examples examples) {
    int width = examples.inputs().width();
    float[] row = new float[width];
    int[] classes = ((Targets.Classes) examples.targets()).labels();
    return IntStream.range(0, examples.rows())
        .boxed()
        .flatMap(i -> {
          examples.inputs().copyRow(i, row, 0);
          return Stream.concat(
              Stream.of(classes[i]),
              IntStream.range(0, width).mapToObj(at -> Float.floatToRawIntBits(row[at])));
        })
        .toList();
  }
}
