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
 */
public record Environment(
    String plumb, String jvm, String os, String kernels, int threads, long seed, String dataHash) {}
