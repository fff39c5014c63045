package plumb.doctor;

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
import plumb.recipe.DefaultCard;
import plumb.recipe.Outcome;
import plumb.recipe.RecipeEvent;
import plumb.recipe.RecipeListener;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.HeadChoice;
import plumb.run.RunDocument;
import plumb.run.Verdict;
import plumb.train.Metrics;
import plumb.train.StopSignal;
import plumb.train.TrainingEvent;

/** What each plan does with a card. */
class PlansTest {
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

  private static Outcome run(Card card, Plan plan) {
    return Doctor.run(card, plan.withThreads(1));
  }

  private static RunDocument train(Card card) {
    return run(card, Plan.train()).document();
  }

  private static RunDocument once(Card card) {
    return run(card, Plan.once()).document();
  }

  private static List<CauseId> causes(RunDocument document) {
    return document.causes().stream().map(Cause::id).toList();
  }

  @Test
  void a_sound_card_is_trained_once_and_called_fine() {
    RunDocument document = train(card());
    assertThat(document.verdict()).isEqualTo(Verdict.FINE);
    assertThat(document.attempts()).hasSize(1);
    assertThat(document.references()).hasSize(3);
    assertThat(document.metrics().test()).isEmpty();
    assertThat(document.weightsHash()).hasSize(64);
  }

  @Test
  void on_few_rows_a_line_that_is_ahead_is_what_is_handed_over() throws IOException {
    RandomStream random = RandomStream.of(5);
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 40; row++) {
      double x = random.normal(2L * row);
      double y = x + 0.4 * random.normal(2L * row + 1);
      text.append(String.format(Locale.ROOT, "%.4f,%.4f%n", x, y));
    }
    Path few = Files.writeString(folder.resolve("few.csv"), text);
    RunDocument document =
        train(
            DefaultCard.of(DataSettings.of(few, Optional.of("y")), 1)
                .withNetwork(List.of(new Layer.Dense(8), new Layer.Activate(Activation.RELU)))
                .withOptimizer(new Optimizer(new UpdateRule.Adam(0.01)))
                .withEpochs(100));

    assertThat(document.attempts()).hasSizeGreaterThan(1);
    assertThat(document.keptAttempt().card().network()).isEmpty();
    double given = r2(document.attempts().getFirst());
    assertThat(r2(document.keptAttempt())).isGreaterThan(given);
  }

  private static double r2(Attempt attempt) {
    return ((Metrics.Regression) attempt.scores().validation().orElseThrow()).r2();
  }

  @Test
  void the_test_set_is_measured_for_the_returned_model_and_the_references_only() {
    Card card =
        card().withData(card().data().withTest(Optional.of(new DataSettings.Test.File(test))));
    RunDocument document = train(card);
    assertThat(document.metrics().test().orElseThrow().rows()).isEqualTo(200);
    assertThat(document.attempts()).allMatch(a -> a.scores().test().isEmpty());
    assertThat(document.references()).allMatch(r -> r.scores().test().isPresent());
  }

  @Test
  void a_share_of_the_rows_is_put_aside_for_the_test_before_all_else() throws IOException {
    // So many that what is left is more than the few rows that are held out in folds.
    Card large =
        card().withData(DataSettings.of(circle("large.csv", 1000, 3), Optional.of("place")));
    Card card =
        large.withData(large.data().withTest(Optional.of(new DataSettings.Test.Share(0.25))));
    RunDocument document = train(card);
    RunDocument whole = train(large);
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
    RunDocument document = train(slow);
    Attempt given = document.attempts().getFirst();
    assertThat(given.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(given.causes()).isEqualTo(document.causes());
    assertThat(causes(document).getFirst()).isEqualTo(CauseId.LEARNING_RATE_TOO_LOW);
    assertThat(document.verdict())
        .as("%s %s", document.notes(), document.attempts().stream().map(Attempt::decision).toList())
        .isEqualTo(Verdict.FINE);
    assertThat(document.sentence()).startsWith("Learning rate too low").contains("Mended by");
    Attempt kept = document.keptAttempt();
    assertThat(kept.number()).isGreaterThan(1);
    assertThat(kept.decision()).startsWith("Kept");
  }

  @Test
  void the_card_is_judged_as_it_stands_where_nothing_is_to_be_found_out() {
    Card slow = card().withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5)));
    RunDocument document = once(slow);
    assertThat(document.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(document.attempts()).hasSize(1);
    assertThat(document.examination()).isEmpty();
    assertThat(causes(document).getFirst())
        .as("what costs no training is always looked at")
        .isEqualTo(CauseId.LEARNING_RATE_TOO_LOW);
    assertThat(document.notes()).anyMatch(n -> n.startsWith("Not examined: remedies"));
  }

  @Test
  void a_plan_says_what_it_left_out() {
    assertThat(train(card()).notes())
        .anyMatch(n -> n.startsWith("Not examined: label noise") && n.contains("plumb doctor RUN"));
    assertThat(run(card(), Plan.diagnose()).document().notes())
        .noneMatch(n -> n.startsWith("Not examined"));
  }

  @Test
  void questions_that_were_asked_or_have_no_meaning_are_not_called_left_out() {
    Card numbers = card().withData(DataSettings.of(train, Optional.of("x")));
    assertThat(once(numbers).notes())
        .as("a number has no label")
        .anyMatch(n -> n.startsWith("Not examined"))
        .noneMatch(n -> n.contains("wrong labels"));
  }

  @Test
  void a_diagnosis_makes_the_experiments_of_a_repair_and_keeps_the_card() {
    Card slow = card().withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5)));
    RunDocument diagnosis = run(slow, Plan.diagnose()).document();
    RunDocument repair = run(slow, Plan.repair()).document();
    assertThat(diagnosis.causes()).isEqualTo(repair.causes());
    assertThat(diagnosis.examination().orElseThrow().probes())
        .isNotEmpty()
        .isEqualTo(repair.examination().orElseThrow().probes());
    assertThat(diagnosis.attempts()).hasSize(1);
    assertThat(diagnosis.keptAttempt().card()).isEqualTo(slow);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(repair.keptAttempt().card()).isNotEqualTo(slow);
  }

  @Test
  void medicine_for_the_other_branch_is_warned_about_and_obeyed() {
    Card drugged =
        card()
            .withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5)))
            .withPenalty(card().penalty().withL2(0.01))
            .withNetwork(
                List.of(
                    new Layer.Dense(16),
                    new Layer.Activate(Activation.RELU),
                    new Layer.Dropout(0.5f)));
    RunDocument document = once(drugged);
    assertThat(document.attempts().getFirst().card()).isEqualTo(drugged);
    assertThat(document.notes().stream().filter(n -> n.startsWith("Wrong medicine")))
        .hasSize(2)
        .anyMatch(n -> n.contains("dropout of 0.5"))
        .anyMatch(n -> n.contains("an L2 penalty of 0.01"))
        .allMatch(n -> n.contains("the training result is bad") && n.contains("was obeyed"));
    assertThat(once(card()).notes()).noneMatch(n -> n.startsWith("Wrong medicine"));
  }

  @Test
  void units_that_start_alike_are_mended() {
    Card alike =
        card()
            .withNetwork(
                List.of(
                    new Layer.Dense(16, new Init.Zeros(), 0),
                    new Layer.Activate(Activation.SIGMOID)));
    RunDocument document = train(alike);
    assertThat(document.attempts().getFirst().verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(document.verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void a_remedy_that_does_not_help_is_rolled_back() {
    RunDocument document =
        run(card().withEpochs(20), Plan.train().withGoal(OptionalDouble.of(1.5))).document();
    assertThat(document.verdict()).isNotEqualTo(Verdict.FINE);
    assertThat(document.attempts()).hasSizeGreaterThan(2);
    assertThat(document.attempts().stream().skip(1))
        .filteredOn(a -> a.number() != document.kept())
        .isNotEmpty()
        .allMatch(a -> !a.kept() && a.decision().startsWith("Rolled back"));
    assertThat(document.keptAttempt().kept()).isTrue();
    assertThat(document.attempts().stream().map(Attempt::card))
        .as("what was tried twice is one training")
        .doesNotHaveDuplicates();
    assertThat(document.sentence())
        .as("nothing gains beyond noise, so nothing is called mended")
        .contains("within noise")
        .doesNotContain("Mended");
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    assertThat(once(card()).weightsHash()).isEqualTo(once(card()).weightsHash());
    assertThat(once(card().withSeed(2)).weightsHash()).isNotEqualTo(once(card()).weightsHash());
  }

  @Test
  void stopped_at_once_it_still_returns_a_model_and_says_so() {
    StopSignal now = () -> Optional.of("because somebody asked");
    Outcome outcome = run(card(), Plan.train().withStop(now));
    assertThat(outcome.stopped()).isTrue();
    assertThat(outcome.document().attempts()).hasSize(1);
    assertThat(outcome.document().notes()).anyMatch(n -> n.contains("because somebody asked"));
    assertThat(causes(outcome.document())).containsExactly(CauseId.CANNOT_TELL);
    assertThat(outcome.model().parameters()).isNotEmpty();
  }

  @Test
  void the_epochs_allowed_bound_every_training_and_stand_in_its_card() {
    Card slow = card().withOptimizer(new Optimizer(new UpdateRule.Sgd(1e-5)));
    List<Integer> trained = new ArrayList<>();
    RunDocument document =
        run(
                slow,
                Plan.train()
                    .withEpochs(OptionalInt.of(2))
                    .withListener(event -> {
                      if (event instanceof RecipeEvent.Training(_, TrainingEvent.Started started)) {
                        trained.add(started.epochs());
                      }
                    }))
            .document();
    assertThat(trained).hasSizeGreaterThan(1).allMatch(epochs -> epochs <= 2);
    assertThat(document.attempts()).allMatch(a -> a.card().epochs() == 2 && a.epochs().size() <= 3);
  }

  @Test
  void events_tell_the_story_in_order() {
    List<String> story = new ArrayList<>();
    run(
        card().withEpochs(1),
        Plan.once().withListener(event -> story.add(event.getClass().getSimpleName())));
    assertThat(story.stream().filter(e -> !e.equals("Note")).distinct())
        .containsExactly("ReferencesFitted", "AttemptStarted", "Training");
  }

  @Test
  void a_head_that_contradicts_the_task_is_refused_where_nothing_is_to_be_found_out() {
    Card three = card().withHead(Optional.of(new HeadChoice(3, Activation.SOFTMAX)));
    assertThatThrownBy(() -> once(three))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("3 units");
  }

  @Test
  void a_head_that_contradicts_the_task_is_a_cause_elsewhere_and_mended() {
    Card three = card().withHead(Optional.of(new HeadChoice(3, Activation.SOFTMAX)));
    RunDocument document = train(three);
    assertThat(causes(document).getFirst()).isEqualTo(CauseId.WRONG_HEAD_OR_LOSS);
    assertThat(document.causes().getFirst().sentence()).contains("3 units");
    assertThat(document.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(document.keptAttempt().card()).isEqualTo(card());
  }

  @Test
  void a_loss_for_classes_on_numbers_is_named() {
    Card numbers =
        card()
            .withData(DataSettings.of(train, Optional.of("x")))
            .withLoss(Optional.of(Loss.CROSS_ENTROPY));
    assertThatThrownBy(() -> once(numbers))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cross-entropy");
  }

  @Test
  void a_checkpoint_takes_training_over_a_pause_to_the_same_weights() {
    Path file = folder.resolve("pause.checkpoint");
    Card card = card();
    Plan kept = Plan.once().withCheckpoint(Optional.of(file));
    String whole = once(card).weightsHash();
    long[] updates = {0};
    RecipeListener counting =
        event -> {
          if (event instanceof RecipeEvent.Training(_, TrainingEvent.Updated updated)) {
            updates[0] = updated.updates();
          }
        };
    StopSignal soon = () -> updates[0] >= 25 ? Optional.of("for the test") : Optional.empty();

    Outcome paused = run(card, kept.withStop(soon).withListener(counting));
    Outcome resumed = run(card, kept);

    assertThat(paused.stopped()).isTrue();
    assertThat(paused.document().weightsHash()).isNotEqualTo(whole);
    assertThat(resumed.stopped()).isFalse();
    assertThat(resumed.document().weightsHash()).isEqualTo(whole);
    assertThat(resumed.document().notes()).anyMatch(n -> n.startsWith("Going on from "));
    assertThatThrownBy(() -> run(card.withBatch(7), kept))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("another card");
  }
}
