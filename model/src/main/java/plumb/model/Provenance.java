package plumb.model;

/**
 * Where a model comes from; for people, prediction does not read it.
 *
 * @param plumb version that trained it
 * @param data file it was trained on, as the user named it
 * @param dataHash SHA-256 of that data
 * @param seed of the run
 */
public record Provenance(String plumb, String data, String dataHash, long seed) {
  /** Nothing is known. */
  public static final Provenance UNKNOWN = new Provenance("", "", "", 0);
}
