package plumb.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Targets;
import plumb.recipe.Score;
import plumb.run.Card;
import plumb.run.CauseId;
import plumb.run.Examination;
import plumb.run.Reference;

/**
 * What is wrong with the labels: they say nothing, are partly wrong, or are nearly all the same.
 */
final class LabelCauses {
  /** More doubted labels than this among the rows the network is most sure of are no overlap. */
  private static final double NOISE = 0.08;

  /** A class is rare if the largest has so many times its rows. */
  private static final long RARE = 8;

  /** Fewer rows of a class are not enough to say that nothing tells them from the others. */
  private static final int FEWEST_TO_RANK = 30;

  /** With more than this nobody can say which labels are right. */
  private static final double MOST_NOISE = 0.6;

  private final Laboratory laboratory;
  private final Inquiry inquiry;
  private final Trial trial;
  private Optional<OutOfFold> folds = Optional.empty();

  LabelCauses(Laboratory laboratory, Inquiry inquiry, Trial trial) {
    this.laboratory = laboratory;
    this.inquiry = inquiry;
    this.trial = trial;
  }

  private Optional<LabelNoise> noise() {
    return worthAsking()
            && trial.data().train().targets() instanceof Targets.Classes(int[] labels, _)
            && trial.data().train().rows() >= LabelNoise.FEWEST
        ? Optional.of(LabelNoise.of(outOfFold(), labels))
        : Optional.empty();
  }

  /** What networks that have not seen them say about the training rows; asked once. */
  private OutOfFold outOfFold() {
    OutOfFold said =
        folds.orElseGet(
            () -> OutOfFold.of(trial.data().train(), trial.card().seed(), laboratory.team()));
    folds = Optional.of(said);
    return said;
  }

  /** Where nearly all is right there is no room for wrong labels. */
  private boolean worthAsking() {
    return trial.best().validation().map(m -> Score.of(m).value() < 0.95).orElse(false);
  }

  /** Nothing tells the targets better than a constant answer does. */
  Optional<Found> uninformative() {
    if (trial.best().validation().isEmpty()) {
      return Optional.empty();
    }
    Score network = Score.of(trial.best().validation().get());
    double constant = Double.NaN;
    double best = network.value();
    double error = network.standardError();
    for (Reference reference : inquiry.references()) {
      if (reference.scores().validation().isEmpty()) {
        return Optional.empty();
      }
      Score score = Score.of(reference.scores().validation().get());
      if (reference.kind() == Reference.Kind.CONSTANT) {
        constant = score.value();
        error = Math.max(error, score.standardError());
      } else {
        best = Math.max(best, score.value());
      }
    }
    boolean classes = trial.data().train().targets() instanceof Targets.Classes;
    double limit = constant + (classes ? Math.max(0.02, 2.5 * error) : 0.03);
    if (!(best <= limit) || error > 0.1) {
      return Optional.empty();
    }
    Optional<LabelNoise> noise = noise();
    if (noise.isPresent()
        && noise.get().accuracy() > ClassCounts.of(trial.data().train()).chance() + 0.01) {
      return Optional.empty();
    }
    if (classes && ranked()) {
      return Optional.empty();
    }
    ZeroedInput zeroed = inquiry.measured().askZeroed();
    if (!zeroed.justAsGood()) {
      return Optional.empty();
    }
    ShuffledLabels shuffled = inquiry.measured().askShuffled();
    if (!shuffled.justAsGood()) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            new Suspect(
                CauseId.UNINFORMATIVE_LABELS,
                0.9,
                Numbers.of(
                    "bestValidation",
                    best,
                    "constantValidation",
                    constant,
                    "bestValidationLimit",
                    limit,
                    "validationWithInputsOfZero",
                    zeroed.zeroed(),
                    "trainScore",
                    Score.of(trial.best().train()).value(),
                    "trainScoreShuffled",
                    shuffled.shuffled()),
                String.format(
                    Locale.ROOT,
                    "Nothing that was tried does better on new rows than a constant answer: %.3f at best against %.3f, and %.3f with every input 0; targets dealt anew among the rows are learned as well (%.3f) as these (%.3f). The inputs seem to say nothing about the target.",
                    best,
                    constant,
                    zeroed.zeroed(),
                    shuffled.shuffled(),
                    shuffled.own()),
                List.of(
                    new Treatment(
                        "check that labels and inputs belong together",
                        "No training helps where there is nothing to learn.",
                        card -> card))),
            0.85,
            Optional.empty(),
            Optional.empty()));
  }

  /**
   * Whether some class is told from the others on rows not trained on, or might be and has too few
   * rows to show it. Where one class has nearly all rows the share of right answers cannot tell: no
   * answer does better than that class.
   */
  private boolean ranked() {
    int[] counts = ClassCounts.of(trial.data().train()).rows();
    int most = IntStream.of(counts).max().orElse(0);
    OutOfFold said = outOfFold();
    int[] labels = ((Targets.Classes) trial.data().train().targets()).labels();
    for (int c = 0; c < counts.length; c++) {
      Ranking ranking = said.ranking(labels, List.of(c));
      boolean tooFew =
          RARE * counts[c] <= most && (counts[c] < FEWEST_TO_RANK || ranking.couldBe(0.8));
      if (counts[c] > 0 && ((ranking.real() && ranking.area() > 0.55) || tooFew)) {
        return true;
      }
    }
    return false;
  }

  /** A part of the labels is wrong. */
  Optional<Found> noisy() {
    return noise().flatMap(this::noisy);
  }

  private Optional<Found> noisy(LabelNoise noise) {
    double limit = NOISE + 2 * noise.standardError();
    if (noise.share() < limit) {
      return Optional.empty();
    }
    double beyondChance = ClassCounts.of(trial.data().train()).chance() + 0.1;
    boolean doubted =
        noise.share() <= MOST_NOISE
            && noise.spread() >= 0.55
            && noise.level(noise.accuracy() < beyondChance)
            && ranked();
    if (!doubted) {
      inquiry
          .ruledOut()
          .add(
              new Examination.RuledOut(
                  CauseId.LABEL_NOISE,
                  Numbers.of(
                      "wrongLabels", noise.share(),
                      "wrongLabelsLimit", limit,
                      "wrongLabelsOfSurest", noise.shareOfSurest(),
                      "spreadOverClasses", noise.spread(),
                      "spreadOverClassesLimit", 0.55,
                      "accuracy", noise.accuracy(),
                      "accuracyLimit", beyondChance),
                  String.format(
                      Locale.ROOT,
                      "Of the rows a network that has not seen them is sure of, %.0f %% are labelled otherwise, of the surest %.0f %%: classes that overlap look like that.",
                      100 * noise.share(),
                      100 * noise.shareOfSurest())));
      return Optional.empty();
    }
    int[] source = trial.data().trainRows();
    List<Integer> rows = noise.doubted().stream().map(i -> source[i] + 1).toList();
    Suspect suspect =
        new Suspect(
            CauseId.LABEL_NOISE,
            0.85,
            Numbers.of(
                "wrongLabels", noise.share(),
                "wrongLabelsLimit", limit,
                "wrongLabelsOfSurest", noise.shareOfSurest(),
                "spreadOverClasses", noise.spread(),
                "spreadOverClassesLimit", 0.55,
                "doubtedRows", rows.size()),
            String.format(
                Locale.ROOT,
                "About %.0f %% (± %.0f) of the labels seem wrong: a network that has not seen a row is sure of another class there. The most doubtful are rows %s.",
                100 * noise.share(),
                200 * noise.standardError(),
                rows.subList(0, Math.min(5, rows.size()))),
            List.of(
                DataTreatments.leaveOut(
                    rows, "%d rows whose labels are doubted".formatted(rows.size()))));
    Card mended = suspect.treatment().apply(trial.card());
    Optional<Trial> tried =
        inquiry.probe("does it help: %s?".formatted(suspect.treatment().title()), mended, trial);
    // The labels of validation are as noisy: the comparison is on those that are not doubted.
    List<Integer> trusted =
        LabelNoise.trusted(
            trial.data().train(),
            trial.data().validation().orElseThrow(),
            trial.card().seed(),
            laboratory.team());
    return Optional.of(
        new Found(
            suspect,
            0.85,
            tried
                .filter(_ -> trusted.size() >= 20)
                .map(t -> Comparison.on(trusted, trial, t, laboratory.team())),
            tried));
  }

  /** Classes with few rows are not recognized. */
  Optional<Found> imbalance() {
    if (!(trial.data().train().targets() instanceof Targets.Classes(int[] labels, int classes))
        || trial.data().validation().isEmpty()) {
      return Optional.empty();
    }
    int[] counts = ClassCounts.of(trial.data().train()).rows();
    int most = IntStream.of(counts).max().orElse(0);
    List<Integer> rare =
        IntStream.range(0, classes).filter(c -> RARE * counts[c] <= most).boxed().toList();
    List<Integer> frequent =
        IntStream.range(0, classes).filter(c -> RARE * counts[c] > most).boxed().toList();
    if (rare.isEmpty()) {
      return Optional.empty();
    }
    // The few held-out rows of a rare class say little: all training rows are asked about too, by
    // networks that have not seen them.
    Recalls theCards = Recalls.of(trial, trial.data().validation().get(), laboratory.team());
    double own = theCards.of(rare);
    Recalls recalls = theCards.and(outOfFold().recalls(labels));
    double rareRight = recalls.of(rare);
    double frequentRight = recalls.of(frequent);
    int rows = recalls.rows(rare);
    double error =
        Math.sqrt((rareRight * (1 - rareRight) * rows + 1) / ((rows + 4.0) * (rows + 4.0)));
    double lost = frequentRight - rareRight;
    double limit = Math.max(0.15, 2 * error);
    // The other networks only make the few rows more: the card's own must fail on its rows as well.
    boolean ownFails = theCards.rows(rare) == 0 || theCards.of(frequent) - own >= limit;
    if (rows < 3 || lost < limit || !ownFails) {
      return Optional.empty();
    }
    Treatment balanced = DataTreatments.balanced();
    Optional<Trial> tried =
        inquiry.probe("does it help: classes balanced?", balanced.apply(trial.card()), trial);
    double after =
        tried
            .map(
                t -> Recalls.of(t, t.data().validation().orElseThrow(), laboratory.team()).of(rare))
            .orElse(Double.NaN);
    return Optional.of(
        new Found(
            new Suspect(
                CauseId.CLASS_IMBALANCE,
                0.8,
                Numbers.of(
                    "mostToFewest",
                        (double) most / Math.max(1, IntStream.of(counts).min().orElse(1)),
                    "mostToFewestLimit", 8,
                    "rareRight", rareRight,
                    "frequentRight", frequentRight,
                    "lostLimit", limit,
                    "rareRightBalanced", after),
                String.format(
                    Locale.ROOT,
                    "%d of %d classes have at most an eighth of the rows of the largest; %.0f %% of their rows are recognized by this network and by smaller ones that have not seen them, of the others %.0f %%.",
                    rare.size(),
                    classes,
                    100 * rareRight,
                    100 * frequentRight),
                List.of(balanced)),
            after > own + error ? 0.85 : 0.65,
            Optional.empty(),
            tried));
  }
}
