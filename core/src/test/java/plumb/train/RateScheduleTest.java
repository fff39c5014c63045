package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.optim.Schedule;

/** Schedules over a run of 10 epochs of 4 updates. */
class RateScheduleTest {
  private static final int EPOCHS = 10;
  private static final int UPDATES = 4;

  private static RateSchedule schedule(Schedule schedule) {
    return new RateSchedule(schedule, EPOCHS, UPDATES, Checkpoint.Plateau.START);
  }

  static Stream<Arguments> factors() {
    Schedule step = new Schedule.Step(3, 0.5);
    Schedule cosine = new Schedule.Cosine(0.2);
    Schedule warmUp = new Schedule.WarmUp(2);
    Schedule oneCycle = new Schedule.OneCycle(0.25);
    return Stream.of(
        Arguments.of(Schedule.CONSTANT, 0, 1.0),
        Arguments.of(Schedule.CONSTANT, 39, 1.0),
        Arguments.of(step, 0, 1.0),
        Arguments.of(step, 11, 1.0),
        Arguments.of(step, 12, 0.5),
        Arguments.of(step, 24, 0.25),
        Arguments.of(step, 39, 0.125),
        Arguments.of(cosine, 0, 1.0),
        Arguments.of(cosine, 10, 0.2 + 0.8 * 0.5 * (1 + Math.sqrt(0.5))),
        Arguments.of(cosine, 20, 0.6),
        Arguments.of(cosine, 40, 0.2),
        Arguments.of(warmUp, 0, 1 / 8.0),
        Arguments.of(warmUp, 3, 0.5),
        Arguments.of(warmUp, 7, 1.0),
        Arguments.of(warmUp, 39, 1.0),
        Arguments.of(oneCycle, 0, 0.04),
        Arguments.of(oneCycle, 5, 0.52),
        Arguments.of(oneCycle, 10, 1.0),
        Arguments.of(oneCycle, 25, 0.50005),
        Arguments.of(oneCycle, 40, 1e-4));
  }

  @ParameterizedTest
  @MethodSource("factors")
  void a_schedule_has_its_factor_after_some_updates(Schedule schedule, int done, double factor) {
    assertThat(schedule(schedule).factor(done)).isCloseTo(factor, within(1e-12));
  }

  @Test
  void on_a_plateau_the_rate_falls_after_the_patience_and_again_after_it() {
    RateSchedule schedule = schedule(new Schedule.OnPlateau(2, 0.5));
    double[] losses = {3, 2, 2, 1.5, 1.6, 1.5, 1.7, 1.4, 1.4, Double.NaN};
    double[] factors = {1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25};
    for (int epoch = 0; epoch < losses.length; epoch++) {
      schedule.epochEnded(losses[epoch]);
      assertThat(schedule.factor(4L * epoch)).as("epoch %d", epoch).isEqualTo(factors[epoch]);
    }
  }
}
