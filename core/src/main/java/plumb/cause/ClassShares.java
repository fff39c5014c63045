package plumb.cause;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/** The classes of the validation file have other shares than those of the training file. */
public final class ClassShares implements DataQuestion {
  private static final String KIND = "shares";

  /**
   * Rows that would have to change their class for the shares to be equal, as a share of all: from
   * here on a network that answers by the shares it was trained on is wrong on a part that shows.
   */
  private static final double MATERIAL = 0.1;

  /** Below it nobody would see a difference. */
  private static final double SLIGHT = 0.03;

  /** A class this many times as frequent in one file as in the other was picked out. */
  private static final double TIMES = 3;

  /** Differences of shares that are nearer than this are alike. */
  private static final double EQUAL = 1e-9;

  /** A class with fewer rows to be expected in a file is counted together with others. */
  private static final int FEWEST = 5;

  /** Shares of classes in two files. */
  private record Shares(int[] train, int[] other) {
    int rows() {
      return IntStream.of(train).sum();
    }

    int otherRows() {
      return IntStream.of(other).sum();
    }

    double train(int k) {
      return (double) train[k] / rows();
    }

    double other(int k) {
      return (double) other[k] / otherRows();
    }

    double moved() {
      return IntStream.range(0, train.length).mapToDouble(k -> Math.abs(train(k) - other(k))).sum()
          / 2;
    }

    /** The class whose share differs most; of two, where both differ alike, the rarer. */
    int farthest() {
      int best = 0;
      for (int k = 1; k < train.length; k++) {
        double more = Math.abs(train(k) - other(k)) - Math.abs(train(best) - other(best));
        boolean rarer = train(k) + other(k) < train(best) + other(best);
        best = more > EQUAL || (more > -EQUAL && rarer) ? k : best;
      }
      return best;
    }

    /** How many times as frequent a class is in one file as in the other, where chance is aside. */
    double times() {
      double times = 1;
      for (int k = 0; k < train.length; k++) {
        double error = Chance.error(train(k), rows(), other(k), otherRows());
        if (Math.abs(train(k) - other(k)) > Chance.STANDARD_ERRORS * error) {
          double most = Math.max(train(k), other(k));
          double least =
              Math.max(Math.min(train(k), other(k)), 1.0 / Math.min(rows(), otherRows()));
          times = Math.max(times, most / least);
        }
      }
      return times;
    }

    /** Chi-square by what chance makes of it once in a thousand times; below 1 it may be chance. */
    double byChance() {
      double sum = 0;
      int cells = 0;
      int restTrain = 0;
      int restOther = 0;
      double all = (double) rows() + otherRows();
      for (int k = 0; k < train.length; k++) {
        double both = train[k] + other[k];
        if (both * Math.min(rows(), otherRows()) / all < FEWEST) {
          restTrain += train[k];
          restOther += other[k];
        } else {
          sum += part(train[k], other[k]);
          cells++;
        }
      }
      if (restTrain + restOther > 0) {
        sum += part(restTrain, restOther);
        cells++;
      }
      return cells < 2 ? 0 : sum / Chance.chiSquare(cells - 1);
    }

    private double part(int inTrain, int inOther) {
      double all = (double) rows() + otherRows();
      double both = inTrain + inOther;
      double expected = both * rows() / all;
      double expectedOther = both * otherRows() / all;
      return (inTrain - expected) * (inTrain - expected) / expected
          + (inOther - expectedOther) * (inOther - expectedOther) / expectedOther;
    }
  }

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Optional<OtherRows> other = OtherRows.of(data);
    if (other.isEmpty()
        || !(data.data().encoding().target()
            instanceof Target.Classification(_, List<String> labels))
        || !(data.data().train().targets() instanceof Targets.Classes(int[] train, _))
        || !(other.get().examples().targets() instanceof Targets.Classes(int[] there, _))) {
      return List.of();
    }
    int[] once = Raw.firstOfEach(data.data().trainRows());
    Shares shares =
        new Shares(
            counts(IntStream.of(once).map(i -> train[i]), labels.size()),
            counts(IntStream.of(there), labels.size()));
    double moved = shares.moved();
    if (shares.byChance() <= 1 || moved < SLIGHT) {
      return List.of();
    }
    double times = shares.times();
    int k = shares.farthest();
    double severity =
        moved >= MATERIAL ? Severity.CERTAIN : times >= TIMES ? Severity.DOUBTFUL : Severity.REMARK;
    return List.of(
        new Finding(
            id(),
            severity,
            Evidence.ofKind(
                KIND,
                Reading.of("rowsOfAnotherClass", moved, MATERIAL, Unit.SHARE),
                Reading.of("shareInTraining", shares.train(k), Unit.SHARE),
                Reading.of("shareInValidation", shares.other(k), Unit.SHARE),
                Reading.of("timesAsFrequent", times, TIMES, Unit.TIMES),
                Reading.of("chiSquareByChance", shares.byChance(), 1, Unit.TIMES)),
            Wording.of(
                "shift.shares",
                labels.get(k),
                Unit.SHARE.words(shares.train(k)),
                Unit.SHARE.words(shares.other(k))),
            List.of()));
  }

  private static int[] counts(IntStream labels, int classes) {
    int[] counts = new int[classes];
    labels.forEach(label -> counts[label]++);
    return counts;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.shares.looks"),
        List.of(
            Wording.of("shift.shares.limit", Unit.SHARE.words(MATERIAL)),
            Wording.of("shift.shares.slight", Unit.SHARE.words(SLIGHT), Unit.TIMES.words(TIMES))),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
