package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.recipe.Offered;
import plumb.recipe.Remedy;
import plumb.run.CauseId;
import plumb.run.Verdict;

/** S4: each remedy belongs to one branch, and is offered on no other. */
class S04BranchesTest {
  @ParameterizedTest
  @EnumSource(CauseId.class)
  void S4_no_remedy_for_validation_is_offered_while_training_is_bad(CauseId cause) {
    Set<Class<?>> training = new HashSet<>();
    for (Remedy remedy : Offered.remedies(Verdict.NOT_TRAINED, cause)) {
      assertThat(remedy.branch()).as(remedy.title()).isEqualTo(Remedy.Branch.TRAINING);
      training.add(remedy.getClass());
    }
    assertThat(training).contains(Remedy.ReluActivation.class, Remedy.AdamRule.class);
    for (Remedy remedy : Offered.remedies(Verdict.OVERFIT, cause)) {
      assertThat(remedy.branch()).as(remedy.title()).isEqualTo(Remedy.Branch.VALIDATION);
      assertThat(training).doesNotContain(remedy.getClass());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Verdict.class,
      names = {"FINE", "SHIFT", "CANNOT_TELL"})
  void S4_where_nothing_failed_or_nobody_can_tell_there_is_no_medicine(Verdict verdict) {
    for (CauseId cause : CauseId.values()) {
      assertThat(Offered.remedies(verdict, cause)).isEmpty();
    }
  }
}
