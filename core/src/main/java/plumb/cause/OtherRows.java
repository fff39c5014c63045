package plumb.cause;

import java.nio.file.Path;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.read.Column;
import plumb.data.read.Table;
import plumb.run.DataSettings;

/**
 * Validation rows that may be of another kind than the training rows: those of a file of their own.
 * A share that is drawn at random is of the same kind, whatever the data are.
 *
 * @param file its name
 * @param table its columns as they were read; none of images
 * @param examples its rows as the network gets them
 * @param rows of the file, one an example
 */
record OtherRows(String file, Optional<Table> table, Examples examples, int[] rows) {
  static Optional<OtherRows> of(DataCase data) {
    return data.card().data().validation() instanceof DataSettings.Validation.File(Path path)
        ? data.data()
            .validation()
            .map(examples ->
                new OtherRows(
                    Raw.file(path.toString()),
                    data.validationSource(),
                    examples,
                    data.data().validationRows()))
        : Optional.empty();
  }

  /** A column of the file by its name. */
  Optional<Column> column(String name) {
    return table.flatMap(t -> Raw.column(t, name));
  }
}
