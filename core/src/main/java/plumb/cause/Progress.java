package plumb.cause;

import java.util.List;
import plumb.experiment.Trained;
import plumb.train.EpochRecord;

/**
 * Whether a training was still getting better when it ended.
 *
 * @param gain of the best held-out score in the last quarter of the epochs
 * @param rising whether that is enough to say so, and the best epoch is among the last
 * @param lossBefore training loss a quarter before the end
 * @param lossAtEnd training loss at the end
 */
public record Progress(double gain, boolean rising, double lossBefore, double lossAtEnd) {
  /** A gain that is more than the flicker of a curve at rest. */
  static final double GAIN = 0.005;

  /** A training loss that falls below this share of what it was a quarter before is falling. */
  static final double FALLING = 0.95;

  /** Where the best epoch must lie, as a share of all. */
  private static final double LATE = 0.85;

  static Progress of(Trained trained) {
    List<EpochRecord> history = trained.history();
    int epochs = history.size() - 1;
    int quarter = Math.max(1, epochs / 4);
    double before = best(trained, history.size() - quarter);
    double after = best(trained, history.size());
    boolean rising = after > before + GAIN && trained.result().bestEpoch() > LATE * epochs;
    return new Progress(
        after - before,
        rising,
        history.get(Math.max(0, history.size() - 1 - quarter)).train().loss(),
        history.getLast().train().loss());
  }

  private static double best(Trained trained, int until) {
    return trained.history().stream().limit(until).mapToDouble(trained::watched).max().orElse(-1);
  }

  /**
   * Whether the epochs of the card ended a training whose held-out score still rose: its curve says
   * by itself that it is not at its end.
   */
  public static boolean cutShort(Trained trained) {
    return TooFewEpochs.endedByEpochs(trained) && of(trained).rising();
  }

  /** Whether the training loss was falling. */
  boolean falling() {
    return lossAtEnd < FALLING * lossBefore;
  }
}
