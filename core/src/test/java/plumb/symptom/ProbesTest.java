package plumb.symptom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.cause.CaseFile;
import plumb.cause.Finding;
import plumb.cause.ShallowerTwin;
import plumb.experiment.MadeUp;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.math.Team;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Examination;
import plumb.run.Verdict;
import plumb.train.StopSignal;
import plumb.train.TrainingListener;
import plumb.treatment.NetworkTreatments;

/** Single questions that a trained network is asked. */
class ProbesTest {
  @TempDir Path folder;
  private MadeUp data = new MadeUp(Path.of(""));
  private final Workbench workbench =
      new Workbench(CardData.remembered(), Team.of(1), Optional.empty(), StopSignal.NEVER);

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

  private Trained trained(Card card) {
    return workbench.train(card, TrainingListener.NONE, StopSignal.NEVER);
  }

  private CaseFile file(Trained trained) {
    return new CaseFile(
        trained,
        Verdict.NOT_TRAINED,
        List.of(),
        new DirectAnswers(trained, workbench),
        false,
        workbench.team());
  }

  @Test
  void targets_that_belong_to_their_inputs_are_learned_faster_than_dealt_ones() {
    ShuffledLabels asked = ShuffledLabels.of(trained(card(data.clean())), workbench);
    assertThat(asked.justAsGood()).isFalse();
    assertThat(asked.own()).isGreaterThan(asked.shuffled() + 0.2);
    assertThat(asked.measurement().sentence()).contains("its targets belong to their inputs");
  }

  @Test
  void numbers_are_dealt_anew_as_well_as_classes() {
    ShuffledLabels asked = ShuffledLabels.of(trained(card(data.quantity())), workbench);
    assertThat(asked.justAsGood()).isFalse();
    assertThat(asked.shuffled()).isLessThan(0.2);
  }

  @Test
  void targets_that_say_nothing_are_learned_no_better_than_dealt_ones() {
    ShuffledLabels asked = ShuffledLabels.of(trained(card(data.meaningless())), workbench);
    assertThat(asked.justAsGood()).isTrue();
    assertThat(asked.measurement().evidence().numbers()).containsKey("trainScoreShuffled");
  }

  @Test
  void the_training_set_decides_between_a_deep_network_and_its_shallower_twin() {
    String deep = "network=[" + String.join(", ", Collections.nCopies(24, "dense: 24, relu")) + "]";
    Card card = card(data.clean(), deep);
    CaseFile file = file(trained(card));
    NetworkTreatments.Shallower shallower = ShallowerTwin.of(file).orElseThrow();
    assertThat(shallower.layers()).isEqualTo(8);
    Trained twin = trained(shallower.apply(card));
    Finding found = ShallowerTwin.compared(file, shallower, twin).orElseThrow();
    assertThat(found.id()).isEqualTo(CauseId.VANISHING_GRADIENT);
    assertThat(found.evidence().numbers())
        .containsEntry("layers", 24.0)
        .containsEntry("layersOfTwin", 8.0)
        .containsEntry("trainScoreOfTwin", twin.train());
    assertThat(twin.train()).isGreaterThan(limit(found));
    assertThat(ShallowerTwin.compared(file, shallower, file.trained()))
        .as("one that is as good says nothing")
        .isEmpty();
  }

  private static double limit(Finding found) {
    return found.evidence().readings().getLast().limit().orElseThrow();
  }

  @Test
  void a_network_of_two_layers_has_no_twin_to_ask() {
    assertThat(ShallowerTwin.of(file(trained(card(data.clean(), "epochs=1"))))).isEmpty();
  }

  @Test
  void every_question_is_asked_once() {
    DirectAnswers answers = new DirectAnswers(trained(card(data.clean())), workbench);
    assertThat(answers.all()).isEmpty();
    answers.ask();
    List<Examination.Measurement> all = answers.all();
    double work = workbench.work();
    answers.ask();
    assertThat(answers.zeroed().justAsGood()).isFalse();
    assertThat(answers.all()).isEqualTo(all).hasSizeGreaterThan(3);
    assertThat(workbench.work()).isEqualTo(work);
  }
}
