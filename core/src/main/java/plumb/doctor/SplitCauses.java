package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.recipe.Score;
import plumb.run.CauseId;
import plumb.run.DataSettings;

/**
 * What is wrong with which columns and rows there are: an answer among the inputs, validation rows
 * of another kind.
 */
final class SplitCauses {
  /** On fewer rows a column looks perfect by luck. */
  private static final int FEWEST_FOR_A_LEAK = 50;

  /**
   * A column that gives nearly all away need not be a leak, if the rest does as well without it.
   */
  private static final double PERFECT = 0.998;

  private final Laboratory laboratory;
  private final Inquiry inquiry;
  private final List<Found> found = new ArrayList<>();

  SplitCauses(Laboratory laboratory, Inquiry inquiry) {
    this.laboratory = laboratory;
    this.inquiry = inquiry;
  }

  List<Found> of(Trial trial) {
    leak(trial);
    shift(trial);
    return found;
  }

  private void leak(Trial trial) {
    List<SingleColumns> columns = SingleColumns.of(trial.data());
    int rows = trial.data().validation().map(Examples::rows).orElse(0);
    if (columns.size() < 2 || rows < FEWEST_FOR_A_LEAK) {
      return;
    }
    double best = columns.getFirst().score();
    double second = columns.get(1).score();
    boolean classes = trial.data().train().targets() instanceof Targets.Classes;
    double constant = classes ? ClassCounts.of(trial.data().train()).majority() : 0;
    double doubt = Math.max(0, best * (1 - best)) + Math.max(0, second * (1 - second));
    double noise = 2 * Math.sqrt((doubt + 1.0 / rows) / rows);
    if (best < 0.95
        || best - second < Math.max(noise, 0.4 * (1 - second))
        || best - constant < 0.1) {
      return;
    }
    Treatment without = DataTreatments.without(List.of(columns.getFirst().column()));
    Optional<Trial> rest =
        inquiry.probe(
            "what is left %s?".formatted(without.title()), without.apply(trial.card()), trial);
    double left = rest.map(t -> Comparison.watched(t.best())).orElse(Double.NaN);
    double had = Comparison.watched(trial.best());
    // Where nothing else says anything the column may well be the only cause there is.
    boolean only = left < constant + 0.1 * (1 - constant);
    if (rest.isPresent() && (only || (best < PERFECT && had - left < 0.02))) {
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
    Treatment own = DataTreatments.ownValidation();
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
}
