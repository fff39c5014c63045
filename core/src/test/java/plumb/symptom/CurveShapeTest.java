package plumb.symptom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.math.RandomStream;

class CurveShapeTest {
  private static final double[] NONE = new double[0];

  private static double[] curve(int points, IntToDoubleFunction value) {
    double[] values = new double[points];
    Arrays.setAll(values, value);
    return values;
  }

  private static double[] nothing(int points) {
    return curve(points, _ -> Double.NaN);
  }

  private static CurveShape of(double[] train, double[] validation) {
    double[] none = nothing(train.length);
    return CurveShape.of(train, validation, none, none, none);
  }

  private static CurveShape ofTraining(double... losses) {
    return of(losses, nothing(losses.length));
  }

  @Test
  void a_curve_without_values_has_no_symptoms() {
    CurveShape shape = CurveShape.of(NONE, NONE, NONE, NONE, NONE);
    assertThat(shape.training().points()).isZero();
    assertThat(shape.validation()).isEmpty();
    assertThat(shape.training().jumps().found()).isFalse();
    assertThat(shape.training().risen().found()).isFalse();
    assertThat(shape.scores().gap().found()).isFalse();
  }

  @Test
  void five_in_a_hundred_in_thirty_of_a_hundred_steps_are_jumps() {
    double[] jumpy = {1, 1.06, 1, 1.06, 1, 1.06, 1, 1, 1, 1, 1};
    assertThat(ofTraining(jumpy).training().jumps()).isEqualTo(new CurveShape.Reading(3, 3, true));
    double[] calm = {1, 1.04, 1, 1.04, 1, 1.04, 1, 1, 1, 1, 1};
    assertThat(ofTraining(calm).training().jumps().value()).isZero();
    double[] seldom = {1, 1.06, 1, 1.06, 1, 1, 1, 1, 1, 1, 1};
    assertThat(ofTraining(seldom).training().jumps().found()).isFalse();
  }

  @Test
  void a_loss_that_is_not_finite_ends_the_curve_there() {
    CurveShape shape = ofTraining(2, 3, Double.POSITIVE_INFINITY, 1, 1);
    assertThat(shape.training().divergedAt()).hasValue(2);
    assertThat(shape.training().points()).isEqualTo(2);
    assertThat(shape.training().lowest()).isEqualTo(2);
  }

  @Test
  void what_was_not_written_is_skipped_and_places_are_those_of_the_arrays() {
    double nan = Double.NaN;
    CurveShape shape =
        of(
            new double[] {1, nan, 0.5, nan, 0.2, 0.1, nan, 0.05},
            new double[] {nan, 0.9, nan, 0.6, nan, 0.8, nan, 0.9});
    CurveShape.Validation validation = shape.validation().orElseThrow();
    assertThat(validation.turnAt()).isEqualTo(3);
    assertThat(validation.points()).isEqualTo(4);
    assertThat(validation.rise().found()).isTrue();
    // At the turn the last training loss that was written is 0.5.
    assertThat(validation.fellSince()).isEqualTo((0.5 - 0.1) / 0.95);
  }

  /** The zero of a loss that goes below zero is arbitrary, and so is its unit. */
  @ParameterizedTest
  @CsvSource({"-60, 1", "-2, 0.01", "-0.7, 1", "-1e6, 1000"})
  void without_a_floor_nothing_depends_on_zero_and_unit(double zero, double unit) {
    IntToDoubleFunction falling = i -> zero + unit * (Math.exp(-i / 6.0) - 1);
    IntToDoubleFunction turning = i -> falling.applyAsDouble(i) + unit * 0.02 * Math.max(0, i - 12);
    CurveShape shape = of(curve(40, falling), curve(40, turning));
    assertThat(shape.training().hasFloor()).isFalse();
    assertThat(shape.training().jumps().found()).isFalse();
    assertThat(shape.training().hardlyFell().found()).isFalse();
    assertThat(shape.training().falling().found()).isFalse();
    assertThat(shape.training().left()).isLessThan(0.01);
    assertThat(shape.validation().orElseThrow().rise().found()).isTrue();
    assertThat(shape.validation().orElseThrow().turnAt()).isEqualTo(13);
  }

  @Test
  void a_loss_below_zero_that_goes_up_and_down_jumps_by_its_range() {
    assertThat(ofTraining(-60, -20, -90, -10, -80, -15, -85).training().jumps().found()).isTrue();
    assertThat(ofTraining(-60, -60.1, -60, -60.1, -60, -60.1).training().jumps().found()).isFalse();
  }

  @Test
  void a_loss_that_falls_evenly_but_hardly_is_slow_and_one_that_comes_to_rest_is_not() {
    double[] slow = curve(20, i -> 2.3 - 0.001 * i);
    assertThat(ofTraining(slow).training().slow().found()).isTrue();
    assertThat(ofTraining(slow).training().hardlyFell().found()).isTrue();
    double[] resting = curve(40, i -> 1.9 + 0.4 * Math.exp(-i / 3.0));
    assertThat(ofTraining(resting).training().slow().found()).isFalse();
  }

  @Test
  void a_rate_that_is_spent_early_is_found_and_a_warm_up_is_not() {
    double[] train = curve(20, i -> 1.0 / (i + 1));
    double[] none = nothing(20);
    double[] early = curve(20, i -> i < 5 ? 0.1 : 1e-5);
    double[] warm = curve(20, i -> i < 5 ? 1e-5 : 0.1);
    double[] late = curve(20, i -> i < 18 ? 0.1 : 1e-5);
    assertThat(CurveShape.of(train, none, none, none, early).rateDecayedAt()).hasValue(5);
    assertThat(CurveShape.of(train, none, none, none, warm).rateDecayedAt()).isEmpty();
    assertThat(CurveShape.of(train, none, none, none, late).rateDecayedAt()).isEmpty();
  }

  @Test
  void the_gap_is_that_of_the_last_three_scores() {
    double[] train = {0.5, 0.8, 0.9, 0.2, 0.91, 0.92};
    double[] held = {0.5, 0.7, 0.8, 0.8, 0.81, 0.1};
    CurveShape.Scores scores =
        CurveShape.of(nothing(6), nothing(6), train, held, nothing(6)).scores();
    assertThat(scores.train()).isEqualTo(0.91);
    assertThat(scores.validation()).isEqualTo(0.8);
    assertThat(scores.gap().found()).isTrue();
  }

  /** Losses that fall to rest with noise must not turn; those that rise by a fifth must. */
  @ParameterizedTest
  @CsvSource({"20, 0", "20, 0.01", "40, 0.03", "100, 0.03", "300, 0.03"})
  void noise_is_no_turn_and_a_turn_is_no_noise(int points, double noise) {
    int falseAlarms = 0;
    int turns = 0;
    int trials = 300;
    for (int trial = 0; trial < trials; trial++) {
      RandomStream r = RandomStream.of(11).child(trial);
      double rest = 0.1 + 0.4 * r.uniform(0);
      double tau = points * (0.03 + 0.1 * r.uniform(1));
      IntToDoubleFunction fall = i -> rest + 2 * Math.exp(-i / tau);
      double[] train = curve(points, i -> 0.4 * fall.applyAsDouble(i));
      double[] held =
          curve(points, i -> fall.applyAsDouble(i) * (1 + noise * r.normal(2L * i + 10)));
      double[] turned =
          curve(points, i -> held[i] + rest * Math.max(0, i - points / 2) / (points / 2.0));
      falseAlarms += of(train, held).validation().orElseThrow().rise().found() ? 1 : 0;
      turns += of(train, turned).validation().orElseThrow().rise().found() ? 1 : 0;
    }
    assertThat(falseAlarms).isLessThanOrEqualTo(trials / 50);
    assertThat(turns).isGreaterThanOrEqualTo(trials * 49 / 50);
  }
}
