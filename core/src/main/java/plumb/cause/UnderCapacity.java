package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import plumb.probe.Flatness;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.Wider;
import plumb.wording.Wording;

/** A network too small for its training set. */
final class UnderCapacity implements CauseRule {
  /** Units that every layer should have, whatever the number of classes. */
  private static final int FEWEST = 3;

  /** As many as classes, up to so many. */
  private static final int MOST_NEEDED = 8;

  private static final Wider WIDER = new Wider(32);

  @Override
  public CauseId id() {
    return CauseId.UNDER_CAPACITY;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    List<Integer> widths = file.widths();
    int narrowest = widths.stream().mapToInt(Integer::intValue).min().orElse(0);
    int needed = Math.max(FEWEST, Math.min(MOST_NEEDED, file.classes()));
    if (narrowest < needed) {
      found.add(
          new Finding(
              id(),
              widths.isEmpty() ? 0.4 : narrowest < FEWEST ? 0.75 : 0.5,
              Evidence.of(Reading.of("narrowestLayer", narrowest, needed, Unit.COUNT)),
              widths.isEmpty()
                  ? Wording.of("capacity.linear")
                  : Wording.of("capacity.narrow", narrowest, narrowest == 1 ? "" : "s"),
              List.of(WIDER)));
    }
    file.answers()
        .flatMap(answers -> answers.place())
        .filter(place -> place.kind() == Flatness.Kind.MINIMUM)
        .ifPresent(place ->
            found.add(
                new Finding(
                    id(),
                    0.32,
                    Evidence.of(
                        Reading.of("loss", place.loss(), Unit.PLAIN),
                        Reading.of("lowestCurvature", place.spectrum().lowest(), Unit.PLAIN)),
                    Wording.of("capacity.minimum", place.sentence()),
                    List.of(WIDER))));
    return found;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the narrowest layer; whether training ended in a minimum with a high loss",
        List.of(
            "fewer units than classes, at least %d and at most %d".formatted(FEWEST, MOST_NEEDED)),
        List.of(WIDER.title()),
        CausePages.TAKEN_AWAY);
  }
}
