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

  /**
   * Before this nothing is said of the time left: the first updates are far slower than the rest.
   */
  private static final double MEASURED_SECONDS = 2;

  private final Console console;
  private final LongSupplier nanos;
  private final Optional<Duration> budget;
  private final long begun;

  private String title = "";
  private long started;
  private double lastShown;
  private int epochs;
  private long updatesInAll;

  /** Updates before an interruption, which took no time now. */
  private long before;

  private boolean moving;
  private double lastAt;
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
        begin();
      }
      case RecipeEvent.Training(int number, TrainingEvent training) -> {
        if (number == 0) {
          title = "experiment";
        }
        training(training);
      }
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
        begin();
      }
      case TrainingEvent.GradientComputed _ -> {}
      case TrainingEvent.Updated(int epoch, long updates, _) -> {
        if (!moving) {
          moving = true;
          before = epoch > 1 ? updates - 1 : 0;
        }
        if (console.screen().live() && elapsed() - lastShown >= LIVE_EVERY_SECONDS) {
          show(epoch, updates);
        }
      }
      case TrainingEvent.EpochEnded(EpochRecord ended, _, _) -> {
        last = ended;
        lastAt = elapsed();
        double every = console.screen().live() ? LIVE_EVERY_SECONDS : PLAIN_EVERY_SECONDS;
        if (elapsed() - lastShown >= every) {
          show(ended.epoch(), ended.updates());
        }
      }
      case TrainingEvent.Ended _ -> clear();
    }
  }

  private void begin() {
    started = nanos.getAsLong();
    lastShown = 0;
    last = null;
    before = 0;
    moving = false;
  }

  private double elapsed() {
    return (nanos.getAsLong() - started) / 1e9;
  }

  private void show(int epoch, long updates) {
    lastShown = elapsed();
    String where = "epoch %d/%d".formatted(epoch, epochs);
    String left =
        elapsed() < MEASURED_SECONDS ? "" : "  " + time(secondsLeft(updates)) + " left at most";
    EpochRecord known = last;
    String train = known == null ? "" : "  training " + shown(known.train());
    String validation =
        known == null ? "" : known.validation().map(v -> "  validation " + shown(v)).orElse("");
    if (!console.screen().live()) {
      console.err().println("  " + where + train + validation + left);
      return;
    }
    String text =
        fitting(
            List.of(
                "  " + title + "  " + where + train + validation + left,
                "  " + where + train + validation + left,
                "  " + where + validation + left,
                "  " + where));
    console.err().print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    console.err().flush();
    shown = text.length();
  }

  /**
   * By the epochs so far, or by the updates while the first goes on. Early stopping may need less;
   * the budget may not allow as much.
   */
  private double secondsLeft(long updates) {
    EpochRecord known = last;
    double left =
        known == null || known.updates() <= before
            ? elapsed() / Math.max(1, updates - before) * (updatesInAll - updates)
            : lastAt / (known.updates() - before) * (updatesInAll - known.updates())
                - (elapsed() - lastAt);
    return Math.max(
        0,
        budget
            .map(b -> Math.min(left, b.toMillis() / 1e3 - (nanos.getAsLong() - begun) / 1e9))
            .orElse(left));
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

  /**
   * For people: {@code 97.22 %} of any kind, or {@code R2 0.812}.
   *
   * @param wanted the score of the run; a result of another task has one of its own
   */
  static String score(Metrics metrics, PrimaryScore wanted) {
    PrimaryScore usual = PrimaryScore.usual(metrics);
    PrimaryScore by = wanted.comparable(usual) ? wanted : usual;
    double value = by.value(metrics);
    return by == PrimaryScore.R2
        ? Score.value(by, value)
        : String.format(Locale.ROOT, "%.2f %%", 100 * value);
  }
}
