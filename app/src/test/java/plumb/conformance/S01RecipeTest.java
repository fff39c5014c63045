package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.recipe.Judge;
import plumb.recipe.TrainingResult;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Metrics;

/**
 * S1: look at the training set first. Bad there: back to the three steps. Good there and bad on
 * validation: overfitting. Both good: done.
 */
class S01RecipeTest {
  @TempDir Path folder;

  /** By a goal of 0.9, which a line reaches on rows it has not seen. */
  private static Verdict judged(Metrics train, Metrics validation) {
    Scores scores = new Scores(train, Optional.of(validation), Optional.empty());
    Metrics line = new Metrics.Classification(0.2, 0.9, 5000);
    Reference linear =
        new Reference(
            Reference.Kind.LINEAR,
            "logistic regression",
            new Scores(line, Optional.of(line), Optional.empty()),
            "");
    return Judge.judge(new TrainingResult(scores, train, List.of(linear), true), new Goal(0.9, ""))
        .verdict();
  }

  @ParameterizedTest(name = "training {0}, validation {1}: {2}")
  @CsvSource({
    "0.60, 0.60, NOT_TRAINED",
    "0.60, 0.99, NOT_TRAINED",
    "0.60, 0.20, NOT_TRAINED",
    "0.95, 0.70, OVERFIT",
    "1.00, 0.85, OVERFIT",
    "0.95, 0.95, FINE",
    "0.95, 0.94, FINE",
    "0.95, 0.99, FINE",
  })
  void S1_the_three_outcomes(double train, double validation, Verdict verdict) {
    Metrics onTrain = new Metrics.Classification(0.1, train, 10_000);
    Metrics onValidation = new Metrics.Classification(0.1, validation, 5000);
    assertThat(judged(onTrain, onValidation)).isEqualTo(verdict);
  }

  @Test
  void S1_a_bad_training_result_is_never_called_overfitting() {
    for (int validation = 0; validation <= 100; validation++) {
      Metrics onTrain = new Metrics.Classification(0.1, 0.8, 10_000);
      Metrics onValidation = new Metrics.Classification(0.1, validation / 100.0, 5000);
      assertThat(judged(onTrain, onValidation)).isEqualTo(Verdict.NOT_TRAINED);
    }
  }

  @Test
  void S1_runs_are_judged_by_it() throws IOException {
    Path train = Runs.circle(folder.resolve("train.csv"), 600, 1);
    assertThat(Runs.once(Runs.learns(train)).verdict()).isEqualTo(Verdict.FINE);
    assertThat(Runs.once(Runs.learnsNothing(train)).verdict()).isEqualTo(Verdict.NOT_TRAINED);
  }
}
