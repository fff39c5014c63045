package plumb.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.math.Team;
import plumb.nn.ParameterLayout;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.DataSettings;
import plumb.train.StopSignal;
import plumb.train.TrainingListener;

class WorkbenchTest {
  @TempDir Path folder;
  private Card card = Planted.card();

  @BeforeEach
  void a_small_card() {
    card =
        CardReader.apply(
            Cards.of(DataSettings.of(new MadeUp(folder).clean(), Optional.of("c"))),
            List.of("network=[dense: 8, relu]", "epochs=4", "stop=none"));
  }

  private static Workbench workbench(int threads, Optional<Duration> time, StopSignal stop) {
    return new Workbench(CardData.remembered(), Team.of(threads), time, stop);
  }

  private static Workbench workbench() {
    return workbench(1, Optional.empty(), StopSignal.NEVER);
  }

  private static Trained train(Workbench workbench, Card card) {
    return workbench.train(card, TrainingListener.NONE, workbench.stop());
  }

  @Test
  void a_training_is_a_function_of_card_data_and_seed() {
    Trained one = train(workbench(), card);
    Trained two = train(workbench(2, Optional.empty(), StopSignal.NEVER), card);
    assertThat(two.result().last()).isEqualTo(one.result().last());
    assertThat(two.heldOut().errors()).isEqualTo(one.heldOut().errors());
    assertThat(two.scores()).isEqualTo(one.scores());
    assertThat(train(workbench(), card.withSeed(2)).result().last())
        .isNotEqualTo(one.result().last());
  }

  @Test
  void the_same_training_is_never_done_twice() {
    Workbench workbench = workbench();
    Trained once = train(workbench, card);
    double work = workbench.work();
    assertThat(train(workbench, card)).isSameAs(once);
    assertThat(workbench.work()).isEqualTo(work);
    assertThat(workbench.known(card)).containsSame(once);
    assertThat(workbench.known(card.withBatch(7))).isEmpty();
  }

  @Test
  void the_work_of_a_training_that_runs_to_its_end_is_the_one_that_was_planned() {
    Workbench workbench = workbench();
    Trained trained = train(workbench, card.withBatch(720));
    int rows = trained.data().train().rows();
    assertThat(workbench.work())
        .isEqualTo(4.0 * rows * ParameterLayout.of(trained.network()).size())
        .isEqualTo(workbench.planned(card.withBatch(720)));
  }

  @Test
  void a_training_that_was_ended_is_not_remembered() {
    Workbench workbench = workbench(1, Optional.empty(), () -> Optional.of("for the test"));
    assertThat(workbench.stopped()).isTrue();
    assertThat(train(workbench, card).whole()).isFalse();
    assertThat(workbench.known(card)).isEmpty();
  }

  @Test
  void time_is_a_limit() {
    Workbench workbench = workbench(1, Optional.of(Duration.ofNanos(1)), StopSignal.NEVER);
    assertThat(workbench.stop().check()).contains("because the time is up");
  }

  @Test
  void an_experiment_that_does_not_get_near_is_ended_half_through() {
    Workbench workbench = workbench();
    Trained good = train(workbench, CardReader.apply(card, List.of("epochs=40")));
    Card hopeless =
        CardReader.apply(card, List.of("epochs=40", "optimizer={sgd: {rate: 0.0000001}}"));
    Workbench.Futility futility = workbench.futile(good, hopeless);
    Trained ended = workbench.train(hopeless, futility, futility);
    assertThat(ended.whole()).isFalse();
    assertThat(ended.history().getLast().epoch()).isBetween(20, 21);
    assertThat(ended.result().reason().sentence()).contains("does not get near");
  }

  @Test
  void every_held_out_row_has_a_result() {
    Trained trained = train(workbench(), card);
    assertThat(trained.heldOut().rows()).isEqualTo(trained.data().validationRows());
    assertThat(1 - Arrays.stream(trained.heldOut().errors(trained.by())).average().orElseThrow())
        .isCloseTo(trained.held(), within(1e-9));
    assertThat(trained.heldOut().counted(trained.by())).isTrue();
  }
}
