package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.nn.NetworkSpec;
import plumb.run.Card;
import plumb.run.CardReader;

/** The output layer where a card leaves something open. */
class HeadsTest {
  private static NetworkSpec network(int classes, String... settings) {
    Card card =
        CardReader.apply(
            DefaultCard.of(plumb.run.DataSettings.of(Path.of("d.csv"), Optional.of("y")), 1),
            List.of(settings),
            Path.of(""),
            _ -> {});
    Targets targets =
        classes == 0
            ? new Targets.Values(new float[2])
            : new Targets.Classes(new int[] {0, 1}, classes);
    return Heads.network(card, new Examples(new Inputs.Floats(new float[2], 2, 1), targets));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, auto, Linear, MEAN_SQUARED_ERROR",
    "2, 1, auto, Sigmoid, BINARY_CROSS_ENTROPY",
    "2, 2, auto, Softmax, CROSS_ENTROPY",
    "3, 3, auto, Softmax, CROSS_ENTROPY",
    "3, 3, binary-cross-entropy, Sigmoid, BINARY_CROSS_ENTROPY",
    "2, 1, hinge, Linear, HINGE",
  })
  void a_silent_activation_follows_the_task(
      int classes, int units, String loss, String activation, String expected) {
    NetworkSpec network =
        network(classes, "head={units: %d, bias: -1}".formatted(units), "loss=" + loss);
    assertThat(network.head().activation().getClass().getSimpleName()).isEqualTo(activation);
    assertThat(network.head().bias()).isEqualTo(-1);
    assertThat(network.loss().name()).isEqualTo(expected);
    assertThat(Heads.doubts(network)).isEmpty();
  }

  @Test
  void a_head_whose_answers_are_no_probabilities_is_doubted_under_a_loss_that_reads_them() {
    assertThat(Heads.doubts(network(3, "head={units: 3, activation: relu}")))
        .singleElement()
        .asString()
        .contains("reads probabilities");
  }
}
