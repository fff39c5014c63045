package plumb.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import plumb.train.StopSignal;

/**
 * Turns Ctrl-C and a polite kill into a request to stop: the machine goes down only after the best
 * model so far is written, or after a while that no writing takes.
 */
final class Interruption implements StopSignal {
  private static final int PATIENCE_SECONDS = 30;
  private static final CountDownLatch DONE = new CountDownLatch(1);

  private volatile boolean asked;

  /** Listens from now on. */
  static Interruption listening(Console console) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  if (DONE.getCount() == 0) {
                    return;
                  }
                  interruption.asked = true;
                  console.err().println();
                  console.err().println("Stopping; the best model so far is being written.");
                  try {
                    DONE.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    return interruption;
  }

  /** Says that everything is written. */
  static void finished() {
    DONE.countDown();
  }

  @Override
  public Optional<String> check() {
    return asked ? Optional.of("because you asked for it") : Optional.empty();
  }
}
