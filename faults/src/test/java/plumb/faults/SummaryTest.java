package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumb.faults.CaseResult.Kind;
import plumb.run.CauseId;

class SummaryTest {
  private static final CaseResult.Said RIGHT =
      new CaseResult.Said(
          List.of("learning-rate-too-high"), true, false, true, true, true, true, true);
  private static final CaseResult.Said SILENT =
      new CaseResult.Said(List.of("healthy"), false, false, false, false, false, false, false);

  private static CaseResult result(
      String name,
      Kind kind,
      long seed,
      double clean,
      double fault,
      CaseResult.Said said,
      double after) {
    CaseResult.Treated treated =
        new CaseResult.Treated(said, after, 1, 5, 1, List.of(), Set.of(), "");
    return new CaseResult(
        name,
        kind,
        seed,
        kind == Kind.CONTROL ? List.of() : List.of(CauseId.LEARNING_RATE_TOO_HIGH),
        true,
        clean,
        fault,
        1000,
        Map.of("rules", SILENT),
        treated,
        treated,
        List.of(fault, fault, clean),
        // Twenty trainings with the first seed, ten with the second, none measured with the third.
        seed == 3
            ? Optional.empty()
            : Optional.of(new CaseResult.ProcessorTime(seed == 1 ? 4 : 2, 0.2)));
  }

  private static List<CaseResult> results() {
    List<CaseResult> all = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      double jitter = 0.001 * seed;
      // Found and repaired with the first two seeds, missed with the third.
      all.add(
          result(
              "plant",
              Kind.SINGLE,
              seed,
              0.9 + jitter,
              0.5 + jitter,
              seed < 3 ? RIGHT : SILENT,
              seed < 3 ? 0.9 : 0.5));
      all.add(result("no plant", Kind.SINGLE, seed, 0.9 + jitter, 0.9 - jitter, SILENT, 0.9));
      all.add(
          result(
              "control",
              Kind.CONTROL,
              seed,
              0.9,
              0.9,
              seed == 1 ? RIGHT : SILENT,
              seed == 2 ? 0.7 : 0.9));
    }
    return all;
  }

  @Test
  void only_plants_that_the_clean_twin_beats_count() {
    Summary summary = new Summary(results(), results());
    assertThat(summary.invalid()).containsExactly("no plant");
    assertThat(summary.count(Kind.SINGLE)).isEqualTo(1);
  }

  @Test
  void shares_are_of_every_seed_and_then_their_mean() {
    Map<String, Map<String, Summary.Rate>> table = new Summary(results(), results()).table();
    assertThat(rate(table, "faults detected", "doctor").seeds()).containsExactly(1.0, 1.0, 0.0);
    assertThat(rate(table, "false alarms on healthy runs", "doctor").seeds())
        .containsExactly(1.0, 0.0, 0.0);
    assertThat(rate(table, "repaired to 95 % of the clean twin", "doctor").seeds())
        .containsExactly(1.0, 1.0, 0.0);
    assertThat(rate(table, "made worse, healthy", "doctor").seeds()).containsExactly(0.0, 1.0, 0.0);
    assertThat(rate(table, "faults detected", "rules").value()).isZero();
    // After one random retraining nothing has changed, after two all is well.
    assertThat(
            rate(table, "repaired to 95 % of the clean twin", "random, same retrainings").value())
        .isZero();
    assertThat(rate(table, "repaired to 95 % of the clean twin", "random, 3 retrainings").value())
        .isEqualTo(1);
  }

  @Test
  void processor_time_is_of_the_cases_that_were_timed_and_left_out_where_none_was() {
    Map<String, Map<String, Summary.Rate>> table = new Summary(results(), results()).table();
    assertThat(rate(table, Summary.PROCESSOR, "doctor").seeds()).containsExactly(20.0, 10.0);
    List<CaseResult> third = results().stream().filter(r -> r.seed() == 3).toList();
    assertThat(new Summary(third, third).table()).doesNotContainKey(Summary.PROCESSOR);
  }

  private static Summary.Rate rate(
      Map<String, Map<String, Summary.Rate>> table, String measure, String tool) {
    Map<String, Summary.Rate> row = table.getOrDefault(measure, Map.of());
    Summary.Rate rate = row.get(tool);
    assertThat(rate).as(measure + " of " + tool).isNotNull();
    return rate == null ? new Summary.Rate(Double.NaN, 0, List.of(), 0) : rate;
  }

  @Test
  void a_small_loss_is_noise_and_a_large_one_is_not() {
    CaseResult control = result("c", Kind.CONTROL, 1, 0.9, 0.9, SILENT, 0.9);
    assertThat(Summary.worse(control, 0.89)).isFalse();
    assertThat(Summary.worse(control, 0.85)).isTrue();
  }

  @Test
  void a_doctor_that_finds_what_was_planted_passes_the_gate_and_a_silent_one_does_not() {
    List<CaseResult> good = new ArrayList<>();
    List<CaseResult> silent = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      good.add(result("plant", Kind.SINGLE, seed, 0.9 + 0.01 * seed, 0.3, RIGHT, 0.9));
      good.add(result("control", Kind.CONTROL, seed, 0.9, 0.9, SILENT, 0.9));
      silent.add(result("plant", Kind.SINGLE, seed, 0.9 + 0.01 * seed, 0.3, SILENT, 0.3));
      silent.add(result("control", Kind.CONTROL, seed, 0.9, 0.9, SILENT, 0.9));
    }
    assertThat(Gate.failed(new Summary(good, good))).isEmpty();
    assertThat(Gate.failed(new Summary(silent, silent)))
        .hasSize(2)
        .anyMatch(said -> said.startsWith("FAIL: faults detected 0.000, at least 0.950"));
  }
}
