package plumb.data.read;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Small files written by other programs, for tests. */
final class Resource {
  private Resource() {}

  /** A file below the folder of the doors. */
  static Path of(String name) {
    URL url = Objects.requireNonNull(Resource.class.getResource("/plumb/doors/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
