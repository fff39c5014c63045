package plumb.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Does the work of a bench on a few threads. */
final class Workers {
  private Workers() {}

  /** A piece of work that wants a folder for its files, which is deleted afterwards. */
  @FunctionalInterface
  interface Work<T> {
    T in(Path folder) throws IOException;
  }

  /**
   * Does all pieces of work; one that fails is said and leaves nothing.
   *
   * @param count threads, at least 1
   * @return the results that there are, in the order of the work
   */
  static <T> List<T> all(int count, List<? extends Callable<Optional<T>>> work, PrintStream to)
      throws InterruptedException {
    List<T> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
      List<Future<Optional<T>>> waiting = new ArrayList<>();
      work.forEach(piece -> waiting.add(pool.submit(piece)));
      for (Future<Optional<T>> future : waiting) {
        try {
          future.get().ifPresent(results::add);
        } catch (ExecutionException e) {
          to.println("A case failed: " + e.getCause());
        }
      }
    }
    return results;
  }

  /** Does a piece of work in a new folder and deletes the folder. */
  static <T> T inFolder(Work<T> work) throws IOException {
    Path folder = Files.createTempDirectory("faults");
    try {
      return work.in(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
