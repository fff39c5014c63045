package plumb.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.BadInput;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;

class RoomTest {
  private static NetworkSpec network(int inputs, int units) {
    return new NetworkSpec(
        inputs,
        List.of(new Layer.Dense(units, Init.AUTO, 0)),
        new Head(2, Activation.SOFTMAX),
        Loss.CROSS_ENTROPY);
  }

  private static TrainingSpec batch(int batch) {
    return new TrainingSpec(
        new Optimizer(new UpdateRule.Adam(0.001)),
        Penalty.NONE,
        batch,
        1,
        new Stopping.Never(),
        true,
        1);
  }

  @Test
  void a_network_needs_its_parameters_four_times_with_adam() {
    // 10 * 100 + 100 + 100 * 2 + 2 parameters, and 32 rows of the widest layer.
    long needed = 4 * (4 * 1302 + 32 * 100);

    assertThatCode(() -> Room.check(network(10, 100), batch(32), needed))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Room.check(network(10, 100), batch(32), needed - 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("1302 parameters", "fewer units", "-Xmx");
  }

  @Test
  void a_batch_has_to_fit_into_an_array() {
    assertThatThrownBy(() -> Room.check(network(10, 1000), batch(3_000_000), Long.MAX_VALUE))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("3000000 examples", "at most 2147483");
  }

  @Test
  void a_network_has_to_fit_into_an_array() {
    assertThatThrownBy(() -> Room.check(network(70_000, 70_000), batch(1), Long.MAX_VALUE))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("layer 1 weights, 70000 x 70000", "fewer units");
  }
}
