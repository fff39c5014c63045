package plumb.data.read;

import plumb.math.Team;

/** Loops of tasks, any of which may find that the user must repair something. */
final class Tasks {
  private Tasks() {}

  /**
   * Runs tasks {@code 0 .. count - 1} on a team. Where several fail, the first of them is heard,
   * whatever the number of threads.
   */
  static void run(Team team, int count, Team.Task task) {
    RuntimeException[] failures = new RuntimeException[count];
    team.run(
        count,
        index -> {
          try {
            task.run(index);
          } catch (RuntimeException e) {
            failures[index] = e;
          }
        });
    for (RuntimeException failure : failures) {
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** All processors, for callers who do not say. */
  static Team everyProcessor() {
    return Team.of(Runtime.getRuntime().availableProcessors());
  }
}
