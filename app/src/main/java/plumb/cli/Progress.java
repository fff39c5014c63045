package plumb.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import plumb.recipe.RecipeEvent;
import plumb.recipe.RecipeListener;
import plumb.recipe.Score;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.train.TrainingEvent;

/** Shows how a run goes: one line that changes on a terminal, plain lines elsewhere. */
final class Progress implements RecipeListener {
  private static final double PLAIN_EVERY_SECONDS = 2;
  private static final double LIVE_EVERY_SECONDS = 0.1;

  private final Console console;
  private final LongSupplier nanos;
  private final Optional<Duration> budget;
  private final long begun;

  private String title = "";
  private long started;
  private double lastShown;
  private int epochs;
  private long updatesInAll;
  private PrimaryScore score = PrimaryScore.ACCURACY;
  private @Nullable EpochRecord last;
  private int shown;

  /**
   * Shows a run that begins now.
   *
   * @param budget for the whole run, if it has one
   * @param nanos a clock
   */
  Progress(Console console, Optional<Duration> budget, LongSupplier nanos) {
    this.console = console;
    this.budget = budget;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  @Override
  public void on(RecipeEvent event) {
    switch (event) {
      case RecipeEvent.Note(String sentence) -> line(console.screen().faint(sentence));
      case RecipeEvent.ReferencesFitted(_, var goal) -> line(goal.sentence());
      case RecipeEvent.AttemptStarted(int number, String name, String remedy, _) -> {
        title = "attempt %d \"%s\"".formatted(number, name);
        String head = console.screen().strong("Attempt %d: %s.".formatted(number, name));
        line((head + " " + remedy).strip());
        started = nanos.getAsLong();
        lastShown = 0;
        last = null;
      }
      case RecipeEvent.Training(_, TrainingEvent training) -> training(training);
      case RecipeEvent.AttemptEnded(var attempt) ->
          line("  %s (%s)".formatted(attempt.sentence(), time(attempt.seconds())));
    }
  }

  private void training(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Started(int count, int updatesPerEpoch, _, PrimaryScore by) -> {
        epochs = count;
        score = by;
        updatesInAll = (long) count * updatesPerEpoch;
      }
      case TrainingEvent.GradientComputed _ -> {}
      case TrainingEvent.Updated(int epoch, long updates, _) -> {
        if (console.screen().live() && elapsed() - lastShown >= LIVE_EVERY_SECONDS) {
          show(epoch, updates);
        }
      }
      case TrainingEvent.EpochEnded(EpochRecord ended, _, _) -> {
        last = ended;
        double every = console.screen().live() ? LIVE_EVERY_SECONDS : PLAIN_EVERY_SECONDS;
        if (elapsed() - lastShown >= every) {
          show(ended.epoch(), ended.updates());
        }
      }
      case TrainingEvent.Ended _ -> clear();
    }
  }

  private double elapsed() {
    return (nanos.getAsLong() - started) / 1e9;
  }

  private void show(int epoch, long updates) {
    lastShown = elapsed();
    String where = "epoch %d/%d".formatted(epoch, epochs);
    String left = time(secondsLeft(updates)) + " left at most";
    EpochRecord known = last;
    String train = known == null ? "" : "  training " + shown(known.train());
    String validation =
        known == null ? "" : known.validation().map(v -> "  validation " + shown(v)).orElse("");
    if (!console.screen().live()) {
      console.err().println("  " + where + train + validation + "  " + left);
      return;
    }
    String text =
        fitting(
            List.of(
                "  " + title + "  " + where + train + validation + "  " + left,
                "  " + where + train + validation + "  " + left,
                "  " + where + validation + "  " + left,
                "  " + where));
    console.err().print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    console.err().flush();
    shown = text.length();
  }

  /** Early stopping may need less; the budget may not allow as much. */
  private double secondsLeft(long updates) {
    double byUpdates = elapsed() / Math.max(1, updates) * (updatesInAll - updates);
    return budget
        .map(b -> Math.min(byUpdates, b.toMillis() / 1e3 - (nanos.getAsLong() - begun) / 1e9))
        .map(seconds -> Math.max(0, seconds))
        .orElse(byUpdates);
  }

  /** The first that fits into a line; the last column stays free, or terminals wrap. */
  private String fitting(List<String> texts) {
    int room = Math.max(1, console.screen().width() - 1);
    for (String text : texts) {
      if (text.length() <= room) {
        return text;
      }
    }
    String shortest = texts.getLast();
    return shortest.substring(0, Math.min(room, shortest.length()));
  }

  private void clear() {
    if (shown > 0) {
      console.err().print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  private void line(String text) {
    clear();
    console.err().println(text);
  }

  /** For people: {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  static String time(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }

  private String shown(Metrics metrics) {
    return metrics instanceof Metrics.Classification && score == PrimaryScore.BALANCED_ACCURACY
        ? score(metrics, score) + " balanced"
        : score(metrics, PrimaryScore.usual(metrics));
  }

  /** For people: {@code 97.22 %} of any kind, or {@code R2 0.812}. */
  static String score(Metrics metrics, PrimaryScore by) {
    double value = by.value(metrics);
    return by == PrimaryScore.R2
        ? Score.value(by, value)
        : String.format(Locale.ROOT, "%.2f %%", 100 * value);
  }
}
