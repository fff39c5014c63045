package plumb.cause;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import plumb.data.Targets;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.symptom.ClassCounts;
import plumb.symptom.Recalls;
import plumb.treatment.DataTreatments.BalancedClasses;
import plumb.wording.Wording;

/** Classes with few rows that are hardly recognized. */
final class ClassImbalance implements CauseRule {
  /** A class is rare if the largest has so many times its rows. */
  private static final long RARE = 8;

  /** How much less often rare rows must be recognized, at least. */
  private static final double LOST = 0.15;

  /** Rows of rare classes, below which nothing can be said. */
  private static final int FEWEST = 3;

  @Override
  public CauseId id() {
    return CauseId.CLASS_IMBALANCE;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    if (file.classes() == 0 || !file.trained().validated()) {
      return List.of();
    }
    int[] counts = ClassCounts.of(file.train()).rows();
    int most = IntStream.of(counts).max().orElse(0);
    List<Integer> rare = classes(counts, count -> RARE * count <= most);
    List<Integer> frequent = classes(counts, count -> RARE * count > most);
    if (rare.isEmpty()) {
      return List.of();
    }
    Recalls own = Recalls.of(file.trained());
    // The few held-out rows of a rare class say little: all training rows are asked about too, by
    // networks that have not seen them.
    Recalls both =
        own.and(file.outOfFold().recalls(((Targets.Classes) file.train().targets()).labels()));
    double rareRight = both.of(rare);
    double frequentRight = both.of(frequent);
    int rows = both.rows(rare);
    double error =
        Math.sqrt((rareRight * (1 - rareRight) * rows + 1) / ((rows + 4.0) * (rows + 4.0)));
    double lost = frequentRight - rareRight;
    double limit = Math.max(LOST, 2 * error);
    // The other networks only make the few rows more: the card's own must fail on its rows as well.
    boolean ownFails = own.rows(rare) == 0 || own.of(frequent) - own.of(rare) >= limit;
    if (rows < FEWEST || lost < limit || !ownFails) {
      return List.of();
    }
    return List.of(
        new Finding(
            id(),
            0.8,
            Evidence.of(
                Reading.of(
                    "mostToFewest",
                    (double) most / Math.max(1, IntStream.of(counts).min().orElse(1)),
                    RARE,
                    Unit.TIMES),
                Reading.of("rareRight", rareRight, frequentRight - limit, Unit.SHARE),
                Reading.of("frequentRight", frequentRight, Unit.SHARE)),
            Wording.of(
                "imbalance.rare",
                100 * rareRight,
                rare.size(),
                file.classes(),
                100 * frequentRight),
            List.of(new BalancedClasses())));
  }

  private static List<Integer> classes(int[] counts, java.util.function.IntPredicate chosen) {
    return IntStream.range(0, counts.length).filter(c -> chosen.test(counts[c])).boxed().toList();
  }

  @Override
  public Proof proof() {
    return Proof.STANDS;
  }

  @Override
  public Verdict verdict(Verdict judged) {
    return judged == Verdict.NOT_TRAINED ? Verdict.NOT_TRAINED : Verdict.OVERFIT;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "how many rows of rare classes are recognized, by the network and by small ones that have not seen them",
        List.of(
            "a class with at most 1/%d of the rows of the largest".formatted(RARE),
            String.format(
                Locale.ROOT,
                "its rows recognized less often by %.0f points, and by two standard errors",
                100 * LOST)),
        List.of(new BalancedClasses().title()),
        CausePages.STANDS + "; the model with the best held-out estimate is handed over");
  }
}
