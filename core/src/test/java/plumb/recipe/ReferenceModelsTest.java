package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.run.Reference;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.train.StopSignal;

class ReferenceModelsTest {
  private static final Target CLASSES = new Target.Classification("y", List.of("no", "yes"));
  private static final Target NUMBER = new Target.Regression("y", 0, 1);

  /** Two inputs and noise in a third; the class is whether the first two have the same sign. */
  private static Examples sameSign(int rows, long seed) {
    float[] inputs = inputs(rows, seed);
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = inputs[3 * row] * inputs[3 * row + 1] > 0 ? 1 : 0;
    }
    return new Examples(new Inputs.Floats(inputs, rows, 3), new Targets.Classes(labels, 2));
  }

  private static Examples plane(int rows, long seed) {
    float[] inputs = inputs(rows, seed);
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = 2 * inputs[3 * row] - inputs[3 * row + 1];
    }
    return new Examples(new Inputs.Floats(inputs, rows, 3), new Targets.Values(values));
  }

  private static float[] inputs(int rows, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] inputs = new float[rows * 3];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (2 * random.uniform(i) - 1);
    }
    return inputs;
  }

  private static List<Reference> fit(Examples train, Examples validation, Target target) {
    try (Team team = Team.of(1)) {
      return new ReferenceModels(train, Optional.of(validation), target, team, StopSignal.NEVER, 1)
          .fit().stream().map(ReferenceModels.Fitted::reference).toList();
    }
  }

  private static double onValidation(Reference reference) {
    return Score.of(reference.scores().validation().orElseThrow()).value();
  }

  @Test
  void a_tree_sees_what_a_line_cannot() {
    List<Reference> references = fit(sameSign(800, 1), sameSign(400, 2), CLASSES);
    assertThat(references)
        .extracting(Reference::kind)
        .containsExactly(Reference.Kind.CONSTANT, Reference.Kind.LINEAR, Reference.Kind.TREE);
    assertThat(onValidation(references.get(0))).isBetween(0.4, 0.6);
    assertThat(onValidation(references.get(1))).isBetween(0.4, 0.65);
    assertThat(onValidation(references.get(2))).isGreaterThan(0.9);
  }

  @Test
  void models_that_are_stopped_say_that_they_are_not_finished() {
    try (Team team = Team.of(1)) {
      List<ReferenceModels.Fitted> fitted =
          new ReferenceModels(
                  plane(800, 1),
                  Optional.of(plane(400, 2)),
                  NUMBER,
                  team,
                  () -> Optional.of("at once"),
                  1)
              .fit();
      assertThat(fitted)
          .extracting(f -> f.reference().finished())
          .containsExactly(true, false, false);
      assertThat(fitted.getLast().withTest(plane(10, 3)).reference().finished()).isFalse();
    }
    assertThat(fit(plane(800, 1), plane(400, 2), NUMBER)).allMatch(Reference::finished);
  }

  @Test
  void a_tree_that_takes_long_is_not_waited_for() {
    long start = System.nanoTime();
    long stopAt = start + 300_000_000L;
    try (Team team = Team.of(1)) {
      // The whole tree takes many times as long as is waited for here.
      List<ReferenceModels.Fitted> fitted =
          new ReferenceModels(
                  plane(40_000, 1),
                  Optional.of(plane(400, 2)),
                  NUMBER,
                  team,
                  () -> System.nanoTime() > stopAt ? Optional.of("by the test") : Optional.empty(),
                  1)
              .fit();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      Reference tree = fitted.getLast().reference();
      assertThat(tree.kind()).isEqualTo(Reference.Kind.TREE);
      assertThat(tree.finished()).isFalse();
      assertThat(tree.note()).containsOnlyOnce("Stopped before");
    }
  }

  @Test
  void a_line_fits_a_plane() {
    List<Reference> references = fit(plane(800, 1), plane(400, 2), NUMBER);
    assertThat(onValidation(references.get(0))).isCloseTo(0, within(0.02));
    assertThat(onValidation(references.get(1))).isGreaterThan(0.99);
    assertThat(onValidation(references.get(2))).isBetween(0.7, 1.0);
  }

  @Test
  void references_are_measured_with_the_same_numbers_as_a_network() {
    List<Reference> references = fit(sameSign(800, 1), sameSign(400, 2), CLASSES);

    assertThat(references)
        .extracting(r -> (Metrics.Classification) r.scores().train())
        .allMatch(m -> m.byClass().isPresent());
    Metrics.Classification constant =
        (Metrics.Classification) references.getFirst().scores().train();
    assertThat(constant.byClass().orElseThrow().balancedAccuracy()).isEqualTo(0.5);
    assertThat(constant.byClass().orElseThrow().recalls()).containsExactlyInAnyOrder(0.0, 1.0);
    Metrics.Classification linear = (Metrics.Classification) references.get(1).scores().train();
    assertThat(linear.auc().orElseThrow()).isBetween(0.4, 0.65);
  }

  @Test
  void the_loss_of_a_constant_answer_is_that_of_the_shares_of_the_training_rows() {
    Examples train = rare(400, 40);
    Examples validation = rare(100, 50);
    List<Reference> references = fit(train, validation, CLASSES);

    Reference constant = references.getFirst();
    assertThat(constant.scores().train().loss())
        .isCloseTo(-0.9 * Math.log(0.9) - 0.1 * Math.log(0.1), within(1e-12));
    assertThat(constant.scores().validation().orElseThrow().loss())
        .isCloseTo(-0.5 * Math.log(0.9) - 0.5 * Math.log(0.1), within(1e-12));
  }

  /** The inputs of {@link #sameSign} with this many rows of class 1, by chance. */
  private static Examples rare(int rows, int ones) {
    int[] labels = new int[rows];
    java.util.Arrays.fill(labels, 0, ones, 1);
    return new Examples(sameSign(rows, 3).inputs(), new Targets.Classes(labels, 2));
  }

  @Test
  void what_a_model_has_learned_goes_by_the_score() {
    Metrics balanced =
        new Metrics.Classification(
            0.1,
            0.9,
            100,
            Optional.of(Metrics.ByClass.of(new int[] {90, 10}, new int[] {90, 0})),
            java.util.OptionalDouble.empty());
    Reference reference =
        new Reference(
            Reference.Kind.CONSTANT,
            "constant",
            new plumb.run.Scores(balanced, Optional.of(balanced), Optional.empty()),
            "");

    assertThat(ReferenceModels.learned(reference)).isEqualTo(0.9);
    assertThat(ReferenceModels.learned(reference, PrimaryScore.BALANCED_ACCURACY)).isEqualTo(0.5);
  }

  @Test
  void the_same_rows_make_the_same_references() {
    assertThat(fit(sameSign(300, 1), sameSign(100, 2), CLASSES))
        .isEqualTo(fit(sameSign(300, 1), sameSign(100, 2), CLASSES));
  }

  @Test
  void the_note_says_what_a_deep_tree_memorizes() {
    Examples noise = sameSign(300, 1);
    int[] labels = ((Targets.Classes) sameSign(300, 5).targets()).labels();
    Examples train = new Examples(noise.inputs(), new Targets.Classes(labels, 2));
    Reference tree = fit(train, sameSign(200, 2), CLASSES).get(2);
    assertThat(Score.of(tree.scores().train()).value()).isLessThan(0.9);
    assertThat(tree.note()).contains("memorizing");
  }

  @Test
  void a_copied_tree_answers_by_the_right_inputs_also_beyond_ten_of_them() {
    int width = 12;
    int rows = 200;
    RandomStream random = RandomStream.of(3);
    float[] inputs = new float[rows * width];
    int[] labels = new int[rows];
    int[] all = new int[rows];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        inputs[row * width + i] = (float) random.uniform((long) row * width + i);
      }
      // Only input 2 matters; as a word it stands behind "10" and "11".
      labels[row] = inputs[row * width + 2] > 0.5f ? 1 : 0;
      all[row] = row;
    }
    Examples examples =
        new Examples(new Inputs.Floats(inputs, rows, width), new Targets.Classes(labels, 2));
    DecisionTree tree = DecisionTree.rows(examples, all).fit(3);
    float[] line = new float[width];
    for (int row = 0; row < rows; row++) {
      examples.inputs().copyRow(row, line, 0);
      assertThat((int) tree.answer(line)).isEqualTo(labels[row]);
    }
  }

  @Test
  void a_reference_without_validation_is_measured_on_training_rows_only() {
    try (Team team = Team.of(1)) {
      List<ReferenceModels.Fitted> fitted =
          new ReferenceModels(
                  sameSign(100, 1), Optional.empty(), CLASSES, team, StopSignal.NEVER, 1)
              .fit();
      assertThat(fitted).allMatch(f -> f.reference().scores().validation().isEmpty());
      Metrics test =
          fitted.getFirst().withTest(sameSign(50, 2)).reference().scores().test().orElseThrow();
      assertThat(test.rows()).isEqualTo(50);
    }
  }
}
