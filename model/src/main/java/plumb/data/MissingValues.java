package plumb.data;

import java.util.List;

/** How files spell a missing value. */
public final class MissingValues {
  /** The usual spellings. "none" is not among them: it is a real level ("no garage") too often. */
  public static final List<String> USUAL =
      List.of(
          "", "?", "NA", "N/A", "n/a", "na", "NaN", "nan", "NAN", "NULL", "null", "Null", "<NA>",
          "#N/A", "-");

  private MissingValues() {}
}
