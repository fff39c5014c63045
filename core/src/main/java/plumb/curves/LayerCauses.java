package plumb.curves;

import java.util.List;
import java.util.Map;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.symptom.LayerSigns;

/** What layers that were watched give reason to suspect, as causes. */
final class LayerCauses {
  private LayerCauses() {}

  static List<Cause> of(List<LayerSigns.Layer> layers) {
    return LayerSigns.of(layers).stream().map(LayerCauses::cause).toList();
  }

  private static Cause cause(LayerSigns.Sign sign) {
    return switch (sign) {
      case LayerSigns.VanishedGradient(String first, String last, double ratio) ->
          cause(
              CauseId.VANISHING_GRADIENT,
              0.6,
              "gradientFirstToLast",
              sign,
              Say.of(
                  "At the end the gradient of the first layer (%s) was %s times that of the last (%s).",
                  Say.name(first), Say.number(ratio), Say.name(last)));
      case LayerSigns.DeadUnits(String layer, double share) ->
          cause(
              CauseId.DYING_RELU,
              // Through dead units no gradient passes: before the gradient that vanished.
              0.65,
              "deadShare",
              sign,
              Say.of(
                  "%s of the ReLUs of %s answered 0 to every row at the end.",
                  Say.percent(share), named(layer)));
      case LayerSigns.SaturatedUnits(String layer, double share) ->
          cause(
              CauseId.SATURATED_ACTIVATION,
              0.5,
              "saturatedShare",
              sign,
              Say.of(
                  "%s of the outputs of %s lay where its activation is flat at the end.",
                  Say.percent(share), named(layer)));
      case LayerSigns.LongUpdates(String layer, double ratio) ->
          cause(
              CauseId.LEARNING_RATE_TOO_HIGH,
              0.5,
              "updateRatio",
              sign,
              moved(layer, ratio) + " Steps as long as that overshoot.");
      case LayerSigns.ShortUpdates(String layer, double ratio) ->
          cause(
              CauseId.LEARNING_RATE_TOO_LOW,
              0.5,
              "updateRatio",
              sign,
              moved(layer, ratio) + " Steps as short as that get nowhere.");
    };
  }

  /** Plumb and most programs call a layer so; PyTorch may call it "4". */
  private static String named(String layer) {
    return layer.matches("[\\d.]+") ? "layer " + layer : Say.name(layer);
  }

  private static String moved(String layer, double ratio) {
    return Say.of(
        "At the end an update moved the last layer (%s) by %s of its weights' norm; about 0.001 is usual.",
        Say.name(layer), Say.number(ratio));
  }

  private static Cause cause(
      CauseId id, double confidence, String name, LayerSigns.Sign sign, String sentence) {
    return new Cause(
        id, confidence, Map.of(name, sign.value(), name + "Limit", sign.limit()), sentence);
  }
}
