package plumb.faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumb.run.CauseId;

/**
 * What came of one case with one seed.
 *
 * @param name of the scenario
 * @param kind of it
 * @param seed of the split, the weights and the planted data
 * @param planted causes; empty for a control
 * @param curable whether a card can undo all of them
 * @param clean test score of the clean twin
 * @param fault test score of the card as planted
 * @param testRows rows of the test file
 * @param rules what each published rule set said
 * @param doctor what the doctor said and did
 * @param autoTrainer what AUTOTRAINER's repairs came to
 * @param random test scores after 0, 1, 2 ... random retrainings
 * @param processor what the doctor took, where nothing else ran beside it; lines written before
 *     this was measured have none
 */
record CaseResult(
    String name,
    Kind kind,
    long seed,
    List<CauseId> planted,
    boolean curable,
    double clean,
    double fault,
    int testRows,
    Map<String, Said> rules,
    Treated doctor,
    Treated autoTrainer,
    List<Double> random,
    Optional<ProcessorTime> processor) {
  /** What kind of a case. */
  enum Kind {
    SINGLE,
    COMPOUND,
    CONTROL
  }

  /**
   * A diagnosis, judged by the truth.
   *
   * @param causes first ones first: ids, or the rule's own names
   * @param detected whether it says that something is wrong
   * @param abstained whether it says that it cannot tell
   * @param first whether the cause it names first is right
   * @param among whether one of the first two is
   * @param strict whether the first is the planted cause itself, no equivalent
   * @param remedy whether the remedy it proposes first is a right one
   * @param anyRemedy whether one of the first three is
   */
  record Said(
      List<String> causes,
      boolean detected,
      boolean abstained,
      boolean first,
      boolean among,
      boolean strict,
      boolean remedy,
      boolean anyRemedy) {}

  /**
   * A diagnosis and what was done.
   *
   * @param said the diagnosis
   * @param test score of the model it returns
   * @param retrainings full trainings it took beyond the first
   * @param effort work of all, as a multiple of the first training
   * @param seconds of all
   * @param proposals the remedies proposed, with what they change
   * @param kept what was changed in the end
   * @param note the first sentence of the diagnosis, or how it failed
   */
  record Treated(
      Said said,
      double test,
      int retrainings,
      double effort,
      double seconds,
      List<String> proposals,
      Set<Treatment> kept,
      String note) {}

  /**
   * Seconds of processor time, of all threads.
   *
   * @param verdict from the card to the verdict and the mended model: reading, references,
   *     experiments, remedies
   * @param own of the card's own training alone
   */
  record ProcessorTime(double verdict, double own) {
    /** How many trainings of the card could have been had for it. */
    double ratio() {
      return verdict / own;
    }
  }

  /** The same with the doctor's part. */
  CaseResult with(Treated treated, Optional<ProcessorTime> time) {
    return new CaseResult(
        name,
        kind,
        seed,
        planted,
        curable,
        clean,
        fault,
        testRows,
        rules,
        treated,
        autoTrainer,
        random,
        time);
  }

  /** What tells it from all other cases. */
  String key() {
    return name + " " + seed;
  }
}
