package plumb.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.run.Card;
import plumb.run.CardReader;

class ExampleCardsTest {
  private static final Path CARDS =
      Path.of(System.getProperty("plumb.root", "..")).resolve("examples/cards");

  static List<String> cards() throws IOException {
    try (Stream<Path> files = Files.list(CARDS)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yaml") && !name.equals("digits.yaml"))
          .sorted()
          .toList();
    }
  }

  @Test
  void there_is_a_card_for_every_method() throws IOException {
    assertThat(cards())
        .contains(
            "relu.yaml",
            "leaky-relu.yaml",
            "prelu.yaml",
            "prelu-layer.yaml",
            "prelu-network.yaml",
            "elu.yaml",
            "selu.yaml",
            "sigmoid.yaml",
            "tanh.yaml",
            "softplus.yaml",
            "gelu.yaml",
            "maxout.yaml",
            "sgd.yaml",
            "momentum.yaml",
            "nesterov.yaml",
            "adagrad.yaml",
            "rmsprop.yaml",
            "adam.yaml",
            "adamw.yaml",
            "step.yaml",
            "warm-up.yaml",
            "one-cycle.yaml",
            "on-plateau.yaml",
            "clip.yaml",
            "l1.yaml",
            "l1-stop-at-zero.yaml",
            "l2.yaml",
            "max-norm.yaml",
            "dropout.yaml",
            "dropout-modern.yaml",
            "early-stopping.yaml",
            "stop-beyond-noise.yaml",
            "ensemble.yaml",
            "maxout-mnist.yaml");
  }

  @ParameterizedTest
  @MethodSource("cards")
  void a_card_is_read_without_remarks_and_explained_in_80_columns(String name) {
    List<String> remarks = new ArrayList<>();
    Card card = CardReader.read(CARDS.resolve(name), List.of(), Path.of(""), remarks::add);
    assertThat(remarks).isEmpty();
    assertThat(card.data().train().file())
        .contains(CARDS.resolve("mnist/train-images-idx3-ubyte.gz"));
    String text =
        ExplanationText.of(Explainer.explain(card.withData(here(card)), Optional.empty()));
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(82));
    assertThat(Files.exists(CARDS.resolve("README.md"))).isTrue();
  }

  private static plumb.run.DataSettings here(Card card) {
    return plumb.run.DataSettings.of(Path.of("images.gz"), card.data().target());
  }
}
