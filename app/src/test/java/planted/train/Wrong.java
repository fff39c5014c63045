package planted.train;

/** Breaks the arrows, and knows a file and the clock. */
public class Wrong {
  planted.cli.@org.jspecify.annotations.Nullable Wrong right;

  java.nio.file.@org.jspecify.annotations.Nullable Path file;

  long looksAtTheClock() {
    return System.nanoTime();
  }
}
