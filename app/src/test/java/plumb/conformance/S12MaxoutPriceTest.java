package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.explain.Explainer;
import plumb.explain.ExplanationText;
import plumb.nn.Layer;
import plumb.nn.ParameterLayout;
import plumb.run.Card;
import plumb.run.CardReader;

/** S12: Maxout needs k times the weights, {@code k (in + 1) out}, and the price is printed. */
class S12MaxoutPriceTest {
  private static int parameters(int inputs, Layer layer) {
    return ParameterLayout.of(Net.of(inputs, layer)).segments().stream()
        .filter(segment -> segment.layer() == 0)
        .mapToInt(plumb.nn.Segment::size)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 2", "784, 240, 5", "3, 1, 7"})
  void S12_k_pieces_cost_k_times_a_dense_layer(int inputs, int units, int pieces) {
    assertThat(parameters(inputs, new Layer.Maxout(units, pieces)))
        .isEqualTo(pieces * (inputs + 1) * units)
        .isEqualTo(pieces * parameters(inputs, new Layer.Dense(units)));
  }

  @Test
  void S12_two_outputs_of_two_pieces_are_four_sets_of_weights() {
    assertThat(
            ParameterLayout.of(Net.of(2, new Layer.Maxout(2, 2))).segments().getFirst().columns())
        .isEqualTo(4);
  }

  @Test
  void S12_the_price_is_printed() {
    Card card =
        CardReader.parse(
            "data: {train: a.csv, target: y}\nnetwork: [dense: 10, relu, maxout: {units: 4, pieces: 3}]\n",
            Path.of(""),
            "card.yaml");
    assertThat(card.network()).contains(new Layer.Maxout(4, 3));
    List<String> lines =
        ExplanationText.of(Explainer.explain(card, Optional.empty())).lines().toList();
    assertThat(String.join(" ", lines).replaceAll(" +", " "))
        .contains("10·12 + 12 = 132 parameters, 3 times the price of a dense layer");
  }

  @Test
  void S12_training_says_it_too(@TempDir Path folder) throws IOException {
    Card card =
        Runs.learns(Runs.circle(folder.resolve("t.csv"), 60, 1))
            .withNetwork(List.of(new Layer.Maxout(4, 3)))
            .withEpochs(1);
    assertThat(Runs.once(card).notes())
        .contains(
            "Layer 1, maxout of 4 units with 3 pieces, has 36 parameters of the network's 41: 3 times"
                + " those of a dense layer");
  }
}
