package plumb.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.probe.Inspection;
import plumb.probe.LayerReading;
import plumb.probe.PieceUse;
import plumb.probe.Probed;
import plumb.probe.Reading;
import plumb.probe.UnitShape;
import plumb.probe.WatchRecord;

/** What the instruments say, for a person. */
final class InspectionText {
  private final PrintStream out;

  InspectionText(PrintStream out) {
    this.out = out;
  }

  void print(Inspection inspection, Optional<WatchRecord> watch) {
    out.println("Layer by layer, on %d rows:".formatted(inspection.rows()));
    layers(inspection);
    out.println();
    out.println(
        "The steepest weight of each layer, nudged, and what is left of a nudge by 1 in the first:");
    probes(inspection);
    out.println();
    inspection.linear().ifPresent(this::linear);
    inspection.obstacle().ifPresent(why -> out.println("Not made of linear pieces: " + why + "."));
    inspection.pieces().forEach(this::pieces);
    inspection.shapes().forEach(this::shape);
    out.println();
    out.println(
        inspection.flatness().sentence()
            + " (%d rows, %d products)"
                .formatted(
                    inspection.curvatureRows(), inspection.flatness().spectrum().products()));
    watch.ifPresent(this::watch);
  }

  private void layers(Inspection inspection) {
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of("layer", "units", "mean |g|", "moved", "outputs", "spread", "saturated", "dead"));
    for (int i = 0; i < inspection.layers().size(); i++) {
      WatchRecord.Layer layer = inspection.layers().get(i);
      LayerReading r = inspection.readings().get(i);
      table.add(
          List.of(
              layer.name(),
              Integer.toString(layer.units()),
              number(r.gradientMean()),
              Double.isNaN(r.moved()) ? "?" : number(r.moved()),
              number(r.activationMean()),
              number(r.activationSpread()),
              percent(r.saturated()),
              percent(r.dead())));
    }
    Summary.table(table, out);
  }

  private void probes(Inspection inspection) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("layer", "by the loss", "by back-propagation", "apart", "left"));
    for (int i = 0; i < inspection.layers().size(); i++) {
      Probed probed = inspection.probes().get(i);
      table.add(
          List.of(
              inspection.layers().get(i).name(),
              String.format(Locale.ROOT, "%.9g", probed.difference()),
              String.format(Locale.ROOT, "%.9g", probed.backPropagated()),
              probed.smooth() ? number(probed.relativeError()) : "a kink lies between",
              number(inspection.echoes().get(i).change())));
    }
    Summary.table(table, out);
  }

  private void linear(Inspection.Pieces linear) {
    String dropped =
        String.join(
            ", ",
            linear.dropped().stream()
                .map(d -> "layer %d %s".formatted(d.layer() + 1, percent(d.share())))
                .toList());
    if (!dropped.isEmpty()) {
      out.println("Units a row does without, as a thin linear network: " + dropped + ".");
    }
    out.println(
        "Linear pieces: %d on the way from the first row to the last%s."
            .formatted(
                linear.onLine(),
                linear
                    .onPlane()
                    .map(count ->
                        ", %s%d on the plane through three rows"
                            .formatted(linear.planeComplete() ? "" : "at least ", count))
                    .orElse("")));
  }

  private void pieces(PieceUse use) {
    out.println(
        "Layer %d: %s of the pieces win at least one row; %d never do."
            .formatted(use.layer() + 1, percent(use.share()), use.never().size()));
  }

  private void shape(UnitShape shape) {
    String points =
        String.join(
            " ",
            shape.points().stream()
                .map(p -> "(%s, %s)".formatted(number(p.at()), number(p.value())))
                .toList());
    out.println(
        "Layer %d, unit %d uses %d of %d pieces: %s"
            .formatted(shape.layer() + 1, shape.unit() + 1, shape.used(), shape.pieces(), points));
  }

  private void watch(WatchRecord watch) {
    if (watch.readings().isEmpty()) {
      return;
    }
    Reading first = watch.readings().getFirst();
    Reading last = watch.readings().getLast();
    out.println();
    out.println(
        "While it trained, in update %d and in update %d (%d readings in all):"
            .formatted(first.update(), last.update(), watch.readings().size()));
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of("layer", "mean |g|", "", "update/weight", "", "moved", "penalty/loss", "dead"));
    for (int i = 0; i < watch.layers().size(); i++) {
      LayerReading a = first.layers().get(i);
      LayerReading b = last.layers().get(i);
      table.add(
          List.of(
              watch.layers().get(i).name(),
              number(a.gradientMean()),
              number(b.gradientMean()),
              number(a.updateRatio()),
              number(b.updateRatio()),
              number(b.moved()),
              number(b.penaltyRatio()),
              percent(b.dead())));
    }
    Summary.table(table, out);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
