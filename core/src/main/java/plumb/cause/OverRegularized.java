package plumb.cause;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.nn.Layer;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.Cards;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.Numbers;
import plumb.treatment.TrainingTreatments.Unregularized;
import plumb.wording.Wording;

/**
 * Remedies against a bad validation result that are so strong that training suffers (lecture: "Do
 * not always blame overfitting").
 */
final class OverRegularized implements CauseRule {
  /** Usual dropout, which is suspected where no other remedy is too strong. */
  private static final double HALF = 0.5;

  /**
   * A remedy of a card against overfitting.
   *
   * @param name for people
   * @param reading its name among the evidence
   * @param value how strong it is
   * @param noticed from which strength on it hardly does nothing
   * @param strong from which strength on it is suspected; below it for a bound on weights
   * @param plain from which strength on it is plainly too much
   */
  private record Medicine(
      String name,
      String reading,
      double value,
      double noticed,
      double strong,
      double plain,
      double severity) {
    boolean lower() {
      return plain < strong;
    }

    boolean beyond(double limit) {
      return lower() ? value < limit : value >= limit;
    }
  }

  @Override
  public CauseId id() {
    return CauseId.OVER_REGULARIZED;
  }

  /** All that the card has, with the strengths that matter: each is written here once. */
  private static List<Medicine> medicines(Card card) {
    double most = 0;
    double kept = 1;
    for (Layer layer : card.network()) {
      if (layer instanceof Layer.Dropout(float p, _, Layer.DropoutScaling scaling)
          && scaling != Layer.DropoutScaling.NONE) {
        most = Math.max(most, p);
        kept *= 1 - p;
      }
    }
    double decay =
        card.optimizer().rule() instanceof UpdateRule.AdamW w ? w.weightDecay().decay() : 0;
    return List.of(
        new Medicine("dropout", "dropout", most, 1e-9, 0.6, 0.8, 0.5),
        new Medicine("dropped of all together", "droppedTogether", 1 - kept, 2, 0.8, 2, 0.5),
        new Medicine("an L2 penalty", "l2Penalty", card.penalty().l2(), 1e-3, 3e-3, 0.03, 0.45),
        new Medicine("an L1 penalty", "l1Penalty", card.penalty().l1(), 1e-4, 3e-4, 3e-3, 0.5),
        new Medicine("a weight decay", "weightDecay", decay, 0.05, 0.1, 1, 0.5),
        new Medicine(
            "a bound on the norm of weights",
            "maxNorm",
            card.penalty().maxNorm().orElse(Double.POSITIVE_INFINITY),
            Double.POSITIVE_INFINITY,
            0.5,
            0.1,
            0.45));
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    for (Medicine medicine : medicines(file.card())) {
      if (medicine.beyond(medicine.strong())) {
        found.add(
            finding(
                medicine,
                medicine.strong(),
                medicine.beyond(medicine.plain()) ? 0.85 : medicine.severity()));
      }
    }
    Medicine dropout = medicines(file.card()).getFirst();
    if (found.isEmpty() && dropout.value() >= HALF) {
      found.add(finding(dropout, HALF, 0.35));
    }
    return found;
  }

  private Finding finding(Medicine medicine, double limit, double severity) {
    return new Finding(
        id(),
        severity,
        Evidence.of(Reading.of(medicine.reading(), medicine.value(), limit, Unit.PLAIN)),
        Wording.of("regularized.strong", medicine.name(), medicine.value()),
        List.of(new Unregularized()));
  }

  /** Those that the card names and that do something, as words: "dropout 0.5". */
  static List<String> named(Card card) {
    return medicines(card).stream()
        .filter(m -> m.lower() ? m.value() < m.noticed() : m.value() >= m.noticed())
        .map(m -> String.format(Locale.ROOT, "%s of %.3g", m.name(), m.value()))
        .toList();
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the strength of dropout, penalties, weight decay and the bound on weights",
        Stream.concat(
                medicines(Cards.of(DataSettings.of(Path.of(""), Optional.empty()))).stream()
                    .map(m ->
                        "%s %s %s"
                            .formatted(
                                m.name(), m.lower() ? "below" : "from", Numbers.plain(m.strong()))),
                Stream.of("dropout from %s where nothing of this is".formatted(HALF)))
            .toList(),
        List.of(new Unregularized().title()),
        CausePages.TAKEN_AWAY);
  }
}
