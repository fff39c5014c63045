package plumb.data.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import plumb.data.BadInput;

/** Where rows come from, as a card names it. */
public sealed interface Origin {
  /** What stands for standard input. */
  Path STANDARD_INPUT = Path.of("-");

  /**
   * A file, a folder, all files that a pattern such as {@code part-*.csv} names, or several files
   * that are parts of one table; {@code -} is standard input.
   *
   * @param paths at least one
   */
  record Files(List<Path> paths) implements Origin {
    public Files {
      paths = List.copyOf(paths);
      if (paths.isEmpty()) {
        throw new BadInput("No file is named to read; name one");
      }
    }

    @Override
    public String toString() {
      return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
  }

  /**
   * The answer of a database to a query.
   *
   * @param url by which JDBC finds the database
   * @param query in SQL, that changes nothing
   * @param user empty where the database asks for none
   * @param password the environment variable that holds it
   */
  record Query(String url, String query, Optional<String> user, Optional<String> password)
      implements Origin {
    /** The URL without what is behind it: passwords may stand there. */
    @Override
    public String toString() {
      return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }
  }

  /** A single file or folder. */
  static Origin of(Path file) {
    return new Files(List.of(file));
  }

  /** The only file or folder; empty where there are several, or a query. */
  default Optional<Path> file() {
    return this instanceof Files(List<Path> paths) && paths.size() == 1
        ? Optional.of(paths.getFirst())
        : Optional.empty();
  }

  /** The files and folders; none for a query. */
  default List<Path> files() {
    return this instanceof Files(List<Path> paths) ? paths : List.of();
  }

  /** Whether all files are there; a database is asked only when it is read. */
  default boolean exists() {
    return files().stream().allMatch(FilePattern::exists);
  }

  /** A short name: of files without their folders. */
  default String shortName() {
    return switch (this) {
      case Files(List<Path> paths) ->
          paths.stream()
              .map(path -> String.valueOf(path.getFileName()))
              .collect(Collectors.joining(", "));
      case Query query -> query.toString();
    };
  }
}
