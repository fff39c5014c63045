package plumb.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files made after public reports, where they are at hand beside the repository. */
class FieldCasesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "20-curve-pandas-history/history.csv: Overfit from epoch 13",
        "21-curve-semicolon-appended/training.csv: Overfit from epoch 13",
        "21-curve-semicolon-appended/comma.csv: Overfit from epoch 13",
        "22-curve-homemade-names/log.csv: Overfit from epoch 14",
        "22-curve-homemade-names/traindev.csv: Overfit from epoch 14",
        "22-curve-homemade-names/trte.csv: Overfit from epoch 14",
        "23-curve-trainer-state/trainer_state.json: Overfit from step 600",
        "23-curve-trainer-state/history.json: Overfit from epoch 13",
        "25-curve-wandb/chart.csv: Overfit from step 13",
        "25-curve-wandb/history.csv: Overfit from epoch 13",
        "26-curve-boosting/cv.csv: Overfit from round 13",
        "26-curve-boosting/evals.json: Overfit from round 13",
        "28-curve-negative-loss/elbo.csv: Fine",
        "28-curve-negative-loss/nll-healthy.csv: Fine",
        "30-curve-no-validation/training.csv: no validation was measured",
        "31-curve-steps/hf: Overfit from step 600",
        "31-curve-steps/lightning: Overfit from step 139",
      })
  void the_right_answer_is_given(String name, String answer) {
    Path cases =
        Optional.ofNullable(System.getenv("PLUMB_FIELD_CASES"))
            .map(Path::of)
            .orElse(Path.of("../../shared/field-cases"));
    Path file = cases.resolve(name);
    assumeThat(Files.exists(file)).as("%s is not at hand", file).isTrue();
    assertThat(CurveFiles.isCurves(file)).isTrue();
    assertThat(CurveVerdict.of(CurveFiles.read(file)).sentence()).contains(answer);
  }
}
