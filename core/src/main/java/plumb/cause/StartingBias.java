package plumb.cause;

import java.util.List;
import java.util.Optional;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.LeakyRelu;
import plumb.treatment.NetworkTreatments.UsualInitialization;
import plumb.wording.Wording;

/** The first layer whose biases start far from 0, and what that does behind its activation. */
final class StartingBias {
  /** Biases up to this size shift the sums by less than their spread. */
  private static final double LARGE = 1;

  /** Where a squashing activation begins to be flat. */
  private static final double FLAT = 2;

  private StartingBias() {}

  /** What it is suspected of, if that is {@code asked}. */
  static List<Finding> suspects(CaseFile file, CauseId asked) {
    List<Layer> layers = file.card().network();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Layer.Dense(int units, _, float bias)
          && Math.abs(bias) >= LARGE) {
        CauseId id = id(bias, behind(layers, i));
        return id == asked ? List.of(finding(file, id, units, bias)) : List.of();
      }
    }
    return List.of();
  }

  private static Optional<Activation> behind(List<Layer> layers, int i) {
    return i + 1 < layers.size() && layers.get(i + 1) instanceof Layer.Activate(Activation a)
        ? Optional.of(a)
        : Optional.empty();
  }

  private static CauseId id(float bias, Optional<Activation> behind) {
    if (bias < 0 && behind.filter(Activation.Relu.class::isInstance).isPresent()) {
      return CauseId.DYING_RELU;
    }
    boolean squashing =
        behind
            .filter(a -> a instanceof Activation.Sigmoid || a instanceof Activation.Tanh)
            .isPresent();
    return squashing && Math.abs(bias) >= FLAT
        ? CauseId.SATURATED_ACTIVATION
        : CauseId.BAD_INITIALIZATION;
  }

  private static Finding finding(CaseFile file, CauseId id, int units, float bias) {
    return new Finding(
        id,
        Math.min(0.95, 0.4 + 0.15 * Math.abs(bias)),
        Evidence.of(
            Reading.of("bias", bias, Math.signum(bias) * LARGE, Unit.PLAIN),
            Reading.of("deadShare", file.atStart().mostDead(), Unit.SHARE),
            Reading.of("saturatedShare", file.atStart().mostSaturated(), Unit.SHARE)),
        Wording.of(
            switch (id) {
              case DYING_RELU -> "bias.dead";
              case SATURATED_ACTIVATION -> "bias.flat";
              default -> "bias.large";
            },
            units,
            bias),
        id == CauseId.DYING_RELU
            ? List.of(new UsualInitialization(), new LeakyRelu())
            : List.of(new UsualInitialization()));
  }
}
