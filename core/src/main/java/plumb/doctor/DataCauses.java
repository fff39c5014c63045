package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.recipe.Score;
import plumb.run.Card;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Examination;
import plumb.run.Reference;

/** What is wrong with the data and not with the network: no remedy of training helps against it. */
final class DataCauses {
  /** More doubted labels than this among the rows the network is most sure of are no overlap. */
  private static final double NOISE = 0.08;

  /** On fewer rows a column looks perfect by luck. */
  private static final int FEWEST_FOR_A_LEAK = 50;

  /** A class is rare if the largest has so many times its rows. */
  private static final long RARE = 8;

  /** With more than this nobody can say which labels are right. */
  private static final double MOST_NOISE = 0.6;

  private final Laboratory laboratory;
  private final Inquiry inquiry;
  private final List<Found> found = new ArrayList<>();
  private Optional<OutOfFold> folds = Optional.empty();

  DataCauses(Laboratory laboratory, Inquiry inquiry) {
    this.laboratory = laboratory;
    this.inquiry = inquiry;
  }

  List<Found> of(Trial trial) {
    if (DataLints.of(new Facts(trial.card(), trial.data(), trial.network())).stream()
        .anyMatch(s -> s.id() == CauseId.UNSHUFFLED_DATA)) {
      // The order decided which rows are trained on, so they say nothing about the data as a whole.
      return found;
    }
    Optional<LabelNoise> noise = worthAsking(trial) ? noise(trial) : Optional.empty();
    boolean says = !uninformative(trial, noise);
    if (says) {
      leak(trial);
      shift(trial);
      noise.ifPresent(n -> noisy(trial, n));
      imbalance(trial);
    }
    return found;
  }

  private Optional<LabelNoise> noise(Trial trial) {
    return trial.data().train().targets() instanceof Targets.Classes(int[] labels, _)
            && trial.data().train().rows() >= LabelNoise.FEWEST
        ? Optional.of(LabelNoise.of(outOfFold(trial), labels))
        : Optional.empty();
  }

  /** What networks that have not seen them say about the training rows; asked once. */
  private OutOfFold outOfFold(Trial trial) {
    OutOfFold said =
        folds.orElseGet(
            () -> OutOfFold.of(trial.data().train(), trial.card().seed(), laboratory.team()));
    folds = Optional.of(said);
    return said;
  }

  /** Where nearly all is right there is no room for wrong labels. */
  private static boolean worthAsking(Trial trial) {
    return trial.best().validation().map(m -> Score.of(m).value() < 0.95).orElse(false);
  }

  // --- labels ---

  private boolean uninformative(Trial trial, Optional<LabelNoise> noise) {
    if (trial.best().validation().isEmpty()) {
      return false;
    }
    Score network = Score.of(trial.best().validation().get());
    double constant = Double.NaN;
    double best = network.value();
    double error = network.standardError();
    for (Reference reference : inquiry.references()) {
      if (reference.scores().validation().isEmpty()) {
        return false;
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
      return false;
    }
    if (noise.isPresent() && noise.get().accuracy() > chance(trial.data().train()) + 0.01) {
      return false;
    }
    if (classes && ranked(trial)) {
      return false;
    }
    ZeroedInput zeroed = inquiry.measured().askZeroed();
    if (!zeroed.justAsGood()) {
      return false;
    }
    found.add(
        new Found(
            new Suspect(
                CauseId.UNINFORMATIVE_LABELS,
                0.9,
                Numbers.of(
                    "bestValidation", best,
                    "constantValidation", constant,
                    "bestValidationLimit", limit,
                    "validationWithInputsOfZero", zeroed.zeroed(),
                    "trainScore", Score.of(trial.best().train()).value()),
                String.format(
                    Locale.ROOT,
                    "Nothing that was tried does better on new rows than a constant answer: %.3f at best against %.3f, and %.3f with every input 0. The inputs seem to say nothing about the target.",
                    best,
                    constant,
                    zeroed.zeroed()),
                List.of(
                    new Treatment(
                        "check that labels and inputs belong together",
                        "No training helps where there is nothing to learn.",
                        card -> card))),
            0.85,
            Optional.empty(),
            Optional.empty()));
    return true;
  }

  /** What a constant answer may get right on the training rows by luck. */
  private static double chance(Examples train) {
    double share = majority(train);
    return share + 3 * Math.sqrt(share * (1 - share) / train.rows());
  }

  /**
   * Whether some class is told from the others on rows not trained on, or might be and has too few
   * rows to show it. Where one class has nearly all rows the share of right answers cannot tell: no
   * answer does better than that class.
   */
  private boolean ranked(Trial trial) {
    int[] counts = counts(trial.data().train());
    int most = IntStream.of(counts).max().orElse(0);
    OutOfFold said = outOfFold(trial);
    int[] labels = ((Targets.Classes) trial.data().train().targets()).labels();
    for (int c = 0; c < counts.length; c++) {
      Ranking ranking = said.ranking(labels, List.of(c));
      boolean tooFew = RARE * counts[c] <= most && ranking.couldBe(0.8);
      if (counts[c] > 0 && ((ranking.real() && ranking.area() > 0.55) || tooFew)) {
        return true;
      }
    }
    return false;
  }

  private static int[] counts(Examples train) {
    Targets.Classes targets = (Targets.Classes) train.targets();
    int[] counts = new int[targets.classes()];
    for (int label : targets.labels()) {
      counts[label]++;
    }
    return counts;
  }

  private static double majority(Examples train) {
    int[] counts = counts(train);
    return (double) IntStream.of(counts).max().orElse(0) / train.rows();
  }

  private void noisy(Trial trial, LabelNoise noise) {
    double limit = NOISE + 2 * noise.standardError();
    if (noise.share() < limit) {
      return;
    }
    double beyondChance = chance(trial.data().train()) + 0.1;
    boolean doubted =
        noise.share() <= MOST_NOISE
            && noise.spread() >= 0.55
            && noise.level(noise.accuracy() < beyondChance)
            && ranked(trial);
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
      return;
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
                Treatments.leaveOut(
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
    found.add(
        new Found(
            suspect,
            0.85,
            tried
                .filter(_ -> trusted.size() >= 20)
                .map(t -> Comparison.on(trusted, trial, t, laboratory.team())),
            tried));
  }

  // --- the split ---

  private void leak(Trial trial) {
    List<SingleColumns> columns = SingleColumns.of(trial.data());
    int rows = trial.data().validation().map(Examples::rows).orElse(0);
    if (columns.size() < 2 || rows < FEWEST_FOR_A_LEAK) {
      return;
    }
    double best = columns.getFirst().score();
    double second = columns.get(1).score();
    boolean classes = trial.data().train().targets() instanceof Targets.Classes;
    double constant = classes ? majority(trial.data().train()) : 0;
    double doubt = Math.max(0, best * (1 - best)) + Math.max(0, second * (1 - second));
    double noise = 2 * Math.sqrt((doubt + 1.0 / rows) / rows);
    if (best < 0.95
        || best - second < Math.max(noise, 0.4 * (1 - second))
        || best - constant < 0.1) {
      return;
    }
    Treatment without = Treatments.without(List.of(columns.getFirst().column()));
    Optional<Trial> rest =
        inquiry.probe(
            "what is left %s?".formatted(without.title()), without.apply(trial.card()), trial);
    double left = rest.map(t -> Comparison.watched(t.best())).orElse(Double.NaN);
    double had = Comparison.watched(trial.best());
    // Where nothing else says anything the column may well be the only cause there is.
    boolean only = left < constant + 0.1 * (1 - constant);
    if (rest.isPresent() && (only || (best < 0.97 && had - left < 0.02))) {
      return;
    }
    found.add(
        new Found(
            new Suspect(
                CauseId.LEAKAGE,
                0.9,
                Numbers.of(
                    "scoreOfColumnAlone", best,
                    "scoreOfColumnAloneLimit", 0.95,
                    "scoreOfNextColumn", second,
                    "validationWithoutIt", left),
                String.format(
                    Locale.ROOT,
                    "The column \"%s\" alone gives the answer away: %.3f on new rows, the next best column %.3f. Without it the network gets %.3f.",
                    columns.getFirst().column(),
                    best,
                    second,
                    left),
                List.of(without)),
            best > 0.985 ? 0.85 : 0.65,
            Optional.empty(),
            rest));
  }

  private void shift(Trial trial) {
    if (!(trial.card().data().validation() instanceof DataSettings.Validation.File)
        || trial.data().validation().isEmpty()) {
      return;
    }
    Domains domains =
        Domains.of(
            trial.data().train(),
            trial.data().validation().get(),
            trial.card().seed(),
            laboratory.team());
    double limit = Math.max(0.6, 0.5 + domains.noise());
    if (domains.accuracy() < limit) {
      return;
    }
    Treatment own = Treatments.ownValidation();
    Optional<Trial> inside =
        inquiry.probe("how is it on rows of the training file?", own.apply(trial.card()), trial);
    if (inside.isEmpty()) {
      return;
    }
    Score here = Score.of(inside.get().best().validation().orElseThrow());
    Score there = Score.of(trial.best().validation().orElseThrow());
    double lost = here.value() - there.value();
    double noise = 2 * Math.hypot(here.standardError(), there.standardError());
    if (lost < Math.max(0.04, noise)) {
      return;
    }
    found.add(
        new Found(
            new Suspect(
                CauseId.TRAIN_VALIDATION_SHIFT,
                0.9,
                Numbers.of(
                    "toldApart", domains.accuracy(),
                    "toldApartLimit", limit,
                    "scoreOnTrainingFile", here.value(),
                    "scoreOnValidationFile", there.value(),
                    "lostLimit", Math.max(0.04, noise)),
                String.format(
                    Locale.ROOT,
                    "Validation rows are of another kind: a network tells them from training rows in %.0f %% of cases (50 %% is a guess), and the score falls from %.3f on held-out rows of the training file to %.3f.",
                    100 * domains.accuracy(),
                    here.value(),
                    there.value()),
                List.of(own)),
            Math.min(0.95, 0.6 + domains.accuracy() - 0.5),
            Optional.empty(),
            inside));
  }

  // --- classes ---

  private void imbalance(Trial trial) {
    if (!(trial.data().train().targets() instanceof Targets.Classes(int[] labels, int classes))
        || trial.data().validation().isEmpty()) {
      return;
    }
    int[] counts = counts(trial.data().train());
    int most = IntStream.of(counts).max().orElse(0);
    List<Integer> rare =
        IntStream.range(0, classes).filter(c -> RARE * counts[c] <= most).boxed().toList();
    List<Integer> frequent =
        IntStream.range(0, classes).filter(c -> RARE * counts[c] > most).boxed().toList();
    if (rare.isEmpty()) {
      return;
    }
    // The few held-out rows of a rare class say little: all training rows are asked about too, by
    // networks that have not seen them.
    Recalls recalls =
        Recalls.of(trial, trial.data().validation().get(), laboratory.team())
            .and(outOfFold(trial).recalls(labels));
    double rareRight = recalls.of(rare);
    double frequentRight = recalls.of(frequent);
    double own = Recalls.of(trial, trial.data().validation().get(), laboratory.team()).of(rare);
    int rows = recalls.rows(rare);
    double error =
        Math.sqrt((rareRight * (1 - rareRight) * rows + 1) / ((rows + 4.0) * (rows + 4.0)));
    double lost = frequentRight - rareRight;
    double limit = Math.max(0.15, 2 * error);
    if (rows < 3 || lost < limit) {
      return;
    }
    Treatment balanced = Treatments.balanced();
    Optional<Trial> tried =
        inquiry.probe("does it help: classes balanced?", balanced.apply(trial.card()), trial);
    double after =
        tried
            .map(
                t -> Recalls.of(t, t.data().validation().orElseThrow(), laboratory.team()).of(rare))
            .orElse(Double.NaN);
    found.add(
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
                    "%d of %d classes have at most an eighth of the rows of the largest; %.0f %% of their rows are recognized, of the others %.0f %%.",
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
