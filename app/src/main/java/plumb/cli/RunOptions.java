package plumb.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.BadInput;
import plumb.data.read.ReadOptions.Header;
import plumb.recipe.DefaultCard;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.DataSettings;

/** What train and doctor are told. */
final class RunOptions {
  @Parameters(
      index = "0",
      paramLabel = "DATA|CARD",
      description = "A data file (CSV, TSV, IDX images; plain or gzip) or a card (.yaml).")
  @Nullable Path what;

  @Option(
      names = "--target",
      paramLabel = "COL",
      description = "Column to predict: name or number.")
  @Nullable String target;

  @Option(names = "--test", paramLabel = "FILE", description = "Opened once, at the very end.")
  @Nullable Path test;

  @Option(names = "--out", paramLabel = "DIR", description = "New folder for the run.")
  @Nullable Path out;

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same result.")
  @Nullable Long seed;

  @Option(
      names = "--goal",
      paramLabel = "X",
      description = "What is good on the training set: accuracy or R2, such as 0.97 or 97%%.")
  @Nullable String goal;

  @Option(names = "--max-epochs", paramLabel = "N", description = "At most so many epochs.")
  @Nullable Integer maxEpochs;

  @Option(names = "--time", paramLabel = "60s", description = "For everything: 90s, 5m, 1h.")
  @Nullable String time;

  @Option(names = "--threads", paramLabel = "N", description = "All processors by default.")
  @Nullable Integer threads;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Override one field of the card; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--header",
      negatable = true,
      description = "Whether the first line names the columns; found out by default.")
  @Nullable Boolean header;

  @Option(names = "--task", paramLabel = "KIND", description = "classification or regression.")
  @Nullable String task;

  @Option(
      names = "--json",
      description = "Print the run document, and nothing else, on standard output.")
  boolean json;

  Path what() {
    return java.util.Objects.requireNonNull(what);
  }

  boolean isCard() {
    String name = what().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  Card card() {
    Card card =
        isCard()
            ? CardReader.read(what(), settings)
            : CardReader.apply(
                DefaultCard.of(DataSettings.of(what(), Optional.ofNullable(target)), 1), settings);
    DataSettings data = card.data();
    if (target != null) {
      data = data.withTarget(Optional.of(target));
    }
    if (test != null) {
      data = data.withTest(Optional.of(test));
    }
    if (header != null) {
      data = data.withHeader(header ? Header.YES : Header.NO);
    }
    card = card.withData(data);
    if (task != null) {
      card = CardReader.apply(card, List.of("data.task=" + task));
    }
    if (seed != null) {
      card = card.withSeed(seed);
    }
    return card;
  }

  OptionalInt maxEpochs() {
    if (maxEpochs == null) {
      return OptionalInt.empty();
    }
    if (maxEpochs < 1) {
      throw new BadInput("--max-epochs must be at least 1, not " + maxEpochs);
    }
    return OptionalInt.of(maxEpochs);
  }

  OptionalDouble goal() {
    if (goal == null) {
      return OptionalDouble.empty();
    }
    try {
      double value =
          goal.endsWith("%")
              ? Double.parseDouble(goal.substring(0, goal.length() - 1)) / 100
              : Double.parseDouble(goal);
      if (value <= 1) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      throw new BadInput("--goal takes a share such as 0.97 or 97%, not \"" + goal + "\"", e);
    }
    throw new BadInput("--goal takes a share such as 0.97 or 97%, not \"" + goal + "\"");
  }

  Optional<Duration> budget() {
    return time == null ? Optional.empty() : Optional.of(duration("--time", time));
  }

  static Duration duration(String option, String text) {
    if (!text.matches("[0-9]+(\\.[0-9]+)?[smh]?")) {
      throw new BadInput(option + " takes a time such as 90s, 5m or 1h, not \"" + text + "\"");
    }
    char unit = text.charAt(text.length() - 1);
    double number =
        Double.parseDouble(Character.isDigit(unit) ? text : text.substring(0, text.length() - 1));
    double seconds = number * (unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1 || threads > 1024) {
      throw new BadInput("--threads must be between 1 and 1024, not " + threads);
    }
    return threads;
  }

  Path out(Console console) {
    if (out != null) {
      return out;
    }
    String name = String.valueOf(what().getFileName()).replaceAll("\\..*", "");
    String when =
        LocalDateTime.now(java.time.ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return console.folder().resolve("runs").resolve(name + "-" + when);
  }
}
