package plumb.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import plumb.data.read.DataReader;
import plumb.data.read.ReadOptions;
import plumb.data.read.ReadOptions.Header;
import plumb.data.read.Source;
import plumb.model.Model;
import plumb.model.ModelFile;
import plumb.model.Provenance;
import plumb.run.RunFolder;

/** A model named on the command line, and data as it reads them. */
final class ModelArgument {
  private ModelArgument() {}

  /** The model in a file, or in the run folder that holds it. */
  static Model read(Path named) {
    return ModelFile.read(file(named));
  }

  /** The file that is meant. */
  static Path file(Path named) {
    return Files.isDirectory(named) ? named.resolve(RunFolder.MODEL) : named;
  }

  /** Where the model comes from. */
  static Provenance provenance(Path named) {
    return ModelFile.provenance(file(named));
  }

  /**
   * Reads data as the model's training file was read.
   *
   * @param header whether the first line names the columns; null for: as in the training file
   */
  static Source data(Model model, Path data, @Nullable Boolean header) {
    return DataReader.read(data, options(model, header));
  }

  /** The same with every line as a row, so that each gets its prediction. */
  static Source rows(Model model, Path data, @Nullable Boolean header) {
    return DataReader.read(data, options(model, header).withTotals());
  }

  private static ReadOptions options(Model model, @Nullable Boolean header) {
    return ReadOptions.usual()
        .withHeader(header == null ? header(model) : header ? Header.YES : Header.NO)
        .like(model.encoding());
  }

  /** Columns without a name in the training file have names of their own. */
  private static Header header(Model model) {
    boolean numbered =
        model.encoding().columns().stream().allMatch(name -> name.matches("column[0-9]+"));
    return numbered ? Header.NO : Header.YES;
  }
}
