package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import plumb.run.CauseId;

/** What is wrong with the data and not with the network: no remedy of training helps against it. */
final class DataCauses {
  private DataCauses() {}

  static List<Found> of(Laboratory laboratory, Inquiry inquiry, Trial trial) {
    Set<CauseId> lints =
        DataLints.of(new Facts(trial.card(), trial.data(), trial.network())).stream()
            .map(Suspect::id)
            .collect(Collectors.toSet());
    if (lints.contains(CauseId.UNSHUFFLED_DATA)) {
      // The order decided which rows are trained on, so they say nothing about the data as a whole.
      return List.of();
    }
    Optional<Found> targets = CorruptTargets.of(laboratory, inquiry, trial);
    if (targets.isPresent()) {
      return List.of(targets.get());
    }
    LabelCauses labels = new LabelCauses(laboratory, inquiry, trial);
    Optional<Found> uninformative = labels.uninformative();
    if (uninformative.isPresent()) {
      return List.of(uninformative.get());
    }
    List<Found> found = new ArrayList<>(new SplitCauses(laboratory, inquiry).of(trial));
    // Cells that are far off disturb the networks that are asked about labels: they are mended
    // first, and labels asked about afterwards.
    if (!lints.contains(CauseId.CORRUPT_INPUT)) {
      labels.noisy().ifPresent(found::add);
    }
    labels.imbalance().ifPresent(found::add);
    return found;
  }
}
