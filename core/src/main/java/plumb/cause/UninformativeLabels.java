package plumb.cause;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import plumb.data.Targets;
import plumb.recipe.Score;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Reference;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.symptom.ClassCounts;
import plumb.symptom.OutOfFold;
import plumb.symptom.Ranking;
import plumb.symptom.ShuffledLabels;
import plumb.symptom.ZeroedInput;
import plumb.wording.Wording;

/** Targets that the inputs say nothing about: nothing does better than a constant answer. */
final class UninformativeLabels implements CauseRule {
  /** What a score must be above that of a constant answer, at least. */
  private static final double ABOVE_FOR_CLASSES = 0.02;

  private static final double ABOVE_FOR_NUMBERS = 0.03;

  /** The same in standard errors, for classes. */
  private static final double STANDARD_ERRORS = 2.5;

  /** With more noise than this nobody can say so. */
  private static final double NOISE = 0.1;

  /** What small networks on rows not seen must get above a constant answer. */
  private static final double ABOVE_OUT_OF_FOLD = 0.01;

  /** A class is rare if the largest has so many times its rows. */
  private static final long RARE = 8;

  /** Fewer rows of a class are not enough to say that nothing tells them from the others. */
  private static final int FEWEST_TO_RANK = 30;

  /** A ranking this good, beyond noise, tells a class from the others; 0.5 is chance. */
  private static final double RANKED = 0.55;

  /** A ranking that a rare class could have with more rows. */
  private static final double COULD_RANK = 0.8;

  @Override
  public CauseId id() {
    return CauseId.UNINFORMATIVE_LABELS;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    if (!file.trained().validated()) {
      return List.of();
    }
    Score network =
        Score.of(file.trained().scores().validation().orElseThrow(), file.trained().by());
    double constant = Double.NaN;
    double best = network.value();
    double error = network.standardError();
    for (Reference reference : file.references()) {
      if (reference.scores().validation().isEmpty()) {
        return List.of();
      }
      Score score = Score.of(reference.scores().validation().get(), file.trained().by());
      if (reference.kind() == Reference.Kind.CONSTANT) {
        constant = score.value();
        error = Math.max(error, score.standardError());
      } else {
        best = Math.max(best, score.value());
      }
    }
    boolean classes = file.classes() > 0;
    double limit =
        constant
            + (classes ? Math.max(ABOVE_FOR_CLASSES, STANDARD_ERRORS * error) : ABOVE_FOR_NUMBERS);
    if (!(best <= limit) || error > NOISE || (classes && told(file))) {
      return List.of();
    }
    ZeroedInput zeroed = file.questions().zeroed();
    if (!zeroed.justAsGood()) {
      return List.of();
    }
    ShuffledLabels shuffled = file.questions().shuffled();
    if (!shuffled.justAsGood()) {
      return List.of();
    }
    return List.of(
        new Finding(
            id(),
            0.85,
            Evidence.of(
                Reading.of("bestValidation", best, limit, Unit.SCORE),
                Reading.of("constantValidation", constant, Unit.SCORE),
                Reading.of("validationWithInputsOfZero", zeroed.zeroed(), Unit.SCORE),
                Reading.of("trainScore", file.trained().train(), Unit.SCORE),
                Reading.of("trainScoreShuffled", shuffled.shuffled(), Unit.SCORE)),
            Wording.of(
                "labels.nothing",
                best,
                constant,
                zeroed.zeroed(),
                shuffled.shuffled(),
                shuffled.own()),
            List.of()));
  }

  /** Whether small networks tell something on rows they were not trained on. */
  private static boolean told(CaseFile file) {
    OutOfFold said = file.outOfFold();
    int[] labels = ((Targets.Classes) file.train().targets()).labels();
    return said.accuracy(labels) > ClassCounts.of(file.train()).chance() + ABOVE_OUT_OF_FOLD
        || ranked(file);
  }

  /**
   * Whether some class is told from the others on rows not trained on, or might be and has too few
   * rows to show it. Where one class has nearly all rows the share of right answers cannot tell: no
   * answer does better than that class.
   */
  static boolean ranked(CaseFile file) {
    int[] counts = ClassCounts.of(file.train()).rows();
    int most = IntStream.of(counts).max().orElse(0);
    int[] labels = ((Targets.Classes) file.train().targets()).labels();
    for (int c = 0; c < counts.length; c++) {
      Ranking ranking = file.outOfFold().ranking(labels, List.of(c));
      boolean tooFew =
          RARE * counts[c] <= most && (counts[c] < FEWEST_TO_RANK || ranking.couldBe(COULD_RANK));
      if (counts[c] > 0 && ((ranking.real() && ranking.area() > RANKED) || tooFew)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Proof proof() {
    return Proof.STANDS;
  }

  @Override
  public Verdict verdict(Verdict judged) {
    return Verdict.CANNOT_TELL;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the best held-out score of network, line and tree beside a constant answer; small networks on rows not seen; the same short training with inputs of 0 and with targets dealt anew",
        List.of(
            String.format(
                Locale.ROOT,
                "less than %.2f (numbers: %.2f) or %.1f standard errors above the constant answer",
                ABOVE_FOR_CLASSES,
                ABOVE_FOR_NUMBERS,
                STANDARD_ERRORS)),
        List.of(),
        "no card can help: check that labels and inputs belong together");
  }
}
