package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.optim.Penalty;
import plumb.optim.Scope;
import plumb.recipe.Outcome;
import plumb.report.Report;
import plumb.run.Card;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.train.EpochRecord;

/**
 * S19: the new cost is the old cost plus lambda times a norm of the parameters. The penalty is a
 * curve of its own and never part of a loss that is shown.
 */
class S19PenaltyTest {
  @Test
  void S19_the_penalty_is_lambda_times_the_norm_of_what_it_acts_on() {
    float[] parameters = {1, -2, 3, 4, 5};
    assertThat(Paths.mixed(new Penalty(0.1, 0.01)).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9) + 0.01 * 6, within(1e-12));
    assertThat(Paths.mixed(Paths.on(Scope.ALL)).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9 + 16 + 25), within(1e-12));
    assertThat(Paths.mixed(Paths.on(new Scope(true, false))).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9 + 16), within(1e-12));
    assertThat(Paths.mixed(Paths.on(new Scope(false, true))).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9 + 25), within(1e-12));
  }

  @Test
  void S19_the_curve_of_the_penalty_is_apart_from_the_loss(@TempDir Path folder)
      throws IOException {
    Card plain = Runs.learns(Runs.circle(folder.resolve("t.csv"), 200, 1)).withEpochs(3);
    Card tiny = plain.withPenalty(new Penalty(1e-30, 0));
    RunDocument without = Runs.once(plain);
    RunDocument with = Runs.once(tiny);
    for (int epoch = 0; epoch <= 3; epoch++) {
      EpochRecord a = without.attempts().getFirst().epochs().get(epoch);
      EpochRecord b = with.attempts().getFirst().epochs().get(epoch);
      // So weak a penalty changes no weight, yet has a size of its own.
      assertThat(b.train()).isEqualTo(a.train());
      assertThat(b.validation()).isEqualTo(a.validation());
      assertThat(a.penalty()).isZero();
      assertThat(b.penalty()).isPositive();
    }
    RunDocument strong = Runs.once(plain.withPenalty(new Penalty(100, 0)));
    EpochRecord first = strong.attempts().getFirst().epochs().getFirst();
    assertThat(first.train()).isEqualTo(without.attempts().getFirst().epochs().getFirst().train());
    assertThat(first.penalty()).isGreaterThan(first.train().loss());
    assertThat(Report.html(strong)).contains("Penalty, apart", "Data loss");
    assertThat(Report.html(without)).doesNotContain("Penalty, apart");
  }

  @Test
  void S19_the_table_of_the_run_has_a_column_for_it(@TempDir Path folder) throws IOException {
    Card card =
        Runs.learns(Runs.circle(folder.resolve("t.csv"), 200, 1))
            .withEpochs(1)
            .withPenalty(new Penalty(0.01, 0.02));
    Outcome outcome = Doctor.run(card, Plan.once().withThreads(1));
    Path run = folder.resolve("run");
    RunFolder.write(run, outcome.document(), outcome.model(), "");
    String head = Files.readAllLines(run.resolve(RunFolder.HISTORY)).getFirst();
    assertThat(head).contains(",running_loss,penalty,").contains("train_loss");
  }
}
