package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.run.CardReader;

/**
 * S22: before every update each unit is dropped with probability p, and its weights with it; inputs
 * too, with a p of their own. One mask holds for the whole mini-batch.
 */
class S22DropoutTest {
  private static final int UNITS = 400;

  /** Passes its inputs on, so that the mask can be seen. */
  private static NetworkSpec see(Layer.Dropout dropout) {
    return new NetworkSpec(
        UNITS, List.of(dropout), new Head(UNITS, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
  }

  private static float[] identity() {
    float[] parameters = new float[UNITS * UNITS + UNITS];
    for (int i = 0; i < UNITS; i++) {
      parameters[i * UNITS + i] = 1;
    }
    return parameters;
  }

  private static float[][] masks(Layer.Dropout dropout, long update, int rows) {
    float[] ones = new float[rows * UNITS];
    Arrays.fill(ones, 1);
    float[] seen = Net.training(see(dropout), identity(), RandomStream.of(7).child(update), ones);
    float[][] masks = new float[rows][];
    for (int row = 0; row < rows; row++) {
      masks[row] = Arrays.copyOfRange(seen, row * UNITS, (row + 1) * UNITS);
    }
    return masks;
  }

  private static List<Float> listed(float[] mask) {
    List<Float> list = new ArrayList<>();
    for (float unit : mask) {
      list.add(unit);
    }
    return list;
  }

  private static double dropped(float[] mask) {
    int count = 0;
    for (float unit : mask) {
      count += unit == 0 ? 1 : 0;
    }
    return (double) count / mask.length;
  }

  @Test
  void S22_the_lectures_mask_is_one_for_the_batch_and_new_for_every_update() {
    Layer.Dropout lecture = new Layer.Dropout(0.5f, MaskScope.BATCH, DropoutScaling.TEST);
    Set<List<Float>> different = new HashSet<>();
    for (int update = 0; update < 20; update++) {
      float[][] masks = masks(lecture, update, 9);
      for (float[] mask : masks) {
        assertThat(mask).containsExactly(masks[0]);
        for (float unit : mask) {
          assertThat(unit).isIn(0f, 1f);
        }
      }
      different.add(listed(masks[0]));
    }
    assertThat(different).hasSize(20);
  }

  @Test
  void S22_the_modern_mask_is_one_for_every_example() {
    Layer.Dropout modern = new Layer.Dropout(0.5f);
    float[][] masks = masks(modern, 1, 9);
    Set<List<Float>> different = new HashSet<>();
    for (float[] mask : masks) {
      different.add(listed(mask));
    }
    assertThat(different).hasSize(9);
  }

  @Test
  void S22_each_unit_is_dropped_with_probability_p() {
    for (float p : new float[] {0, 0.2f, 0.5f, 0.9f}) {
      for (MaskScope scope : MaskScope.values()) {
        double sum = 0;
        int updates = 200;
        for (int update = 0; update < updates; update++) {
          sum += dropped(masks(new Layer.Dropout(p, scope, DropoutScaling.TEST), update, 1)[0]);
        }
        double noise = Math.sqrt(p * (1 - p) / (UNITS * updates));
        assertThat(sum / updates).isCloseTo(p, within(4 * noise + 1e-12));
      }
    }
  }

  @Test
  void S22_a_dropped_unit_takes_its_weights_along() {
    NetworkSpec network =
        new NetworkSpec(
            1,
            List.of(
                new Layer.Dense(UNITS),
                new Layer.Dropout(0.5f, MaskScope.BATCH, DropoutScaling.TEST)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_ABSOLUTE_ERROR);
    // Every unit gives 1 and the head adds them up: what comes out is how many are left.
    float[] parameters = new float[3 * UNITS + 1];
    Arrays.fill(parameters, UNITS, 3 * UNITS, 1);
    float left = Net.training(network, parameters, RandomStream.of(1), 0)[0];
    assertThat(left).isBetween(150f, 250f).isEqualTo((float) Math.rint(left));
  }

  @Test
  void S22_inputs_have_a_p_of_their_own_and_the_card_gives_the_lectures_form() {
    assertThat(
            CardReader.parse(
                    """
                    data: {train: a.csv, target: y}
                    convention: lecture
                    network: [dropout: 0.2, dense: 8, relu, dropout: 0.5]
                    """,
                    Path.of(""),
                    "card.yaml")
                .network())
        .startsWith(new Layer.Dropout(0.2f, MaskScope.BATCH, DropoutScaling.TEST))
        .endsWith(new Layer.Dropout(0.5f, MaskScope.BATCH, DropoutScaling.TEST));
  }
}
