package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoiseAwareStoppingTest {
  /** Accuracies on validation, one an epoch from epoch 0 on. */
  private static List<EpochRecord> history(int rows, double... accuracies) {
    List<EpochRecord> history = new ArrayList<>();
    for (int epoch = 0; epoch < accuracies.length; epoch++) {
      Metrics validation = new Metrics.Classification(0.5, accuracies[epoch], rows);
      history.add(new EpochRecord(epoch, epoch, 0, 0, 0, validation, Optional.of(validation)));
    }
    return history;
  }

  private static Optional<StopReason> enough(Stopping stopping, List<EpochRecord> history) {
    return Waiting.enough(stopping, PrimaryScore.ACCURACY, history, 0);
  }

  @Test
  void small_gains_within_the_error_bar_do_not_count() {
    // 0.9 on 100 rows has a standard error of about 0.03.
    List<EpochRecord> creeping = history(100, 0.5, 0.9, 0.91, 0.91, 0.92);
    assertThat(enough(new Stopping.Patience(3, 0), creeping)).isEmpty();
    Optional<StopReason> reason = enough(new Stopping.PatienceBeyondNoise(3, 1), creeping);
    assertThat(reason).isPresent();
    StopReason.NoImprovementBeyondNoise noise =
        (StopReason.NoImprovementBeyondNoise) reason.orElseThrow();
    assertThat(noise.noise()).isCloseTo(0.031, within(0.001));
    assertThat(noise.sentence())
        .isEqualTo(
            "The error has not fallen by more than its noise, 0.031 on 100 rows, for 3 epochs; epoch 0 was the best.");
  }

  @Test
  void the_same_gains_on_many_rows_count() {
    List<EpochRecord> creeping = history(100_000, 0.5, 0.9, 0.91, 0.915, 0.92);
    assertThat(enough(new Stopping.PatienceBeyondNoise(3, 1), creeping)).isEmpty();
    assertThat(enough(new Stopping.PatienceBeyondNoise(3, 25), creeping)).isPresent();
  }

  @Test
  void many_small_gains_add_up() {
    List<EpochRecord> creeping = history(100, 0.5, 0.90, 0.91, 0.92, 0.935, 0.94, 0.95);
    assertThat(enough(new Stopping.PatienceBeyondNoise(3, 1), creeping)).isEmpty();
  }

  @Test
  void a_fixed_margin_and_no_stopping_work_as_before() {
    List<EpochRecord> creeping = history(100, 0.5, 0.9, 0.91, 0.91, 0.92);
    assertThat(enough(new Stopping.Patience(3, 0.05), creeping))
        .contains(new StopReason.NoImprovement(0, 3, 0.05));
    assertThat(enough(new Stopping.Patience(3, 0.005), creeping)).isEmpty();
    assertThat(enough(new Stopping.Never(), creeping)).isEmpty();
  }

  @Test
  void the_error_bar_of_a_loss_is_that_of_its_squares() {
    // A loss of 2 that explains a half of the variance: the variance is 4.
    Metrics half = new Metrics.Regression(2, 1.4, 1, 0.5, 0.03, 100);
    assertThat(Stopping.standardError(half, PrimaryScore.R2)).isCloseTo(4 * 0.03, within(1e-12));
    assertThat(Stopping.standardError(new Metrics.Regression(0, 0, 0, 1, 0, 100), PrimaryScore.R2))
        .isZero();
    List<EpochRecord> history = new ArrayList<>();
    for (double loss : new double[] {4, 2, 1.95, 1.93}) {
      Metrics metrics = new Metrics.Regression(loss, 1, 1, 1 - loss / 4, 0.03, 100);
      history.add(new EpochRecord(history.size(), 0, 0, 0, 0, metrics, Optional.of(metrics)));
    }
    assertThat(enough(new Stopping.PatienceBeyondNoise(2, 1), history)).isPresent();
    assertThat(enough(new Stopping.PatienceBeyondNoise(2, 0.1), history)).isEmpty();
    assertThat(enough(new Stopping.PatienceBeyondNoise(3, 1), history)).isEmpty();
  }
}
