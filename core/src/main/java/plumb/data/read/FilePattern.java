package plumb.data.read;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import plumb.data.BadInput;

/** Names of files with {@code *} and {@code ?} for any characters, in any part of the path. */
final class FilePattern {
  private FilePattern() {}

  /** Whether a path is there, or is a pattern by which something is; standard input always is. */
  static boolean exists(Path path) {
    return StandardInput.is(path)
        || Files.exists(path)
        || matches(path).filter(found -> !found.isEmpty()).isPresent();
  }

  /**
   * The files that a pattern names, in the order of their names; empty for a path without one, or
   * one that is a file itself.
   */
  static Optional<List<Path>> matches(Path path) {
    if (!isPattern(path.toString()) || Files.exists(path)) {
      return Optional.empty();
    }
    List<Path> found = new ArrayList<>();
    found.add(path.getRoot() == null ? Path.of("") : path.getRoot());
    for (Path part : path) {
      found = isPattern(part.toString()) ? below(found, part.toString()) : inside(found, part);
    }
    return Optional.of(found.stream().sorted().toList());
  }

  private static boolean isPattern(String text) {
    return text.contains("*") || text.contains("?");
  }

  private static List<Path> inside(List<Path> folders, Path part) {
    return folders.stream()
        .map(folder -> folder.resolve(part))
        .filter(path -> Files.exists(path) || path.endsWith(".."))
        .toList();
  }

  /** Entries by a pattern; hidden ones only where it begins with a point too. */
  private static List<Path> below(List<Path> folders, String pattern) {
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new BadInput(
          "\"%s\" is no pattern for names of files (%s); correct it"
              .formatted(pattern, e.getDescription()),
          e);
    }
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> entries = Files.list(folder.toString().isEmpty() ? Path.of(".") : folder)) {
        entries
            .map(Path::getFileName)
            .filter(name -> pattern.startsWith(".") || !name.toString().startsWith("."))
            .filter(matcher::matches)
            .map(folder::resolve)
            .forEach(found::add);
      } catch (IOException _) {
        // A file, or a folder that is not there or not to be listed: nothing in it.
      }
    }
    return found;
  }
}
