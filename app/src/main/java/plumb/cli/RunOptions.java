package plumb.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.data.BadInput;
import plumb.data.read.DataReader;
import plumb.data.read.ReadOptions.Header;
import plumb.data.read.Table;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.recipe.CardData;
import plumb.recipe.DefaultCard;
import plumb.recipe.Outcome;
import plumb.recipe.RecipeListener;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.DataSettings;

/** What train and doctor are told, and what both do with it. */
final class RunOptions {
  private static final int MOST_THREADS = 1024;
  private static final int LISTED_COLUMNS = 20;

  @Option(
      names = "--target",
      paramLabel = "COL",
      description = "Column to predict, by name or number (the first is 1).")
  @Nullable String target;

  @Option(
      names = "--test",
      paramLabel = "FILE|SHARE",
      description = "Test data, measured once at the very end: a file, or a share of the rows.")
  @Nullable String test;

  @Option(names = "--out", paramLabel = "DIR", description = "New folder for the run.")
  @Nullable Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything drawn at random: the same seed gives the same weights.")
  @Nullable Long seed;

  @Option(
      names = "--goal",
      paramLabel = "X",
      description = {
        "What is good on the training set: accuracy or R2, such as 0.97 or 97%%.",
        "Without it the reference models say."
      })
  @Nullable String goal;

  @Option(
      names = "--max-epochs",
      paramLabel = "N",
      description = "Bound on the epochs of a training.")
  @Nullable Integer maxEpochs;

  @Option(
      names = "--time",
      paramLabel = "60s",
      description = "Time for everything, such as 90s, 5m or 1h.")
  @Nullable String time;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "All processors by default; the result does not depend on it.")
  @Nullable Integer threads;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Set one field of the card, such as optimizer.rate=0.1; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--header",
      negatable = true,
      description = "Whether the first line names the columns; found out by default.")
  @Nullable Boolean header;

  @Option(
      names = "--task",
      paramLabel = "KIND",
      description = "classification or regression; found out by default.")
  @Nullable String task;

  @Option(
      names = "--json",
      description = "Print the run document, and nothing else, on standard output.")
  boolean json;

  @Option(names = "--quiet", description = "No progress.")
  boolean quiet;

  @Option(
      names = "--fail-on",
      paramLabel = "VERDICT",
      split = ",",
      description = {
        "Exit with code 3 when the verdict is one of these: fine, not-trained, overfit, shift, doubtful,"
            + " cannot-tell; not-fine for all but the first. The run folder is written all the same."
      })
  List<String> failOn = new ArrayList<>();

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = {
        "Go on with a run that was interrupted, to the result it would have had: RUN is the folder it was"
            + " to be in. What it was called with is known; --time, --threads, --json, --quiet and"
            + " --fail-on are for this call."
      })
  @Nullable Path resume;

  /** Whether a file is a card by its name. */
  static boolean isCard(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /**
   * Works with a card: what proves wrong about one of its fields is said with its place.
   *
   * @param file the card, or data that have none
   * @param settings that the card was read with
   */
  static <T> T placing(Path file, List<String> settings, Supplier<T> work) {
    try {
      return work.get();
    } catch (BadInput e) {
      throw CardReader.located(e, isCard(file) ? Optional.of(file) : Optional.empty(), settings);
    }
  }

  /** The card in a file, or the usual one for a data file, with what the options change. */
  Card card(Console console, Path file) {
    checkValues();
    Path folder = console.folder();
    return adjusted(
        console,
        isCard(file)
            ? CardReader.read(file, settings, folder, remark(console))
            : CardReader.apply(
                DefaultCard.of(DataSettings.of(file, Optional.ofNullable(target)), 1),
                settings,
                folder,
                remark(console)));
  }

  /** The card of an earlier run with what the options change. */
  Card card(Console console, Card earlier) {
    Card card = CardReader.apply(earlier, settings, console.folder(), _ -> {});
    Cards.warnings(card).forEach(remark(console));
    return adjusted(console, card);
  }

  /** What is odd about a card is said along with the progress. */
  private Consumer<String> remark(Console console) {
    return console.err()::println;
  }

  private Card adjusted(Console console, Card given) {
    DataSettings data = given.data();
    if (target != null) {
      data = data.withTarget(Optional.of(target));
    }
    if (test != null) {
      data =
          data.withTest(
              Optional.of(DataSettings.Test.of(test, text -> console.path(Path.of(text)))));
    }
    if (header != null) {
      data = data.withHeader(header ? Header.YES : Header.NO);
    }
    Card card = given.withData(data);
    if (task != null) {
      card = CardReader.apply(card, List.of("data.task=" + task));
    }
    return seed == null ? card : card.withSeed(seed);
  }

  /**
   * A card and where its examples come from.
   *
   * @param card with all that is decided by its data
   * @param data read once
   */
  record Ready(Card card, CardData data) {}

  /** Sizes the usual card to its data, and keeps to the bound on epochs. */
  Ready ready(Card card, boolean sizeToData) {
    if (sizeToData) {
      checkTarget(card.data());
    }
    CardData data = CardData.remembered();
    Card sized = sizeToData ? DefaultCard.sized(card, data.of(card).train(), settings) : card;
    return new Ready(sized, data);
  }

  /** Does what is planned with a card; a signal ends it early. */
  Outcome run(Console console, Ready ready, Plan plan) {
    RecipeListener progress =
        quiet ? RecipeListener.NONE : new Progress(console, budget(), System::nanoTime);
    return Doctor.run(
        ready.card(),
        plan.withData(ready.data())
            .withThreads(threads(threads))
            .withEpochs(maxEpochs())
            .withGoal(goal())
            .withTime(budget())
            .withStop(console.interruption())
            .withListener(progress));
  }

  /** Takes over from this call what is not part of a run. */
  void shownAs(RunOptions now) {
    json = now.json;
    quiet = now.quiet;
    failOn = now.failOn;
    threads = now.threads;
    time = now.time;
    resume = null;
  }

  /**
   * Checks that a call that goes on with an earlier one asks for nothing else.
   *
   * @throws BadInput that names the first difference
   */
  void checkSame(RunOptions before) {
    same("--target", target, before.target);
    same("--test", test, before.test);
    same("--seed", seed, before.seed);
    same("--goal", goal, before.goal);
    same("--max-epochs", maxEpochs, before.maxEpochs);
    same("--header", header, before.header);
    same("--task", task, before.task);
    same("--set", settings.isEmpty() ? null : settings, before.settings);
    same("--out", out, before.out == null ? resume : before.out);
  }

  /** What is left out is as it was. */
  static void same(String name, @Nullable Object now, @Nullable Object before) {
    if (now != null && !now.equals(before)) {
      throw new BadInput(
          "The run was begun %s, and goes on as it was begun; leave %s out"
              .formatted(before == null ? "without " + name : "with " + name + " " + before, name));
    }
  }

  /** Only images bring their labels; for a table the user must choose. */
  static void checkTarget(DataSettings data) {
    if (data.target().isEmpty()
        && DataReader.read(data.train(), data.reading()) instanceof Table table) {
      List<String> names = table.names();
      throw new BadInput(
          "%s is a table: say which column to predict with --target; its columns are %s%s"
              .formatted(
                  data.train(),
                  String.join(", ", names.subList(0, Math.min(LISTED_COLUMNS, names.size()))),
                  names.size() > LISTED_COLUMNS
                      ? " and %d more".formatted(names.size() - LISTED_COLUMNS)
                      : ""));
    }
  }

  /** What the options say, before a file is looked for. */
  private void checkValues() {
    goal();
    budget();
    maxEpochs();
    threads(threads);
  }

  private OptionalInt maxEpochs() {
    if (maxEpochs == null) {
      return OptionalInt.empty();
    }
    if (maxEpochs < 1) {
      throw new BadInput("--max-epochs must be at least 1, not " + maxEpochs);
    }
    return OptionalInt.of(maxEpochs);
  }

  private OptionalDouble goal() {
    return goal == null ? OptionalDouble.empty() : OptionalDouble.of(share("--goal", goal));
  }

  private Optional<Duration> budget() {
    return time == null ? Optional.empty() : Optional.of(duration("--time", time));
  }

  /** A number above 0 and at most 1, also as a percentage. */
  static double share(String option, String text) {
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1).strip() : text;
    if (number.matches("[0-9]*\\.?[0-9]+")) {
      double value = Double.parseDouble(number) / (percent ? 100 : 1);
      if (value > 0 && value <= 1) {
        return value;
      }
    }
    throw new BadInput("%s takes a share such as 0.97 or 97%%, not \"%s\"".formatted(option, text));
  }

  /** A time above 0 with its unit; without one, seconds. */
  static Duration duration(String option, String text) {
    if (text.matches("[0-9]{1,9}(\\.[0-9]+)?[smh]?")) {
      char unit = text.charAt(text.length() - 1);
      String number = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
      double seconds = Double.parseDouble(number) * (unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
      if (seconds > 0) {
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
      }
    }
    throw new BadInput("%s takes a time such as 90s, 5m or 1h, not \"%s\"".formatted(option, text));
  }

  /** How many threads; all processors if nothing is said. */
  static int threads(@Nullable Integer told) {
    if (told == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (told < 1 || told > MOST_THREADS) {
      throw new BadInput(
          "--threads must be between 1 and %d, not %d".formatted(MOST_THREADS, told));
    }
    return told;
  }
}
