package plumb.run;

/**
 * Where and with what a run was made.
 *
 * @param plumb version of Plumb
 * @param jvm version of Java
 * @param os operating system and processor kind
 * @param kernels which kernels ran, for example "vector, 16 floats"
 * @param threads used for training
 * @param seed of the card
 * @param dataHash SHA-256 of the data files' content
 * @param command the command line as it was typed, ready for a shell; empty where there was none,
 *     as in a library
 */
public record Environment(
    String plumb,
    String jvm,
    String os,
    String kernels,
    int threads,
    long seed,
    String dataHash,
    String command) {
  /** Without a command line. */
  public Environment(
      String plumb,
      String jvm,
      String os,
      String kernels,
      int threads,
      long seed,
      String dataHash) {
    this(plumb, jvm, os, kernels, threads, seed, dataHash, "");
  }

  /** The same, begun by a command line. */
  public Environment withCommand(String line) {
    return new Environment(plumb, jvm, os, kernels, threads, seed, dataHash, line);
  }
}
