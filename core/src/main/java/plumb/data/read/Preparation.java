package plumb.data.read;

import java.util.Map;
import java.util.Optional;
import plumb.data.Encoding;

/** From raw columns to examples: infers the task, splits, profiles, fits the encoding. */
public final class Preparation {
  private Preparation() {}

  /**
   * Makes training and validation examples.
   *
   * @throws plumb.data.BadInput if nothing can be learned from the source
   */
  public static Prepared prepare(Source source, PrepareOptions options) {
    return switch (source) {
      case Table table -> new TablePreparation(table, options).prepare();
      case Images images -> new ImagePreparation(images, options).prepare();
    };
  }

  /**
   * Makes examples of another source by an encoding already fitted. Rows without a target are left
   * out.
   *
   * @param labels other spellings of the target's labels, each with the label it stands for
   * @throws plumb.data.BadInput if a column or the target is absent, or has labels never seen
   */
  public static TestData prepareTest(Encoding encoding, Source source, Map<String, String> labels) {
    return switch (source) {
      case Table table -> TablePreparation.test(encoding, table, labels);
      case Images images -> ImagePreparation.test(encoding, images);
    };
  }

  /**
   * Encodes a source whose target is absent or ignored.
   *
   * @throws plumb.data.BadInput if a column is absent
   */
  public static InputData inputs(Encoding encoding, Source source) {
    return switch (source) {
      case Table table -> TablePreparation.inputs(encoding, table);
      case Images images ->
          new InputData(ImagePreparation.inputs(encoding, images), images.notes());
    };
  }

  /** The validation examples of a source of their own, with where they come from. */
  static Optional<TestData> given(Encoding encoding, PrepareOptions options) {
    return options.validation() instanceof Validation.Given(Source source)
        ? Optional.of(prepareTest(encoding, source, options.labels()))
        : Optional.empty();
  }

  /** The hash of a run's data. */
  static String hash(Source source, PrepareOptions options) {
    return options.validation() instanceof Validation.Given(Source other)
        ? Content.hash(
            (source.hash() + other.hash()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
        : source.hash();
  }
}
