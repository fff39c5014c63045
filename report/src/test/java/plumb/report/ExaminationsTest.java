package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.run.CauseId;
import plumb.run.Examination;
import plumb.run.RunDocument;

class ExaminationsTest {
  private static final String LONG =
      "does it help: ReLU with He's initialization instead of squashing activations?";

  private static Examination.Probe probe(String question, double before, double after) {
    return new Examination.Probe(question, 5, before, before, after, after, after > before + 0.1);
  }

  private static String page(Examination.Probe... probes) {
    Examination examination =
        new Examination(
            List.of(
                new Examination.RuledOut(
                    CauseId.UNSHUFFLED_DATA, Map.of(), "The ratio is 9.4e-06, far from 1.")),
            List.of(),
            List.of(probes),
            List.of(
                new Examination.Measurement(
                    "zeroed input", Map.of(), "With every input 0 it gets -0.5.")),
            3);
    RunDocument run = Runs.fine();
    return Report.html(
        new RunDocument(
            run.schema(),
            run.name(),
            run.verdict(),
            run.sentence(),
            run.goal(),
            run.metrics(),
            run.references(),
            run.attempts(),
            run.kept(),
            run.causes(),
            run.notes(),
            run.profile(),
            run.confusion(),
            run.classes(),
            run.environment(),
            run.weightsHash(),
            run.seconds(),
            Optional.of(examination)));
  }

  @Test
  void a_probe_is_a_step_from_the_score_before_to_the_score_after() {
    String page = page(probe("does it help: Adam?", 0.25, 0.75));
    assertThat(page)
        .contains("Does it help: Adam?", ">before 0.250<", ">after 0.750<", "on held-out rows");
    assertThat(page).contains("class=\"whisker\"", "class=\"stop\"", "class=\"dot net\"");
  }

  @Test
  void a_long_question_is_broken_into_lines_and_not_cut() {
    assertThat(page(probe(LONG, 0.1, 0.9)))
        .contains(
            ">Does it help: ReLU with He&#39;s initialization<",
            ">instead of squashing activations?<");
  }

  @Test
  void a_probe_that_lost_its_numbers_says_so() {
    assertThat(page(probe("does it help: rate 10?", 0.1, Double.NaN), probe("b?", 0.1, 0.2)))
        .contains("It lost its numbers.")
        .doesNotContain(">after NaN<");
  }

  @Test
  void what_was_asked_and_ruled_out_stands_there_in_words() {
    assertThat(page(probe("b?", 0.1, 0.2)))
        .contains("Asked of the network directly", "zeroed input", "it gets −0.5")
        .contains("Unshuffled data", "9.4·10⁻⁶");
  }
}
