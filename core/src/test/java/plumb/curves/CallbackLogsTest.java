package plumb.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.run.Verdict;

/** Logs that the callbacks of docs/callbacks wrote, see etc/golden/callbacks.py. */
class CallbackLogsTest {
  private static Path log(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(CallbackLogsTest.class.getResource("callbacks/" + name)).toURI());
  }

  @ParameterizedTest
  @CsvSource({
    "keras-vanishing.csv, vanishing-gradient, ReLU",
    "pytorch-dead.csv, dying-relu, leaky ReLU",
    "pytorch-low-rate.csv, learning-rate-too-low, tenfold (from 1e-07 to 1e-06)",
  })
  void what_layers_show_names_the_cause(String name, String cause, String remedy)
      throws URISyntaxException {
    assertThat(CurveFiles.isCurves(log(name))).isTrue();
    Curves curves = CurveFiles.read(log(name));
    CurveVerdict verdict = CurveVerdict.of(curves);
    assertThat(verdict.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(verdict.causes().getFirst().id().id()).isEqualTo(cause);
    assertThat(verdict.remedies().getFirst()).contains(remedy);
    assertThat(verdict.needs()).noneMatch(need -> need.contains("callbacks"));
    assertThat(curves.notes()).noneMatch(note -> note.contains("not read"));
  }

  @Test
  void layers_are_in_the_order_of_the_network() throws URISyntaxException {
    assertThat(CurveFiles.read(log("pytorch-dead.csv")).layers())
        .extracting(layer -> layer.name() + (Double.isNaN(layer.dead()) ? "" : " dead"))
        .containsExactly("0", "2", "4", "1 dead", "3 dead");
  }

  /** While training is good, dead units and short updates are nobody's fault. */
  @Test
  void layers_are_not_blamed_where_training_is_good() throws IOException {
    Path file = Files.createTempFile("log", ".csv");
    Files.writeString(
        file,
        """
        epoch,loss,accuracy,dead_share/a,update_ratio/b
        1,2.0,0.5,0.9,1e-9
        2,0.5,0.9,0.9,1e-9
        3,0.1,0.97,0.9,1e-9
        4,0.1,0.98,0.9,1e-9
        """);
    CurveVerdict verdict = CurveVerdict.of(CurveFiles.read(file));
    Files.delete(file);
    assertThat(verdict.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(verdict.sentence()).contains("no validation was measured");
  }

  /** The callbacks and the reader agree on names. */
  @ParameterizedTest
  @CsvSource({"plumb_keras.py", "plumb_pytorch.py"})
  void the_callbacks_write_names_that_are_read(String name) throws IOException {
    String root = System.getProperty("plumb.root");
    Path script = Path.of(root == null ? ".." : root).resolve("docs/callbacks").resolve(name);
    String code = Files.readString(script);
    assertThat(
            Pattern.compile("\"(gradient_mean|update_ratio|dead_share)(?:\"|/\\{)|f\"(\\w+)/\\{")
                .matcher(code)
                .results()
                .map(MatchResult::group)
                .map(text -> text.replaceAll("[^a-z_]", "").replaceFirst("^f(?=[gud])", ""))
                .distinct())
        .contains("update_ratio", "dead_share")
        .allSatisfy(word ->
            assertThat(ColumnName.of(word + "/dense_1").kind()).isEqualTo(ColumnName.Kind.LAYER));
    assertThat(code).contains("gradient_mean");
  }
}
