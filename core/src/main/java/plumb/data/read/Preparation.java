package plumb.data.read;

import java.util.Map;
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
    throw new UnsupportedOperationException(source.name() + options);
  }

  /**
   * Makes examples of another source by an encoding already fitted. Rows without a target are left
   * out.
   *
   * @param labels other spellings of the target's labels, each with the label it stands for
   * @throws plumb.data.BadInput if a column or the target is absent, or has labels never seen
   */
  public static TestData prepareTest(Encoding encoding, Source source, Map<String, String> labels) {
    throw new UnsupportedOperationException(source.name() + encoding + labels);
  }

  /**
   * Encodes a source whose target is absent or ignored.
   *
   * @throws plumb.data.BadInput if a column is absent
   */
  public static InputData inputs(Encoding encoding, Source source) {
    throw new UnsupportedOperationException(source.name() + encoding);
  }
}
