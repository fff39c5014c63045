package plumb.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.read.DataReader;
import plumb.data.read.Preparation;
import plumb.data.read.ReadOptions;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.train.Evaluation;

/** Measures models of field cases on rows only the bench sees. */
final class FieldScore {
  private FieldScore() {}

  /** The score of a model by the truth's measure. */
  static double of(
      FieldTruth.Score score,
      Encoding encoding,
      NetworkSpec network,
      float[] parameters,
      Path test,
      Team team) {
    return switch (score) {
      case USUAL -> usual(encoding, network, parameters, test, team);
      case BALANCED ->
          Student.mean(
              byClass(test).stream()
                  .map(file -> usual(encoding, network, parameters, file, team))
                  .toList());
      case CLASSES ->
          encoding.target() instanceof Target.Regression
              ? 0
              : usual(encoding, network, parameters, test, team);
    };
  }

  private static double usual(
      Encoding encoding, NetworkSpec network, float[] parameters, Path test, Team team) {
    Examples rows =
        Preparation.prepareTest(
                encoding, DataReader.read(test, ReadOptions.usual().like(encoding)), Map.of())
            .examples();
    return Trial.score(Evaluation.measure(network, parameters, rows, encoding.target(), team));
  }

  /** The rows of each class in a file of their own. */
  private static List<Path> byClass(Path test) {
    try {
      List<String> lines = Files.readAllLines(test);
      TreeMap<String, List<String>> rows = new TreeMap<>();
      for (String line : lines.subList(1, lines.size())) {
        rows.computeIfAbsent(line.substring(line.lastIndexOf(',') + 1), _ -> new ArrayList<>())
            .add(line);
      }
      List<Path> files = new ArrayList<>();
      for (var entry : rows.entrySet()) {
        List<String> all = new ArrayList<>(List.of(lines.getFirst()));
        all.addAll(entry.getValue());
        Path file = test.resolveSibling("test-" + entry.getKey() + ".csv");
        files.add(Files.write(file, all));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of a test file. */
  static int rows(Path test) {
    try (var lines = Files.lines(test)) {
      return (int) lines.count() - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
