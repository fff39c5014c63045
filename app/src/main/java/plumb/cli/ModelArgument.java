package plumb.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import plumb.model.Model;
import plumb.model.ModelFile;

/** A model named on the command line: its file, or the run folder that holds it. */
final class ModelArgument {
  private ModelArgument() {}

  static Model read(Path named) {
    return ModelFile.read(Files.isDirectory(named) ? named.resolve("model.plumb") : named);
  }
}
