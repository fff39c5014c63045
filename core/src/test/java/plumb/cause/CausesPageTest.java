package plumb.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CausesPageTest {
  private static final Path FILE =
      Path.of(System.getProperty("plumb.root", "..")).resolve("docs/causes.md");

  /** Run with -Dplumb.write=true to write the page anew, and look at what changed. */
  @Test
  void the_page_says_what_the_code_does() throws IOException {
    String page = CausesPage.markdown();
    if (Boolean.getBoolean("plumb.write")) {
      Files.writeString(FILE, page);
    }
    assertThat(FILE)
        .as("docs/causes.md is stale: run this test with -Dplumb.write=true")
        .hasContent(page);
  }

  @Test
  void every_cause_and_every_step_of_the_ladder_is_on_it() {
    String page = CausesPage.markdown();
    assertThat(Causes.ALL).allMatch(rule -> page.contains("### " + rule.id().id() + "\n"));
    assertThat(DataQuestions.ALL)
        .allMatch(question -> page.contains("### " + question.id().id() + "\n"))
        .allMatch(question ->
            question.kind().isEmpty() || page.contains("#### " + question.kind() + "\n"));
    assertThat(Ladder.page()).hasSizeGreaterThan(5).allMatch(page::contains);
  }

  @Test
  void kinds_of_a_cause_have_names() {
    for (DataQuestion question : DataQuestions.ALL) {
      boolean alone = DataQuestions.ALL.stream().filter(q -> q.id() == question.id()).count() == 1;
      assertThat(!question.kind().isEmpty() || alone).as(question.page().looksAt()).isTrue();
    }
  }

  static Stream<CausePage> pages() {
    return Stream.concat(
        Causes.ALL.stream().map(CauseRule::page),
        DataQuestions.ALL.stream().map(DataQuestion::page));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_leaves_nothing_open(CausePage page) {
    assertThat(page.looksAt()).isNotBlank();
    assertThat(page.limits()).isNotEmpty().noneMatch(String::isBlank);
    assertThat(page.remedies()).noneMatch(remedy -> remedy.isBlank() || remedy.endsWith("."));
    assertThat(page.accepted()).isNotBlank();
  }

  @Test
  void every_line_is_one_sentence_or_more() {
    assertThat(CausesPage.markdown().lines().filter(line -> line.startsWith("* ")))
        .allMatch(line -> line.endsWith(".") || line.equals("* Limits:"))
        .noneMatch(line -> line.contains("..") || line.contains(".;"));
  }
}
