package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.run.CauseId;

class CatalogueTest {
  @ParameterizedTest
  @EnumSource
  void no_two_cases_have_one_name(Catalogue half) {
    assertThat(half.scenarios()).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void the_report_is_as_large_as_promised() {
    List<Scenario> all = Catalogue.REPORT.scenarios();
    assertThat(all.stream().filter(s -> s.truths().size() == 1).count()).isGreaterThanOrEqualTo(40);
    assertThat(all.stream().filter(s -> s.truths().size() == 2).count()).isGreaterThanOrEqualTo(8);
    assertThat(all.stream().filter(Scenario::healthy).count()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void the_fresh_cases_are_as_many_and_share_no_data_with_the_halves() {
    List<Scenario> all = Catalogue.FRESH.scenarios();
    assertThat(all.stream().filter(s -> s.truths().size() == 1).count()).isGreaterThanOrEqualTo(40);
    assertThat(all.stream().filter(s -> s.truths().size() == 2).count()).isGreaterThanOrEqualTo(8);
    assertThat(all.stream().filter(Scenario::healthy).count()).isGreaterThanOrEqualTo(30);
    assertThat(problems(Catalogue.FRESH))
        .doesNotContainAnyElementsOf(problems(Catalogue.TUNING))
        .doesNotContainAnyElementsOf(problems(Catalogue.REPORT));
  }

  @Test
  void every_cause_a_card_can_have_is_planted_in_the_report() {
    Set<CauseId> planted =
        ReportFaults.single().stream()
            .flatMap(s -> s.truths().stream())
            .map(Truth::cause)
            .collect(Collectors.toSet());
    Set<CauseId> never = EnumSet.allOf(CauseId.class);
    never.removeAll(planted);
    // The first two are not faults, the third needs a bug in code; an exploding gradient has a
    // cause of its own, the rate or the first weights. A wrong architecture has no healthy twin
    // before there are layers that look at neighbourhoods. The other three wait for planted cards.
    assertThat(never)
        .containsExactlyInAnyOrder(
            CauseId.HEALTHY,
            CauseId.CANNOT_TELL,
            CauseId.IMPLEMENTATION_BUG,
            CauseId.EXPLODING_GRADIENT,
            CauseId.BATCH_TOO_SMALL,
            CauseId.CORRUPT_TARGET,
            CauseId.WRONG_TASK,
            CauseId.WRONG_ARCHITECTURE);
  }

  @Test
  void the_halves_share_no_data_but_a_synthetic_control() {
    Set<String> tuning = problems(Catalogue.TUNING);
    tuning.retainAll(problems(Catalogue.REPORT));
    assertThat(tuning).containsExactly("overlap");
  }

  private static Set<String> problems(Catalogue half) {
    return half.scenarios().stream().map(Scenario::problem).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  void a_compound_fault_has_two_different_causes(Catalogue half) {
    assertThat(half.scenarios())
        .allSatisfy(s -> assertThat(s.truths()).extracting(Truth::cause).doesNotHaveDuplicates());
  }
}
