package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.BadInput;
import plumb.data.Encoding;
import plumb.data.Target;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.DropoutMask;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;

class DropoutPredictorTest {
  private static final float[] ROW = {1, -0.5f};

  private static Model model(Target target, Head head, Loss loss, Layer... layers) {
    NetworkSpec network = new NetworkSpec(2, List.of(layers), head, loss);
    return new Model(
        new Encoding(List.of(), target), network, Initializer.draw(network, RandomStream.of(4)));
  }

  private static Model classes() {
    return model(
        new Target.Classification("kind", List.of("no", "yes")),
        new Head(1, Activation.SIGMOID),
        Loss.BINARY_CROSS_ENTROPY,
        new Layer.Dense(4),
        new Layer.Activate(Activation.TANH),
        new Layer.Dropout(0.5f));
  }

  private static Model numbers() {
    return model(
        new Target.Regression("price", 10, 2),
        new Head(1, Activation.LINEAR),
        Loss.MEAN_SQUARED_ERROR,
        new Layer.Dense(4),
        new Layer.Activate(Activation.TANH),
        new Layer.Dropout(0.5f));
  }

  /** Every thin network weighted with its probability: mean and deviation. */
  private static double[] exact(Model model, double mean, double scale) {
    Inference inference = new Inference(model.network(), model.parameters(), 1);
    double sum = 0;
    double squares = 0;
    for (DropoutMask mask : DropoutMask.all(model.network()).toList()) {
      float[] out = new float[1];
      inference.run(ROW, 1, out, mask);
      double value = out[0] * scale + mean;
      sum += mask.probability() * value;
      squares += mask.probability() * value * value;
    }
    return new double[] {sum, Math.sqrt(squares - sum * sum)};
  }

  @Test
  void many_masks_come_to_the_mean_over_all_thin_networks_within_the_error_bar() {
    double[] value = exact(numbers(), 10, 2);
    DropoutPredictor.Averaged price =
        new DropoutPredictor(numbers(), 4000, 1).predict(ROW, 1).getFirst();
    double error = price.standardErrors().getFirst();
    assertThat(((Prediction.Regression) price.prediction()).value())
        .isCloseTo(value[0], within(4 * error));
    assertThat(price.deviations().getFirst()).isCloseTo(value[1], within(0.05 * value[1]));
    assertThat(error).isCloseTo(price.deviations().getFirst() / Math.sqrt(4000), within(1e-12));

    double[] p = exact(classes(), 0, 1);
    DropoutPredictor.Averaged kind =
        new DropoutPredictor(classes(), 4000, 1).predict(ROW, 1).getFirst();
    Prediction.Classification answer = (Prediction.Classification) kind.prediction();
    assertThat(answer.byLabel().get("yes"))
        .isCloseTo(p[0], within(4 * kind.standardErrors().get(1)));
    assertThat(answer.label()).isEqualTo(p[0] > 0.5 ? "yes" : "no");
    assertThat(kind.deviations().get(0)).isCloseTo(kind.deviations().get(1), within(1e-9));
  }

  @Test
  void a_prediction_depends_on_its_row_alone() {
    DropoutPredictor predictor = new DropoutPredictor(numbers(), 10, 7);
    int rows = 600;
    float[] many = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      many[2 * row] = row == 0 || row == 500 ? ROW[0] : row;
      many[2 * row + 1] = ROW[1];
    }
    List<DropoutPredictor.Averaged> all = predictor.predict(many, rows);
    assertThat(all).hasSize(rows);
    assertThat(all.get(0)).isEqualTo(all.get(500)).isEqualTo(predictor.predict(ROW, 1).getFirst());
    assertThat(all.get(2)).isNotEqualTo(all.get(0));
  }

  @Test
  void the_masks_of_an_ensemble_go_round_its_networks() {
    Model one = numbers();
    float[] zero = new float[one.parameters().length];
    Model two = new Model(one.encoding(), one.network(), List.of(one.parameters(), zero));
    List<Double> values = new ArrayList<>();
    for (Model model : List.of(one, two)) {
      DropoutPredictor.Averaged averaged =
          new DropoutPredictor(model, 2, 3).predict(ROW, 1).getFirst();
      values.add(((Prediction.Regression) averaged.prediction()).value());
    }
    // The second of two masks falls on a network that always answers the mean of the target.
    assertThat(values.get(1)).isNotEqualTo(values.get(0));
  }

  @Test
  void a_model_without_dropout_has_nothing_to_average() {
    Model plain =
        model(
            new Target.Regression("price", 0, 1),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    assertThatThrownBy(() -> new DropoutPredictor(plain, 10, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("without dropout");
    assertThatThrownBy(() -> new DropoutPredictor(numbers(), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
