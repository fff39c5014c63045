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

  /** How long the caller watches for the last tasks before it offers its processor to them. */
  private static final int PATIENCE = 1_000;

  private final Thread[] helpers;

  /** The most tasks that are given out at a time. */
  private static final int MOST_TASKS = 0xFFFF;

  /**
   * The number of the loop in the upper half; in the lower the first task that nobody has taken,
   * and behind it the one after the last. All in one word, so that a helper that overslept cannot
   * take a task of a later loop for one of an earlier.
   *
   * <p>The caller takes tasks from the front and helpers take them from the back, so that the parts
   * of a batch stay with the same thread, and in its cache, from loop to loop.
   */
  private final AtomicLong tickets = new AtomicLong();

  private final AtomicInteger done = new AtomicInteger();
  private volatile @Nullable Task task;
  private volatile int first;
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

  /**
   * Runs tasks {@code 0 .. count - 1} and returns when all are done. Waits for tasks, not for
   * helpers: one that gets no processor because others use the machine holds nothing up.
   */
  public void run(int count, Task loop) {
    if (helpers.length == 0 || count <= 1) {
      for (int i = 0; i < count; i++) {
        loop.run(i);
      }
      return;
    }
    for (int from = 0; from < count; from += MOST_TASKS) {
      share(from, Math.min(MOST_TASKS, count - from), loop);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the yield costs time only where it does not help
  private void share(int from, int count, Task loop) {
    done.set(0);
    task = loop;
    first = from;
    tickets.set((loopOf(tickets.get()) + 1) << 32 | count);
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    work(true);
    for (int spins = 0; done.get() < count; spins++) {
      if (spins < PATIENCE) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    task = null;
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("a task failed", thrown);
    }
  }

  private static long loopOf(long ticket) {
    return ticket >>> 32;
  }

  private static int frontOf(long ticket) {
    return (int) ticket >>> 16;
  }

  private static int backOf(long ticket) {
    return (int) ticket & MOST_TASKS;
  }

  /** Takes tasks of the running loop until there are none left. */
  private void work(boolean fromFront) {
    int finished = 0;
    while (true) {
      long ticket = tickets.get();
      int front = frontOf(ticket);
      int back = backOf(ticket);
      if (front == back) {
        break;
      }
      // Read before the ticket is taken: while one is left, these are the loop's.
      Task loop = task;
      int index = first + (fromFront ? front : back - 1);
      long taken = fromFront ? ticket + (MOST_TASKS + 1) : ticket - 1;
      if (loop != null && tickets.compareAndSet(ticket, taken)) {
        try {
          loop.run(index);
        } catch (Throwable thrown) {
          failure = thrown;
        }
        finished++;
      }
    }
    if (finished > 0) {
      done.addAndGet(finished);
    }
  }

  private void help() {
    long seen = 0;
    while (true) {
      int spins = 0;
      while (loopOf(tickets.get()) == seen && !closed) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (closed) {
        return;
      }
      seen = loopOf(tickets.get());
      work(false);
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
