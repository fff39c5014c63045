package plumb.cause;

import java.util.List;
import java.util.Locale;
import plumb.data.Targets;
import plumb.experiment.Contrast;
import plumb.experiment.Trained;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.symptom.ClassCounts;
import plumb.symptom.LabelNoise;
import plumb.treatment.WithoutRows;
import plumb.wording.Wording;

/** A part of the labels is wrong. */
public final class WrongLabels implements CauseRule {
  /** More doubted labels than this among the rows a network is most sure of are no overlap. */
  private static final double NOISE = 0.08;

  /** With more than this nobody can say which labels are right. */
  private static final double MOST_NOISE = 0.6;

  /**
   * How evenly doubted labels must be spread over the other classes; overlap is with neighbours.
   */
  private static final double SPREAD = 0.55;

  /** Where nearly all held-out answers are right there is no room for wrong labels. */
  private static final double ROOM = 0.95;

  /** A network this little above a constant answer is nowhere sure. */
  private static final double WEAK = 0.1;

  /** Fewer rows that are not doubted cannot compare two networks. */
  private static final int FEWEST_TRUSTED = 20;

  /** With so many labels doubted where a network is sure nobody calls a run healthy. */
  private static final double DOUBTFUL = 0.3;

  private static final int SHOWN = 5;

  @Override
  public CauseId id() {
    return CauseId.LABEL_NOISE;
  }

  private static boolean worthAsking(CaseFile file) {
    return file.trained().validated()
        && file.trained().held() < ROOM
        && file.classes() > 0
        && file.train().rows() >= LabelNoise.FEWEST;
  }

  private static LabelNoise noise(CaseFile file) {
    return LabelNoise.of(file.outOfFold(), ((Targets.Classes) file.train().targets()).labels());
  }

  private static double limit(LabelNoise noise) {
    return NOISE + 2 * noise.standardError();
  }

  private static double beyondChance(CaseFile file) {
    return ClassCounts.of(file.train()).chance() + WEAK;
  }

  private static boolean wrong(CaseFile file, LabelNoise noise) {
    return noise.share() <= MOST_NOISE
        && noise.spread() >= SPREAD
        && noise.level(noise.accuracy() < beyondChance(file))
        && UninformativeLabels.ranked(file);
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    if (!worthAsking(file)) {
      return List.of();
    }
    LabelNoise noise = noise(file);
    if (noise.share() < limit(noise) || !wrong(file, noise)) {
      return List.of();
    }
    int[] source = file.data().trainRows();
    List<Integer> rows = noise.doubted().stream().map(i -> source[i] + 1).toList();
    return List.of(
        new Finding(
            id(),
            0.85,
            Evidence.of(
                Reading.of("wrongLabels", noise.share(), limit(noise), Unit.SHARE),
                Reading.of("wrongLabelsOfSurest", noise.shareOfSurest(), Unit.SHARE),
                Reading.of("spreadOverClasses", noise.spread(), SPREAD, Unit.PLAIN),
                Reading.of("doubtedRows", rows.size(), Unit.COUNT)),
            Wording.of(
                "labels.wrong",
                100 * noise.share(),
                200 * noise.standardError(),
                rows.subList(0, Math.min(SHOWN, rows.size()))),
            List.of(
                new WithoutRows(rows, "%d rows whose labels are doubted".formatted(rows.size())))));
  }

  /** Labels that are doubted though nobody can say whether they are wrong: none if few are. */
  public List<Examination.RuledOut> doubted(CaseFile file) {
    if (!worthAsking(file)) {
      return List.of();
    }
    LabelNoise noise = noise(file);
    return noise.share() < limit(noise) || wrong(file, noise)
        ? List.of()
        : List.of(
            new Examination.RuledOut(
                id(),
                Evidence.of(
                    Reading.of("wrongLabels", noise.share(), limit(noise), Unit.SHARE),
                    Reading.of("wrongLabelsOfSurest", noise.shareOfSurest(), Unit.SHARE),
                    Reading.of("spreadOverClasses", noise.spread(), SPREAD, Unit.PLAIN),
                    Reading.of("accuracy", noise.accuracy(), beyondChance(file), Unit.SCORE)),
                Wording.of("labels.overlap", 100 * noise.share(), 100 * noise.shareOfSurest())));
  }

  /** Whether so many labels are doubted that a run is not healthy. */
  public static boolean tooMany(Examination.RuledOut doubted) {
    return doubted.evidence().value("wrongLabels").orElse(0) >= DOUBTFUL;
  }

  @Override
  public Proof proof() {
    return Proof.STANDS;
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.UNLESS_WORSE;
  }

  @Override
  public Verdict verdict(Verdict judged) {
    return judged == Verdict.NOT_TRAINED || judged == Verdict.OVERFIT
        ? judged
        : Verdict.CANNOT_TELL;
  }

  /** The labels of validation are as noisy: the comparison is on those that are not doubted. */
  @Override
  public Contrast contrast(CaseFile file, Trained after) {
    return contrast(trusted(file), file.trained(), after);
  }

  /**
   * Whether a training without the doubted rows does worse, beyond noise, on held-out rows that are
   * not doubted. Hard rows are doubted as well, and those are missed; wrong labels are not.
   */
  public boolean missed(CaseFile file, Trained after) {
    return contrast(trusted(file), after, file.trained()).real();
  }

  private static Contrast contrast(List<Integer> trusted, Trained before, Trained after) {
    return trusted.size() >= FEWEST_TRUSTED
        ? Contrast.on(trusted, before, after)
        : Contrast.of(before, after);
  }

  /** Held-out rows whose labels are not doubted, by their places in the source. */
  private static List<Integer> trusted(CaseFile file) {
    int[] source = file.data().validationRows();
    return file
        .data()
        .validation()
        .map(held -> LabelNoise.trusted(file.train(), held, file.card().seed(), file.team()))
        .orElse(List.of())
        .stream()
        .map(place -> source[place])
        .toList();
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "labels that small networks doubt on rows they were not trained on, most of all where they are surest (confident learning)",
        List.of(
            String.format(
                Locale.ROOT,
                "more than %.0f %% of the surest quarter and at most %.0f %%, as many among the surest sixteenth, spread over the other classes",
                100 * NOISE,
                100 * MOST_NOISE)),
        List.of("without the doubted rows"),
        CausePages.STANDS
            + ", on held-out rows that are not doubted; it is kept unless it is worse beyond noise");
  }
}
