package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * How labs are run.
 *
 * @param full the full form, or the short one of the project's own checks
 * @param threads how many trials run side by side; changes nothing but the time
 * @param own the user's table, in place of the shipped ones
 */
public record Setting(boolean full, int threads, Optional<Sample> own) {
  /** The short form on shipped data. */
  public static Setting brief(int threads) {
    return new Setting(false, threads, Optional.empty());
  }

  /** The same on the shipped tables. */
  Setting withoutOwn() {
    return new Setting(full, threads, Optional.empty());
  }

  /** One number for the short form, one for the full. */
  public int choose(int brief, int whole) {
    return full ? whole : brief;
  }

  /** The seeds 1, 2, 3, ...: so many in the short form, so many in the full. */
  public List<Long> seeds(int brief, int whole) {
    return LongStream.rangeClosed(1, choose(brief, whole)).boxed().toList();
  }

  /** The user's table, or the given one. */
  public Sample sample(Sample usual) {
    return own.orElse(usual);
  }

  /** The user's table alone, or the given ones. */
  public List<Sample> samples(Sample... usual) {
    return own.map(List::of).orElse(List.of(usual));
  }

  /** Does the same for every item, some at the same time; the results are in order. */
  public <T, R> List<R> each(List<T> items, Function<T, R> trial) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<R>> tasks = new ArrayList<>();
      for (T item : items) {
        tasks.add(() -> trial.apply(item));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : pool.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a trial failed", e.getCause());
    }
  }
}
