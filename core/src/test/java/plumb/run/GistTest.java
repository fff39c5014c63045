package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

class GistTest {
  private static final Card CARD = Cards.of(DataSettings.of(Path.of("d.csv"), Optional.of("y")));
  private static final Scores SCORES =
      new Scores(new Metrics.Classification(0.1, 0.9, 80), Optional.empty(), Optional.empty());
  private static final String FOUND =
      "6 squashing activations shrink the gradient. Tried with ReLU: +0.866 on validation.";
  private static final String WAS = "Vanishing gradient: " + FOUND;
  private static final String IS = "Fine: on the training set it gets 99.9 % right (± 0.3).";

  private static Attempt attempt(int number, String title, Verdict verdict, String sentence) {
    return new Attempt(
        number,
        title,
        "",
        CARD,
        verdict,
        sentence,
        List.of(),
        SCORES,
        0,
        "",
        List.of(new EpochRecord(0, 0, Double.NaN, 0, 0, SCORES.train(), Optional.empty())),
        1,
        true,
        "");
  }

  private static RunDocument run(
      Verdict verdict,
      String sentence,
      int kept,
      List<Cause> causes,
      Optional<Examination> examination,
      Attempt... attempts) {
    return new RunDocument(
        RunDocument.SCHEMA,
        "d.csv",
        verdict,
        sentence,
        new Goal(0.9, "", false),
        SCORES,
        List.of(),
        List.of(attempts),
        kept,
        causes,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        new Environment("", "", "", "", 1, 1, ""),
        "",
        1,
        examination);
  }

  private static Cause cause(CauseId id, String sentence) {
    return new Cause(id, 0.9, Evidence.NONE, sentence);
  }

  private static Optional<Examination> proposing(String title) {
    return Optional.of(
        new Examination(
            List.of(),
            List.of(
                new Examination.Proposal(
                    CauseId.VANISHING_GRADIENT, title, "Sigmoids shrink it.", CARD)),
            List.of(),
            List.of(),
            1));
  }

  @Test
  void of_a_mended_run_the_cause_comes_first_and_what_was_done_second() {
    Gist gist =
        Gist.of(
            run(
                Verdict.FINE,
                WAS + " Mended with ReLU: " + IS + " It was still improving.",
                2,
                List.of(cause(CauseId.VANISHING_GRADIENT, FOUND)),
                proposing("ReLU"),
                attempt(1, "as given", Verdict.NOT_TRAINED, WAS),
                attempt(2, "ReLU", Verdict.FINE, IS)));
    assertThat(gist.finding())
        .isEqualTo("Vanishing gradient: 6 squashing activations shrink the gradient.");
    assertThat(gist.remedy()).isEqualTo("Mended: ReLU. " + IS);
    assertThat(gist.further()).containsExactly("It was still improving.");
  }

  @Test
  void of_a_diagnosis_the_second_line_is_what_to_do_and_what_it_brought_when_tried() {
    Gist gist =
        Gist.of(
            run(
                Verdict.NOT_TRAINED,
                WAS,
                1,
                List.of(cause(CauseId.VANISHING_GRADIENT, FOUND)),
                proposing("ReLU"),
                attempt(1, "as given", Verdict.NOT_TRAINED, WAS)));
    assertThat(gist.remedy()).isEqualTo("Remedy: ReLU. Tried: +0.866 on validation.");
    assertThat(gist.further()).isEmpty();
  }

  @Test
  void a_remedy_that_was_not_tried_says_why() {
    Gist gist =
        Gist.of(
            run(
                Verdict.NOT_TRAINED,
                WAS,
                1,
                List.of(cause(CauseId.VANISHING_GRADIENT, FOUND)),
                proposing("fewer layers"),
                attempt(1, "as given", Verdict.NOT_TRAINED, WAS)));
    assertThat(gist.remedy()).isEqualTo("Remedy: fewer layers. Sigmoids shrink it.");
  }

  @Test
  void after_a_fault_of_the_data_the_mended_score_is_told_without_calling_it_fine() {
    Gist gist =
        Gist.of(
            run(
                Verdict.DOUBTFUL,
                "Leakage: A column tells it. Mended with without it: " + IS,
                2,
                List.of(cause(CauseId.LEAKAGE, "A column tells it.")),
                Optional.empty(),
                attempt(1, "as given", Verdict.DOUBTFUL, "Leakage: A column tells it."),
                attempt(2, "without it", Verdict.DOUBTFUL, IS)));
    assertThat(gist.remedy())
        .isEqualTo("Mended: without it. On the training set it gets 99.9 % right (± 0.3).");
  }

  @Test
  void a_healthy_run_has_nothing_to_mend() {
    Gist gist =
        Gist.of(
            run(
                Verdict.FINE,
                IS + " The gap alone is no overfitting. More time may help.",
                1,
                List.of(cause(CauseId.HEALTHY, "Nothing about it is odd. " + IS)),
                Optional.empty(),
                attempt(1, "as given", Verdict.FINE, IS + " The gap alone is no overfitting.")));
    assertThat(gist.finding()).isEqualTo(IS);
    assertThat(gist.caused()).isFalse();
    assertThat(gist.remedy()).contains("Nothing");
    assertThat(gist.further())
        .containsExactly("The gap alone is no overfitting.", "More time may help.");
  }

  @Test
  void a_run_of_an_earlier_version_without_causes_is_told_by_its_verdict() {
    Gist gist =
        Gist.of(
            run(
                Verdict.OVERFIT,
                "Good there, bad here. A gap of 9 points.",
                1,
                List.of(),
                Optional.empty(),
                attempt(1, "as given", Verdict.OVERFIT, "")));
    assertThat(gist.finding()).isEqualTo("Overfit: Good there, bad here.");
    assertThat(gist.further()).containsExactly("A gap of 9 points.");
  }

  @Test
  void what_an_earlier_version_said_of_the_verdict_is_told_behind_the_cause() {
    Gist gist =
        Gist.of(
            run(
                Verdict.OVERFIT,
                "Good there, bad here.",
                1,
                List.of(cause(CauseId.OVERFITTING, "The gap is wide.")),
                Optional.empty(),
                attempt(1, "as given", Verdict.OVERFIT, "")));
    assertThat(gist.finding()).isEqualTo("Overfitting: The gap is wide.");
    assertThat(gist.further()).containsExactly("Good there, bad here.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It gets 0.5 of 3. It stops.                     | 2",
        "The column \"Dr. No. Then\" tells it. Leave it. | 2",
        "It ends here                                    | 1",
        "Is it 3.5 % (± 1.2)? No! \"a\" is.              | 3",
        "Adam at rate 1e-3. 5 rows are left out.         | 2"
      },
      quoteCharacter = '`')
  void sentences_end_where_they_end(String text, int count) {
    assertThat(Sentences.of(text)).hasSize(count);
    assertThat(String.join(" ", Sentences.of(text))).isEqualTo(text);
  }

  @Test
  void no_sentence_is_shown_twice() {
    Sentences said = new Sentences();
    assertThat(said.fresh("One. Two.")).isEqualTo("One. Two.");
    assertThat(said.fresh("Two. Three. One.")).isEqualTo("Three.");
  }

  @Test
  void evidence_is_told_in_words_with_units_and_limits() {
    Cause cause =
        new Cause(
            CauseId.DYING_RELU,
            0.5,
            Evidence.of(
                Reading.of("deadShare", 0.734, 0.5, Unit.SHARE),
                Reading.of("nonFiniteRow1", 12, Unit.COUNT),
                Reading.of("nonFiniteRow2", 7, Unit.COUNT),
                Reading.of("scoreOfColumnAlone", 0.991, Unit.SCORE),
                new Reading("rate", Double.NaN, OptionalDouble.empty(), Unit.PLAIN)),
            "");
    assertThat(Gist.evidence(cause))
        .extracting(Gist.Measured::words)
        .containsExactly(
            "share of a layer's ReLUs that are 0 on every row: 73.4 % (limit 50.0 %)",
            "first NaN or infinity: rows in the batch: 12, 7",
            "score of column alone: 0.991",
            "learning rate: not measured");
  }

  @Test
  void the_scores_of_a_healthy_run_are_no_evidence_of_their_own() {
    Cause cause =
        new Cause(CauseId.HEALTHY, 0.9, Map.of("trainScore", 0.9, "trainScoreLimit", 0.8), "");
    assertThat(Gist.evidence(cause)).isEmpty();
    assertThat(Gist.evidence(new Cause(CauseId.OVERFITTING, 0.9, cause.evidence(), ""))).hasSize(1);
  }
}
