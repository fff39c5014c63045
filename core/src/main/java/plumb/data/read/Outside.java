package plumb.data.read;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a card may name of the process it is read in: its standard input, and the variable of its
 * environment that holds a password. Nothing else here looks at the process.
 */
final class Outside {
  private Outside() {}

  /** Standard input. */
  static InputStream input() {
    return System.in;
  }

  /** The value of an environment variable, null for none. */
  static @Nullable String variable(String name) {
    return System.getenv(name);
  }
}
