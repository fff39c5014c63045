package plumb.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.probe.Flatness;
import plumb.probe.Inspection;
import plumb.probe.LayerReading;
import plumb.probe.PieceUse;
import plumb.probe.Probed;
import plumb.probe.UnitShape;
import plumb.probe.WatchRecord;
import plumb.run.WatchJson;

/** What the instruments say, as a tree for JSON: numbers that are none are texts. */
final class InspectionTree {
  private InspectionTree() {}

  static Map<String, Object> of(Inspection inspection, Optional<WatchRecord> watch) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rows", inspection.rows());
    List<Object> layers = new ArrayList<>();
    for (int i = 0; i < inspection.layers().size(); i++) {
      layers.add(
          layer(
              inspection.layers().get(i),
              inspection.readings().get(i),
              inspection.probes().get(i),
              inspection.echoes().get(i).change()));
    }
    tree.put("layers", layers);
    inspection.linear().ifPresent(linear -> tree.put("linear", linear(linear)));
    inspection.obstacle().ifPresent(why -> tree.put("notLinear", why));
    tree.put("pieces", inspection.pieces().stream().map(InspectionTree::pieces).toList());
    tree.put("shapes", inspection.shapes().stream().map(InspectionTree::shape).toList());
    tree.put("flatness", flatness(inspection.flatness(), inspection.curvatureRows()));
    watch.ifPresent(seen -> tree.put("watch", WatchJson.tree(seen)));
    return tree;
  }

  private static Map<String, Object> layer(
      WatchRecord.Layer layer, LayerReading reading, Probed probed, double echo) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", layer.name());
    tree.put("units", layer.units());
    tree.put("weights", layer.weights());
    tree.put("gradientMean", reading.gradientMean());
    tree.put("gradientNorm", reading.gradientNorm());
    tree.put("weightNorm", reading.weightNorm());
    tree.put("moved", reading.moved());
    tree.put("activationMean", reading.activationMean());
    tree.put("activationSpread", reading.activationSpread());
    tree.put("saturated", reading.saturated());
    tree.put("dead", reading.dead());
    Map<String, Object> probe = new LinkedHashMap<>();
    probe.put("parameter", probed.parameter());
    probe.put("value", probed.value());
    probe.put("step", probed.step());
    probe.put("lossBefore", probed.lossBefore());
    probe.put("lossAfter", probed.lossAfter());
    probe.put("difference", probed.difference());
    probe.put("backPropagated", probed.backPropagated());
    probe.put("relativeError", probed.relativeError());
    probe.put("smooth", probed.smooth());
    tree.put("probe", probe);
    tree.put("echo", echo);
    return tree;
  }

  private static Map<String, Object> linear(Inspection.Pieces linear) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, Object> dropped = new LinkedHashMap<>();
    linear.dropped().forEach(d -> dropped.put("layer " + (d.layer() + 1), d.share()));
    tree.put("dropped", dropped);
    tree.put("worstDifference", linear.worst());
    tree.put("piecesOnLine", linear.onLine());
    linear.onPlane().ifPresent(count -> tree.put("piecesOnPlane", count));
    tree.put("planeComplete", linear.planeComplete());
    return tree;
  }

  private static Map<String, Object> pieces(PieceUse use) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("layer", use.layer() + 1);
    tree.put("share", use.share());
    tree.put("never", use.never());
    return tree;
  }

  private static Map<String, Object> shape(UnitShape shape) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("layer", shape.layer() + 1);
    tree.put("unit", shape.unit() + 1);
    tree.put("pieces", shape.pieces());
    tree.put("used", shape.used());
    tree.put("points", shape.points());
    return tree;
  }

  private static Map<String, Object> flatness(Flatness flatness, int rows) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", flatness.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    tree.put("sentence", flatness.sentence());
    tree.put("loss", flatness.loss());
    tree.put("gradientNorm", flatness.gradientNorm());
    tree.put("gain", flatness.gain());
    tree.put("lowest", flatness.spectrum().lowest());
    tree.put("lowestError", flatness.lowestError());
    tree.put("highest", flatness.spectrum().highest());
    tree.put("highestResidual", flatness.spectrum().highestResidual());
    tree.put("products", flatness.spectrum().products());
    tree.put("rows", rows);
    return tree;
  }
}
