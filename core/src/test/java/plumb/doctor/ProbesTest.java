package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.math.Team;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.train.TrainingListener;

/** Single questions that the doctor asks. */
class ProbesTest {
  private static final DoctorOptions OPTIONS = DoctorOptions.of(CardData.remembered());

  @TempDir Path folder;
  private MadeUp data = new MadeUp(Path.of(""));
  private final Laboratory laboratory = new Laboratory(OPTIONS, Team.of(1));

  @BeforeEach
  void make() {
    data = new MadeUp(folder);
  }

  private static Card card(Path train, String... settings) {
    Card clean =
        CardReader.apply(
            Cards.of(DataSettings.of(train, Optional.of("c"))),
            List.of(
                "network=[dense: 24, relu, dense: 24, relu]",
                "optimizer={adam: 0.005}",
                "epochs=20"));
    return CardReader.apply(clean, List.of(settings));
  }

  private Trial trained(Card card) {
    return laboratory.train(card, TrainingListener.NONE, laboratory.stop());
  }

  @Test
  void targets_that_belong_to_their_inputs_are_learned_faster_than_dealt_ones() {
    ShuffledLabels asked = ShuffledLabels.of(trained(card(data.clean())), laboratory);
    assertThat(asked.justAsGood()).isFalse();
    assertThat(asked.own()).isGreaterThan(asked.shuffled() + 0.2);
    assertThat(asked.measurement().sentence()).contains("its targets belong to their inputs");
  }

  @Test
  void numbers_are_dealt_anew_as_well_as_classes() {
    ShuffledLabels asked = ShuffledLabels.of(trained(card(data.quantity())), laboratory);
    assertThat(asked.justAsGood()).isFalse();
    assertThat(asked.shuffled()).isLessThan(0.2);
  }

  @Test
  void targets_that_say_nothing_are_learned_no_better_than_dealt_ones() {
    ShuffledLabels asked = ShuffledLabels.of(trained(card(data.meaningless())), laboratory);
    assertThat(asked.justAsGood()).isTrue();
    assertThat(asked.measurement().evidence().numbers()).containsKey("trainScoreShuffled");
  }

  @Test
  void the_training_set_decides_between_a_deep_network_and_its_shallower_twin() {
    String deep = "network=[" + String.join(", ", Collections.nCopies(24, "dense: 24, relu")) + "]";
    Inquiry inquiry = new Inquiry(laboratory, OPTIONS, card(data.clean(), deep));
    Found found = ShallowerTwin.of(laboratory, inquiry, inquiry.first()).orElseThrow();
    Map<String, Double> evidence = found.suspect().evidence();
    assertThat(found.suspect().id()).isEqualTo(CauseId.VANISHING_GRADIENT);
    assertThat(evidence).containsEntry("layers", 24.0).containsEntry("layersOfTwin", 8.0);
    assertThat(evidence.getOrDefault("trainScoreOfTwin", 0.0))
        .isGreaterThan(
            evidence.getOrDefault("trainScore", 1.0)
                + evidence.getOrDefault("gainTrainLimit", 1.0));
  }

  @Test
  void a_network_of_two_layers_has_no_twin_to_ask() {
    Inquiry inquiry = new Inquiry(laboratory, OPTIONS, card(data.clean(), "epochs=1"));
    assertThat(ShallowerTwin.of(laboratory, inquiry, inquiry.first())).isEmpty();
    assertThat(inquiry.probes()).isEmpty();
  }
}
