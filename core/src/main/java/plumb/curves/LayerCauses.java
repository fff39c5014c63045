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
                  "At the end the gradient of the first layer, %s, was %.2g times that of the last, %s.",
                  Say.name(first), ratio, Say.name(last)));
      case LayerSigns.DeadUnits(String layer, double share) ->
          cause(
              CauseId.DYING_RELU,
              0.55,
              "deadShare",
              sign,
              Say.of(
                  "%s of the ReLUs of %s answered 0 to every row at the end.",
                  Say.percent(share), Say.name(layer)));
      case LayerSigns.SaturatedUnits(String layer, double share) ->
          cause(
              CauseId.SATURATED_ACTIVATION,
              0.5,
              "saturatedShare",
              sign,
              Say.of(
                  "%s of the outputs of %s lay where its activation is flat at the end.",
                  Say.percent(share), Say.name(layer)));
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

  private static String moved(String layer, double ratio) {
    return Say.of(
        "At the end an update moved the last layer, %s, by %.2g of its weights' norm; about 0.001 is usual.",
        Say.name(layer), ratio);
  }

  private static Cause cause(
      CauseId id, double confidence, String name, LayerSigns.Sign sign, String sentence) {
    return new Cause(
        id, confidence, Map.of(name, sign.value(), name + "Limit", sign.limit()), sentence);
  }
}
