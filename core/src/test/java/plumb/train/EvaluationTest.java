package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;

class EvaluationTest {
  private static final int INPUTS = 3;

  /** One row in ten is of class 1; of three classes one in twenty of class 2. */
  private static Examples examples(int rows, int classes, long seed) {
    return examples(rows, classes, 1.5f, seed);
  }

  /** The same with the classes so far apart. */
  private static Examples examples(int rows, int classes, float apart, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] inputs = new float[rows * INPUTS];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 10 == 0 ? 1 : classes == 3 && row % 20 == 7 ? 2 : 0;
      for (int i = 0; i < INPUTS; i++) {
        int at = row * INPUTS + i;
        inputs[at] = (float) random.normal(at) + (i == labels[row] ? apart : 0);
      }
    }
    return new Examples(
        new Inputs.Floats(inputs, rows, INPUTS), new Targets.Classes(labels, classes));
  }

  private static Target target(int classes) {
    return new Target.Classification("kind", List.of("a", "b", "c").subList(0, classes));
  }

  static Stream<NetworkSpec> networks() {
    return Stream.of(
        new NetworkSpec(INPUTS, List.of(), new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY),
        new NetworkSpec(INPUTS, List.of(), new Head(2, Activation.SOFTMAX), Loss.CROSS_ENTROPY),
        new NetworkSpec(
            INPUTS, List.of(), new Head(1, Activation.SIGMOID), Loss.BINARY_CROSS_ENTROPY),
        new NetworkSpec(INPUTS, List.of(), new Head(1, Activation.LINEAR), Loss.HINGE));
  }

  private static int classes(NetworkSpec network) {
    return Math.max(2, network.outputs());
  }

  private static TrainingSpec spec(PrimaryScore score) {
    return new TrainingSpec(
        new Optimizer(new UpdateRule.Sgd(0.05)),
        Penalty.NONE,
        16,
        12,
        new Stopping.Never(),
        true,
        3,
        score);
  }

  private static FitResult fit(NetworkSpec network, PrimaryScore score) {
    try (Team team = Team.of(1)) {
      return new Trainer(network, spec(score), team)
          .fit(
              examples(400, classes(network), 1),
              Optional.of(examples(300, classes(network), 2)),
              target(classes(network)),
              TrainingListener.NONE,
              StopSignal.NEVER);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_full_measurement_adds_the_area_under_the_curve_and_changes_nothing(NetworkSpec network) {
    FitResult result = fit(network, PrimaryScore.ACCURACY);
    Examples rows = examples(700, classes(network), 5);
    try (Team team = Team.of(1)) {
      Evaluation evaluation = new Evaluation(network, team);
      Metrics.Classification quick =
          (Metrics.Classification)
              evaluation.measure(result.best(), rows, target(classes(network)));
      Metrics.Classification full =
          (Metrics.Classification)
              evaluation.measureFully(List.of(result.best()), rows, target(classes(network)));

      assertThat(quick.auc()).isEmpty();
      assertThat(full.auc().orElseThrow()).isBetween(0.75, 0.99);
      assertThat(
              new Metrics.Classification(
                  full.loss(), full.accuracy(), full.rows(), full.byClass(), quick.auc()))
          .isEqualTo(quick);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_recalls_are_those_of_the_confusion_matrix(NetworkSpec network) {
    FitResult result = fit(network, PrimaryScore.ACCURACY);
    Examples rows = examples(700, classes(network), 5);
    try (Team team = Team.of(1)) {
      Metrics.Classification metrics =
          (Metrics.Classification)
              Evaluation.measure(network, result.best(), rows, target(classes(network)), team);
      List<List<Integer>> confusion = Evaluation.confusion(network, result.best(), rows, team);

      Metrics.ByClass byClass = metrics.byClass().orElseThrow();
      double sum = 0;
      for (int k = 0; k < confusion.size(); k++) {
        int all = confusion.get(k).stream().mapToInt(Integer::intValue).sum();
        double recall = (double) confusion.get(k).get(k) / all;
        assertThat(byClass.recalls().get(k)).isEqualTo(recall);
        sum += recall;
      }
      assertThat(byClass.balancedAccuracy()).isCloseTo(sum / confusion.size(), within(1e-12));
    }
  }

  /**
   * Classes that overlap: at first the network learns where they lie, and in the end that nearly
   * all rows are of class 0.
   */
  private static FitResult overlapping(NetworkSpec network, PrimaryScore score) {
    try (Team team = Team.of(1)) {
      return new Trainer(network, spec(score), team)
          .fit(
              examples(1000, 2, 0.5f, 1),
              Optional.of(examples(1000, 2, 0.5f, 2)),
              target(2),
              TrainingListener.NONE,
              StopSignal.NEVER);
    }
  }

  @Test
  void the_score_chooses_the_epoch_and_changes_no_weight_on_the_way() {
    NetworkSpec network = networks().toList().get(1);

    FitResult byAccuracy = overlapping(network, PrimaryScore.ACCURACY);
    FitResult byClass = overlapping(network, PrimaryScore.BALANCED_ACCURACY);

    assertThat(byClass.last()).isEqualTo(byAccuracy.last());
    assertThat(byClass.history()).isEqualTo(byAccuracy.history());
    for (PrimaryScore score : List.of(PrimaryScore.ACCURACY, PrimaryScore.BALANCED_ACCURACY)) {
      double highest =
          byClass.history().stream()
              .mapToDouble(r -> score.value(r.validation().orElseThrow()))
              .max()
              .orElseThrow();
      FitResult chosen = score == PrimaryScore.ACCURACY ? byAccuracy : byClass;
      assertThat(score.value(chosen.bestRecord().validation().orElseThrow())).isEqualTo(highest);
    }
    assertThat(byClass.bestEpoch()).isLessThan(byAccuracy.bestEpoch());
  }

  @Test
  void numbers_are_measured_alike_either_way() {
    Examples rows =
        new Examples(
            new Inputs.Floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
            new Targets.Values(new float[] {1, 2}));
    NetworkSpec network =
        new NetworkSpec(3, List.of(), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
    Target target = new Target.Regression("y", 0, 1);
    float[] parameters = {0.1f, 0.2f, 0.3f, 0};
    try (Team team = Team.of(1)) {
      Evaluation evaluation = new Evaluation(network, team);
      assertThat(evaluation.measureFully(List.of(parameters), rows, target))
          .isEqualTo(evaluation.measure(parameters, rows, target));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void the_area_under_the_curve_counts_pairs(int width) {
    int rows = 211;
    int classes = Math.max(2, width);
    RandomStream random = RandomStream.of(width);
    float[] outputs = new float[rows * width];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.below(10_000 + row, classes);
      for (int j = 0; j < width; j++) {
        int at = row * width + j;
        // Few different numbers, so that there are ties, both zeros among them.
        outputs[at] = (random.below(at, 7) - 3) * (at % 2 == 0 ? 0.5f : -0.5f);
        outputs[at] += j == labels[row] && row % 3 > 0 ? 0.5f : 0;
      }
    }
    Ranks ranks = new Ranks(rows, width);
    ranks.add(outputs, 100);
    ranks.add(java.util.Arrays.copyOfRange(outputs, 100 * width, rows * width), rows - 100);

    double expected = 0;
    int counted = 0;
    for (int k = classes == 2 ? 1 : 0; k < classes; k++) {
      double won = 0;
      int pairs = 0;
      for (int a = 0; a < rows; a++) {
        for (int b = 0; b < rows; b++) {
          if (labels[a] == k && labels[b] != k) {
            float of = outputs[a * width + Math.min(k, width - 1)];
            float than = outputs[b * width + Math.min(k, width - 1)];
            won += of > than ? 1 : of == than ? 0.5 : 0;
            pairs++;
          }
        }
      }
      expected += won / pairs;
      counted++;
    }
    assertThat(ranks.auc(labels, classes).orElseThrow())
        .isCloseTo(expected / counted, within(1e-12));
  }

  @Test
  void there_is_no_area_without_an_order_or_without_two_classes() {
    Ranks ranks = new Ranks(2, 1);
    ranks.add(new float[] {0.5f, 0.7f}, 2);
    assertThat(ranks.auc(new int[] {1, 1}, 2)).isEmpty();
    assertThat(ranks.auc(new int[] {0, 1}, 2)).isEqualTo(OptionalDouble.of(1));
    Ranks broken = new Ranks(2, 1);
    broken.add(new float[] {0.5f, Float.NaN}, 2);
    assertThat(broken.auc(new int[] {0, 1}, 2)).isEmpty();
    assertThat(Ranks.NONE.auc(new int[] {0, 1}, 2)).isEmpty();
  }
}
