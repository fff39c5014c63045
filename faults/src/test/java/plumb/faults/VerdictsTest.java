package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.run.Verdict;

class VerdictsTest {
  private static final String PAGE =
      """
      Words before.

      | table | what is predicted | verdict | why |
      |---|---|---|---|
      | first | one of two | fine | Because. |
      | second | a number | overfit, shift | Because of that. |
      """;

  private static Verdicts.Said said(String table, String verdict) {
    return new Verdicts.Said(table, verdict, List.of("healthy"), 1, 0.9, Optional.of(0.8), 3, "");
  }

  @Test
  void the_page_is_read_row_by_row() {
    assertThat(Practitioner.read(PAGE))
        .containsExactly(
            new Practitioner("first", List.of("fine"), "Because."),
            new Practitioner("second", List.of("overfit", "shift"), "Because of that."));
  }

  @Test
  void either_of_two_verdicts_is_right_and_any_other_is_not() {
    List<Practitioner> asked = Practitioner.read(PAGE);
    assertThat(Verdicts.text(asked, List.of(said("first", "fine"), said("second", "shift"))))
        .contains("pass: 2 of 2")
        .doesNotContain("NO");
    assertThat(Verdicts.text(asked, List.of(said("first", "overfit"), said("second", "overfit"))))
        .contains("| first | fine | overfit | NO |")
        .contains("FAIL: 1 of 2");
  }

  @Test
  void a_table_that_failed_is_not_passed_over() {
    assertThat(Verdicts.text(Practitioner.read(PAGE), List.of(said("first", "fine"))))
        .contains("FAIL: 1 of 2")
        .contains("| second | overfit or shift | failed |");
  }

  @Test
  void the_page_and_the_bench_have_the_same_tables_and_only_verdicts_that_there_are()
      throws IOException {
    List<Practitioner> all =
        Practitioner.read(
            Files.readString(
                Path.of(System.getProperty("plumb.root", "..")).resolve("docs/verdicts.md")));
    assertThat(all)
        .extracting(Practitioner::table)
        .containsExactlyElementsOf(new VerdictTables(Path.of("nowhere")).names());
    List<String> verdicts = Arrays.stream(Verdict.values()).map(Verdict::id).toList();
    assertThat(all).allSatisfy(p -> assertThat(verdicts).containsAll(p.verdicts()));
    assertThat(all).allSatisfy(p -> assertThat(p.reason()).isNotBlank());
  }
}
