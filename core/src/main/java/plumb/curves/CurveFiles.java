package plumb.curves;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import plumb.curves.Curves.Point;
import plumb.data.BadInput;

/**
 * Reads curves from files: tables of Keras' CSVLogger, of Lightning's CSVLogger and of Plumb's own
 * {@code history.csv}, and event files of TensorBoard.
 */
public final class CurveFiles {
  private CurveFiles() {}

  /** Whether a file or folder looks like curves, by its name or its first line. */
  public static boolean isCurves(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (Files.isDirectory(path)) {
      return !events(path).isEmpty();
    }
    if (name.contains(".tfevents")) {
      return true;
    }
    if (!name.endsWith(".csv") && !name.endsWith(".log")) {
      return false;
    }
    try (Stream<String> lines = Files.lines(path)) {
      List<String> header =
          List.of(lines.findFirst().orElse("").toLowerCase(Locale.ROOT).split(",", -1));
      return header.contains("epoch") && header.stream().anyMatch(h -> h.contains("loss"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Reads curves.
   *
   * @throws BadInput if there are none
   */
  public static Curves read(Path path) {
    if (Files.isDirectory(path) || String.valueOf(path.getFileName()).contains(".tfevents")) {
      return EventFiles.read(Files.isDirectory(path) ? events(path) : List.of(path), path);
    }
    return table(path);
  }

  /** The event files of a folder and of the folders in it, as Keras and Lightning lay them. */
  private static List<Path> events(Path folder) {
    try (Stream<Path> all = Files.walk(folder, 3)) {
      return all.filter(p -> String.valueOf(p.getFileName()).contains(".tfevents"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Curves table(Path path) {
    Map<Double, double[]> byEpoch = new TreeMap<>();
    String source;
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(path)) {
      List<NamedCsvRecord> records = new ArrayList<>();
      csv.forEach(records::add);
      if (records.isEmpty()) {
        throw new BadInput(path + " holds no epoch; name the file a training wrote");
      }
      List<String> header = records.getFirst().getHeader();
      String epochs = named("epoch", header);
      String attempts = named("attempt", header);
      boolean ours = !attempts.isEmpty() && !named("train_loss", header).isEmpty();
      boolean keras = !ours && named("step", header).isEmpty();
      source = ours ? "history.csv of Plumb" : keras ? "Keras CSVLogger" : "Lightning CSVLogger";
      if (epochs.isEmpty()) {
        throw new BadInput(path + " has no column named epoch; name the file a training wrote");
      }
      String last = ours ? records.getLast().getField(attempts) : "";
      for (NamedCsvRecord line : records) {
        if (ours && !line.getField(attempts).equals(last)) {
          continue;
        }
        double epoch = number(line.getField(epochs), path, line);
        double[] cells = byEpoch.computeIfAbsent(epoch, _ -> Cells.empty());
        for (String name : header) {
          int cell = Cells.of(name, keras);
          double value = cell < 0 ? Double.NaN : number(line.getField(name), path, line);
          if (cell >= 0 && !line.getField(name).isBlank()) {
            Cells.put(cells, cell, value);
          }
        }
      }
    } catch (IOException e) {
      throw new BadInput("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    } catch (de.siegmar.fastcsv.reader.CsvParseException e) {
      throw new BadInput("%s is not a table of epochs: %s".formatted(path, e.getMessage()), e);
    }
    return Cells.curves(source, byEpoch, path);
  }

  /** The column of a name in any case; empty if there is none. */
  private static String named(String name, List<String> header) {
    return header.stream().filter(name::equalsIgnoreCase).findFirst().orElse("");
  }

  private static double number(String text, Path path, NamedCsvRecord line) {
    String plain = text.strip();
    if (plain.isEmpty() || plain.equalsIgnoreCase("nan")) {
      return plain.isEmpty() ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    if (plain.toLowerCase(Locale.ROOT).replace("+", "").replace("-", "").startsWith("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      throw new BadInput(
          "%s:%d: \"%s\" is not a number; name the file a training wrote"
              .formatted(path, line.getStartingLineNumber(), text),
          e);
    }
  }

  /** The numbers of an epoch while they are gathered. */
  static final class Cells {
    static final int TRAIN_LOSS = 0;
    static final int VALIDATION_LOSS = 1;
    static final int TRAIN_SCORE = 2;
    static final int VALIDATION_SCORE = 3;
    static final int RATE = 4;

    private static final Set<String> VALIDATION =
        Set.of("val", "valid", "validation", "dev", "eval");
    private static final Set<String> TRAIN = Set.of("train", "training");

    private Cells() {}

    /** A score that is no number says nothing; a loss that is none says that training broke. */
    static void put(double[] cells, int cell, double value) {
      boolean loss = cell == TRAIN_LOSS || cell == VALIDATION_LOSS;
      cells[cell] = Double.isFinite(value) ? value : loss ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    static double[] empty() {
      double[] cells = new double[5];
      java.util.Arrays.fill(cells, Double.NaN);
      return cells;
    }

    /**
     * Which number a column or tag holds, or -1.
     *
     * @param plainIsTrain whether a name without a set means the training set, as Keras has it
     */
    static int of(String name, boolean plainIsTrain) {
      String plain = name.toLowerCase(Locale.ROOT).replace('/', '_').replace('.', '_');
      if (plain.matches("lr|rate|learning_rate|lr-.*|.*_learning_rate")) {
        return RATE;
      }
      List<String> words = new ArrayList<>(List.of(plain.split("_")));
      // Loss of single steps, and the running loss with weights in motion, are other curves.
      if (words.getLast().equals("step") || plain.startsWith("running") || words.contains("test")) {
        return -1;
      }
      boolean validation = words.removeAll(VALIDATION);
      boolean train = words.removeAll(TRAIN);
      if (!validation && !train && !plainIsTrain) {
        return -1;
      }
      // The set may stand before the measure, as Keras has it, or behind, as in PyTorch's examples.
      words.remove("epoch");
      // Whole names: the loss of one head of several, or of k answers, is another number.
      return switch (String.join("_", words)) {
        case "loss" -> validation ? VALIDATION_LOSS : TRAIN_LOSS;
        case "acc",
            "accuracy",
            "binary_accuracy",
            "categorical_accuracy",
            "sparse_categorical_accuracy",
            "r2",
            "r2_score" ->
            validation ? VALIDATION_SCORE : TRAIN_SCORE;
        default -> -1;
      };
    }

    static Curves curves(String source, Map<Double, double[]> byEpoch, Path path) {
      List<Point> points = new ArrayList<>();
      byEpoch.forEach((epoch, c) -> {
        if (!Double.isNaN(c[TRAIN_LOSS])
            || !Double.isNaN(c[VALIDATION_LOSS])
            || !Double.isNaN(c[TRAIN_SCORE])) {
          points.add(new Point(epoch, c[0], c[1], c[2], c[3], c[4]));
        }
      });
      if (points.isEmpty()) {
        throw new BadInput(
            path
                + " holds no loss of a training; columns or tags such as loss, val_loss, train_loss, accuracy are read");
      }
      return new Curves(source, points);
    }
  }
}
