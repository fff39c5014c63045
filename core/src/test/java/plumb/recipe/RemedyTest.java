package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.HeadChoice;
import plumb.run.Verdict;

class RemedyTest {
  private static List<Remedy> remedies(Verdict verdict, CauseId... causes) {
    List<Cause> found = new ArrayList<>();
    for (CauseId id : causes) {
      found.add(new Cause(id, 0.5, Map.of(), ""));
    }
    return Remedies.of(verdict, found);
  }

  @ParameterizedTest
  @EnumSource(CauseId.class)
  void the_training_branch_is_never_offered_medicine_for_validation(CauseId cause) {
    assertThat(remedies(Verdict.NOT_TRAINED, cause))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(remedy -> remedy.branch() == Remedy.Branch.TRAINING);
  }

  @ParameterizedTest
  @EnumSource(CauseId.class)
  void the_validation_branch_is_never_offered_medicine_for_training(CauseId cause) {
    assertThat(remedies(Verdict.OVERFIT, cause))
        .isNotEmpty()
        .allMatch(remedy -> remedy.branch() == Remedy.Branch.VALIDATION);
  }

  @ParameterizedTest
  @EnumSource(
      value = Verdict.class,
      names = {"FINE", "SHIFT", "CANNOT_TELL"})
  void other_verdicts_are_offered_none(Verdict verdict) {
    assertThat(remedies(verdict, CauseId.OVERFITTING)).isEmpty();
  }

  @Test
  void a_rate_found_too_high_is_lowered_first_and_one_found_too_low_is_raised_first() {
    assertThat(remedies(Verdict.NOT_TRAINED, CauseId.LEARNING_RATE_TOO_HIGH).getFirst())
        .isEqualTo(new Remedy.LearningRate(0.1));
    assertThat(remedies(Verdict.NOT_TRAINED, CauseId.LEARNING_RATE_TOO_LOW).getFirst())
        .isEqualTo(new Remedy.LearningRate(10));
  }

  @Test
  void capacity_comes_last() {
    List<Remedy> training = remedies(Verdict.NOT_TRAINED);
    assertThat(training.subList(training.size() - 2, training.size()))
        .containsExactly(new Remedy.Wider(4), new Remedy.Deeper());
  }

  @Test
  void relu_replaces_squashing_activations_and_their_initialization() {
    Card card =
        Planted.card(
            new UpdateRule.Sgd(0.1),
            new Layer.Dense(8, new Init.Glorot(), 1),
            new Layer.Activate(Activation.SIGMOID));
    assertThat(new Remedy.ReluActivation().apply(card).network())
        .containsExactly(new Layer.Dense(8), new Layer.Activate(Activation.RELU));
  }

  @Test
  void initialization_mends_hidden_layers_and_head() {
    Card card =
        Planted.card(new UpdateRule.Sgd(0.1), new Layer.Dense(8, new Init.Zeros(), 3))
            .withHead(
                Optional.of(
                    new HeadChoice(1, Optional.of(Activation.SIGMOID), new Init.Zeros(), 9)));
    Card mended = new Remedy.Initialization().apply(card);
    assertThat(mended.network()).containsExactly(new Layer.Dense(8));
    assertThat(mended.head()).contains(new HeadChoice(1, Activation.SIGMOID));
  }

  @Test
  void unregularized_takes_away_dropout_and_penalty_and_leaves_a_plain_card_alone() {
    Card plain = Planted.card();
    Card medicated = new Remedy.Dropout(0.5f).apply(plain.withPenalty(new Penalty(0.1, 0.1)));
    assertThat(medicated).isNotEqualTo(plain);
    assertThat(new Remedy.Unregularized().apply(medicated)).isEqualTo(plain);
    assertThat(new Remedy.Unregularized().apply(plain)).isEqualTo(plain);
  }

  @Test
  void dropout_replaces_dropout() {
    Card once = new Remedy.Dropout(0.3f).apply(Planted.card());
    assertThat(new Remedy.Dropout(0.5f).apply(once).network())
        .containsExactlyElementsOf(new Remedy.Dropout(0.5f).apply(Planted.card()).network());
  }

  @Test
  void deeper_repeats_the_last_hidden_layer_with_its_activation() {
    Card card =
        Planted.card(
            new UpdateRule.Sgd(0.1), new Layer.Dense(8), new Layer.Activate(Activation.RELU));
    assertThat(new Remedy.Deeper().apply(card).network())
        .containsExactly(
            new Layer.Dense(8),
            new Layer.Activate(Activation.RELU),
            new Layer.Dense(8),
            new Layer.Activate(Activation.RELU));
  }

  @Test
  void deeper_leaves_a_network_without_hidden_layers_alone() {
    Card card = Planted.card().withNetwork(List.of());
    assertThat(new Remedy.Deeper().apply(card)).isEqualTo(card);
  }
}
