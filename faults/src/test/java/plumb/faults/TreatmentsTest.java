package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static plumb.faults.Treatment.*;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.DataSettings;

class TreatmentsTest {
  private static final Card CARD =
      CardReader.apply(
          Cards.of(DataSettings.of(Path.of("some.csv"), Optional.of("y"))),
          List.of(
              "network=[dense: {units: 8, init: zeros, bias: -3}, relu, dropout: 0.5]",
              "optimizer={momentum: {rate: 0.1, momentum: 0.99}, clip: {norm: 0.01}}",
              "penalty={l2: 0.1}"));

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("optimizer.rate=0.01", List.of(RATE_DOWN)),
        Arguments.of("optimizer.rate=1", List.of(RATE_UP)),
        Arguments.of("optimizer.momentum.momentum=0.5", List.of(RATE_DOWN)),
        Arguments.of("optimizer={sgd: 0.1, clip: {norm: 0.01}}", List.of(OPTIMIZER, RATE_DOWN)),
        Arguments.of("optimizer={adam: 0.1, clip: {norm: 0.01}}", List.of(OPTIMIZER)),
        Arguments.of("optimizer.clip=none", List.of(CLIP_LOOSER)),
        Arguments.of("optimizer.clip={norm: 0.001}", List.of(CLIP_TIGHTER)),
        Arguments.of("optimizer.schedule={cosine: {}}", List.of(SCHEDULE)),
        Arguments.of("epochs=1000", List.of(MORE_EPOCHS)),
        Arguments.of("epochs=1", List.of(FEWER_EPOCHS)),
        Arguments.of("batch=1", List.of(BATCH)),
        Arguments.of("stop=none", List.of(STOPPING)),
        Arguments.of("penalty=none", List.of(LESS_REGULARIZATION)),
        Arguments.of("penalty={l2: 0.1, l1: 0.1}", List.of(MORE_REGULARIZATION)),
        Arguments.of(
            "network=[dense: {units: 8, bias: -3}, relu, dropout: 0.5]", List.of(INITIALIZATION)),
        Arguments.of("network=[dense: {units: 8, init: zeros}, relu, dropout: 0.5]", List.of(BIAS)),
        Arguments.of(
            "network=[dense: {units: 9, init: zeros, bias: -3}, relu, dropout: 0.5]",
            List.of(WIDER)),
        Arguments.of(
            "network=[dense: {units: 8, init: zeros, bias: -3}, tanh, dropout: 0.5]",
            List.of(ACTIVATION)),
        Arguments.of(
            "network=[dense: {units: 8, init: zeros, bias: -3}, relu]",
            List.of(LESS_REGULARIZATION, DROPOUT_SCALING)),
        Arguments.of(
            "network=[dense: {units: 8, init: zeros, bias: -3}, relu, dropout: {p: 0.5, scaling: none}]",
            List.of(DROPOUT_SCALING)),
        Arguments.of(
            "network=[dense: {units: 8, init: zeros, bias: -3}, relu, dropout: 0.5, dense: 4, relu]",
            List.of(DEEPER)),
        Arguments.of("loss=mae", List.of(HEAD_OR_LOSS)),
        Arguments.of("data.inputs=raw", List.of(INPUT_SCALING)),
        Arguments.of("data.targets=raw", List.of(TARGET_SCALING)),
        Arguments.of("data.shuffle=false", List.of(SHUFFLING)),
        Arguments.of("data.validation=0.5", List.of(VALIDATION_ROWS)),
        Arguments.of("data.columns={exclude: [z]}", List.of(COLUMNS)),
        Arguments.of("data.labels={a: b}", List.of(ROWS_OR_LABELS)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_changed_field_is_named(String setting, List<Treatment> expected) {
    assertThat(Treatments.between(CARD, CardReader.apply(CARD, Arrays.asList(setting))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void the_same_card_is_no_treatment() {
    assertThat(Treatments.between(CARD, CARD)).isEmpty();
  }
}
