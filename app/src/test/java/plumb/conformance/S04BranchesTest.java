package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.cause.CaseFile;
import plumb.cause.Causes;
import plumb.cause.Finding;
import plumb.cause.Ladder;
import plumb.doctor.Plan;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.math.Team;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.symptom.DirectAnswers;
import plumb.train.Metrics;
import plumb.train.StopSignal;
import plumb.train.TrainingListener;
import plumb.treatment.NetworkTreatments;
import plumb.treatment.TrainingTreatments;

/** S4: each remedy belongs to one branch, and is tried on no other. */
class S04BranchesTest {
  @TempDir Path folder;

  private final Workbench workbench =
      new Workbench(CardData.remembered(), Team.of(1), Optional.empty(), StopSignal.NEVER);

  private CaseFile file(Trained trained, Verdict judged) {
    return new CaseFile(
        trained, judged, List.of(), new DirectAnswers(trained, workbench), false, workbench.team());
  }

  private Trained trained(Card card) {
    return workbench.train(card, TrainingListener.NONE, StopSignal.NEVER);
  }

  /** Cards with one thing wrong each, so that all causes of a bad training result are suspected. */
  private List<Card> bad() throws IOException {
    Card card = Runs.learnsNothing(Runs.circle(folder.resolve("train.csv"), 200, 1)).withEpochs(4);
    return Stream.of(
            "epochs=4",
            "optimizer={adam: 1}",
            "optimizer={adam: 0.000001}",
            "optimizer={momentum: {rate: 0.01, momentum: 0.999}}",
            "optimizer={sgd: 0.1, clip: {norm: 0.0001}}",
            "optimizer={sgd: 0.1, schedule: {step: {epochs: 1, factor: 0.01}}}",
            "batch=200",
            "batch=1",
            "epochs=1",
            "penalty={l2: 1}",
            "network=[{dense: 1}, relu]",
            "network=[{dense: 8}, {dense: 8}]",
            "network=[{dense: {units: 8, init: zeros}}, relu]",
            "network=[{dense: {units: 8, bias: -9}}, relu]",
            "head={units: 2, activation: relu}",
            "data.inputs=raw",
            "data.shuffle=false")
        .map(setting -> CardReader.apply(card, List.of(setting)))
        .toList();
  }

  private static Set<Class<?>> kinds(List<Finding> findings) {
    Set<Class<?>> kinds = new HashSet<>();
    findings.forEach(f -> f.treatments().forEach(t -> kinds.add(t.getClass())));
    return kinds;
  }

  /** Of a network that gets 1.0 on its training set and 0.7 on validation. */
  private CaseFile behind(Verdict judged) throws IOException {
    Trained t = trained(bad().getFirst());
    Metrics train = new Metrics.Classification(0.1, 1, 10_000);
    Metrics validation = new Metrics.Classification(0.1, 0.7, 5_000);
    return file(
        new Trained(
            t.card(),
            t.data(),
            t.network(),
            t.result(),
            t.members(),
            t.alone(),
            new Scores(train, Optional.of(validation), Optional.empty()),
            t.heldOut(),
            t.watch(),
            t.seconds()),
        judged);
  }

  @Test
  void S4_the_remedies_of_the_two_branches_are_apart() throws IOException {
    Set<Class<?>> training = new HashSet<>();
    for (Card card : bad()) {
      CaseFile file = file(trained(card), Verdict.NOT_TRAINED);
      training.addAll(kinds(Causes.suspects(file)));
      training.addAll(kinds(Ladder.of(file)));
    }
    Set<Class<?>> validation = kinds(Causes.OVERFITTING.suspects(behind(Verdict.FINE)));
    assertThat(training)
        .hasSizeGreaterThan(12)
        .contains(NetworkTreatments.ReluActivation.class, TrainingTreatments.AdamRule.class);
    assertThat(validation)
        .contains(NetworkTreatments.Dropout.class, TrainingTreatments.L2.class)
        .doesNotContainAnyElementsOf(training);
  }

  @Test
  void S4_no_remedy_for_validation_is_tried_while_training_is_bad() throws IOException {
    assertThat(Causes.OVERFITTING.suspects(behind(Verdict.NOT_TRAINED))).isEmpty();
    RunDocument run = Runs.run(bad().getFirst(), Plan.repair().withGoal(OptionalDouble.of(1.1)));
    assertThat(run.examination().orElseThrow().probes()).isNotEmpty();
    List<String> second = Causes.OVERFITTING.page().remedies();
    assertThat(run.examination().orElseThrow().probes())
        .noneMatch(probe -> second.stream().anyMatch(probe.question()::contains));
  }

  @Test
  void S4_where_nothing_failed_there_is_no_medicine() throws IOException {
    RunDocument run =
        Runs.run(Runs.learns(Runs.circle(folder.resolve("train.csv"), 600, 1)), Plan.repair());
    assertThat(run.verdict()).isEqualTo(Verdict.FINE);
    assertThat(run.attempts()).hasSize(1);
    assertThat(run.examination().orElseThrow().proposals()).isEmpty();
  }
}
