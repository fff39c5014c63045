package plumb.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.data.read.Origin;

/** A card as a file in a folder of its own: its paths lead from there to the data. */
final class CardFile {
  private CardFile() {}

  /**
   * The text of the file.
   *
   * @param card whose relative paths are seen from the working directory
   * @param folder that the file will lie in; there already
   */
  static String yaml(Card card, Path folder) {
    DataSettings data = card.data();
    DataSettings seen = data.withTrain(from(folder, data.train()));
    if (data.validation() instanceof DataSettings.Validation.File(Path file)) {
      seen = seen.withValidation(new DataSettings.Validation.File(from(folder, file)));
    }
    if (data.test().orElse(null) instanceof DataSettings.Test.File(Path file)) {
      seen = seen.withTest(Optional.of(new DataSettings.Test.File(from(folder, file))));
    }
    return CardWriter.yaml(card.withData(seen));
  }

  /** Files seen from a folder; a database is where it is. */
  private static Origin from(Path folder, Origin origin) {
    return switch (origin) {
      case Origin.Files(List<Path> paths) ->
          new Origin.Files(paths.stream().map(path -> from(folder, path)).toList());
      case Origin.Query query -> query;
    };
  }

  /** A path seen from a folder; one that was absolute stays so. */
  private static Path from(Path folder, Path file) {
    if (file.isAbsolute() || file.equals(Origin.STANDARD_INPUT)) {
      return file;
    }
    Path there = file.toAbsolutePath().normalize();
    Path way = folder.toAbsolutePath().normalize().relativize(there);
    // Behind a link the way up is another one.
    return leads(folder, way, file) ? way : real(folder).relativize(real(there));
  }

  private static boolean leads(Path folder, Path way, Path file) {
    try {
      return !Files.exists(file) || Files.isSameFile(folder.resolve(way), file);
    } catch (IOException _) {
      return false;
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.toAbsolutePath().normalize();
    }
  }
}
