package plumb.symptom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.symptom.LayerSigns.Layer;

class LayerSignsTest {
  private static final double NO = Double.NaN;

  private static Layer graded(String name, double gradient) {
    return new Layer(name, gradient, NO, NO, NO);
  }

  @Test
  void a_gradient_that_is_a_thousandth_in_the_first_layer_has_vanished() {
    assertThat(LayerSigns.of(List.of(graded("a", 9e-5), graded("b", 1e-2), graded("c", 0.1))))
        .containsExactly(new LayerSigns.VanishedGradient("a", "c", 9e-5 / 0.1));
    assertThat(LayerSigns.of(List.of(graded("a", 2e-4), graded("b", 1e-2), graded("c", 0.1))))
        .isEmpty();
  }

  @Test
  void of_two_layers_none_is_far_away() {
    assertThat(LayerSigns.of(List.of(graded("a", 1e-9), graded("c", 0.1)))).isEmpty();
  }

  @Test
  void more_than_half_of_the_units_dead_or_saturated_are_signs() {
    assertThat(
            LayerSigns.of(
                List.of(new Layer("a", NO, NO, 0.5, 0.5), new Layer("b", NO, NO, 0.6, 0.7))))
        .containsExactly(
            new LayerSigns.DeadUnits("b", 0.6), new LayerSigns.SaturatedUnits("b", 0.7));
  }

  @Test
  void the_last_layer_with_updates_speaks_for_the_rate() {
    assertThat(
            LayerSigns.of(List.of(new Layer("a", NO, 1, NO, NO), new Layer("b", NO, 1e-3, NO, NO))))
        .isEmpty();
    assertThat(LayerSigns.of(List.of(new Layer("b", NO, 0.2, NO, NO), graded("c", 1))))
        .containsExactly(new LayerSigns.LongUpdates("b", 0.2));
    assertThat(LayerSigns.of(List.of(new Layer("b", NO, 1e-8, NO, NO))))
        .containsExactly(new LayerSigns.ShortUpdates("b", 1e-8));
  }

  @Test
  void nothing_measured_says_nothing() {
    assertThat(LayerSigns.of(List.of())).isEmpty();
    assertThat(LayerSigns.of(List.of(graded("a", NO)))).isEmpty();
  }
}
