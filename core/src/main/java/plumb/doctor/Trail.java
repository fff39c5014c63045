package plumb.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.probe.NonFinite;
import plumb.probe.WatchRecord;

/** Where the first number that is none came from: update, layer and rows of the file. */
final class Trail {
  private static final int SHOWN = 5;

  private Trail() {}

  /** As a sentence; empty if all numbers stayed numbers. */
  static String sentence(WatchRecord seen, Trial trial) {
    return seen.nonFinite().map(found -> sentence(found, seen, trial)).orElse("");
  }

  private static String sentence(NonFinite found, WatchRecord seen, Trial trial) {
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
          case PARAMETERS -> "the update broke the weights of " + layer;
          case OUTPUTS -> layer + " gave it out";
          case LOSS -> "only the loss of finite outputs is none";
        };
    List<Integer> rows = rows(found, trial);
    return " The first number that is none came up in update %d, epoch %d: %s%s."
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
  private static List<Integer> rows(NonFinite found, Trial trial) {
    return found.examples().stream().map(i -> trial.data().trainRows()[i] + 1).toList();
  }

  /** As numbers; empty if all numbers stayed numbers. */
  static Map<String, Double> evidence(WatchRecord seen, Trial trial) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    seen.nonFinite()
        .ifPresent(found -> {
          numbers.put("nonFiniteUpdate", (double) found.update());
          numbers.put("nonFiniteEpoch", (double) found.epoch());
          numbers.put("nonFiniteLayer", (double) found.layer());
          List<Integer> rows = rows(found, trial);
          for (int i = 0; i < Math.min(SHOWN, rows.size()); i++) {
            numbers.put("nonFiniteRow" + (i + 1), (double) rows.get(i));
          }
        });
    return numbers;
  }
}
