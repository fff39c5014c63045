package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

class SurenessTest {
  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  /** Validation losses, one an epoch, with a quarter of the answers wrong. */
  private static List<EpochRecord> history(int rows, double... losses) {
    List<EpochRecord> history = new ArrayList<>();
    for (double loss : losses) {
      Metrics validation = new Metrics.Classification(loss, 0.75, rows);
      history.add(new EpochRecord(history.size(), 0, 0, 0, 0, validation, Optional.of(validation)));
    }
    return history;
  }

  @Test
  void a_loss_far_above_its_lowest_is_said_with_both_numbers() {
    Optional<Sureness> sure =
        Sureness.of(history(1000, 2.4, 1.91, 2.2, 2.58), 3, OptionalDouble.of(2.302));

    assertThat(sure.orElseThrow().words())
        .isEqualTo(
            "its probabilities are too sure: loss 2.58 on validation, lowest was 1.91 in epoch 1, a constant answer has 2.30");
    assertThat(Sureness.of(history(1000, 2.4, 1.91, 2.2, 2.58), 3, UNKNOWN).orElseThrow().words())
        .doesNotContain("constant");
  }

  @Test
  void a_quarter_above_the_lowest_is_the_limit() {
    assertThat(Sureness.of(history(100_000, 2, 1, 1.24), 2, UNKNOWN)).isEmpty();
    assertThat(Sureness.of(history(100_000, 2, 1, 1.26), 2, UNKNOWN)).isPresent();
    assertThat(Sureness.of(history(100_000, 2, 1, 1.26), 1, UNKNOWN)).isEmpty();
  }

  @Test
  void on_few_rows_the_same_losses_say_nothing() {
    // As uncertain as the number of wrong answers: 5 of 20, give or take 2.
    assertThat(Sureness.of(history(20, 2, 1, 1.4), 2, UNKNOWN)).isEmpty();
    assertThat(Sureness.of(history(2000, 2, 1, 1.4), 2, UNKNOWN)).isPresent();
  }

  @Test
  void a_loss_above_that_of_a_constant_answer_is_said_even_where_it_is_the_lowest() {
    Optional<Sureness> sure = Sureness.of(history(5000, 0.9, 0.8), 1, OptionalDouble.of(0.56));

    assertThat(sure.orElseThrow().words())
        .isEqualTo(
            "its probabilities are too sure: loss 0.80 on validation, a constant answer has 0.56");
    assertThat(Sureness.of(history(5000, 0.9, 0.57), 1, OptionalDouble.of(0.56))).isEmpty();
    assertThat(Sureness.of(history(5000, 0.9, 0.5), 1, OptionalDouble.of(0.56))).isEmpty();
  }

  @Test
  void nothing_is_said_of_numbers_or_without_validation_rows_or_of_a_broken_loss() {
    Metrics number = new Metrics.Regression(9, 1, 1, 0.5, 0.1, 1000);
    assertThat(
            Sureness.of(
                List.of(new EpochRecord(0, 0, 0, 0, 0, number, Optional.of(number))),
                0,
                OptionalDouble.of(1)))
        .isEmpty();
    Metrics alone = new Metrics.Classification(9, 0.5, 1000);
    assertThat(
            Sureness.of(
                List.of(new EpochRecord(0, 0, 0, 0, 0, alone, Optional.empty())),
                0,
                OptionalDouble.of(1)))
        .isEmpty();
    assertThat(Sureness.of(history(1000, 1, Double.NaN), 1, UNKNOWN)).isEmpty();
    assertThat(Sureness.of(history(1000, Double.NaN, 1), 1, UNKNOWN)).isEmpty();
  }

  @Test
  void only_the_logarithm_of_a_probability_is_held_against_a_constant_answer() {
    assertThat(comparable(3, Activation.SOFTMAX, Loss.CROSS_ENTROPY)).isTrue();
    assertThat(comparable(1, Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY)).isTrue();
    assertThat(comparable(3, Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY)).isFalse();
    assertThat(comparable(3, Activation.SOFTMAX, Loss.MEAN_SQUARED_ERROR)).isFalse();
    assertThat(comparable(1, Activation.LINEAR, Loss.HINGE)).isFalse();
  }

  private static boolean comparable(int units, Activation activation, Loss loss) {
    return Sureness.comparable(new NetworkSpec(2, List.of(), new Head(units, activation), loss));
  }
}
