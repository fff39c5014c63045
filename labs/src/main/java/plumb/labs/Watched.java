package plumb.labs;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import plumb.data.Examples;
import plumb.data.read.Prepared;
import plumb.probe.LayerReading;
import plumb.probe.Reading;
import plumb.probe.Watch;
import plumb.probe.WatchRecord;
import plumb.recipe.Preview;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.run.Card;

/**
 * A card that was trained with the watch beside it.
 *
 * @param trial the training
 * @param record what the watch saw
 */
record Watched(Trial trial, WatchRecord record) {
  static Watched of(Card card) {
    return of(card, UnaryOperator.identity());
  }

  /** The same on training examples made from the card's. */
  static Watched of(Card card, UnaryOperator<Examples> change) {
    Preview preview = Preview.of(card);
    Prepared data = preview.data();
    Examples train = change.apply(data.train());
    Watch watch = new Watch(preview.network(), Trial.spec(card), train);
    Trial trial =
        Trial.of(
            card, preview.network(), train, data.validation(), data.encoding().target(), watch);
    return new Watched(trial, watch.record());
  }

  Reading first() {
    return record.readings().getFirst();
  }

  Reading last() {
    return record.readings().getLast();
  }

  /** Mean size of the first layer's gradient over that of the head, before any update. */
  double firstOverHead() {
    List<LayerReading> layers = first().layers();
    return layers.getFirst().gradientMean() / layers.getLast().gradientMean();
  }

  /** A number of one layer over the updates. */
  Line line(Look look, int layer, ToDoubleFunction<LayerReading> number) {
    return new Line(
        look,
        record.readings().stream()
            .map(r -> new Point(r.update(), number.applyAsDouble(r.layers().get(layer))))
            .toList());
  }

  /** A number of the whole network over the updates. */
  Line line(Look look, ToDoubleFunction<Reading> number) {
    return new Line(
        look,
        record.readings().stream()
            .map(r -> new Point(r.update(), number.applyAsDouble(r)))
            .toList());
  }
}
