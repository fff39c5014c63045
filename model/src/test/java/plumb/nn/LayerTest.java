package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTest {
  @Test
  void a_layer_without_units_is_refused() {
    assertThatThrownBy(() -> new Layer.Dense(0)).hasMessage("units must be at least 1, not 0");
    assertThatThrownBy(() -> new Layer.Maxout(0, 2)).hasMessage("units must be at least 1, not 0");
    assertThat(new Layer.Dense(1).units()).isEqualTo(1);
  }

  @Test
  void maxout_of_a_single_piece_is_refused() {
    assertThatThrownBy(() -> new Layer.Maxout(3, 1)).hasMessage("pieces must be at least 2, not 1");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1, 1.5f, Float.NaN})
  void a_probability_to_drop_outside_0_to_below_1_is_refused(float p) {
    assertThatThrownBy(() -> new Layer.Dropout(p)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dropping_nothing_is_allowed() {
    assertThat(new Layer.Dropout(0).keep()).isEqualTo(1);
  }
}
