package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.recipe.Score.Standing;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

class ScoreTest {
  @ParameterizedTest
  @CsvSource({
    "0.538, 0.0725, 0.556, 0.063, NOT_TOLD_APART",
    "0.900, 0.0100, 0.800, 0.010, BETTER",
    "0.800, 0.0100, 0.900, 0.010, WORSE",
    "0.829, 0.0100, 0.800, 0.010, BETTER",
    "0.828, 0.0100, 0.800, 0.010, NOT_TOLD_APART",
    "NaN,   NaN,    0.100, 0.010, WORSE",
    "0.100, 0.0100, NaN,   NaN,   BETTER",
    "NaN,   NaN,    NaN,   NaN,   NOT_TOLD_APART",
    "0.500, NaN,    0.100, 0.010, NOT_TOLD_APART"
  })
  void one_score_beats_another_only_beyond_the_margin_of_the_difference(
      double value, double error, double other, double otherError, Standing standing) {
    assertThat(new Score(value, error).against(new Score(other, otherError))).isEqualTo(standing);
  }

  @Test
  void scores_are_written_in_the_unit_of_their_kind() {
    Metrics classes = new Metrics.Classification(0.1, 0.5, 100);
    Metrics numbers = new Metrics.Regression(1, 1, 1, -0.0001, 0.06, 100);
    assertThat(Score.value(classes, 0.969)).isEqualTo("96.9 %");
    assertThat(Score.value(numbers, 0.45)).isEqualTo("R2 0.450");
    assertThat(Score.words(numbers)).isEqualTo("R2 0.000 (± 0.120)");
    assertThat(Score.difference(classes, 0.031)).isEqualTo("3.1 points");
    assertThat(Score.difference(numbers, 0.1931)).isEqualTo("0.193");
  }

  @Test
  void a_score_of_classes_says_whether_every_class_counts_the_same() {
    Metrics classes =
        new Metrics.Classification(
            0.1,
            0.97,
            1000,
            Optional.of(Metrics.ByClass.of(new int[] {900, 100}, new int[] {900, 62})),
            OptionalDouble.empty());

    assertThat(Score.words(classes)).isEqualTo("97.0 % right (± 1.1)");
    assertThat(Score.words(classes, PrimaryScore.BALANCED_ACCURACY))
        .isEqualTo("81.0 % of each class right on average (± 4.8)");
    assertThat(Score.value(PrimaryScore.BALANCED_ACCURACY, 0.8132))
        .isEqualTo("81.3 % of each class");
    assertThat(Score.difference(PrimaryScore.BALANCED_ACCURACY, 0.031)).isEqualTo("3.1 points");
    assertThat(Score.of(classes, PrimaryScore.BALANCED_ACCURACY).value()).isEqualTo(0.81);
    assertThat(Score.of(classes)).isEqualTo(Score.of(classes, PrimaryScore.ACCURACY));
  }
}
