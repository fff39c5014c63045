package plumb.curves;

import java.util.List;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.LayerSigns;
import plumb.wording.Wording;

/** What layers that were watched give reason to suspect, as causes. */
final class LayerCauses {
  private LayerCauses() {}

  static List<Cause> of(List<LayerSigns.Layer> layers) {
    return LayerSigns.of(layers).stream().map(LayerCauses::cause).toList();
  }

  private static Cause cause(LayerSigns.Sign sign) {
    String share = Say.percent(sign.value());
    String number = Say.number(sign.value());
    return switch (sign) {
      // Through dead units no gradient passes: they come before the gradient that vanished.
      case LayerSigns.DeadUnits(String layer, double _) ->
          cause(CauseId.DYING_RELU, 0.65, "deadShare", sign, "dead", share, named(layer));
      case LayerSigns.VanishedGradient(String first, String last, double _) ->
          cause(
              CauseId.VANISHING_GRADIENT,
              0.6,
              "gradientFirstToLast",
              sign,
              "vanished",
              Say.name(first),
              number,
              Say.name(last));
      case LayerSigns.SaturatedUnits(String layer, double _) ->
          cause(
              CauseId.SATURATED_ACTIVATION,
              0.5,
              "saturatedShare",
              sign,
              "saturated",
              share,
              named(layer));
      case LayerSigns.LongUpdates(String layer, double _) ->
          cause(
              CauseId.LEARNING_RATE_TOO_HIGH,
              0.5,
              "updateRatio",
              sign,
              "long-updates",
              Say.name(layer),
              number);
      case LayerSigns.ShortUpdates(String layer, double _) ->
          cause(
              CauseId.LEARNING_RATE_TOO_LOW,
              0.5,
              "updateRatio",
              sign,
              "short-updates",
              Say.name(layer),
              number);
    };
  }

  /** Plumb and most programs call a layer so; PyTorch may call it "4". */
  private static String named(String layer) {
    return layer.matches("[\\d.]+") ? "layer " + layer : Say.name(layer);
  }

  private static Cause cause(
      CauseId id,
      double confidence,
      String name,
      LayerSigns.Sign sign,
      String sentence,
      Object... values) {
    Unit unit = name.endsWith("Share") ? Unit.SHARE : Unit.PLAIN;
    return new Cause(
        id,
        confidence,
        Evidence.of(Reading.of(name, sign.value(), sign.limit(), unit)),
        Wording.of("layers." + sentence, values));
  }
}
