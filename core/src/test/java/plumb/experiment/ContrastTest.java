package plumb.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.Scores;
import plumb.train.Metrics;

class ContrastTest {
  private static final Card CARD = Planted.card();

  /** Of which the first held-out rows are wrong. */
  private static Trained trained(double train, int wrong, int rows) {
    return trained(CARD, train, wrong, rows);
  }

  private static Trained trained(Card card, double train, int wrong, int rows) {
    return Planted.trained(
        card,
        Planted.scores(train, 10_000, 1 - (double) wrong / rows, rows),
        Planted.wrong(wrong, rows));
  }

  @Test
  void rows_that_come_out_otherwise_decide() {
    Contrast contrast = Contrast.of(trained(0.9, 20, 200), trained(0.9, 10, 200));
    assertThat(contrast.held()).isCloseTo(0.05, within(1e-12));
    assertThat(contrast.chance()).isCloseTo(1.0 / 1024, within(1e-12));
    assertThat(contrast.real()).isTrue();
    assertThat(contrast.helped()).isTrue();
  }

  @Test
  void a_gain_beyond_noise_that_does_not_matter_did_not_help() {
    Contrast contrast = Contrast.of(trained(0.9, 60, 2000), trained(0.9, 40, 2000));
    assertThat(contrast.real()).isTrue();
    assertThat(contrast.helped()).isFalse();
  }

  @Test
  void where_too_few_rows_are_held_out_a_large_gain_in_training_decides() {
    Contrast contrast = Contrast.of(trained(0.7, 6, 30), trained(0.8, 4, 30));
    assertThat(contrast.real()).isFalse();
    assertThat(contrast.helped()).isTrue();
    assertThat(Contrast.of(trained(0.75, 6, 30), trained(0.8, 4, 30)).helped()).isFalse();
  }

  @Test
  void a_gain_in_training_that_validation_speaks_against_did_not_help() {
    assertThat(Contrast.of(trained(0.7, 4, 30), trained(0.9, 6, 30)).helped()).isFalse();
  }

  @Test
  void without_validation_training_decides() {
    Trained before = Planted.trained(CARD, Planted.scores(0.7, 10_000, 0, 0), RowResults.NONE);
    Trained after = Planted.trained(CARD, Planted.scores(0.8, 10_000, 0, 0), RowResults.NONE);
    assertThat(Contrast.of(before, after).helped()).isTrue();
    assertThat(Contrast.of(before, after).held()).isCloseTo(0.1, within(1e-12));
    assertThat(Contrast.of(after, before).helped()).isFalse();
  }

  @Test
  void what_diverged_is_worse_than_whatever_did_not() {
    Metrics broken = new Metrics.Classification(Double.NaN, 0.99, 200);
    Trained diverged =
        Planted.trained(
            CARD, new Scores(broken, Optional.of(broken), Optional.empty()), Planted.wrong(2, 200));
    assertThat(Contrast.of(diverged, trained(0.9, 20, 200)).helped()).isTrue();
    assertThat(Contrast.of(trained(0.9, 20, 200), diverged).helped()).isFalse();
  }

  @Test
  void other_rows_are_not_paired() {
    Card reseeded =
        CARD.withData(CARD.data().withValidation(new DataSettings.Validation.Share(0.3)));
    Trained before = trained(0.9, 20, 200);
    Trained after = trained(reseeded, 0.9, 10, 200);
    assertThat(Contrast.sameHeldOut(before, after)).isFalse();
    assertThat(Contrast.of(before, after).real())
        .as("ten of two hundred rows are within the noise of two scores")
        .isFalse();
    assertThat(Contrast.of(before, trained(reseeded, 0.9, 0, 200)).real()).isTrue();
  }

  @Test
  void some_rows_alone_can_be_compared() {
    Trained before = trained(0.9, 20, 200);
    Trained after = trained(0.9, 10, 200);
    List<Integer> right = IntStream.range(20, 200).boxed().toList();
    List<Integer> won = IntStream.range(10, 20).boxed().toList();
    assertThat(Contrast.on(right, before, after).held()).isZero();
    assertThat(Contrast.on(won, before, after).held()).isEqualTo(1);
    assertThat(Contrast.on(won, before, after).helped()).isTrue();
  }

  @Test
  void where_other_rows_are_held_out_all_of_them_are_compared() {
    Card reseeded =
        CARD.withData(CARD.data().withValidation(new DataSettings.Validation.Share(0.3)));
    Trained before = trained(0.9, 20, 200);
    Trained after = trained(reseeded, 0.9, 0, 150);
    List<Integer> beyond = IntStream.range(140, 200).boxed().toList();
    assertThat(Contrast.on(beyond, before, after)).isEqualTo(Contrast.of(before, after));
  }

  @Test
  void it_says_both_gains() {
    assertThat(Contrast.of(trained(0.9, 20, 200), trained(0.85, 10, 200)).words())
        .isEqualTo("+0.050 on validation, -0.050 on the training set");
  }
}
