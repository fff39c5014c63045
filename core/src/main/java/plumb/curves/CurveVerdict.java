package plumb.curves;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.curves.Curves.Point;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.symptom.CurveShape;
import plumb.symptom.CurveShape.Scores;
import plumb.symptom.CurveShape.Training;
import plumb.symptom.CurveShape.Validation;
import plumb.wording.Wording;

/**
 * What curves alone allow to say, in the lecture's order: the training curve first.
 *
 * @param verdict of the recipe
 * @param sentence the finding, with its numbers
 * @param causes at least one, most likely first
 * @param remedies what to do, the first to try first; empty where nothing is wrong
 * @param needs what would allow to say more
 */
public record CurveVerdict(
    Verdict verdict,
    String sentence,
    List<Cause> causes,
    List<String> remedies,
    List<String> needs) {
  /** A training score above this is good, whatever the loss. */
  private static final double GOOD_SCORE = 0.85;

  /** A training score up to this is bad, whatever the loss. */
  private static final double BAD_SCORE = 0.6;

  /** A training loss that has come down to less than this of its start is good. */
  private static final double LEFT = 0.6;

  /**
   * Where the level of the loss says nothing, training must have fallen by this share of its way
   * after validation turned: else it had come to rest, and what validation did is no memorizing.
   */
  private static final double WENT_ON = 0.1;

  public CurveVerdict {
    causes = List.copyOf(causes);
    remedies = List.copyOf(remedies);
    needs = List.copyOf(needs);
  }

  /** Whether the training result is good: the lecture's first question. */
  private enum Level {
    GOOD,
    BAD,
    /** The loss came down and rests, and nobody knows where its floor is. */
    OPEN
  }

  /** Reads curves. */
  public static CurveVerdict of(Curves curves) {
    return new Examination(curves, curves.shape()).verdict();
  }

  private record Examination(Curves curves, CurveShape shape) {

    CurveVerdict verdict() {
      Training train = shape.training();
      Scores scores = shape.scores();
      if (train.divergedAt().isPresent()) {
        return diverged(train.divergedAt().getAsInt());
      }
      if (train.points() == 0 && shape.validation().isPresent()) {
        Validation held = shape.validation().get();
        return cannotTell(
            validationEvidence(held),
            CurveRemedies.of("log-training"),
            "validation-alone",
            curves.measures().validationLoss(),
            curves.moment(held.turnAt()),
            Say.number(held.lowest()),
            Say.number(held.end()));
      }
      if (train.points() < CurveShape.FEWEST) {
        Clock clock = curves.clock();
        return cannotTell(
            Evidence.of(Reading.of("points", train.points(), CurveShape.FEWEST, Unit.COUNT)),
            List.of(),
            "too-few-points",
            Say.count(train.points(), clock.word(), clock.words()),
            CurveShape.FEWEST);
      }
      if (scores.train() > GOOD_SCORE && train.hardlyFell().found() && !brokenValidation()) {
        return cannotTell(
            Evidence.of(held("lossAtEndToStart", train.hardlyFell(), Unit.PLAIN)),
            List.of(),
            "learned-before",
            curves.measures().score(),
            Say.number(scores.train()),
            curves.clock().words(),
            Say.number(train.start()),
            Say.number(train.end()));
      }
      Level level = level();
      if (level == Level.BAD) {
        return bad();
      }
      if (brokenValidation()) {
        int at = shape.validation().orElseThrow().brokenAt().orElseThrow();
        return cannotTell(
            Evidence.of(at("brokenAt", at)),
            CurveRemedies.of("validation-broken"),
            "validation-broken",
            curves.moment(at));
      }
      return level == Level.OPEN ? open() : good();
    }

    private boolean brokenValidation() {
      return shape.validation().filter(v -> v.brokenAt().isPresent()).isPresent();
    }

    /** By the training set alone. */
    private Level level() {
      Training train = shape.training();
      double score = shape.scores().train();
      boolean scored = !Double.isNaN(score);
      boolean down = train.left() < LEFT && !train.hardlyFell().found();
      if (scored ? score > GOOD_SCORE || (score > BAD_SCORE && down) : down) {
        return Level.GOOD;
      }
      boolean bad =
          (scored && score <= BAD_SCORE)
              || shape.rateDecayedAt().isPresent()
              || Stream.of(
                      train.hardlyFell(),
                      train.jumps(),
                      train.risen(),
                      train.falling(),
                      train.slow())
                  .anyMatch(CurveShape.Reading::found);
      return bad ? Level.BAD : Level.OPEN;
    }

    // --- training is bad ---

    private CurveVerdict diverged(int at) {
      double[] before =
          curves.points().stream()
              .limit(at)
              .mapToDouble(Point::trainLoss)
              .filter(Double::isFinite)
              .toArray();
      int n = before.length;
      double last = n > 0 ? before[n - 1] : Double.NaN;
      boolean rising = n >= 2 && last > before[n - 2];
      Evidence evidence =
          Evidence.of(at("brokenAt", at), Reading.of("lossBefore", last, Unit.PLAIN));
      String sentence = say(rising ? "diverged-rising" : "diverged", curves.moment(at));
      List<Cause> causes = new ArrayList<>(LayerCauses.of(curves.layers()));
      causes.add(
          new Cause(
              CauseId.LEARNING_RATE_TOO_HIGH,
              rising || at <= 1 ? 0.55 : 0.4,
              evidence,
              say("diverged.rate", sentence)));
      causes.add(
          new Cause(
              CauseId.EXPLODING_GRADIENT, 0.35, evidence, say("diverged.gradient", sentence)));
      causes.add(
          new Cause(
              CauseId.CORRUPT_INPUT,
              at == 0 ? 0.3 : 0.15,
              evidence,
              say("diverged.data", sentence)));
      return notTrained(causes);
    }

    private CurveVerdict bad() {
      Training train = shape.training();
      Evidence evidence = trainEvidence();
      int end = curves.points().size() - 1;
      List<Cause> causes = new ArrayList<>();
      if (train.jumps().found()) {
        String sentence =
            say(
                train.hasFloor() ? "jumps" : "jumps-of-range",
                Math.round(train.jumps().value()),
                train.points() - 1,
                curves.clock().words());
        causes.add(new Cause(CauseId.LEARNING_RATE_TOO_HIGH, 0.55, evidence, sentence));
        causes.add(new Cause(CauseId.OSCILLATION, 0.5, evidence, sentence));
      } else if (train.risen().found()) {
        String sentence = say("risen", Say.number(train.start()), Say.number(train.end()));
        causes.add(new Cause(CauseId.LEARNING_RATE_TOO_HIGH, 0.6, evidence, sentence));
      }
      shape
          .rateDecayedAt()
          .ifPresent(at ->
              causes.add(
                  new Cause(
                      CauseId.PREMATURE_DECAY,
                      0.6,
                      evidence.and(at("rateBelowHundredthAt", at)),
                      say("rate-spent", curves.moment(at), curves.moment(end)))));
      if (causes.isEmpty() && train.falling().found()) {
        String sentence = say("falling", Say.number(train.end()), curves.moment(end));
        causes.add(new Cause(CauseId.TOO_FEW_EPOCHS, 0.55, evidence, sentence));
        causes.add(new Cause(CauseId.SLOW_CONVERGENCE, 0.4, evidence, say("falling-slowly")));
      } else if (causes.isEmpty() && train.slow().found()) {
        String sentence = say("slow", train.start(), train.end());
        causes.add(new Cause(CauseId.LEARNING_RATE_TOO_LOW, 0.5, evidence, sentence));
      }
      causes.addAll(LayerCauses.of(curves.layers()));
      if (causes.isEmpty()) {
        String sentence = say("rests", Say.number(train.end()), Say.number(train.start()));
        causes.add(new Cause(CauseId.CANNOT_TELL, 0.6, evidence, sentence));
      }
      return notTrained(causes);
    }

    private CurveVerdict notTrained(List<Cause> causes) {
      List<Cause> sorted =
          causes.stream().sorted(Comparator.comparingDouble(Cause::confidence).reversed()).toList();
      return result(
          Verdict.NOT_TRAINED,
          say("not-trained", sorted.getFirst().sentence()),
          sorted,
          CurveRemedies.of(curves, sorted.getFirst(), Optional.empty()));
    }

    /** Only a turn of validation beside a training that went on can be told for certain. */
    private CurveVerdict open() {
      Training train = shape.training();
      Optional<Validation> turned =
          shape
              .validation()
              .filter(v -> v.points() >= CurveShape.FEWEST)
              .filter(v -> v.rise().found() && v.fellSince() >= WENT_ON)
              .filter(_ -> !isScored() || shape.scores().gap().found());
      return turned.isPresent()
          ? overfit(turned.get(), 0.55)
          : cannotTell(
              trainEvidence(),
              CurveRemedies.of("training"),
              shape.validation().isEmpty() ? "open-without-validation" : "open",
              Say.number(train.start()),
              Say.number(train.end()));
    }

    // --- training is good ---

    private CurveVerdict good() {
      Training train = shape.training();
      Optional<Validation> enough = shape.validation().filter(v -> v.points() >= CurveShape.FEWEST);
      if (enough.isEmpty()) {
        boolean scored = !Double.isNaN(shape.scores().train());
        return cannotTell(
            Evidence.of(Reading.of("lossAtEnd", train.end(), Unit.PLAIN)),
            CurveRemedies.of("validate"),
            shape.validation().isEmpty() ? "no-validation" : "little-validation",
            scored
                ? curves.measures().score() + " " + Say.number(shape.scores().train())
                : curves.measures().loss() + " " + Say.number(train.end()),
            CurveShape.FEWEST);
      }
      Validation held = enough.get();
      CurveShape.Reading gap = shape.scores().gap();
      boolean scored = isScored();
      boolean comparable = curves.measures().sameLoss();
      Evidence evidence = validationEvidence(held);
      if (scored ? gap.value() < -2 * gap.limit() : comparable && held.farBelow().found()) {
        return cannotTell(evidence, CurveRemedies.of("far-below"), "far-below", compared(held));
      }
      boolean rose = held.rise().found() && held.fellSince() > 0;
      if (rose && (!scored || gap.found())) {
        return overfit(held, scored ? 0.85 : 0.7);
      }
      if (scored ? gap.value() > 2 * gap.limit() : comparable && held.farAbove().found()) {
        return cannotTell(evidence, CurveRemedies.of("gap"), "far-above", compared(held));
      }
      if (held.falling().found()) {
        String sentence = say("validation-falling", Say.number(held.lowest()));
        Cause cause = new Cause(CauseId.TOO_FEW_EPOCHS, 0.6, evidence, sentence);
        return result(
            Verdict.NOT_TRAINED,
            say("not-trained-to-the-end", sentence),
            List.of(cause),
            CurveRemedies.of(curves, cause, Optional.empty()));
      }
      String sentence =
          say(
              rose ? "too-sure" : "healthy",
              Say.number(train.end()),
              Say.number(held.lowest()),
              Say.number(held.end()));
      return result(
          Verdict.FINE,
          say("fine", sentence),
          List.of(new Cause(CauseId.HEALTHY, 0.7, evidence, sentence)),
          List.of());
    }

    private CurveVerdict overfit(Validation held, double confidence) {
      String moment = curves.moment(held.turnAt());
      String sentence =
          say(
              isScored() ? "turned-scored" : "turned",
              curves.measures().validationLoss(),
              moment,
              Say.number(held.lowest()),
              Say.number(held.end()),
              curves.measures().loss(),
              Say.number(shape.training().end()),
              curves.measures().score(),
              Say.number(shape.scores().train()),
              Say.number(shape.scores().validation()));
      Cause cause = new Cause(CauseId.OVERFITTING, confidence, validationEvidence(held), sentence);
      return result(
          Verdict.OVERFIT,
          say("overfit", moment, sentence),
          List.of(cause),
          CurveRemedies.of(curves, cause, Optional.of(moment)));
    }

    // --- numbers and words ---

    private static String say(String id, Object... values) {
      return Wording.of("curves." + id, values);
    }

    private boolean isScored() {
      return !Double.isNaN(shape.scores().gap().value());
    }

    /** Both sets beside each other, by the score or else by the loss. */
    private String compared(Validation held) {
      boolean scored = isScored();
      return say(
          "compared",
          scored ? curves.measures().score() : curves.measures().loss(),
          Say.number(scored ? shape.scores().train() : shape.training().end()),
          Say.number(scored ? shape.scores().validation() : held.end()));
    }

    private Evidence trainEvidence() {
      Training train = shape.training();
      return Evidence.of(
          Reading.of("lossAtStart", train.start(), Unit.PLAIN),
          Reading.of("lossAtEnd", train.end(), Unit.PLAIN),
          held("jumps", train.jumps(), Unit.COUNT),
          Reading.of("trainScore", shape.scores().train(), GOOD_SCORE, Unit.SCORE));
    }

    private Evidence validationEvidence(Validation held) {
      return Evidence.of(
          Reading.of("trainLossAtEnd", shape.training().end(), Unit.PLAIN),
          Reading.of("validationLossLowest", held.lowest(), Unit.PLAIN),
          at("validationLossLowestAt", held.turnAt()),
          Reading.of("validationLossAtEnd", held.end(), Unit.PLAIN),
          held("riseOfValidationLoss", held.rise(), Unit.PLAIN),
          held("gap", shape.scores().gap(), Unit.SCORE));
    }

    private static Reading held(String name, CurveShape.Reading reading, Unit unit) {
      return Reading.of(name, reading.value(), reading.limit(), unit);
    }

    /** A moment, its name ending in what is counted: {@code brokenAtEpoch}. */
    private Reading at(String name, int index) {
      String word = curves.clock().word();
      return Reading.of(
          name + Character.toUpperCase(word.charAt(0)) + word.substring(1),
          curves.points().get(index).at(),
          Unit.PLAIN);
    }

    private CurveVerdict cannotTell(
        Evidence evidence, List<String> remedies, String sentence, Object... values) {
      String said = say(sentence, values);
      return result(
          Verdict.CANNOT_TELL,
          said,
          List.of(new Cause(CauseId.CANNOT_TELL, 0.6, evidence, said)),
          remedies);
    }

    /** Numbers that could not be measured are no evidence. */
    private CurveVerdict result(
        Verdict verdict, String sentence, List<Cause> causes, List<String> remedies) {
      List<Cause> measured =
          causes.stream()
              .map(c ->
                  new Cause(
                      c.id(),
                      c.confidence(),
                      new Evidence(
                          c.evidence().kind(),
                          c.evidence().readings().stream()
                              .filter(r -> Double.isFinite(r.value()))
                              .toList()),
                      c.sentence()))
              .toList();
      return new CurveVerdict(verdict, sentence, measured, remedies, needs());
    }

    private List<String> needs() {
      List<String> needs = new ArrayList<>();
      if (!curves.has(Point::validationLoss) && !curves.has(Point::validationScore)) {
        needs.add(Wording.of("curves.needs.validation"));
      }
      if (!curves.has(Point::trainScore)) {
        needs.add(Wording.of("curves.needs.score"));
      }
      if (!curves.has(Point::rate) && curves.clock() != Clock.ROUND) {
        needs.add(Wording.of("curves.needs.rate", curves.clock().word()));
      }
      if (curves.layers().isEmpty() && curves.clock() != Clock.ROUND) {
        needs.add(Wording.of("curves.needs.layers"));
      }
      needs.add(Wording.of("curves.needs.card"));
      return needs;
    }
  }
}
