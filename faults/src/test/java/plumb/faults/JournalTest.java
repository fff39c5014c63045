package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.run.CauseId;

class JournalTest {
  @TempDir Path folder;

  private static CaseResult result(Optional<CaseResult.ProcessorTime> time) {
    CaseResult.Said said =
        new CaseResult.Said(List.of("healthy"), false, false, true, true, true, true, true);
    CaseResult.Treated treated =
        new CaseResult.Treated(said, 0.9, 1, 5, 1, List.of(), Set.of(Treatment.RATE_UP), "");
    return new CaseResult(
        "moons/name",
        CaseResult.Kind.SINGLE,
        2,
        List.of(CauseId.DYING_RELU),
        true,
        0.9,
        0.5,
        1000,
        Map.of("rules", said),
        treated,
        treated,
        List.of(0.5, 0.6),
        time);
  }

  @Test
  void what_was_added_is_there_the_next_time() {
    CaseResult timed = result(Optional.of(new CaseResult.ProcessorTime(6, 0.5)));
    CaseResult untimed = result(Optional.empty());
    Journal<CaseResult> journal = new Journal<>(folder, "cases.jsonl", CaseResult.class);
    assertThat(journal.earlier()).isEmpty();
    journal.add(timed);
    journal.add(untimed);
    assertThat(new Journal<>(folder, "cases.jsonl", CaseResult.class).earlier())
        .containsExactly(timed, untimed);
  }

  @Test
  void lines_from_before_processor_time_was_measured_are_read() throws IOException {
    Journal<CaseResult> journal = new Journal<>(folder, "cases.jsonl", CaseResult.class);
    journal.add(result(Optional.empty()));
    Path file = folder.resolve("cases.jsonl");
    String old = Files.readString(file).replaceFirst(",\"processor\":[^,}]*}", "}");
    assertThat(old).doesNotContain("processor").endsWith("}\n");
    Files.writeString(file, old);
    assertThat(journal.earlier()).containsExactly(result(Optional.empty()));
  }

  @Test
  void a_line_that_was_cut_off_is_taken_out_and_done_again() throws IOException {
    Journal<CaseResult> journal = new Journal<>(folder, "cases.jsonl", CaseResult.class);
    journal.add(result(Optional.empty()));
    Path file = folder.resolve("cases.jsonl");
    String whole = Files.readString(file);
    Files.writeString(file, whole + whole.substring(0, 40));
    assertThat(journal.earlier()).containsExactly(result(Optional.empty()));
    assertThat(file).hasContent(whole);
  }
}
