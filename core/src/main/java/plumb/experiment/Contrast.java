package plumb.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import plumb.recipe.Score;
import plumb.run.DataSettings;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

/**
 * What a change of a card did to its result. Held-out rows decide; where there are too few of them
 * to decide, a large gain on the training rows does, if validation does not speak against it.
 *
 * @param train gain of the training score
 * @param held gain of the held-out score; of the training score where nothing is held out
 * @param chance that luck alone gains as much on the held-out rows
 * @param real whether the held-out gain is beyond noise, if it is the only one looked at
 * @param helped whether it helped, beyond noise and by enough to matter
 * @param cured whether it helped a training whose result was bad: a large gain on the training rows
 *     is enough, where held-out rows lose nothing
 */
public record Contrast(
    double train, double held, double chance, boolean real, boolean helped, boolean cured) {
  /** A smaller gain is nothing to act on. */
  public static final double MATERIAL = 0.02;

  /** What a gain on training rows must be where held-out rows cannot tell. */
  private static final double LARGE = 0.06;

  /** What an unpaired difference must be, as a multiple of its margin. */
  private static final double UNPAIRED = 1.2;

  /** What the change from one training to another did. */
  public static Contrast of(Trained before, Trained after) {
    PrimaryScore by = before.by();
    if (!by.comparable(after.by())) {
      // Classes against numbers: there is nothing to compare.
      return new Contrast(0, 0, 1, false, false, false);
    }
    double train = value(after.scores().train(), by) - before.train();
    boolean trainReal = train > noise(before.scores().train(), after.scores().train(), by);
    if (!before.validated() || !after.validated()) {
      boolean better = train > MATERIAL && (trainReal || halved(before, after));
      return new Contrast(train, train, better ? 0 : 1, better, better, better);
    }
    double gain = value(after.scores().validation().orElseThrow(), by) - before.held();
    double chance = chance(before, after, gain);
    boolean real = gain > 0 && chance < PairedTest.BEYOND_NOISE;
    boolean trained = train >= LARGE && trainReal;
    boolean helped = gain >= MATERIAL && (real || trained);
    return new Contrast(train, gain, chance, real, helped, helped || (trained && gain >= 0));
  }

  /**
   * Whether the training loss fell to less than half. It is what training lowers, so that no noise
   * of sampling has to be allowed for.
   */
  private static boolean halved(Trained before, Trained after) {
    return 2 * after.scores().train().loss() < before.scores().train().loss();
  }

  private static double chance(Trained before, Trained after, double gain) {
    Metrics was = before.scores().validation().orElseThrow();
    Metrics is = after.scores().validation().orElseThrow();
    if (!Double.isFinite(was.loss())) {
      return Double.isFinite(is.loss()) ? 0 : 1;
    }
    if (before.held() < 0 && !(was instanceof Metrics.Classification)) {
      // Worse than the mean: its errors are too wild to be paired with others.
      double sure = after.held() - Score.of(is).margin();
      return sure > before.held() + MATERIAL ? 0 : 1;
    }
    if (sameHeldOut(before, after)) {
      return PairedTest.of(
              before.heldOut().errors(before.by()),
              after.heldOut().errors(before.by()),
              before.heldOut().counted(before.by()))
          .chance();
    }
    return gain > UNPAIRED * noise(was, is, before.by()) ? 0 : 1;
  }

  /** Whether the held-out rows are the same, in the same order, though perhaps scaled otherwise. */
  public static boolean sameHeldOut(Trained before, Trained after) {
    return before.card().data().validation().equals(after.card().data().validation())
        && sameSource(before.card().data(), after.card().data())
        && before.heldOut().sameRows(after.heldOut());
  }

  /** Test rows that are held out at random change which rows the others are numbered among. */
  private static boolean sameSource(DataSettings one, DataSettings other) {
    return one.shuffle() == other.shuffle()
        || !(one.test().orElse(null) instanceof DataSettings.Test.Share);
  }

  /**
   * What a change did to the score on some of the held-out rows alone, by their places in the
   * source; on all of them where the two hold out other rows.
   */
  public static Contrast on(List<Integer> rows, Trained before, Trained after) {
    if (!sameHeldOut(before, after)) {
      return of(before, after);
    }
    Set<Integer> asked = Set.copyOf(rows);
    RowResults was = before.heldOut().of(asked::contains);
    RowResults is = after.heldOut().of(asked::contains);
    PrimaryScore by = before.by();
    PairedTest test = PairedTest.of(was.errors(by), is.errors(by), was.counted(by));
    return new Contrast(
        after.train() - before.train(),
        test.gain(),
        test.chance(),
        test.real(),
        test.gain() >= MATERIAL && test.real(),
        test.gain() >= MATERIAL && test.real());
  }

  /** Two standard errors of the difference of two scores on different rows. */
  private static double noise(Metrics one, Metrics other, PrimaryScore by) {
    return Score.of(one, by).margin(Score.of(other, by));
  }

  private static double value(Metrics metrics, PrimaryScore by) {
    return Trained.value(metrics, by);
  }

  /** For people. */
  public String words() {
    return String.format(
        Locale.ROOT, "%+.3f on validation, %+.3f on the training set", held, train);
  }
}
