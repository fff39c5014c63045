package plumb.labs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.train.Metrics;

class TrialTest {
  @Test
  void a_model_that_is_right_but_sure_of_one_mistake_is_still_right() {
    Metrics tree = new Metrics.Classification(Double.POSITIVE_INFINITY, 0.998, 1000);
    assertThat(Trial.score(tree)).isZero();
    assertThat(Trial.rightShare(tree)).isEqualTo(0.998);
  }

  @Test
  void shuffled_targets_are_the_same_targets_in_another_order() {
    int[] labels = {0, 1, 2, 3, 4, 5, 6, 7};
    Examples examples =
        new Examples(new Inputs.Floats(new float[8], 8, 1), new Targets.Classes(labels, 8));
    Examples shuffled = Slices.withTargetsShuffled(examples, RandomStream.of(3));
    assertThat(shuffled.inputs()).isSameAs(examples.inputs());
    assertThat(((Targets.Classes) shuffled.targets()).labels())
        .containsExactlyInAnyOrder(labels)
        .isNotEqualTo(labels);
  }
}
