package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.BadInput;
import plumb.data.Targets;
import plumb.math.RandomStream;

class PrimaryScoreTest {
  private static Targets.Classes classes(int... rows) {
    int[] labels =
        java.util.stream.IntStream.range(0, rows.length)
            .flatMap(k -> java.util.stream.IntStream.generate(() -> k).limit(rows[k]))
            .toArray();
    return new Targets.Classes(labels, rows.length);
  }

  private static PrimaryScore auto(Targets train) {
    return PrimaryScore.of(Optional.empty(), train);
  }

  @ParameterizedTest
  @CsvSource({
    // 0.3 / 2 of 1000 rows are 150.
    "850, 150, ACCURACY",
    "851, 149, BALANCED_ACCURACY",
    "149, 851, BALANCED_ACCURACY"
  })
  void of_two_classes_a_rare_one_has_under_fifteen_percent(
      int first, int second, PrimaryScore score) {
    assertThat(auto(classes(first, second))).isEqualTo(score);
  }

  @Test
  void of_more_classes_the_limit_falls_with_their_number() {
    // 0.3 / 3 of 1000 rows are 100.
    assertThat(auto(classes(500, 400, 100))).isEqualTo(PrimaryScore.ACCURACY);
    assertThat(auto(classes(500, 401, 99))).isEqualTo(PrimaryScore.BALANCED_ACCURACY);
    assertThat(auto(classes(600, 400, 0))).isEqualTo(PrimaryScore.ACCURACY);
  }

  @Test
  void numbers_have_r2() {
    assertThat(auto(new Targets.Values(new float[] {1, 2}))).isEqualTo(PrimaryScore.R2);
  }

  @Test
  void what_is_asked_for_holds_and_must_fit_the_target() {
    assertThat(PrimaryScore.of(Optional.of(PrimaryScore.ACCURACY), classes(999, 1)))
        .isEqualTo(PrimaryScore.ACCURACY);
    assertThat(PrimaryScore.of(Optional.of(PrimaryScore.BALANCED_ACCURACY), classes(5, 5)))
        .isEqualTo(PrimaryScore.BALANCED_ACCURACY);
    assertThatThrownBy(() -> PrimaryScore.of(Optional.of(PrimaryScore.R2), classes(5, 5)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("r2 is for numbers");
    Targets numbers = new Targets.Values(new float[] {1});
    assertThatThrownBy(() -> PrimaryScore.of(Optional.of(PrimaryScore.BALANCED_ACCURACY), numbers))
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).contains("score"))
        .hasMessageContaining("balanced-accuracy is for classes");
  }

  @Test
  void every_class_with_rows_counts_the_same() {
    Metrics.ByClass byClass = Metrics.ByClass.of(new int[] {900, 100, 0}, new int[] {900, 30, 0});

    assertThat(byClass.balancedAccuracy()).isCloseTo(0.65, within(1e-15));
    assertThat(byClass.recalls().subList(0, 2)).containsExactly(1.0, 0.3);
    assertThat(byClass.recalls().get(2)).isNaN();
    double first = 902.0 / 904 * (2.0 / 904) / 904;
    double second = 32.0 / 104 * (72.0 / 104) / 104;
    assertThat(byClass.standardError()).isCloseTo(Math.sqrt(first + second) / 2, within(1e-15));
  }

  @Test
  void the_standard_error_is_the_spread_over_many_draws_of_rows() {
    int[] rows = {400, 60, 150};
    double[] chances = {0.9, 0.5, 0.7};
    RandomStream random = RandomStream.of(11);
    int draws = 4000;
    double sum = 0;
    double squares = 0;
    double claimed = 0;
    long next = 0;
    for (int draw = 0; draw < draws; draw++) {
      int[] right = new int[rows.length];
      for (int k = 0; k < rows.length; k++) {
        for (int row = 0; row < rows[k]; row++) {
          right[k] += random.uniform(next++) < chances[k] ? 1 : 0;
        }
      }
      Metrics.ByClass byClass = Metrics.ByClass.of(rows, right);
      sum += byClass.balancedAccuracy();
      squares += byClass.balancedAccuracy() * byClass.balancedAccuracy();
      claimed += byClass.standardError();
    }
    double mean = sum / draws;
    double spread = Math.sqrt(squares / draws - mean * mean);
    assertThat(mean).isCloseTo(0.7, within(0.002));
    // The spread of 4000 draws is itself known to about one percent.
    assertThat(claimed / draws).isCloseTo(spread, within(0.05 * spread));
  }

  @Test
  void what_was_not_measured_is_no_number() {
    Metrics old = new Metrics.Classification(0.1, 0.9, 100);

    assertThat(PrimaryScore.BALANCED_ACCURACY.value(old)).isNaN();
    assertThat(PrimaryScore.BALANCED_ACCURACY.standardError(old)).isNaN();
    assertThat(PrimaryScore.usual(old)).isEqualTo(PrimaryScore.ACCURACY);
    assertThat(PrimaryScore.usual(new Metrics.Regression(1, 1, 1, 0.5, 0.1, 9)))
        .isEqualTo(PrimaryScore.R2);
    assertThatThrownBy(() -> PrimaryScore.R2.value(old))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Metrics measured(double loss, int[] rows, int... right) {
    int all = java.util.Arrays.stream(rows).sum();
    return new Metrics.Classification(
        loss,
        (double) java.util.Arrays.stream(right).sum() / all,
        all,
        Optional.of(Metrics.ByClass.of(rows, right)),
        java.util.OptionalDouble.empty());
  }

  @Test
  void a_rare_class_decides_between_epochs_where_the_score_is_balanced() {
    int[] rows = {950, 50};
    Metrics blind = measured(0.2, rows, 950, 0);
    Metrics seeing = measured(0.3, rows, 900, 40);

    assertThat(Stopping.better(blind, seeing, PrimaryScore.ACCURACY, 0)).isTrue();
    assertThat(Stopping.better(seeing, blind, PrimaryScore.ACCURACY, 0)).isFalse();
    assertThat(Stopping.better(seeing, blind, PrimaryScore.BALANCED_ACCURACY, 0)).isTrue();
    assertThat(Stopping.better(seeing, blind, PrimaryScore.BALANCED_ACCURACY, 0.3)).isTrue();
    assertThat(Stopping.better(seeing, blind, PrimaryScore.BALANCED_ACCURACY, 0.4)).isFalse();
    assertThat(Stopping.standardError(seeing, PrimaryScore.BALANCED_ACCURACY))
        .isGreaterThan(2 * Stopping.standardError(seeing, PrimaryScore.ACCURACY));
  }

  @Test
  void between_equals_the_loss_decides_whatever_the_order_of_the_classes() {
    int[] rows = {30, 30, 30};
    Metrics one = measured(0.2, rows, 3, 21, 30);
    Metrics other = measured(0.3, rows, 30, 3, 21);

    for (PrimaryScore score : List.of(PrimaryScore.ACCURACY, PrimaryScore.BALANCED_ACCURACY)) {
      assertThat(Stopping.better(one, other, score, 0)).isTrue();
      assertThat(Stopping.better(other, one, score, 0)).isFalse();
    }
  }

  @Test
  void waiting_goes_by_the_score() {
    int[] rows = {950, 50};
    // The accuracy falls from epoch 1 on, the rare class is recognized more and more.
    List<EpochRecord> history =
        List.of(
            record(0, measured(0.7, rows, 475, 25)),
            record(1, measured(0.2, rows, 950, 0)),
            record(2, measured(0.2, rows, 930, 15)),
            record(3, measured(0.2, rows, 910, 30)),
            record(4, measured(0.2, rows, 890, 40)));
    Stopping patience = new Stopping.Patience(3, 0);

    assertThat(Waiting.enough(patience, PrimaryScore.ACCURACY, history, 1)).isPresent();
    assertThat(Waiting.enough(patience, PrimaryScore.BALANCED_ACCURACY, history, 4)).isEmpty();
  }

  private static EpochRecord record(int epoch, Metrics metrics) {
    return new EpochRecord(epoch, epoch, 0, 0, 0, metrics, Optional.of(metrics));
  }
}
