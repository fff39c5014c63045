package plumb.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.Examples;
import plumb.math.Team;
import plumb.recipe.Gain;
import plumb.recipe.Score;
import plumb.run.DataSettings;
import plumb.train.EpochRecord;
import plumb.train.Evaluation;
import plumb.train.Metrics;

/**
 * What a change did to a result. Held-out rows decide; where there are too few of them to decide, a
 * large gain on the training rows does, if validation does not speak against it.
 *
 * @param train gain of the training score
 * @param validation gain of the validation score; of the training score where there is none
 * @param real whether chance alone would hardly gain as much on held-out rows
 * @param helped whether it helped, beyond noise and by enough to matter
 */
record Comparison(double train, double validation, boolean real, boolean helped) {
  /** A smaller gain is nothing to act on. */
  static final double MATERIAL = 0.02;

  /** What a gain on training rows must be where validation cannot tell. */
  private static final double LARGE = 0.06;

  /** What the change from one trial to another did. */
  static Comparison of(Trial before, Trial after, Team team) {
    double train = value(after.best().train()) - value(before.best().train());
    Optional<Metrics> was = before.best().validation();
    Optional<Metrics> is = after.best().validation();
    if (was.isEmpty() || is.isEmpty()) {
      boolean better =
          train > MATERIAL && train > noise(before.best().train(), after.best().train());
      return new Comparison(train, train, better, better);
    }
    double gain = value(is.get()) - value(was.get());
    boolean real = real(before, after, gain, team);
    boolean helped =
        gain >= MATERIAL
            && (real
                || (train >= LARGE && train > noise(before.best().train(), after.best().train())));
    return new Comparison(train, gain, real, helped);
  }

  private static boolean real(Trial before, Trial after, double gain, Team team) {
    Metrics was = before.best().validation().orElseThrow();
    Metrics is = after.best().validation().orElseThrow();
    if (!Double.isFinite(was.loss())) {
      return Double.isFinite(is.loss());
    }
    if (value(was) < 0 && !(was instanceof Metrics.Classification)) {
      // Worse than the mean: its errors are too wild to be paired with others.
      return value(is) - 2 * Score.of(is).standardError() > Math.max(-1, value(was)) + MATERIAL;
    }
    if (sameValidation(before, after)) {
      return Gain.of(
              before.weights(),
              before.data().validation().orElseThrow(),
              after.weights(),
              after.data().validation().orElseThrow(),
              team)
          .real();
    }
    return gain > 1.2 * noise(was, is);
  }

  /**
   * Whether the validation rows are the same, in the same order, though perhaps scaled otherwise.
   */
  private static boolean sameValidation(Trial before, Trial after) {
    Optional<Examples> one = before.data().validation();
    Optional<Examples> other = after.data().validation();
    return one.isPresent()
        && other.isPresent()
        && before.card().data().validation().equals(after.card().data().validation())
        && sameSource(before.card().data(), after.card().data())
        && java.util.Arrays.equals(before.data().validationRows(), after.data().validationRows());
  }

  /** Test rows that are held out at random change which rows the others are numbered among. */
  private static boolean sameSource(DataSettings one, DataSettings other) {
    return one.shuffle() == other.shuffle()
        || !(one.test().orElse(null) instanceof DataSettings.Test.Share);
  }

  /**
   * What a change did to the score on some held-out rows alone, seen as each trial prepares them.
   */
  static Comparison on(List<Integer> rows, Trial before, Trial after, Team team) {
    Metrics was = on(rows, before, team);
    Metrics is = on(rows, after, team);
    double train = value(after.best().train()) - value(before.best().train());
    double gain = value(is) - value(was);
    Gain paired =
        Gain.of(
            before.weights(),
            Subset.of(before.data().validation().orElseThrow(), rows),
            after.weights(),
            Subset.of(after.data().validation().orElseThrow(), rows),
            team);
    return new Comparison(train, gain, paired.real(), gain >= MATERIAL && paired.real());
  }

  private static Metrics on(List<Integer> rows, Trial trial, Team team) {
    return Evaluation.measure(
        trial.network(),
        trial.result().best(),
        Subset.of(trial.data().validation().orElseThrow(), rows),
        trial.data().encoding().target(),
        team);
  }

  /** Two standard errors of the difference of two scores. */
  private static double noise(Metrics one, Metrics other) {
    return 2 * Math.hypot(Score.of(one).standardError(), Score.of(other).standardError());
  }

  /** The score of a result; what is no number is worse than any. */
  static double value(Metrics metrics) {
    double value = Score.of(metrics).value();
    return Double.isFinite(value) && Double.isFinite(metrics.loss()) ? Math.max(-1, value) : -1;
  }

  /** The held-out score of an epoch; the training score where nothing is held out. */
  static double watched(EpochRecord record) {
    return value(record.validation().orElse(record.train()));
  }

  String words() {
    return String.format(
        Locale.ROOT, "%+.3f on validation, %+.3f on the training set", validation, train);
  }
}
