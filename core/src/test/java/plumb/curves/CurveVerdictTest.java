package plumb.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.run.CauseId;
import plumb.run.Verdict;

class CurveVerdictTest {
  private static double nothing(int point) {
    return Double.NaN;
  }

  private static CurveVerdict of(
      int points,
      IntToDoubleFunction train,
      IntToDoubleFunction held,
      IntToDoubleFunction trainScore,
      IntToDoubleFunction heldScore,
      IntToDoubleFunction rate) {
    return CurveVerdict.of(
        new Curves(
            "made up",
            IntStream.range(0, points)
                .mapToObj(i ->
                    new Curves.Point(
                        i + 1,
                        train.applyAsDouble(i),
                        held.applyAsDouble(i),
                        trainScore.applyAsDouble(i),
                        heldScore.applyAsDouble(i),
                        rate.applyAsDouble(i)))
                .toList()));
  }

  private static CurveVerdict of(int points, IntToDoubleFunction train, IntToDoubleFunction held) {
    return of(
        points,
        train,
        held,
        CurveVerdictTest::nothing,
        CurveVerdictTest::nothing,
        CurveVerdictTest::nothing);
  }

  private static IntToDoubleFunction falling(double from, double to, double over) {
    return i -> to + (from - to) * Math.exp(-i / over);
  }

  private static void isNotTrained(CurveVerdict verdict, CauseId cause, String remedy) {
    assertThat(verdict.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(verdict.causes().getFirst().id()).isEqualTo(cause);
    assertThat(verdict.remedies().getFirst()).contains(remedy);
    assertThat(verdict.sentence()).startsWith("Not trained");
  }

  @Test
  void each_branch_has_a_remedy_of_its_own() {
    isNotTrained(
        of(20, i -> i < 3 ? 2.3 + i : Double.POSITIVE_INFINITY, CurveVerdictTest::nothing),
        CauseId.LEARNING_RATE_TOO_HIGH,
        "Lower the learning rate");
    isNotTrained(
        of(
            20,
            i -> 2 + (i % 2),
            CurveVerdictTest::nothing,
            CurveVerdictTest::nothing,
            CurveVerdictTest::nothing,
            _ -> 0.5),
        CauseId.LEARNING_RATE_TOO_HIGH,
        "from 0.5 to 0.05");
    isNotTrained(
        of(20, i -> 2.3 - 0.001 * i, CurveVerdictTest::nothing),
        CauseId.LEARNING_RATE_TOO_LOW,
        "Raise the learning rate");
    isNotTrained(
        of(20, i -> 2.3 - 0.03 * i, CurveVerdictTest::nothing),
        CauseId.TOO_FEW_EPOCHS,
        "about 60 epochs");
    isNotTrained(
        of(
            20,
            falling(2.3, 2.1, 1),
            CurveVerdictTest::nothing,
            CurveVerdictTest::nothing,
            CurveVerdictTest::nothing,
            i -> i < 4 ? 0.1 : 1e-6),
        CauseId.PREMATURE_DECAY,
        "over the whole training");
    isNotTrained(
        of(20, falling(2.3, 2.2, 1), CurveVerdictTest::nothing),
        CauseId.CANNOT_TELL,
        "single batch");
  }

  /** Whatever validation does: a training that rests at a bad score is not overfit. */
  @Test
  void training_comes_first() {
    CurveVerdict verdict =
        of(
            40,
            falling(2.3, 1.8, 3),
            i -> 2 + 0.05 * i,
            falling(0.1, 0.4, 3),
            falling(0.1, 0.2, 3),
            CurveVerdictTest::nothing);
    isNotTrained(verdict, CauseId.CANNOT_TELL, "single batch");
    assertThat(verdict.sentence()).contains("this is not overfitting");
  }

  /** A language model that is tuned begins low; nobody knows where its loss should end. */
  @Test
  void where_the_level_says_nothing_a_turn_beside_a_training_that_went_on_is_overfitting() {
    CurveVerdict turned =
        of(20, falling(3.2, 2.3, 6), i -> falling(3, 2.6, 2).applyAsDouble(i) + 0.02 * i);
    assertThat(turned.verdict()).isEqualTo(Verdict.OVERFIT);
    CurveVerdict resting = of(40, falling(3.2, 2.6, 3), falling(3.3, 2.7, 3));
    assertThat(resting.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(resting.sentence()).contains("3.2 to 2.6");
    // Training had come to rest before: what validation did later is no memorizing.
    CurveVerdict late =
        of(
            40,
            falling(3.2, 2.6, 3),
            i -> falling(3.3, 2.7, 3).applyAsDouble(i) + 0.05 * Math.max(0, i - 25));
    assertThat(late.verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void a_loss_below_zero_is_fine_or_overfit_like_any_other() {
    IntToDoubleFunction train = falling(-60, -120, 6);
    assertThat(of(40, train, i -> train.applyAsDouble(i) + 2).verdict()).isEqualTo(Verdict.FINE);
    CurveVerdict turned =
        of(40, train, i -> train.applyAsDouble(i) + 2 + 0.4 * Math.max(0, i - 20));
    assertThat(turned.verdict()).isEqualTo(Verdict.OVERFIT);
    isNotTrained(
        of(40, i -> -60 + 20 * (i % 3), CurveVerdictTest::nothing),
        CauseId.LEARNING_RATE_TOO_HIGH,
        "Lower");
  }

  @Test
  void a_rise_of_the_loss_alone_is_told_but_is_no_overfitting() {
    CurveVerdict verdict =
        of(
            40,
            falling(2, 0.01, 4),
            i -> falling(2, 0.1, 4).applyAsDouble(i) + 0.004 * Math.max(0, i - 15),
            falling(0.5, 0.999, 4),
            falling(0.5, 0.98, 4),
            CurveVerdictTest::nothing);
    assertThat(verdict.verdict()).isEqualTo(Verdict.FINE);
    assertThat(verdict.sentence()).contains("rose again", "too sure");
  }

  @Test
  void everything_that_is_not_fine_says_what_to_do_and_all_evidence_is_finite() {
    List<CurveVerdict> verdicts =
        List.of(
            of(2, falling(2, 1, 1), CurveVerdictTest::nothing),
            of(20, falling(2, 0.1, 4), CurveVerdictTest::nothing),
            of(20, falling(2, 0.1, 4), i -> i == 3 ? Double.POSITIVE_INFINITY : 1),
            of(20, CurveVerdictTest::nothing, falling(2, 0.1, 4)),
            of(20, falling(2, 0.5, 2), _ -> 0.001),
            of(20, falling(2, 0.01, 2), falling(2, 1, 2)));
    assertThat(verdicts)
        .allSatisfy(verdict -> {
          assertThat(verdict.verdict()).isEqualTo(Verdict.CANNOT_TELL);
          assertThat(verdict.causes().getFirst().evidence().readings())
              .allMatch(r -> Double.isFinite(r.value()));
        });
    assertThat(verdicts.subList(1, verdicts.size()))
        .allSatisfy(verdict -> assertThat(verdict.remedies()).isNotEmpty());
  }
}
