package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.math.Team;
import plumb.recipe.CardData;

/** The published rules on runs that are made to set them off, on data that are made up. */
class RuleSetsTest {
  @TempDir Path folder;
  private final Problem rings =
      new Problems(Path.of("none"), Path.of("none")).find("rings").orElseThrow();

  private Observed run(String... settings) {
    Scenario scenario = Scenario.scenario("rings", "run").with(settings);
    try (Team team = Team.of(1)) {
      Trial trial = Trial.of(scenario.planted(rings, folder, 1).card(), CardData.FILES, team);
      return new Observed(trial, team);
    }
  }

  private static List<String> names(RuleSet rules, Observed run) {
    return rules.examine(run).stream().map(Symptom::rule).toList();
  }

  private static String[] deep(String activation, String init) {
    String layer = "dense: {units: 12, init: %s}, %s".formatted(init, activation);
    return new String[] {
      "network=[%s]"
          .formatted(String.join(", ", List.of(layer, layer, layer, layer, layer, layer))),
      "optimizer={sgd: 0.1}",
      "epochs=12"
    };
  }

  @Test
  void a_healthy_run_is_quiet_for_autotrainer() {
    assertThat(names(new AutoTrainer(), run())).isEmpty();
  }

  @Test
  void layer_outputs_end_with_what_the_network_answers() {
    Observed run = run("epochs=2");
    Observed.Output head = run.snapshots().getLast().layers().getLast();
    for (int row = 0; row < 5; row++) {
      float sum = 0;
      for (int j = 0; j < 3; j++) {
        sum += head.values()[3 * row + j];
      }
      assertThat(sum).isCloseTo(1f, within(1e-5f));
    }
    assertThat(run.snapshots().getLast().layers()).hasSize(3);
  }

  @Test
  void vanishing_gradients() {
    Observed run = run(deep("sigmoid", "auto"));
    assertThat(names(new AutoTrainer(), run)).contains("VANISHING");
  }

  @Test
  void dead_units() {
    Observed run =
        run("network=[dense: {units: 16, bias: -9}, relu, dense: {units: 16, bias: -9}, relu]");
    assertThat(names(new AutoTrainer(), run)).contains("DYING_RELU");
    assertThat(names(new SageMakerDebugger(), run)).contains("dead relu");
    assertThat(names(new DeepDiagnosis(), run)).isNotEmpty();
  }

  @Test
  void exploding() {
    Observed run = run(deep("relu", "{normal: 3}"));
    assertThat(names(new AutoTrainer(), run)).contains("EXPLODING");
    assertThat(names(new SageMakerDebugger(), run)).contains("exploding tensor");
    assertThat(names(new Umlaut(), run)).contains("loss is not a number");
  }

  @Test
  void a_wrong_head_and_a_wrong_loss() {
    Observed run = run("head={units: 3, activation: relu}", "loss=mae", "epochs=4");
    assertThat(names(new AutoTrainer(), run)).contains("IMPROPER_LOSS");
    assertThat(names(new Umlaut(), run)).contains("missing softmax");
  }

  @Test
  void a_network_without_activations_and_a_high_rate() {
    Observed run = run("network=[dense: 8, dense: 8]", "optimizer={adam: 0.02}", "epochs=4");
    assertThat(names(new Umlaut(), run)).contains("missing activation", "learning rate high");
  }

  @Test
  void saturation() {
    Observed run = run("network=[dense: {units: 16, init: {normal: 40}}, tanh]", "epochs=6");
    assertThat(names(new SageMakerDebugger(), run)).contains("saturated activation");
  }

  @Test
  void weights_that_do_not_move() {
    Observed run = run("optimizer={sgd: 1e-12}", "epochs=12");
    assertThat(names(new SageMakerDebugger(), run)).contains("unchanged tensor");
    assertThat(names(new Umlaut(), run)).contains("learning rate low");
    assertThat(names(new AutoTrainer(), run)).contains("SLOW");
  }
}
