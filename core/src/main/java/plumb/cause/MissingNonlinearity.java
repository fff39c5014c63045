package plumb.cause;

import java.util.List;
import plumb.nn.Layer;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments;
import plumb.treatment.NetworkTreatments.Nonlinear;
import plumb.wording.Wording;

/** Hidden layers without an activation: together they are one linear layer. */
final class MissingNonlinearity implements CauseRule {
  @Override
  public CauseId id() {
    return CauseId.MISSING_NONLINEARITY;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Layer> layers = file.card().network();
    int bare = 0;
    for (int i = 0; i < layers.size(); i++) {
      bare +=
          layers.get(i) instanceof Layer.Dense && !NetworkTreatments.activated(layers, i) ? 1 : 0;
    }
    int depth = file.depth();
    return bare == 0
        ? List.of()
        : List.of(
            new Finding(
                id(),
                bare == depth ? 0.9 : 0.4,
                Evidence.of(
                    Reading.of("layersWithoutActivation", bare, 0, Unit.COUNT),
                    Reading.of("hiddenLayers", depth, Unit.COUNT)),
                Wording.of("linear.layers", bare, depth),
                List.of(new Nonlinear())));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "hidden layers that no activation follows",
        List.of("any"),
        List.of(new Nonlinear().title()),
        CausePages.TAKEN_AWAY);
  }
}
