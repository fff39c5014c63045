package plumb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  /** The build passes the folder; an IDE starts somewhere below it. */
  private static Path root() {
    String given = System.getProperty("plumb.root");
    Path folder = Path.of(given == null ? "" : given).toAbsolutePath();
    while (!Files.exists(folder.resolve("etc/find-jdk.sh"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside the repository");
    }
    return folder;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(root())) {
      List<Path> found = new java.util.ArrayList<>();
      for (Path module : modules.sorted().toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
          }
        }
      }
      return found;
    }
  }

  @Test
  void every_public_type_and_method_has_a_comment() throws IOException {
    assertThat(Undocumented.in(sources())).isEmpty();
  }

  @Test
  void every_package_says_in_a_sentence_what_it_is_for() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(11);
    assertThat(sources.stream().map(Path::getParent).distinct())
        .allSatisfy(folder ->
            assertThat(folder.resolve("package-info.java"))
                .content()
                .containsPattern("(?s)^/\\*\\*.*?\\p{Lu}.*?\\..*?\\*/.*\\bpackage "));
  }

  @Test
  void a_missing_comment_is_found_and_an_override_needs_none() {
    String source =
        """
        package planted;

        /** A type. */
        public class Planted {
          public Planted() {}

          /** Told. */
          public void told() {}

          public void untold() {}

          void ours() {}

          @Override
          public String toString() {
            return "";
          }

          /** A record. */
          public record Row(int count) {
            public Row {}

            public Row() {
              this(1);
            }
          }

          /** A shape. */
          public interface Shape {
            int sides();
          }

          public enum Bare {
            ONE
          }

          private static class Hidden {
            public void untold() {}
          }
        }
        """;
    assertThat(Undocumented.in("Planted.java", source))
        .containsExactly(
            "Planted.java:5 <init>",
            "Planted.java:10 untold",
            "Planted.java:23 <init>",
            "Planted.java:30 sides",
            "Planted.java:33 Bare");
  }
}
