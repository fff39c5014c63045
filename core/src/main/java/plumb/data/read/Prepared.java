package plumb.data.read;

import java.util.List;
import java.util.Optional;
import plumb.data.Encoding;
import plumb.data.Examples;

/**
 * Examples made from a source.
 *
 * @param encoding the preprocessing, fitted on the training rows
 * @param train what to train on
 * @param validation what to judge by, if any
 * @param trainRows row of the source of each training example
 * @param validationRows row of the source of each validation example: of the training source when a
 *     share is held out, of the validation source when that is given
 * @param profile what the source looks like
 * @param split how the rows were divided
 * @param notes sentences for the user, the source's own among them
 * @param dataHash SHA-256 of the content of the training source and, if given, the validation
 *     source
 * @param source the table the training rows are of, whole; empty for images, of which only the
 *     encoded pixels are kept
 * @param givenSource the table of the validation rows, where they have one of their own
 */
public record Prepared(
    Encoding encoding,
    Examples train,
    Optional<Examples> validation,
    int[] trainRows,
    int[] validationRows,
    Profile profile,
    SplitReport split,
    List<String> notes,
    String dataHash,
    Optional<Table> source,
    Optional<Table> givenSource) {
  public Prepared {
    notes = List.copyOf(notes);
  }

  /**
   * How the rows were divided.
   *
   * @param train training rows
   * @param validation validation rows
   * @param shared validation rows whose inputs all occur in a training row
   */
  public record SplitReport(int train, int validation, int shared) {}
}
