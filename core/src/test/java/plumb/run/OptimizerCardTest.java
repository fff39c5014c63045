package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.BadInput;
import plumb.optim.Penalty;
import plumb.optim.Penalty.L1Form;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.UpdateRule.AdamEpsilon;
import plumb.optim.UpdateRule.EpsilonAt;
import plumb.optim.UpdateRule.RmsProp.Start;
import plumb.optim.UpdateRule.Velocity;
import plumb.optim.WeightDecay;

class OptimizerCardTest {
  private static Card parse(String yaml) {
    return CardReader.parse("data: {train: a.csv, target: y}\n" + yaml, Path.of(""), "card.yaml");
  }

  static Stream<Arguments> conventions() {
    return Stream.of(
        Arguments.of("lecture", "momentum", new UpdateRule.Momentum(0.01, 0.9, Velocity.STEPS)),
        Arguments.of("modern", "momentum", new UpdateRule.Momentum(0.01, 0.9, Velocity.GRADIENTS)),
        Arguments.of(
            "pytorch", "momentum", new UpdateRule.Momentum(0.001, 0.9, Velocity.GRADIENTS)),
        Arguments.of("keras", "nesterov", new UpdateRule.Nesterov(0.01, 0.9, Velocity.STEPS)),
        Arguments.of("pytorch", "sgd", new UpdateRule.Sgd(0.001)),
        Arguments.of(
            "lecture", "adagrad", new UpdateRule.Adagrad(0.01, 0, EpsilonAt.OUTSIDE_ROOT, 0)),
        Arguments.of(
            "keras", "adagrad", new UpdateRule.Adagrad(0.001, 1e-7, EpsilonAt.INSIDE_ROOT, 0.1)),
        Arguments.of(
            "lecture", "rmsprop", new UpdateRule.RmsProp(0.001, 0.9, 0, Start.FIRST_GRADIENT)),
        Arguments.of("modern", "rmsprop", new UpdateRule.RmsProp(0.001, 0.9, 1e-8, Start.ZERO)),
        Arguments.of("pytorch", "rmsprop", new UpdateRule.RmsProp(0.01, 0.99, 1e-8, Start.ZERO)),
        Arguments.of(
            "keras",
            "rmsprop",
            new UpdateRule.RmsProp(0.001, 0.9, 1e-7, EpsilonAt.INSIDE_ROOT, Start.ZERO)),
        Arguments.of("lecture", "adam", new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-8)),
        Arguments.of(
            "keras", "adam", new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-7, AdamEpsilon.UNCORRECTED)),
        Arguments.of("modern", "adamw", new UpdateRule.AdamW(0.001, 0.9, 0.999, 1e-8, 0.01)),
        Arguments.of(
            "pytorch",
            "adamw",
            new UpdateRule.AdamW(new UpdateRule.Adam(0.001), new WeightDecay(0.01, Scope.ALL))),
        Arguments.of(
            "keras",
            "adamw",
            new UpdateRule.AdamW(
                new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-7, AdamEpsilon.UNCORRECTED),
                new WeightDecay(0.004, Scope.ALL))));
  }

  @ParameterizedTest
  @MethodSource("conventions")
  void a_convention_says_what_a_rule_alone_means(String convention, String name, UpdateRule rule) {
    Card card = parse("optimizer: %s\nconvention: %s\n".formatted(name, convention));
    assertThat(card.optimizer().rule()).isEqualTo(rule);
    Card again = CardReader.parse(CardWriter.yaml(card), Path.of(""), "again.yaml");
    assertThat(again).isEqualTo(card);
    // Everything is written out, so the same card means the same under any other convention.
    String other = CardWriter.yaml(card).replaceFirst("convention: \\w+", "convention: keras");
    assertThat(CardReader.parse(other, Path.of(""), "again.yaml").optimizer())
        .isEqualTo(card.optimizer());
  }

  @ParameterizedTest
  @EnumSource(Convention.class)
  void every_detail_of_a_rule_can_be_said_whatever_the_convention(Convention convention) {
    String end = "convention: " + Values.word(convention) + "\n";
    assertThat(
            parse(
                    "optimizer: {adamw: {rate: 0.1, beta1: 0.5, beta2: 0.6, epsilon: 0.01,"
                        + " epsilon-at: uncorrected, decay: 0.2, biases: true, slopes: false}}\n"
                        + end)
                .optimizer()
                .rule())
        .isEqualTo(
            new UpdateRule.AdamW(
                new UpdateRule.Adam(0.1, 0.5, 0.6, 0.01, AdamEpsilon.UNCORRECTED),
                new WeightDecay(0.2, new Scope(true, false))));
    assertThat(
            parse(
                    "optimizer: {adagrad: {rate: 0.1, epsilon: 0.01, epsilon-at: inside-root,"
                        + " start: 0.5}}\n"
                        + end)
                .optimizer()
                .rule())
        .isEqualTo(new UpdateRule.Adagrad(0.1, 0.01, EpsilonAt.INSIDE_ROOT, 0.5));
    assertThat(
            parse("optimizer: {momentum: {rate: 1, momentum: 0.5, velocity: steps}}\n" + end)
                .optimizer()
                .rule())
        .isEqualTo(new UpdateRule.Momentum(1, 0.5, Velocity.STEPS));
  }

  @Test
  void a_penalty_says_its_form_what_it_acts_on_and_how_long_weights_may_get() {
    Card card =
        parse(
            "penalty: {l2: 0.1, l1: 0.2, l1-form: stop-at-zero, biases: true, slopes: false,"
                + " max-norm: 2}\n");
    assertThat(card.penalty())
        .isEqualTo(
            new Penalty(
                0.1, 0.2, L1Form.STOP_AT_ZERO, new Scope(true, false), OptionalDouble.of(2)));
    assertThat(CardReader.parse(CardWriter.yaml(card), Path.of(""), "again.yaml")).isEqualTo(card);
  }

  @Test
  void pytorch_decays_everything_and_the_others_weights_alone() {
    assertThat(parse("penalty: {l2: 1}\nconvention: pytorch\n").penalty())
        .isEqualTo(new Penalty(1, 0, L1Form.SIGN, Scope.ALL, OptionalDouble.empty()));
    for (String convention : new String[] {"modern", "lecture"}) {
      assertThat(parse("penalty: {l2: 1}\nconvention: " + convention + "\n").penalty())
          .isEqualTo(new Penalty(1, 0));
    }
    assertThat(parse("penalty: {max-norm: none}\n").penalty()).isEqualTo(Penalty.NONE);
  }

  @Test
  void the_l2_of_keras_is_twice_that_of_the_others_because_it_has_no_half() {
    assertThat(parse("penalty: {l2: 1}\nconvention: keras\n").penalty())
        .isEqualTo(new Penalty(2, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          penalty: {max-norm: 0}                  | card.yaml:2, column 21: penalty.max-norm must be above 0, not 0
          penalty: {l1-form: proximal}            | unknown penalty.l1-form "proximal"
          penalty: {biases: 1}                    | penalty.biases must be true or false
          optimizer: {adam: {epsilon-at: inside}} | unknown adam.epsilon-at "inside"
          optimizer: {momentum: {velocity: 3}}    | unknown momentum.velocity "3"
          """)
  void what_cannot_be_used_is_named_with_its_place(String yaml, String sentence) {
    assertThatThrownBy(() -> parse(yaml + "\n"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(sentence);
  }
}
