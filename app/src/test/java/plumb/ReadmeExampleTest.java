package plumb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Inputs;
import plumb.data.read.Preparation;
import plumb.data.read.ReadOptions;
import plumb.data.read.RowSource;
import plumb.data.read.Table;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.model.ModelFile;
import plumb.model.Prediction;
import plumb.model.Predictor;
import plumb.model.Provenance;
import plumb.recipe.CardData;
import plumb.recipe.DefaultCard;
import plumb.recipe.Outcome;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.Verdict;

/** The example of the README, compiled and run; and the promise of equal bits it makes. */
class ReadmeExampleTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @Test
  void the_library_example_of_the_readme_works(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("penguins.plumb");
    // tag::example
    Card card =
        DefaultCard.of(
            DataSettings.of(EXAMPLES.resolve("penguins.csv"), Optional.of("species")), 1);
    Outcome outcome = Doctor.run(card, Plan.train());
    System.Logger log = System.getLogger("example");
    log.log(System.Logger.Level.INFO, outcome.document().sentence());
    ModelFile.write(file, outcome.model(), Provenance.UNKNOWN);
    Prediction species =
        new Predictor(ModelFile.read(file))
            .predict(
                Map.of(
                    "bill_length_mm",
                    50.0,
                    "bill_depth_mm",
                    15.0,
                    "flipper_length_mm",
                    220,
                    "body_mass_g",
                    5000,
                    "island",
                    "Biscoe",
                    "sex",
                    "MALE"));
    // end::example
    assertThat(species).isInstanceOf(Prediction.Classification.class);
    assertThat(((Prediction.Classification) species).label()).isEqualTo("Gentoo");
  }

  @Test
  void the_library_example_compiles_as_it_stands_in_the_readme(@TempDir Path folder)
      throws IOException {
    compiles(Path.of("..", "README.md"), folder);
  }

  @Test
  void the_example_of_rows_in_memory_compiles_as_it_stands_in_the_documentation(
      @TempDir Path folder) throws IOException {
    compiles(Path.of("..", "docs", "formats.md"), folder);
  }

  private record House(double area, int rooms, String town, double price) {}

  @Test
  void rows_in_memory_are_trained_on_and_predicted() {
    List<House> houses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      houses.add(new House(40 + i, 1 + i % 5, i % 2 == 0 ? "Ulm" : "Jena", 1000.0 * (40 + i)));
    }
    Table rows = Table.of(RowSource.ofRecords("houses", houses));
    Card card = DefaultCard.of(DataSettings.of(Path.of("houses"), Optional.of("price")), 1);
    Outcome outcome =
        Doctor.run(card, Plan.train().withData(CardData.of(rows)).withEpochs(OptionalInt.of(3)));
    ReadOptions like = ReadOptions.usual().like(outcome.model().encoding());
    Inputs inputs =
        Preparation.inputs(
                outcome.model().encoding(),
                Table.of(
                    RowSource.ofMaps("new", List.of(Map.of("area", 80, "rooms", 2, "town", "Ulm"))),
                    like))
            .inputs();
    float[] row = new float[inputs.width()];
    inputs.copyRow(0, row, 0);
    assertThat(new Predictor(outcome.model()).predict(row, 1)).hasSize(1);
  }

  /** Compiles the first example of a page. */
  private static void compiles(Path page, Path folder) throws IOException {
    String readme = Files.readString(page);
    String example = readme.substring(readme.indexOf("```java") + 7);
    example = example.substring(0, example.indexOf("```"));
    String imports =
        String.join("\n", example.lines().filter(l -> l.startsWith("import")).toList());
    String code = String.join("\n", example.lines().filter(l -> !l.startsWith("import")).toList());
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        imports
            + "\nclass Example { record House(double area, int rooms, String town, double price) {}\n"
            + "static void run() throws Exception {"
            + code
            + "\n}}\n");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                source.toString());
    assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  @Test
  void the_digits_reach_97_percent_with_the_same_bits_on_one_two_and_four_threads() {
    Outcome one = digits(1);
    assertThat(digits(2).document().weightsHash()).isEqualTo(one.document().weightsHash());
    assertThat(digits(4).document().weightsHash()).isEqualTo(one.document().weightsHash());
    assertThat(one.document().verdict()).isEqualTo(Verdict.FINE);
    assertThat(
            ((plumb.train.Metrics.Classification)
                    one.document().metrics().validation().orElseThrow())
                .accuracy())
        .isGreaterThanOrEqualTo(0.97);
  }

  private static Outcome digits(int threads) {
    Card card =
        DefaultCard.of(DataSettings.of(EXAMPLES.resolve("digits.csv"), Optional.of("digit")), 1);
    CardData data = CardData.remembered();
    Card sized = DefaultCard.sized(card, data.of(card).train(), List.of());
    return Doctor.run(sized, Plan.train().withData(data).withThreads(threads));
  }
}
