package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumb.faults.Agreed.Outcome;
import plumb.faults.Agreed.Side;

class AgreementTest {
  private static final Side OVERFIT =
      new Side("overfit", List.of("label-noise", "overfitting"), "as given", Set.of(), "");
  private static final Side FINE = new Side("fine", List.of("healthy"), "as given", Set.of(), "");

  private static Agreed agreed(Side train, Side doctor, boolean sameCard, String notExamined) {
    return new Agreed("fresh", "case", 1, train, doctor, sameCard, notExamined);
  }

  @Test
  void cause_verdict_and_card_must_all_be_the_same() {
    assertThat(agreed(FINE, FINE, true, "").outcome()).isEqualTo(Outcome.AGREE);
    assertThat(agreed(FINE, FINE, false, "").outcome()).isEqualTo(Outcome.DISAGREE);
    Side otherVerdict = new Side("overfit", List.of("healthy"), "as given", Set.of(), "");
    assertThat(agreed(FINE, otherVerdict, true, "").outcome()).isEqualTo(Outcome.DISAGREE);
    Side otherCause = new Side("fine", List.of("label-noise"), "as given", Set.of(), "");
    assertThat(agreed(FINE, otherCause, true, "").outcome()).isEqualTo(Outcome.DISAGREE);
    // The second cause does not count.
    Side otherSecond = new Side("overfit", List.of("label-noise"), "as given", Set.of(), "");
    assertThat(agreed(OVERFIT, otherSecond, true, "").outcome()).isEqualTo(Outcome.AGREE);
  }

  @Test
  void a_case_is_apart_only_if_train_names_what_the_doctor_found() {
    assertThat(agreed(FINE, OVERFIT, true, "Not examined: label noise.").outcome())
        .isEqualTo(Outcome.APART);
    assertThat(agreed(FINE, OVERFIT, true, "Not examined: label-noise.").outcome())
        .isEqualTo(Outcome.APART);
    assertThat(agreed(FINE, OVERFIT, true, "Not examined: shuffled labels.").outcome())
        .isEqualTo(Outcome.DISAGREE);
    assertThat(agreed(FINE, FINE, true, "Not examined: label noise.").outcome())
        .isEqualTo(Outcome.AGREE);
  }

  @Test
  void both_must_refuse_a_card_with_the_same_words() {
    assertThat(agreed(Side.refused("no"), Side.refused("no"), true, "").outcome())
        .isEqualTo(Outcome.AGREE);
    assertThat(agreed(Side.refused("no"), Side.refused("never"), true, "").outcome())
        .isEqualTo(Outcome.DISAGREE);
    assertThat(agreed(FINE, Side.refused("no"), false, "").outcome()).isEqualTo(Outcome.DISAGREE);
  }

  @Test
  void one_case_in_twenty_may_be_apart_and_none_may_disagree() {
    Agreed same = agreed(FINE, FINE, true, "");
    Agreed apart = agreed(FINE, OVERFIT, true, "Not examined: label noise.");
    assertThat(Agreement.text(cases(same, 19, apart), 20)).contains("pass: 19 of 20 cases agree");
    assertThat(Agreement.text(cases(same, 18, apart), 19)).contains("FAIL");
    Agreed other = agreed(FINE, OVERFIT, true, "");
    assertThat(Agreement.text(cases(same, 19, other), 20))
        .contains("FAIL")
        .contains("* fresh case 1: train fine, healthy");
    assertThat(Agreement.text(cases(same, 19, same), 21))
        .contains("FAIL")
        .contains("1 were not asked");
    assertThat(Agreement.text(List.of(), 0)).contains("FAIL");
  }

  private static List<Agreed> cases(Agreed many, int count, Agreed last) {
    List<Agreed> all = new ArrayList<>(Collections.nCopies(count, many));
    all.add(last);
    return all;
  }
}
