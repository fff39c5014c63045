package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.run.CardReader;

/** S8: leaky ReLU gives 0.01 z for z below 0; the slope can be set. */
class S08LeakyReluTest {
  @ParameterizedTest
  @ValueSource(strings = {"modern", "lecture", "pytorch"})
  void S8_the_slope_is_exactly_a_hundredth_unless_a_card_says_otherwise(String convention) {
    assertThat(layer("leaky-relu", convention)).isEqualTo(new Activation.LeakyRelu(0.01f));
    assertThat(layer("leaky-relu: 0.3", convention)).isEqualTo(new Activation.LeakyRelu(0.3f));
  }

  private static Activation layer(String name, String convention) {
    String card =
        "data: {train: a.csv, target: y}\nconvention: %s\nnetwork: [%s]\n"
            .formatted(convention, name);
    return ((Layer.Activate) CardReader.parse(card, Path.of(""), "card.yaml").network().getFirst())
        .function();
  }

  @Test
  void S8_value_and_slope() {
    Activation leaky = new Activation.LeakyRelu(0.01f);
    assertThat(Net.value(leaky, 3)).isEqualTo(3);
    assertThat(Net.slope(leaky, 3)).isEqualTo(1);
    assertThat(Net.value(leaky, -3)).isEqualTo(-3 * 0.01f);
    assertThat(Net.slope(leaky, -3)).isEqualTo(0.01f);
    assertThat(Net.value(leaky, 0)).isZero();
    assertThat(Net.slope(leaky, 0)).isEqualTo(0.01f);
  }
}
