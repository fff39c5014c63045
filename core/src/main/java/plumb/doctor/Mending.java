package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.recipe.Judge;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.train.TrainingListener;

/** Tries the remedies of a diagnosis in full, keeps what helps, and rolls back the rest. */
final class Mending {
  /** Retrainings for one cause. */
  private static final int MOST_FOR_A_CAUSE = 3;

  private final Laboratory laboratory;
  private final Doctor.Examined examined;
  private final List<Attempt> attempts = new ArrayList<>();
  private Trial best;
  private int kept = 1;
  private int retrainings;

  Mending(Laboratory laboratory, Doctor.Examined examined) {
    this.laboratory = laboratory;
    this.examined = examined;
    this.best = examined.inquiry().first();
  }

  Repair run() {
    double own = Math.max(1, laboratory.planned(best.card()));
    Diagnosis diagnosis = examined.diagnosis();
    if (examined.contradiction().isPresent()) {
      // The card as given has no result: the mended one is the first that has.
      attempts.add(
          Doctor.attempt(
              1,
              examined.contradiction().get().treatment().title(),
              examined.contradiction().get().treatment().reason(),
              best,
              examined.inquiry().judgement(best).verdict(),
              examined.inquiry().judgement(best).sentence(),
              diagnosis.causes(),
              true,
              "Kept: the card as given cannot be trained."));
      retrainings++;
    } else {
      attempts.add(diagnosis.attempt().orElseThrow());
    }
    for (Found found : examined.inquiry().found()) {
      mend(found);
    }
    return new Repair(
        diagnosis,
        best.card(),
        best.model(),
        attempts,
        kept,
        best.scores(),
        retrainings,
        laboratory.work() / own);
  }

  private void mend(Found found) {
    // A probe that ran to its end is the first remedy in full already; where several causes had to
    // be taken away together, it is the remedy against all of them.
    Optional<Trial> probed = found.mended().filter(Trial::whole);
    if (probed.isPresent() && probed.get().equals(best)) {
      return;
    }
    int tried = 0;
    if (probed.isPresent()) {
      tried++;
      if (offer(found, found.suspect().treatment(), probed.get())) {
        return;
      }
    }
    for (Treatment treatment : found.suspect().treatments()) {
      if (tried == MOST_FOR_A_CAUSE || laboratory.stop().check().isPresent()) {
        return;
      }
      Card card = treatment.apply(best.card());
      if (card.equals(best.card()) || probed.filter(t -> t.card().equals(card)).isPresent()) {
        continue;
      }
      tried++;
      if (offer(
          found, treatment, laboratory.train(card, TrainingListener.NONE, laboratory.stop()))) {
        return;
      }
    }
  }

  /** Makes a trial the one to beat if it helps; whether it did. */
  private boolean offer(Found found, Treatment treatment, Trial trial) {
    retrainings++;
    boolean keep = keeps(found, trial);
    Judge.Judgement judgement = examined.inquiry().onItsOwnData(trial);
    attempts.add(
        Doctor.attempt(
            attempts.size() + 1,
            treatment.title(),
            treatment.reason(),
            trial,
            judgement.verdict(),
            judgement.sentence(),
            List.of(found.cause()),
            keep,
            decision(trial, keep)));
    if (keep) {
      best = trial;
      kept = attempts.size();
    }
    return keep;
  }

  private String decision(Trial trial, boolean keep) {
    Comparison comparison = Comparison.of(best, trial, laboratory.team());
    return "%s: %s.".formatted(keep ? "Kept" : "Dropped, rolled back", comparison.words());
  }

  /**
   * Whether a remedy helps beyond noise on held-out rows. Where the cause is that those rows are no
   * judge, as with a leak, a whole training is enough; nothing is kept that loses beyond noise on
   * rows that both have.
   */
  private boolean keeps(Found found, Trial trial) {
    if (!Double.isFinite(trial.best().train().loss())) {
      return false;
    }
    Comparison comparison = Comparison.of(best, trial, laboratory.team());
    boolean helps = comparison.real() && comparison.validation() > 0;
    boolean harms = Comparison.of(trial, best, laboratory.team()).real();
    return switch (found.suspect().id()) {
      case LEAKAGE, TRAIN_VALIDATION_SHIFT, UNSHUFFLED_DATA -> trial.whole();
      case TRAIN_TEST_MODE_MISMATCH -> helps || (trial.whole() && !harms);
      case CLASS_IMBALANCE -> helps || (trial.whole() && !harms && balancedGain(trial) > 0);
      // The diagnosis compared on rows whose targets are not doubted as well.
      case LABEL_NOISE, CORRUPT_INPUT -> helps || (!harms && comparedOnTrusted(found, trial));
      default -> helps;
    };
  }

  private static boolean comparedOnTrusted(Found found, Trial trial) {
    return found.comparison().filter(Comparison::helped).isPresent()
        && found.mended().filter(trial::equals).isPresent();
  }

  /** What the mean share of right answers over the classes gains. */
  private double balancedGain(Trial trial) {
    return balanced(trial) - balanced(best);
  }

  private double balanced(Trial trial) {
    return Recalls.of(
            trial, trial.data().validation().orElse(trial.data().train()), laboratory.team())
        .balanced();
  }
}
