package planted.nn;

/** Breaks the arrows, sees vectors, and brings a library into the model module. */
public class Wrong {
  planted.cli.@org.jspecify.annotations.Nullable Wrong right;

  jdk.incubator.vector.@org.jspecify.annotations.Nullable FloatVector vector;
  picocli.@org.jspecify.annotations.Nullable CommandLine library;
}
