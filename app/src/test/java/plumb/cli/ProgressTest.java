package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.recipe.DefaultCard;
import plumb.recipe.RecipeEvent;
import plumb.run.DataSettings;
import plumb.train.Checkpoint;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.train.TrainingEvent;

/** How a run shows itself while it goes. */
class ProgressTest {
  private static final int UPDATES_PER_EPOCH = 10;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private long seconds;

  private Progress progress(Screen screen, Optional<Duration> budget) {
    return progress(screen, budget, PrimaryScore.ACCURACY);
  }

  private Progress progress(Screen screen, Optional<Duration> budget, PrimaryScore score) {
    PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    Console console = new Console(err, err, Path.of(""), screen, new Interruption(err, code -> {}));
    Progress progress = new Progress(console, budget, () -> seconds * 1_000_000_000);
    progress.on(
        new RecipeEvent.AttemptStarted(
            1,
            "as given",
            "",
            DefaultCard.of(DataSettings.of(Path.of("d.csv"), Optional.empty()), 1)));
    progress.on(training(new TrainingEvent.Started(20, UPDATES_PER_EPOCH, 100, score)));
    return progress;
  }

  private static RecipeEvent training(TrainingEvent event) {
    return new RecipeEvent.Training(1, event);
  }

  private void epoch(Progress progress, int epoch, long at) {
    seconds = at;
    Metrics train =
        new Metrics.Classification(
            0.1,
            0.98765,
            800,
            Optional.of(Metrics.ByClass.of(new int[] {790, 10}, new int[] {790, 5})),
            OptionalDouble.empty());
    Metrics validation = new Metrics.Classification(0.2, 0.95, 200);
    EpochRecord record =
        new EpochRecord(
            epoch, (long) epoch * UPDATES_PER_EPOCH, 0.1, 0, 0.001, train, Optional.of(validation));
    progress.on(training(new TrainingEvent.EpochEnded(record, true, ProgressTest::none)));
  }

  private static Checkpoint none() {
    throw new IllegalStateException("progress needs no checkpoint");
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void piped_progress_is_plain_lines_two_seconds_apart() {
    Progress progress = progress(Screen.PLAIN, Optional.empty());
    for (int epoch = 1; epoch <= 6; epoch++) {
      epoch(progress, epoch, epoch);
    }
    assertThat(text())
        .isEqualToNormalizingNewlines(
            """
            Attempt 1: as given.
              epoch 2/20  training 98.77 %  validation 95.00 %  18 s left at most
              epoch 4/20  training 98.77 %  validation 95.00 %  16 s left at most
              epoch 6/20  training 98.77 %  validation 95.00 %  14 s left at most
            """);
  }

  @Test
  void progress_goes_by_the_score_that_results_are_compared_by() {
    Progress progress = progress(Screen.PLAIN, Optional.empty(), PrimaryScore.BALANCED_ACCURACY);
    epoch(progress, 2, 2);
    assertThat(text()).contains("  epoch 2/20  training 75.00 % balanced  validation");
  }

  @Test
  void the_budget_bounds_the_time_left() {
    epoch(progress(Screen.PLAIN, Optional.of(Duration.ofSeconds(8))), 2, 4);
    assertThat(text()).contains("4.0 s left at most");
  }

  @Test
  void a_terminal_sees_one_line_that_changes_and_is_wiped_at_the_end() {
    Progress progress = progress(new Screen(true, 120, false), Optional.empty());
    epoch(progress, 2, 2);
    progress.on(training(new TrainingEvent.Ended(new plumb.train.StopReason.AllEpochs(2))));
    assertThat(text())
        .contains(
            "\r  attempt 1 \"as given\"  epoch 2/20  training 98.77 %  validation 95.00 %"
                + "  18 s left at most")
        .endsWith("\r")
        .doesNotContain("\u001b");
  }

  @Test
  void no_time_left_is_said_before_two_seconds_were_measured() {
    Progress progress = progress(new Screen(true, 120, false), Optional.empty());
    epoch(progress, 1, 1);
    assertThat(text()).contains("epoch 1/20  training 98.77 %").doesNotContain("left at most");
  }

  @Test
  void a_training_that_is_gone_on_with_is_timed_by_the_updates_of_now() {
    Progress progress = progress(new Screen(true, 120, false), Optional.empty());
    progress.on(training(new TrainingEvent.Updated(11, 101, 0.3)));
    epoch(progress, 11, 4);
    // Ten updates in four seconds, and ninety to go.
    assertThat(text()).contains("epoch 11/20", "36 s left at most");
  }

  @Test
  void an_experiment_has_a_clock_of_its_own() {
    Progress progress = progress(new Screen(true, 120, false), Optional.empty());
    seconds = 600;
    progress.on(
        new RecipeEvent.Training(
            0,
            new TrainingEvent.Started(
                20, UPDATES_PER_EPOCH, 100, plumb.train.PrimaryScore.ACCURACY)));
    epoch(progress, 2, 604);
    assertThat(text()).contains("experiment  epoch 2/20", "  36 s left at most");
  }

  @Test
  void inside_a_long_epoch_the_time_left_goes_on() {
    Progress progress = progress(new Screen(true, 120, false), Optional.empty());
    progress.on(training(new TrainingEvent.Updated(1, 1, 0.3)));
    seconds = 50;
    progress.on(training(new TrainingEvent.Updated(1, 5, 0.3)));
    assertThat(text()).contains("epoch 1/20  32 min 30 s left at most");
  }

  @ParameterizedTest
  @CsvSource({"20", "40", "70", "10"})
  void a_line_never_reaches_the_last_column(int width) {
    epoch(progress(new Screen(true, width, false), Optional.empty()), 1, 1);
    String line = text().substring(text().lastIndexOf('\r') + 1);
    assertThat(line).hasSizeLessThan(width).contains("epoch");
  }

  @Test
  void colours_appear_only_where_they_are_wanted() {
    progress(new Screen(true, 80, true), Optional.empty());
    assertThat(text()).contains("\u001b[1mAttempt 1: as given.\u001b[0m");
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "3.21, 3.2 s",
    "9.97, 10 s",
    "59.4, 59 s",
    "60, 1 min 00 s",
    "185, 3 min 05 s",
    "7800, 2 h 10 min"
  })
  void times_are_said_as_people_say_them(double seconds, String text) {
    assertThat(Progress.time(seconds)).isEqualTo(text);
  }
}
