package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/**
 * Many targets are exactly the largest or the least there is: the quantity was cut off there, and
 * what the rows really had is not known. The network learns the cut.
 */
public final class CappedTarget implements DataQuestion {
  private static final String KIND = "capped";

  /** Of the rows, that hold the bound. */
  private static final double SHARE = 0.005;

  private static final int FEWEST_ROWS = 10;

  /** How many times as frequent as the most frequent of its neighbours. */
  private static final double TIMES = 3;

  /** Of the rows, the nearest to the bound, that its neighbours are taken from. */
  private static final double NEAR = 0.1;

  /** Fewer different numbers are no quantity. */
  private static final int FEWEST_DIFFERENT = 50;

  @Override
  public CauseId id() {
    return CauseId.CORRUPT_TARGET;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Optional<TargetNumbers> target = TargetNumbers.of(data);
    if (target.isEmpty()) {
      return List.of();
    }
    double[] sorted = target.get().values().clone();
    Arrays.sort(sorted);
    if (!Raw.atLeast(FEWEST_DIFFERENT, sorted)) {
      return List.of();
    }
    double[] falling = new double[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      falling[i] = sorted[sorted.length - 1 - i];
    }
    return capped(target.get(), falling, "capped.most")
        .or(() ->
            // What nothing happened to is 0 in many rows, and that is no cut.
            sorted[0] == 0 ? Optional.empty() : capped(target.get(), sorted, "capped.least"))
        .map(List::of)
        .orElseGet(List::of);
  }

  private Optional<Finding> capped(TargetNumbers target, double[] fromBound, String sentence) {
    double bound = fromBound[0];
    int count = 1;
    while (count < fromBound.length && fromBound[count] == bound) {
      count++;
    }
    int end = Math.min(fromBound.length, count + (int) Math.ceil(NEAR * fromBound.length));
    int most = 1;
    int run = 1;
    for (int i = count + 1; i < end; i++) {
      run = fromBound[i] == fromBound[i - 1] ? run + 1 : 1;
      most = Math.max(most, run);
    }
    double share = (double) count / fromBound.length;
    if (count < FEWEST_ROWS || share < SHARE || count < TIMES * most) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            id(),
            Severity.REMARK,
            Evidence.ofKind(
                KIND,
                Reading.of("rows", count, FEWEST_ROWS, Unit.COUNT),
                Reading.of("share", share, SHARE, Unit.SHARE),
                Reading.of("bound", bound, Unit.PLAIN),
                Reading.of("timesTheNextMostFrequent", (double) count / most, TIMES, Unit.TIMES)),
            Wording.of(
                sentence,
                Unit.COUNT.words(count),
                Unit.SHARE.words(share),
                target.name(),
                Raw.text(bound)),
            List.of()));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("capped.looks"),
        List.of(
            Wording.of("capped.limit", FEWEST_ROWS, Unit.SHARE.words(SHARE), TIMES),
            Wording.of("capped.quantity", FEWEST_DIFFERENT)),
        List.of(),
        Wording.of("capped.accepted"));
  }
}
