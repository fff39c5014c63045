package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void every_task_of_every_loop_runs_once_however_many_threads(int threads) {
    try (Team team = Team.of(threads)) {
      for (int loop = 0; loop < 2000; loop++) {
        int count = loop % 37;
        AtomicIntegerArray runs = new AtomicIntegerArray(count);
        team.run(count, runs::incrementAndGet);
        for (int i = 0; i < count; i++) {
          assertThat(runs.get(i)).isOne();
        }
      }
    }
  }

  @Test
  void a_loop_may_have_more_tasks_than_are_given_out_at_a_time() {
    try (Team team = Team.of(3)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(200_000);
      team.run(runs.length(), runs::incrementAndGet);
      for (int i = 0; i < runs.length(); i++) {
        assertThat(runs.get(i)).isOne();
      }
    }
  }

  @Test
  void a_loop_ends_before_the_next_begins() {
    try (Team team = Team.of(4)) {
      int[] sums = new int[64];
      for (int loop = 1; loop <= 2000; loop++) {
        int expected = loop;
        team.run(sums.length, i -> sums[i]++);
        team.run(sums.length, i -> assertThat(sums[sums.length - 1 - i]).isEqualTo(expected));
      }
    }
  }

  @Test
  void a_task_that_fails_fails_the_loop_and_leaves_the_team_usable() {
    try (Team team = Team.of(2)) {
      Team.Task failing =
          i -> {
            if (i == 3) {
              throw new IllegalArgumentException("three");
            }
          };
      assertThatThrownBy(() -> team.run(8, failing)).hasRootCauseMessage("three");
      int[] runs = new int[8];
      team.run(8, i -> runs[i]++);
      assertThat(runs).containsOnly(1);
    }
  }
}
