package plumb.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import plumb.data.BadInput;
import plumb.probe.LayerReading;
import plumb.probe.NonFinite;
import plumb.probe.Reading;
import plumb.probe.WatchRecord;
import tools.jackson.databind.JsonNode;

/**
 * What was seen while training, as JSON, and back: one list for each measure, with four digits a
 * number; the numbers of the readings stand side by side in {@code updates}.
 */
public final class WatchJson {
  private static final MathContext DIGITS = new MathContext(4);

  /** The measures of a layer, by the names they have here. */
  private enum Measure {
    GRADIENT_MEAN("gradientMean"),
    GRADIENT_NORM("gradientNorm"),
    WEIGHT_NORM("weightNorm"),
    UPDATE_RATIO("updateRatio"),
    MOVED("moved"),
    PENALTY_RATIO("penaltyRatio"),
    ACTIVATION_MEAN("activationMean"),
    ACTIVATION_SPREAD("activationSpread"),
    SATURATED("saturated"),
    DEAD("dead");

    private final String label;

    Measure(String label) {
      this.label = label;
    }

    double of(LayerReading reading) {
      return switch (this) {
        case GRADIENT_MEAN -> reading.gradientMean();
        case GRADIENT_NORM -> reading.gradientNorm();
        case WEIGHT_NORM -> reading.weightNorm();
        case UPDATE_RATIO -> reading.updateRatio();
        case MOVED -> reading.moved();
        case PENALTY_RATIO -> reading.penaltyRatio();
        case ACTIVATION_MEAN -> reading.activationMean();
        case ACTIVATION_SPREAD -> reading.activationSpread();
        case SATURATED -> reading.saturated();
        case DEAD -> reading.dead();
      };
    }
  }

  private WatchJson() {}

  /** As a tree of maps, lists, texts and numbers, in a fixed order. */
  public static Map<String, Object> tree(WatchRecord watch) {
    List<Reading> readings = watch.readings();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("updates", readings.stream().map(Reading::update).toList());
    tree.put("epochs", readings.stream().map(Reading::epoch).toList());
    tree.put("rows", readings.stream().map(Reading::rows).toList());
    tree.put("loss", column(readings, Reading::loss));
    tree.put("gradientNorm", column(readings, Reading::gradientNorm));
    tree.put("reachedNorm", column(readings, Reading::reachedNorm));
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int i = 0; i < watch.layers().size(); i++) {
      int layer = i;
      WatchRecord.Layer of = watch.layers().get(i);
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("name", of.name());
      node.put("index", of.index());
      node.put("units", of.units());
      node.put("weights", of.weights());
      for (Measure measure : Measure.values()) {
        node.put(measure.label, column(readings, r -> measure.of(r.layers().get(layer))));
      }
      layers.add(node);
    }
    tree.put("layers", layers);
    watch
        .nonFinite()
        .ifPresent(none -> {
          Map<String, Object> node = new LinkedHashMap<>();
          node.put("update", none.update());
          node.put("epoch", none.epoch());
          node.put("place", none.place().name().toLowerCase(Locale.ROOT));
          node.put("layer", none.layer());
          node.put("examples", none.examples());
          tree.put("nonFinite", node);
        });
    return tree;
  }

  private static List<Double> column(List<Reading> readings, ToDoubleFunction<Reading> of) {
    return readings.stream().map(reading -> rounded(of.applyAsDouble(reading))).toList();
  }

  /** Not finite ones as they are: JSON shows them as null. */
  private static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value, DIGITS).doubleValue() : value;
  }

  /**
   * What was written.
   *
   * @param file what to call the text in messages
   * @throws BadInput if it is not as it was written
   */
  static WatchRecord read(JsonNode tree, String file) {
    try {
      return record(tree);
    } catch (RuntimeException e) {
      throw new BadInput(
          file + ": the readings of the layers are not as they were written; restore the file", e);
    }
  }

  private static WatchRecord record(JsonNode tree) {
    List<WatchRecord.Layer> layers = new ArrayList<>();
    List<Map<Measure, double[]>> columns = new ArrayList<>();
    for (JsonNode node : tree.get("layers")) {
      layers.add(
          new WatchRecord.Layer(
              node.get("name").asString(),
              node.get("index").asInt(),
              node.get("units").asInt(),
              node.get("weights").asInt()));
      Map<Measure, double[]> measures = new EnumMap<>(Measure.class);
      for (Measure measure : Measure.values()) {
        measures.put(measure, numbers(node.get(measure.label)));
      }
      columns.add(measures);
    }
    double[] loss = numbers(tree.get("loss"));
    double[] gradientNorm = numbers(tree.get("gradientNorm"));
    double[] reachedNorm = numbers(tree.get("reachedNorm"));
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < loss.length; i++) {
      int at = i;
      readings.add(
          new Reading(
              tree.get("updates").get(i).asLong(),
              tree.get("epochs").get(i).asInt(),
              tree.get("rows").get(i).asInt(),
              loss[i],
              gradientNorm[i],
              reachedNorm[i],
              columns.stream().map(measures -> reading(measures, at)).toList()));
    }
    return new WatchRecord(
        layers, readings, Optional.ofNullable(tree.get("nonFinite")).map(WatchJson::nonFinite));
  }

  private static LayerReading reading(Map<Measure, double[]> measures, int at) {
    return new LayerReading(
        at(measures, Measure.GRADIENT_MEAN, at),
        at(measures, Measure.GRADIENT_NORM, at),
        at(measures, Measure.WEIGHT_NORM, at),
        at(measures, Measure.UPDATE_RATIO, at),
        at(measures, Measure.MOVED, at),
        at(measures, Measure.PENALTY_RATIO, at),
        at(measures, Measure.ACTIVATION_MEAN, at),
        at(measures, Measure.ACTIVATION_SPREAD, at),
        at(measures, Measure.SATURATED, at),
        at(measures, Measure.DEAD, at));
  }

  private static double at(Map<Measure, double[]> measures, Measure measure, int at) {
    return measures.getOrDefault(measure, new double[0])[at];
  }

  private static NonFinite nonFinite(JsonNode node) {
    List<Integer> examples = new ArrayList<>();
    node.get("examples").forEach(example -> examples.add(example.asInt()));
    return new NonFinite(
        node.get("update").asLong(),
        node.get("epoch").asInt(),
        NonFinite.Place.valueOf(node.get("place").asString().toUpperCase(Locale.ROOT)),
        node.get("layer").asInt(),
        examples);
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = list.get(i);
      numbers[i] =
          number.isNull()
              ? Double.NaN
              : number.isNumber() ? number.doubleValue() : Double.parseDouble(number.asString());
    }
    return numbers;
  }
}
