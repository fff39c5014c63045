package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.BadInput;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;

/** Runs with this module's class path alone: no training code is in sight. */
class PredictorTest {
  record Point(double x, String colour) {}

  /** Inputs: x, red, other. */
  private static Predictor predictor(
      Target target, int units, Activation head, Loss loss, float... parameters) {
    Encoding encoding =
        new Encoding(
            List.of(
                new Feature.Numeric("x", 1, 2, 0, false),
                new Feature.Categories("Colour", List.of("red"), false)),
            target);
    return new Predictor(
        new Model(
            encoding,
            new NetworkSpec(3, List.of(new Layer.Dropout(0.5f)), new Head(units, head), loss),
            parameters));
  }

  private static final Target NUMBER = new Target.Regression("y", 10, 5);
  private static final Target TWO = new Target.Classification("y", List.of("no", "yes"));

  @Test
  void a_number_comes_back_in_the_unit_of_the_target() {
    Predictor predictor =
        predictor(NUMBER, 1, Activation.LINEAR, Loss.MEAN_SQUARED_ERROR, 2, 1, -1, 0.5f);
    // x = 5 -> 2; red -> 1, 0: 2 * 2 + 1 + 0.5 = 5.5 -> 5.5 * 5 + 10.
    assertThat(predictor.predict(Map.of("x", 5, "Colour", "red")))
        .isEqualTo(new Prediction.Regression(37.5));
    assertThat(predictor.forRecords(Point.class).apply(new Point(5, "blue")))
        .isEqualTo(new Prediction.Regression(27.5));
    assertThat(predictor.predict(new float[] {2, 1, 0, 2, 0, 1}, 2))
        .containsExactly(new Prediction.Regression(37.5), new Prediction.Regression(27.5));
  }

  @ParameterizedTest
  @CsvSource({"3, yes, 0.88079708", "-1, no, 0.88079708", "1, no, 0.5"})
  void one_sigmoid_unit_is_the_probability_of_the_second_class(
      double x, String label, double probability) {
    Predictor predictor =
        predictor(TWO, 1, Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY, 2, 0, 0, 0);
    var answer = classification(predictor.predict(Map.of("x", x, "Colour", "red")));
    assertThat(answer.label()).isEqualTo(label);
    assertThat(answer.probability()).isCloseTo(probability, within(1e-6));
    assertThat(answer.byLabel().keySet()).containsExactly("no", "yes");
    assertThat(answer.byLabel().values().stream().mapToDouble(p -> p).sum()).isEqualTo(1.0);
  }

  @Test
  void one_unit_with_a_sign_is_cut_at_zero() {
    Predictor predictor = predictor(TWO, 1, Activation.LINEAR, Loss.HINGE, 1, 0, 0, 0.1f);
    var answer = classification(predictor.predict(Map.of("x", 1, "Colour", "red")));
    assertThat(answer.label()).isEqualTo("yes");
    assertThat(answer.probability()).isCloseTo(1 / (1 + Math.exp(-0.1)), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"softmax, 0.73105858", "linear, 0.73105858", "sigmoid, 0.59384"})
  void several_units_are_normalized(String head, double probability) {
    Activation activation =
        switch (head) {
          case "softmax" -> Activation.SOFTMAX;
          case "linear" -> Activation.LINEAR;
          default -> Activation.SIGMOID;
        };
    Predictor predictor = predictor(TWO, 2, activation, Loss.CROSS_ENTROPY, 1, 0, 0, 0, 0, 0, 0, 0);
    // x = 3 -> 1: outputs 1 and 0 before the head.
    var answer = classification(predictor.predict(Map.of("x", 3, "Colour", "red")));
    assertThat(answer.label()).isEqualTo("no");
    assertThat(answer.probability()).isCloseTo(probability, within(1e-5));
  }

  @Test
  void many_threads_and_large_batches_give_the_answers_of_single_rows() {
    Predictor predictor =
        predictor(NUMBER, 1, Activation.LINEAR, Loss.MEAN_SQUARED_ERROR, 2, 1, -1, 0.5f);
    List<Prediction> single =
        IntStream.range(0, 1000)
            .mapToObj(i -> predictor.predict(Map.of("x", i, "Colour", "red")))
            .toList();
    List<Prediction> parallel =
        IntStream.range(0, 1000)
            .parallel()
            .mapToObj(i -> predictor.predict(Map.of("x", i, "Colour", "red")))
            .toList();
    List<Prediction> batch =
        predictor.predict(
            IntStream.range(0, 1000)
                .<plumb.data.Row>mapToObj(i -> feature -> feature == 0 ? i : "red")
                .toList());
    assertThat(parallel).isEqualTo(single);
    assertThat(batch).isEqualTo(single);
  }

  @Test
  void a_row_that_lacks_a_column_or_holds_a_word_for_a_number_is_named() {
    Predictor predictor =
        predictor(NUMBER, 1, Activation.LINEAR, Loss.MEAN_SQUARED_ERROR, 2, 1, -1, 0.5f);
    assertThatThrownBy(() -> predictor.predict(Map.of("x", 1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("Colour");
    assertThatThrownBy(() -> predictor.predict(Map.of("x", "many", "Colour", "red")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("many");
  }

  private static Prediction.Classification classification(Prediction prediction) {
    return (Prediction.Classification) prediction;
  }
}
