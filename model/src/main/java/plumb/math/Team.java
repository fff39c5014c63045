package plumb.math;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the tasks of a loop. Work is cut by its shape, never by the
 * number of threads, and a task's result depends on its index only: so the bits are the same for
 * any team.
 *
 * <p>Not for use by several threads at once: one caller at a time runs loops, and works on them
 * too.
 */
public final class Team implements AutoCloseable {
  /** One task of a loop. */
  @FunctionalInterface
  public interface Task {
    /** Does task {@code index}. Tasks of one loop must not write to the same places. */
    void run(int index);
  }

  /** How long an idle helper watches for the next loop before it sleeps: the gap inside a step. */
  private static final int SPINS = 20_000;

  private final Thread[] helpers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicLong generation = new AtomicLong();
  private volatile @Nullable Task task;
  private volatile int tasks;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  private Team(int threads) {
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = Thread.ofPlatform().daemon().name("plumb-" + (i + 1)).unstarted(this::help);
    }
    for (Thread helper : helpers) {
      helper.start();
    }
  }

  /**
   * A team.
   *
   * @param threads at least 1, the caller among them
   */
  public static Team of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs at least one thread, got " + threads);
    }
    return new Team(threads);
  }

  /** How many threads, the caller among them. */
  public int size() {
    return helpers.length + 1;
  }

  /** Runs tasks {@code 0 .. count - 1} and returns when all are done. */
  public void run(int count, Task loop) {
    if (helpers.length == 0 || count <= 1) {
      for (int i = 0; i < count; i++) {
        loop.run(i);
      }
      return;
    }
    task = loop;
    tasks = count;
    unfinished.set(helpers.length);
    next.set(0);
    generation.incrementAndGet();
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    work(loop, count);
    while (unfinished.get() > 0) {
      Thread.onSpinWait();
    }
    task = null;
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("a task failed", thrown);
    }
  }

  private void work(Task loop, int count) {
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        loop.run(i);
      }
    } catch (Throwable thrown) {
      failure = thrown;
      next.set(count);
    }
  }

  private void help() {
    long seen = 0;
    while (true) {
      int spins = 0;
      while (generation.get() == seen && !closed) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (closed) {
        return;
      }
      seen = generation.get();
      Task loop = task;
      if (loop != null) {
        work(loop, tasks);
      }
      unfinished.decrementAndGet();
    }
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
