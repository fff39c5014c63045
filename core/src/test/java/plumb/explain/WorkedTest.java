package plumb.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.run.CardReader;

/** The worked steps against the formulas in double precision, written down a second time. */
class WorkedTest {
  private static final double[] G = {0.5, -0.2, 0.1};

  /**
   * A rule and its weights after each step.
   *
   * @param card the fields of the card
   * @param weights calculated apart
   */
  record Case(String card, double[] weights) {
    @Override
    public String toString() {
      return card;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("optimizer: {sgd: 0.1}", new double[] {0.95, 0.97, 0.96}),
        // v = -0.05, -0.045 + 0.02 = -0.025, -0.0225 - 0.01 = -0.0325
        new Case(
            "optimizer: {momentum: {rate: 0.1, momentum: 0.9}}",
            new double[] {0.95, 0.925, 0.8925}),
        new Case(
            "convention: lecture\noptimizer: {momentum: {rate: 0.1, momentum: 0.9}}",
            new double[] {0.95, 0.925, 0.8925}),
        new Case("optimizer: {nesterov: {rate: 0.1, momentum: 0.9}}", nesterov(0.1, 0.9)),
        new Case(
            "convention: keras\noptimizer: {nesterov: {rate: 0.1, momentum: 0.9}}",
            nesterov(0.1, 0.9)),
        // The root is of 0.1 + 0.25 + 0.001 and so on.
        new Case(
            "convention: keras\noptimizer: {adagrad: {rate: 0.1, epsilon: 0.001}}",
            new double[] {
              1 - 0.05 / Math.sqrt(0.351),
              1 - 0.05 / Math.sqrt(0.351) + 0.02 / Math.sqrt(0.391),
              1 - 0.05 / Math.sqrt(0.351) + 0.02 / Math.sqrt(0.391) - 0.01 / Math.sqrt(0.401)
            }),
        new Case("convention: keras\noptimizer: {adam: {rate: 0.1, epsilon: 0.01}}", kerasAdam()),
        new Case(
            "convention: keras\noptimizer: {sgd: 0.1}\npenalty: {l2: 0.05, l1: 0.01}",
            penalized(0.1, 0.1, 0.01)),
        new Case("optimizer: {adagrad: {rate: 0.1, epsilon: 1e-8}}", adagrad(0.1, 1e-8)),
        new Case(
            "optimizer: {rmsprop: {rate: 0.1, decay: 0.9, epsilon: 1e-8, start: zero}}",
            rmsProp(0.1, 0.9, 1e-8, false)),
        new Case(
            "convention: lecture\noptimizer: {rmsprop: {rate: 0.1, decay: 0.9, epsilon: 1e-8}}",
            rmsProp(0.1, 0.9, 1e-8, true)),
        new Case("optimizer: {adam: 0.1}", adam(0.1, 0.9, 0.999, 1e-8, 0)),
        new Case("optimizer: {adamw: {rate: 0.1, decay: 0.5}}", adam(0.1, 0.9, 0.999, 1e-8, 0.5)),
        new Case("optimizer: {sgd: 0.1}\npenalty: {l2: 0.1, l1: 0.01}", penalized(0.1, 0.1, 0.01)),
        new Case("optimizer: {sgd: 1, clip: {value: 0.15}}", new double[] {0.85, 1, 0.9}),
        new Case(
            "optimizer: {sgd: 1, schedule: {cosine: {floor: 0.5}}}", new double[] {0.5, 0.7, 0.6}));
  }

  /** As Keras computes it: the correction is in the rate, epsilon beside the plain root. */
  private static double[] kerasAdam() {
    double[] w = new double[3];
    double now = 1;
    double m = 0;
    double s = 0;
    for (int i = 0; i < 3; i++) {
      m += (G[i] - m) * (1 - 0.9);
      s += (G[i] * G[i] - s) * (1 - 0.999);
      double alpha = 0.1 * Math.sqrt(1 - Math.pow(0.999, i + 1)) / (1 - Math.pow(0.9, i + 1));
      now -= m * alpha / (Math.sqrt(s) + 0.01);
      w[i] = now;
    }
    return w;
  }

  private static double[] nesterov(double rate, double momentum) {
    double[] w = new double[3];
    double now = 1;
    double v = 0;
    for (int i = 0; i < 3; i++) {
      v = momentum * v - rate * G[i];
      now += momentum * v - rate * G[i];
      w[i] = now;
    }
    return w;
  }

  private static double[] adagrad(double rate, double epsilon) {
    double[] w = new double[3];
    double now = 1;
    double s = 0;
    for (int i = 0; i < 3; i++) {
      s += G[i] * G[i];
      now -= rate * G[i] / (Math.sqrt(s) + epsilon);
      w[i] = now;
    }
    return w;
  }

  private static double[] rmsProp(double rate, double decay, double epsilon, boolean first) {
    double[] w = new double[3];
    double now = 1;
    double s = first ? G[0] * G[0] : 0;
    for (int i = 0; i < 3; i++) {
      s = decay * s + (1 - decay) * G[i] * G[i];
      now -= rate * G[i] / (Math.sqrt(s) + epsilon);
      w[i] = now;
    }
    return w;
  }

  private static double[] adam(
      double rate, double beta1, double beta2, double epsilon, double decay) {
    double[] w = new double[3];
    double now = 1;
    double m = 0;
    double s = 0;
    for (int i = 0; i < 3; i++) {
      now *= 1 - rate * decay;
      m = beta1 * m + (1 - beta1) * G[i];
      s = beta2 * s + (1 - beta2) * G[i] * G[i];
      double mHat = m / (1 - Math.pow(beta1, i + 1));
      double sHat = s / (1 - Math.pow(beta2, i + 1));
      now -= rate * mHat / (Math.sqrt(sHat) + epsilon);
      w[i] = now;
    }
    return w;
  }

  private static double[] penalized(double rate, double l2, double l1) {
    double[] w = new double[3];
    double now = 1;
    for (int i = 0; i < 3; i++) {
      now -= rate * (G[i] + l2 * now + l1 * Math.signum(now));
      w[i] = now;
    }
    return w;
  }

  private static Worked worked(String card) {
    return Explainer.explain(
            CardReader.parse("data: a.csv\n" + card + "\n", Path.of(""), "card.yaml"),
            Optional.empty())
        .worked();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_steps_are_those_of_the_formula(Case given) {
    List<Worked.Step> steps = worked(given.card()).steps();
    assertThat(steps).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(steps.get(i).gradient()).isEqualTo(G[i]);
      assertThat(steps.get(i).weight()).isCloseTo(given.weights()[i], within(2e-6));
      assertThat(steps.get(i).lines().getLast())
          .endsWith(" = " + Figures.of((float) steps.get(i).weight()));
    }
  }

  @Test
  void the_state_goes_by_the_letters_of_the_formula() {
    Worked.Step first = worked("optimizer: adam").steps().getFirst();
    assertThat(first.state().keySet()).containsExactly("m", "s");
    assertThat(first.state().getOrDefault("m", 0.0)).isCloseTo(0.05, within(1e-7));
    assertThat(first.state().getOrDefault("s", 0.0)).isCloseTo(0.00025, within(1e-8));
    assertThat(worked("optimizer: sgd").steps().getFirst().state()).isEqualTo(Map.of());
  }
}
