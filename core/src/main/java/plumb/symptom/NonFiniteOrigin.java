package plumb.symptom;

import java.util.ArrayList;
import java.util.List;
import plumb.experiment.Trained;
import plumb.probe.NonFinite;
import plumb.probe.WatchRecord;
import plumb.run.Reading;
import plumb.run.Unit;

/** Where the first NaN or infinity arose: update, layer and rows of the file. */
public final class NonFiniteOrigin {
  private static final int SHOWN = 5;

  private NonFiniteOrigin() {}

  /** As a sentence; empty if all numbers stayed finite. */
  public static String sentence(WatchRecord seen, Trained trial) {
    return seen.nonFinite().map(found -> sentence(found, seen, trial)).orElse("");
  }

  private static String sentence(NonFinite found, WatchRecord seen, Trained trial) {
    String layer =
        seen.layers().stream()
            .filter(l -> l.index() == found.layer())
            .findFirst()
            .map(WatchRecord.Layer::name)
            .orElse("the network");
    String what =
        switch (found.place()) {
          case INPUTS -> "the inputs hold it";
          case TARGETS -> "the targets hold it";
          case PARAMETERS -> "the update made it a weight of " + layer;
          case OUTPUTS -> "it is an output of " + layer;
          case LOSS -> "only the loss of finite outputs is not finite";
        };
    List<Integer> rows = rows(found, trial);
    return " The first NaN or infinity arose in update %d, epoch %d: %s%s."
        .formatted(
            found.update(),
            found.epoch(),
            what,
            rows.isEmpty()
                ? ""
                : ", with row%s %s of the training data in the batch"
                    .formatted(
                        rows.size() == 1 ? "" : "s",
                        String.join(
                            ", ", rows.stream().limit(SHOWN).map(String::valueOf).toList())));
  }

  /** Rows of the training source, from 1 on. */
  private static List<Integer> rows(NonFinite found, Trained trial) {
    return found.examples().stream().map(i -> trial.data().trainRows()[i] + 1).toList();
  }

  /** As numbers; empty if all numbers stayed finite. */
  public static List<Reading> evidence(WatchRecord seen, Trained trial) {
    List<Reading> readings = new ArrayList<>();
    seen.nonFinite()
        .ifPresent(found -> {
          readings.add(Reading.of("nonFiniteUpdate", (double) found.update(), Unit.COUNT));
          readings.add(Reading.of("nonFiniteEpoch", found.epoch(), Unit.COUNT));
          readings.add(Reading.of("nonFiniteLayer", found.layer(), Unit.COUNT));
          List<Integer> rows = rows(found, trial);
          for (int i = 0; i < Math.min(SHOWN, rows.size()); i++) {
            readings.add(Reading.of("nonFiniteRow" + (i + 1), rows.get(i), Unit.COUNT));
          }
        });
    return readings;
  }
}
