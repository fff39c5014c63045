package plumb.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import plumb.cause.CauseRule;
import plumb.experiment.Contrast;
import plumb.experiment.PairedTest;
import plumb.experiment.Trained;

/**
 * Which of the trained cards is handed over. Choosing is not claiming: the one with the best
 * held-out estimate is handed over, of equal ones that with the smaller gap and then the smaller
 * network, so that no other is better on training and on validation; that a remedy helped is said
 * only where it is beyond noise, corrected for how many were tried.
 *
 * @param kept the one that is handed over
 * @param order all that were tried to their end, in order
 * @param real whether each of them gained beyond noise
 */
record Choice(Trained kept, List<Experiments.Tried> order, List<Boolean> real) {
  static Choice of(Search search) {
    List<Experiments.Tried> tried = search.experiments().tried();
    List<Double> chances = new ArrayList<>();
    for (Experiments.Tried one : tried) {
      Contrast contrast = Contrast.of(one.against(), one.trained());
      chances.add(contrast.held() > 0 ? contrast.chance() : 1.0);
    }
    boolean[] holm = PairedTest.holm(chances);
    List<Boolean> real = new ArrayList<>();
    for (boolean one : holm) {
      real.add(one);
    }
    return new Choice(best(search, tried), tried, real);
  }

  /**
   * Whether what is handed over mended something: one of the changes that led to it gains beyond
   * noise, or its cause needs no score to be one.
   */
  boolean claimed() {
    return claimed(kept);
  }

  /** Whether what is handed over was made from a training by further changes. */
  boolean buildsOn(Trained earlier) {
    return buildsOn(kept, earlier);
  }

  private boolean buildsOn(Trained later, Trained earlier) {
    return order.stream()
        .filter(change -> change.trained().card().equals(later.card()))
        .map(Experiments.Tried::against)
        .anyMatch(before -> before.card().equals(earlier.card()) || buildsOn(before, earlier));
  }

  private boolean claimed(Trained trained) {
    for (int i = 0; i < order.size(); i++) {
      Experiments.Tried one = order.get(i);
      if (one.trained().card().equals(trained.card())) {
        return real.get(i)
            || Conclusion.acceptance(one.finding().id()) != CauseRule.Acceptance.BEST_ESTIMATE
            || claimed(one.against());
      }
    }
    return false;
  }

  private static Trained best(Search search, List<Experiments.Tried> tried) {
    Trained base = base(search);
    List<Trained> eligible = new ArrayList<>(List.of(base));
    for (Experiments.Tried one : tried) {
      if (comparable(base, one.trained())
          && Double.isFinite(one.trained().scores().train().loss())) {
        eligible.add(one.trained());
      }
    }
    Trained best =
        eligible.stream()
            .max(
                Comparator.comparingDouble(Trained::held)
                    .thenComparingDouble(t -> -Math.abs(t.train() - t.held()))
                    .thenComparingLong(t -> -t.parameters()))
            .orElse(base);
    return unlessWorse(search, best);
  }

  /**
   * The training that others are compared with: the last whose rows or columns had to be mended,
   * for without that held-out rows are no judge; else the card as given.
   */
  private static Trained base(Search search) {
    Trained base = search.first();
    for (Established found : search.found()) {
      if (Conclusion.acceptance(found.finding().id()) == CauseRule.Acceptance.ALWAYS) {
        base = found.mended().filter(Trained::whole).orElse(base);
      }
    }
    return base;
  }

  private static boolean comparable(Trained base, Trained other) {
    return base.validated() == other.validated()
        && (!base.validated() || Contrast.sameHeldOut(base, other))
        && other.card().data().exclude().containsAll(base.card().data().exclude());
  }

  /**
   * A remedy whose cause the score does not show stays, unless it is worse beyond noise or another
   * is better on training and on held-out rows.
   */
  private static Trained unlessWorse(Search search, Trained best) {
    for (Established found : search.found()) {
      Optional<Trained> mended = found.mended().filter(Trained::whole);
      if (Conclusion.acceptance(found.finding().id()) == CauseRule.Acceptance.UNLESS_WORSE
          && mended.isPresent()
          && !hasIt(found, best)
          && !betterOnBoth(best, mended.get())
          && !Contrast.of(mended.get(), best).real()) {
        return mended.get();
      }
    }
    return best;
  }

  private static boolean betterOnBoth(Trained one, Trained other) {
    return one.train() > other.train() && one.held() > other.held();
  }

  /** Whether a card has the remedy of a cause. */
  private static boolean hasIt(Established found, Trained trained) {
    return found.finding().treatments().getFirst().apply(trained.card()).equals(trained.card());
  }
}
