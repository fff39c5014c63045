package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.Target;
import plumb.data.Targets;

/** Against the public data sets, where they are at hand. */
class RealDataTest {
  private static Path find(String name) {
    Path data =
        Optional.ofNullable(System.getenv("PLUMB_DATA"))
            .map(Path::of)
            .orElse(Path.of("../../shared/data"));
    Path file = data.resolve(name);
    assumeThat(Files.exists(file)).as("%s is not at hand", file).isTrue();
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "penguins/penguins.csv, species, 344, 3, 0",
    "optdigits/digits.csv.gz, 65, 1797, 10, 0",
    "sklearn-small/iris.csv, 5, 150, 3, 0",
    "sklearn-small/wine_data.csv, 14, 178, 3, 0",
    "breast-cancer/wdbc-sklearn.csv.gz, 31, 569, 2, 0",
    "breast-cancer/breast-cancer-wisconsin.data, 11, 699, 2, 0",
    "covtype/covtype.20k.csv.gz, 55, 20000, 7, 0",
    "wine-quality/winequality-red.csv.gz, 12, 1599, 6, 0",
    "spambase/spambase.data.gz, result, 4601, 2, 0",
    "sklearn-small/diabetes_data_raw.csv.gz, 10, 442, 0, 0",
    "california-housing/housing.csv.gz, median_house_value, 20640, 0, 0",
  })
  void a_table_is_read_as_its_source_says(
      String name, String target, int rows, int classes, int without) {
    Source source = DataReader.read(find(name));

    Prepared prepared = Preparation.prepare(source, PrepareOptions.usual().withTarget(target));

    assertThat(source.rows()).isEqualTo(rows);
    assertThat(prepared.profile().withoutTarget()).isEqualTo(without);
    assertThat(
            prepared.encoding().target() instanceof Target.Classification c ? c.labels().size() : 0)
        .isEqualTo(classes);
    assertThat(prepared.train().rows() + prepared.validation().orElseThrow().rows())
        .isEqualTo(rows);
  }

  @Test
  void adult_is_read_as_published_with_its_own_test_file() {
    Table train = (Table) DataReader.read(find("adult/adult-train.csv.gz"));
    Source test = DataReader.read(find("adult/adult-test.csv.gz"));

    Prepared prepared = Preparation.prepare(train, PrepareOptions.usual().withTarget("15"));
    TestData data = Preparation.prepareTest(prepared.encoding(), test, Map.of());

    assertThat(train.rows()).isEqualTo(32_561);
    assertThat(train.columns().get(1).missing()).isEqualTo(1836);
    assertThat(train.hash())
        .isEqualTo("5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d");
    Targets.Classes classes = (Targets.Classes) data.examples().targets();
    assertThat(java.util.Arrays.stream(classes.labels()).sum()).isEqualTo(3846);
    assertThat(data.notes()).anyMatch(n -> n.contains("\">50K.\"") && n.contains("\">50K\""));
  }

  @Test
  void mnist_is_read_with_its_labels() {
    Images images = (Images) DataReader.read(find("mnist/t10k-images-idx3-ubyte.gz"));

    assertThat(images.rows()).isEqualTo(10_000);
    assertThat(images.labels()).startsWith(7, 2, 1, 0, 4);
    long sum = 0;
    for (byte pixel : images.pixels()) {
      sum += pixel & 0xff;
    }
    assertThat(sum / (255.0 * images.pixels().length))
        .isCloseTo(0.1325, org.assertj.core.api.Assertions.within(5e-4));
  }
}
