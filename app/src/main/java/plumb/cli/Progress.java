package plumb.cli;

import java.util.Locale;
import plumb.recipe.RecipeEvent;
import plumb.recipe.RecipeListener;
import plumb.run.Scores;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.TrainingEvent;

/** Shows how a run goes: one line that changes on a terminal, plain lines elsewhere. */
final class Progress implements RecipeListener {
  /** Seconds between two plain lines. */
  private static final double PLAIN_EVERY = 2;

  private final Console console;
  private int epochs;
  private long started;
  private double lastLine;
  private int width;

  Progress(Console console) {
    this.console = console;
  }

  @Override
  public void on(RecipeEvent event) {
    switch (event) {
      case RecipeEvent.Note(String sentence) -> line(sentence);
      case RecipeEvent.ReferencesFitted(_, var goal) -> line(goal.sentence());
      case RecipeEvent.AttemptStarted(int number, String title, String remedy, _) -> {
        line("Attempt %d: %s. %s".formatted(number, title, remedy).strip());
        started = System.nanoTime();
        lastLine = 0;
      }
      case RecipeEvent.Training(_, TrainingEvent.Started(int count, _, _)) -> epochs = count;
      case RecipeEvent.Training(_, TrainingEvent.EpochEnded(EpochRecord record, _)) ->
          epoch(record);
      case RecipeEvent.Training _ -> {}
      case RecipeEvent.AttemptEnded(var attempt) ->
          line("  %s (%.1f s)".formatted(attempt.sentence(), attempt.seconds()));
    }
  }

  private void epoch(EpochRecord record) {
    double seconds = (System.nanoTime() - started) / 1e9;
    double left = seconds / record.epoch() * (epochs - record.epoch());
    String text =
        String.format(
            Locale.ROOT,
            "  epoch %d/%d  training %s%s  at most %s left",
            record.epoch(),
            epochs,
            score(record.train()),
            record.validation().map(v -> "  validation " + score(v)).orElse(""),
            time(left));
    if (console.terminal()) {
      console.err().print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
      console.err().flush();
      width = text.length();
    } else if (seconds - lastLine > PLAIN_EVERY) {
      lastLine = seconds;
      console.err().println(text);
    }
  }

  private void line(String text) {
    if (width > 0) {
      console.err().print("\r" + " ".repeat(width) + "\r");
      width = 0;
    }
    console.err().println(text);
  }

  static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : "%d min %02d s".formatted(whole / 60, whole % 60);
  }

  static String score(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> String.format(Locale.ROOT, "%.2f %%", 100 * c.accuracy());
      case Metrics.Regression r -> String.format(Locale.ROOT, "R2 %.3f", r.r2());
    };
  }

  static String scores(Scores scores) {
    return "training "
        + score(scores.train())
        + scores.validation().map(v -> ", validation " + score(v)).orElse("")
        + scores.test().map(t -> ", test " + score(t)).orElse("");
  }
}
