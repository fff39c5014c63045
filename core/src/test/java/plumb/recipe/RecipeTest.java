package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.optim.Optimizer;
import plumb.optim.UpdateRule;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.HeadChoice;
import plumb.run.RunDocument;
import plumb.run.Verdict;
import plumb.train.StopSignal;
import plumb.train.TrainingEvent;

class RecipeTest {
  @TempDir Path folder;
  private Path train = Path.of("");
  private Path test = Path.of("");

  @BeforeEach
  void a_circle_in_a_square() throws IOException {
    train = circle("train.csv", 600, 1);
    test = circle("test.csv", 200, 2);
  }

  private Path circle(String name, int rows, long seed) throws IOException {
    RandomStream random = RandomStream.of(seed);
    StringBuilder text = new StringBuilder("x,y,place\n");
    for (int row = 0; row < rows; row++) {
      double x = 2 * random.uniform(2L * row) - 1;
      double y = 2 * random.uniform(2L * row + 1) - 1;
      text.append(
          String.format(
              Locale.ROOT, "%.4f,%.4f,%s%n", x, y, x * x + y * y < 0.6 ? "inside" : "outside"));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private Card card() {
    return DefaultCard.of(DataSettings.of(train, Optional.of("place")), 1)
        .withNetwork(List.of(new Layer.Dense(16), new Layer.Activate(Activation.RELU)))
        .withOptimizer(new Optimizer(new UpdateRule.Adam(0.01)))
        .withEpochs(30);
  }

  private static RecipeRequest request(Card card, boolean repair, StopSignal stop) {
    return new RecipeRequest(
        card,
        false,
        repair,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        1,
        stop);
  }

  private static RunDocument run(Card card, boolean repair) {
    return Recipe.run(request(card, repair, StopSignal.NEVER), RecipeListener.NONE).document();
  }

  @Test
  void a_sound_card_is_trained_once_and_called_fine() {
    RunDocument document = run(card(), true);
    assertThat(document.verdict()).isEqualTo(Verdict.FINE);
    assertThat(document.attempts()).hasSize(1);
    assertThat(document.references()).hasSize(3);
    assertThat(document.metrics().test()).isEmpty();
    assertThat(document.weightsHash()).hasSize(64);
  }

  @Test
  void the_test_set_is_measured_for_the_returned_model_and_the_references_only() {
    Card card =
        card().withData(card().data().withTest(Optional.of(new DataSettings.Test.File(test))));
    RunDocument document = run(card, true);
    assertThat(document.metrics().test().orElseThrow().rows()).isEqualTo(200);
    assertThat(document.attempts()).allMatch(a -> a.scores().test().isEmpty());
    assertThat(document.references()).allMatch(r -> r.scores().test().isPresent());
  }

  @Test
  void a_share_of_the_rows_is_put_aside_for_the_test_before_all_else() {
    Card card =
        card().withData(card().data().withTest(Optional.of(new DataSettings.Test.Share(0.25))));
    RunDocument document = run(card, true);
    RunDocument whole = run(card(), true);
    int held = document.metrics().test().orElseThrow().rows();
    int left =
        document.metrics().train().rows() + document.metrics().validation().orElseThrow().rows();
    int all = whole.metrics().train().rows() + whole.metrics().validation().orElseThrow().rows();
    assertThat(held).isBetween(all / 4 - 1, all / 4 + 1);
    assertThat(held + left).isEqualTo(all);
    assertThat(document.notes()).anyMatch(n -> n.contains("rows are held out for the test"));
  }

  @Test
  void a_rate_too_small_is_found_on_the_training_set_and_mended_there() {
    Card slow = card().withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5)));
    RunDocument document = run(slow, true);
    assertThat(document.attempts().getFirst().verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(document.attempts().getFirst().sentence()).contains("not overfitting");
    assertThat(document.verdict())
        .as("%s %s", document.notes(), document.attempts().stream().map(Attempt::decision).toList())
        .isEqualTo(Verdict.FINE);
    Attempt kept = document.keptAttempt();
    assertThat(kept.number()).isGreaterThan(1);
    assertThat(kept.decision()).startsWith("Kept");
  }

  @Test
  void without_repair_the_card_is_judged_as_it_stands() {
    Card slow = card().withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5)));
    RunDocument document = run(slow, false);
    assertThat(document.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(document.attempts()).hasSize(1);
  }

  @Test
  void medicine_for_the_other_branch_is_warned_about_with_the_evidence_and_obeyed() {
    Card drugged =
        card()
            .withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5)))
            .withPenalty(card().penalty().withL2(0.01))
            .withNetwork(
                List.of(
                    new Layer.Dense(16),
                    new Layer.Activate(Activation.RELU),
                    new Layer.Dropout(0.5f)));
    RunDocument document = run(drugged, false);
    assertThat(document.attempts().getFirst().card()).isEqualTo(drugged);
    assertThat(document.notes().stream().filter(n -> n.startsWith("Wrong medicine")))
        .hasSize(2)
        .anyMatch(n -> n.contains("dropout 0.5"))
        .anyMatch(n -> n.contains("L2 penalty of 0.01"))
        .allMatch(n -> n.contains("on the training set it gets") && n.contains("the goal is"));
    assertThat(run(card(), false).notes()).noneMatch(n -> n.startsWith("Wrong medicine"));
  }

  @Test
  void units_that_start_alike_are_mended() {
    Card alike =
        card()
            .withNetwork(
                List.of(
                    new Layer.Dense(16, new Init.Zeros(), 0),
                    new Layer.Activate(Activation.SIGMOID)));
    RunDocument document = run(alike, true);
    assertThat(document.attempts().getFirst().verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(document.verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void a_remedy_that_does_not_help_is_rolled_back() {
    // Labels that say nothing about the inputs can only be learned by heart.
    Card heart =
        card()
            .withNetwork(List.of(new Layer.Dense(200), new Layer.Activate(Activation.RELU)))
            .withEpochs(20);
    RecipeRequest asked =
        new RecipeRequest(
            heart,
            false,
            true,
            OptionalInt.empty(),
            OptionalDouble.of(1.5),
            Optional.empty(),
            1,
            StopSignal.NEVER);
    RunDocument document = Recipe.run(asked, RecipeListener.NONE).document();
    assertThat(document.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(document.attempts()).hasSizeGreaterThan(2);
    assertThat(document.attempts())
        .filteredOn(a -> !a.kept())
        .isNotEmpty()
        .allMatch(a -> a.decision().startsWith("Rolled back"));
    assertThat(document.keptAttempt().kept()).isTrue();
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    assertThat(run(card(), false).weightsHash()).isEqualTo(run(card(), false).weightsHash());
    assertThat(run(card().withSeed(2), false).weightsHash())
        .isNotEqualTo(run(card(), false).weightsHash());
  }

  @Test
  void stopped_at_once_it_still_returns_a_model_and_says_so() {
    StopSignal now = () -> Optional.of("because somebody asked");
    Outcome outcome = Recipe.run(request(card(), true, now), RecipeListener.NONE);
    assertThat(outcome.document().attempts()).hasSize(1);
    assertThat(outcome.document().notes()).anyMatch(n -> n.contains("because somebody asked"));
    assertThat(outcome.model().parameters()).isNotEmpty();
  }

  @Test
  void the_epochs_allowed_bound_every_training_and_stand_in_its_card() {
    RecipeRequest asked =
        new RecipeRequest(
            card().withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5))),
            false,
            true,
            OptionalInt.of(2),
            OptionalDouble.empty(),
            Optional.empty(),
            1,
            StopSignal.NEVER);
    assertThat(Recipe.run(asked, RecipeListener.NONE).document().attempts())
        .allMatch(a -> a.card().epochs() == 2 && a.epochs().size() <= 3);
  }

  @Test
  void events_tell_the_story_in_order() {
    List<String> story = new ArrayList<>();
    Recipe.run(
        request(card().withEpochs(1), false, StopSignal.NEVER),
        event -> story.add(event.getClass().getSimpleName()));
    assertThat(story.stream().filter(e -> !e.equals("Training") && !e.equals("Note")))
        .containsExactly("ReferencesFitted", "AttemptStarted", "AttemptEnded");
  }

  @Test
  void a_head_that_contradicts_the_task_is_named() {
    Card three = card().withHead(Optional.of(new HeadChoice(3, Activation.SOFTMAX)));
    assertThatThrownBy(() -> run(three, false))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("3 units");
  }

  @Test
  void a_loss_for_classes_on_numbers_is_named() {
    Card numbers =
        card()
            .withData(DataSettings.of(train, Optional.of("x")))
            .withLoss(Optional.of(Loss.CROSS_ENTROPY));
    assertThatThrownBy(() -> run(numbers, false))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cross-entropy");
  }

  @Test
  void a_checkpoint_takes_training_over_a_pause_to_the_same_weights() {
    Path file = folder.resolve("pause.checkpoint");
    Card card = card();
    String whole =
        Recipe.run(request(card, false, StopSignal.NEVER), RecipeListener.NONE)
            .document()
            .weightsHash();
    long[] updates = {0};
    RecipeListener counting =
        event -> {
          if (event instanceof RecipeEvent.Training(_, TrainingEvent.Updated updated)) {
            updates[0] = updated.updates();
          }
        };
    StopSignal soon = () -> updates[0] >= 25 ? Optional.of("for the test") : Optional.empty();

    Outcome paused =
        Recipe.run(request(card, false, soon).withCheckpoint(Optional.of(file)), counting);
    Outcome resumed =
        Recipe.run(
            request(card, false, StopSignal.NEVER).withCheckpoint(Optional.of(file)),
            RecipeListener.NONE);

    assertThat(paused.stopped()).isTrue();
    assertThat(paused.document().weightsHash()).isNotEqualTo(whole);
    assertThat(resumed.stopped()).isFalse();
    assertThat(resumed.document().weightsHash()).isEqualTo(whole);
    assertThat(resumed.document().notes()).anyMatch(n -> n.startsWith("Going on from "));
    assertThatThrownBy(() ->
            Recipe.run(
                request(card.withBatch(7), false, StopSignal.NEVER)
                    .withCheckpoint(Optional.of(file)),
                RecipeListener.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("another card");
  }
}
