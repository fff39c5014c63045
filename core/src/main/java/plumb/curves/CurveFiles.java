package plumb.curves;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.data.BadInput;

/**
 * Reads curves from the files that trainings leave: tables of text in any usual spelling, JSON, and
 * event files of TensorBoard; from a folder, the one that lies in it.
 */
public final class CurveFiles {
  private static final Set<String> JSON = Set.of("json", "jsonl", "ndjson");
  private static final Set<String> TEXT = Set.of("csv", "tsv", "tab", "log", "txt", "dat", "md");

  /** Enough to know a history by. */
  private static final int FIRST_LINES = 400;

  /** How deep programs bury what they log: lightning_logs/version_0/metrics.csv. */
  private static final int DEEPEST = 3;

  /** A folder with more files than this that could be logs is one of data. */
  private static final int MOST_FILES = 300;

  /** No log is larger. */
  private static final long MOST_BYTES = 512L << 20;

  /** Columns by which the programs that wrote them are known; the first that fits. */
  private static final Map<String, Set<String>> PROGRAMS = programs();

  private CurveFiles() {}

  private static Map<String, Set<String>> programs() {
    Map<String, Set<String>> programs = new LinkedHashMap<>();
    programs.put("history.csv of Plumb", Set.of("attempt", "running_loss"));
    programs.put("Weights & Biases export", Set.of("_step"));
    programs.put("fastai table", Set.of("epoch", "valid_loss", "time"));
    programs.put("Lightning CSVLogger", Set.of("epoch", "step"));
    programs.put("Keras CSVLogger", Set.of("epoch", "loss"));
    programs.put("table of pandas", Set.of("", "loss"));
    return programs;
  }

  /**
   * Whether a file or folder holds curves: by its content, so that a table of data is none. JSON
   * that is no list of records is always taken for curves, for no data are read from it.
   */
  public static boolean isCurves(Path path) {
    if (Files.isDirectory(path)) {
      return !events(path).isEmpty() || !tables(path).isEmpty();
    }
    return Files.isRegularFile(path)
        && (isEvents(path) || isHistory(path) || (ending(path).equals("json") && !isRecords(path)));
  }

  /** As {@link #read(Path, ColumnChoice)}, by the names of the columns alone. */
  public static Curves read(Path path) {
    return read(path, ColumnChoice.NONE);
  }

  /**
   * Reads curves.
   *
   * @param choice which column is what, where the names do not say it
   * @throws BadInput if there are none, if a folder holds several trainings, or if it is open which
   *     column is the loss
   */
  public static Curves read(Path path, ColumnChoice choice) {
    if (Files.isDirectory(path)) {
      return folder(path, choice);
    }
    if (isEvents(path)) {
      return events(EventFiles.read(List.of(path)), path, choice);
    }
    return Placing.curves(
        (JSON.contains(ending(path))
                ? JsonLogs.read(path)
                : Delimited.read(path, Integer.MAX_VALUE))
            .map(CurveFiles::named)
            .orElseThrow(() ->
                new BadInput(
                    path
                        + " holds no columns with names; name the file a training wrote, with a line of names such as epoch,loss,val_loss")),
        path.toString(),
        choice);
  }

  // --- folders ---

  /** A table in the folder itself first, then event files, then tables further down. */
  private static Curves folder(Path folder, ColumnChoice choice) {
    List<Path> tables = tables(folder);
    List<Path> here = tables.stream().filter(t -> folder.equals(t.getParent())).toList();
    List<Path> events = events(folder);
    if (here.size() == 1 || (events.isEmpty() && !tables.isEmpty())) {
      Path chosen = here.size() == 1 ? here.getFirst() : one(tables, folder);
      Curves curves = read(chosen, choice);
      List<String> notes =
          new ArrayList<>(List.of(Say.of("Read from %s.", folder.relativize(chosen))));
      notes.addAll(curves.notes());
      return new Curves(
          curves.source(),
          curves.clock(),
          curves.points(),
          curves.measures(),
          curves.layers(),
          notes);
    }
    if (events.isEmpty()) {
      throw new BadInput(
          folder
              + " holds no curves: neither a table of a training nor event files of TensorBoard");
    }
    return events(EventFiles.read(events), folder, choice);
  }

  /**
   * Checkpoints of one training each hold the history up to them: the longest is the whole one.
   * Other tables are of other trainings.
   */
  private static Path one(List<Path> tables, Path folder) {
    boolean checkpoints =
        tables.stream().allMatch(t -> name(t).equals("trainer_state.json"))
            && tables.stream()
                    .map(t -> Objects.requireNonNull(t.getParent()))
                    .filter(p -> !name(p).startsWith("checkpoint"))
                    .distinct()
                    .count()
                < 2;
    if (tables.size() == 1 || checkpoints) {
      return tables.stream().max(Comparator.comparingLong(CurveFiles::size)).orElseThrow();
    }
    throw new BadInput(
        Say.of(
            "%s holds the curves of %d trainings: %s; name the file of one",
            folder,
            tables.size(),
            Say.list(tables.stream().map(t -> folder.relativize(t).toString()).toList(), "and")));
  }

  private static Curves events(Map<Path, LogTable> trainings, Path named, ColumnChoice choice) {
    if (trainings.size() > 1) {
      throw new BadInput(
          Say.of(
              "%s holds the curves of %d trainings; name the folder of one, such as %s",
              named, trainings.size(), trainings.keySet().iterator().next()));
    }
    if (trainings.isEmpty()) {
      throw new BadInput(named + " holds no numbers of a training; name another file or folder");
    }
    return Placing.curves(trainings.values().iterator().next(), named.toString(), choice);
  }

  /** The event files of a folder and of the folders in it, as Keras and Lightning lay them. */
  private static List<Path> events(Path folder) {
    return files(folder).stream().filter(CurveFiles::isEvents).toList();
  }

  /** The tables of trainings in a folder and in the folders in it. */
  private static List<Path> tables(Path folder) {
    List<Path> candidates =
        files(folder).stream()
            .filter(p -> JSON.contains(ending(p)) || TEXT.contains(ending(p)))
            .limit(MOST_FILES + 1L)
            .toList();
    return candidates.size() > MOST_FILES
        ? List.of()
        : candidates.stream().filter(CurveFiles::isHistory).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean isEvents(Path path) {
    return name(path).contains(".tfevents");
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static String ending(Path path) {
    String name = name(path).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  // --- what a history looks like ---

  private static boolean isHistory(Path path) {
    try {
      if (size(path) > MOST_BYTES || isBinary(path)) {
        return false;
      }
      return (JSON.contains(ending(path)) ? JsonLogs.read(path) : Delimited.read(path, FIRST_LINES))
          .filter(Recognition::isHistory)
          .isPresent();
    } catch (BadInput | IOException e) {
      // Whatever it is, it is not a log; who reads it as data will say what is wrong with it.
      return false;
    }
  }

  private static boolean isRecords(Path path) {
    try {
      return JsonLogs.read(path).filter(t -> !t.source().startsWith(JsonLogs.LISTS)).isPresent();
    } catch (BadInput e) {
      return false;
    }
  }

  /** Whether there are zeros in what should be text. */
  private static boolean isBinary(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(4096);
      return IntStream.range(0, start.length).anyMatch(i -> start[i] == 0);
    }
  }

  /** The table with the name of the program whose columns it has. */
  private static LogTable named(LogTable table) {
    if (!table.source().equals("table")) {
      return table;
    }
    Set<String> names =
        table.names().stream()
            .map(n -> n.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String source =
        PROGRAMS.entrySet().stream()
            .filter(program -> names.containsAll(program.getValue()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("table of a training");
    return new LogTable(source, table.columns(), table.notes());
  }
}
