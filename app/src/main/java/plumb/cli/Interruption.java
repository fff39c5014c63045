package plumb.cli;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.IntConsumer;
import plumb.train.StopSignal;

/**
 * Turns Ctrl-C and a polite kill into a request to stop, so that the best model so far is written.
 * A second one ends the process at once, and so does the first while there is nothing to save.
 */
final class Interruption implements StopSignal {
  private static final int SIGNAL_EXIT = 128;

  private final PrintStream err;
  private final IntConsumer exit;
  private volatile boolean saving;
  private volatile String by = "";

  /**
   * Not listening yet.
   *
   * @param err where it is said that the request was heard
   * @param exit ends the process with a code
   */
  Interruption(PrintStream err, IntConsumer exit) {
    this.err = err;
    this.exit = exit;
  }

  /** Listens to the signals of this process, where it has any. */
  void listen() {
    listen("INT", 2, "by Ctrl-C");
    listen("TERM", 15, "by a request to end");
  }

  /**
   * The class that handles signals is in every Java of today but outside the standard, so the
   * compiler does not know it. Where it is absent a signal just ends the process.
   */
  private void listen(String name, int number, String reason) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      var handle = signalType.getMethod("handle", signalType, handlerType);
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (_, method, _) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      received(number, reason);
                      yield null;
                    }
                    case "hashCode" -> number;
                    default -> name;
                  });
      Object before = handle.invoke(null, signal, handler);
      Object ignored = handlerType.getField("SIG_IGN").get(null);
      if (ignored.equals(before)) {
        // Started in the background by a script: it is to go on.
        handle.invoke(null, signal, ignored);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      return;
    }
  }

  /** What a signal does. */
  void received(int number, String reason) {
    if (!saving || !by.isEmpty()) {
      exit.accept(SIGNAL_EXIT + number);
      return;
    }
    by = reason;
    err.println();
    err.println("Stopping: the best model so far is being written. Once more to abort.");
  }

  /** From now on there is something to save. */
  void hold() {
    saving = true;
  }

  /** Everything is saved. */
  void release() {
    saving = false;
  }

  @Override
  public Optional<String> check() {
    String reason = by;
    return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
  }
}
