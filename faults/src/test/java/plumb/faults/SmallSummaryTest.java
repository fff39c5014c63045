package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmallSummaryTest {
  private static DrawResult.Scored attempt(
      String title, double train, double validation, double apart, boolean handedOver) {
    return new DrawResult.Scored(title, train, Optional.of(validation), apart, handedOver, true);
  }

  /** The card as given is returned; its score on the rows kept apart is given. */
  private static DrawResult draw(
      long draw, String verdict, double handedOver, double line, DrawResult.Scored... others) {
    List<DrawResult.Scored> attempts = new ArrayList<>();
    attempts.add(attempt("as given", 0.9, 0.8, handedOver, true));
    attempts.addAll(List.of(others));
    return new DrawResult(
        "table", draw, 10, 1000, verdict, handedOver, handedOver, line, 0.2, attempts, 1, "");
  }

  private static SmallSummary.Row row(DrawResult... draws) {
    return new SmallSummary(List.of(draws), draws.length).rows().getFirst();
  }

  @Test
  void below_the_line_is_below_only_beyond_what_the_draws_vary() {
    SmallSummary.Row clear =
        row(draw(1, "fine", 0.5, 0.60), draw(2, "fine", 0.6, 0.71), draw(3, "fine", 0.4, 0.49));
    assertThat(clear.line().mean()).isCloseTo(-0.1, within(1e-9));
    // The standard deviation of -0.10, -0.11, -0.09 is 0.01.
    assertThat(clear.line().error()).isCloseTo(0.01 / Math.sqrt(3), within(1e-9));
    assertThat(clear.line().below()).isTrue();
    assertThat(clear.isBelow()).isTrue();
    SmallSummary.Row noise =
        row(draw(1, "fine", 0.5, 0.40), draw(2, "fine", 0.6, 0.90), draw(3, "fine", 0.4, 0.50));
    assertThat(noise.line().mean()).isNegative();
    assertThat(noise.line().below()).isFalse();
    assertThat(noise.isBelow()).isFalse();
  }

  @Test
  void as_good_in_every_draw_is_not_below_and_always_a_little_worse_is() {
    assertThat(row(draw(1, "fine", 0.5, 0.5), draw(2, "fine", 0.5, 0.5)).line().below()).isFalse();
    assertThat(row(draw(1, "fine", 0.5, 0.75), draw(2, "fine", 0.25, 0.5)).line().below()).isTrue();
  }

  @Test
  void the_best_attempt_is_the_best_in_the_mean_of_those_made_in_half_of_the_draws() {
    SmallSummary.Row row =
        row(
            draw(1, "fine", 0.5, 0.4, attempt("dropout", 0.8, 0.7, 0.53, false)),
            draw(2, "fine", 0.5, 0.4, attempt("dropout", 0.8, 0.7, 0.51, false)),
            draw(3, "fine", 0.5, 0.4, attempt("once", 0.8, 0.7, 0.99, false)));
    assertThat(row.best()).isEqualTo("dropout");
    assertThat(row.behindBest()).isCloseTo(0.02, within(1e-9));
    assertThat(row.isNearBest()).isFalse();
    assertThat(row.behindLuck()).isCloseTo((0.03 + 0.01 + 0.49) / 3, within(1e-9));
  }

  @Test
  void one_hundredth_behind_the_best_is_near_enough() {
    assertThat(
            row(draw(1, "fine", 0.5, 0.4, attempt("dropout", 0.8, 0.7, 0.505, false))).isNearBest())
        .isTrue();
    // Where nothing is better than what is returned, it is that itself.
    assertThat(row(draw(1, "fine", 0.5, 0.4)).behindBest()).isZero();
  }

  @Test
  void only_an_attempt_better_on_both_sets_beats_the_one_returned() {
    assertThat(row(draw(1, "fine", 0.5, 0.4, attempt("a", 0.95, 0.85, 0.1, false))).beaten())
        .isEqualTo(1);
    assertThat(row(draw(1, "fine", 0.5, 0.4, attempt("a", 0.95, 0.80, 0.9, false))).beaten())
        .isZero();
    assertThat(row(draw(1, "fine", 0.5, 0.4, attempt("a", 0.90, 0.85, 0.9, false))).beaten())
        .isZero();
  }

  @Test
  void fine_is_false_only_below_the_constant() {
    assertThat(row(draw(1, "fine", 0.19, 0.1), draw(2, "overfit", 0.1, 0.1)).falselyFine())
        .isEqualTo(1);
    assertThat(row(draw(1, "fine", 0.2, 0.1)).falselyFine()).isZero();
  }

  @Test
  void the_text_says_which_conditions_hold() {
    String good = new SmallSummary(List.of(draw(1, "fine", 0.5, 0.4)), 1).text();
    assertThat(good).contains("| table | 1 | 0.500 |").doesNotContain("FAIL");
    String bad =
        new SmallSummary(
                List.of(
                    draw(1, "fine", 0.1, 0.4, attempt("a", 0.95, 0.85, 0.3, false)),
                    draw(2, "fine", 0.1, 0.5, attempt("a", 0.95, 0.85, 0.3, false))),
                2)
            .text();
    assertThat(bad.lines().filter(line -> line.startsWith("FAIL"))).hasSize(4);
  }

  @Test
  void draws_that_failed_are_missing_and_nothing_passes_in_silence() {
    assertThat(new SmallSummary(List.of(), 10).text())
        .contains("FAIL: all draws measured: 10 of 10 are missing");
  }
}
