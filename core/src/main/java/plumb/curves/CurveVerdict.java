package plumb.curves;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.curves.Curves.Point;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Verdict;
import plumb.symptom.CurveShape;
import plumb.symptom.CurveShape.Scores;
import plumb.symptom.CurveShape.Training;
import plumb.symptom.CurveShape.Validation;

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
   * after validation turned: else it had come to rest, and is not overfit but not trained.
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
      if (train.divergedAt().isPresent()) {
        return diverged(train.divergedAt().getAsInt());
      }
      if (train.points() == 0 && shape.validation().isPresent()) {
        return validationAlone(shape.validation().get());
      }
      if (train.points() < CurveShape.FEWEST) {
        return cannotTell(
            Say.of(
                "Only %s with a training loss: a curve takes at least %d.",
                Say.count(train.points(), curves.clock().word(), curves.clock().words()),
                CurveShape.FEWEST),
            numbers("points", train.points()),
            List.of());
      }
      if (shape.scores().train() > GOOD_SCORE
          && train.hardlyFell().found()
          && !brokenValidation()) {
        return cannotTell(
            Say.of(
                "The training %s is %s, but the training loss did not fall in these %s (%s, then %s): what was learned was learned before.",
                curves.measures().score(),
                Say.number(shape.scores().train()),
                curves.clock().words(),
                Say.number(train.start()),
                Say.number(train.end())),
            numbers(
                "lossAtEndToStart",
                train.left(),
                "lossAtEndToStartLimit",
                train.hardlyFell().limit()),
            List.of());
      }
      Level level = level();
      if (level == Level.BAD) {
        return bad();
      }
      if (brokenValidation()) {
        int at = shape.validation().orElseThrow().brokenAt().orElseThrow();
        return cannotTell(
            Say.of(
                "The training loss is a number all the way, but the validation loss is not in %s: validation rows may hold values that no training row does.",
                curves.moment(at)),
            numbers("brokenAt" + clock(), curves.points().get(at).at()),
            List.of("Look for missing, infinite or huge values in the validation rows."));
      }
      return level == Level.OPEN ? open() : good();
    }

    /** Boosting programs write what they are told to watch, often validation alone. */
    private CurveVerdict validationAlone(Validation held) {
      return cannotTell(
          Say.of(
              "Only validation was written: its %s was lowest in %s (%s) and ended at %s. Without the curve of training nobody can tell whether more would be memorizing.",
              curves.measures().validationLoss(),
              curves.moment(held.turnAt()),
              Say.number(held.lowest()),
              Say.number(held.end())),
          validationNumbers(held),
          List.of("Log the training loss as well, measured in the same way."));
    }

    private boolean brokenValidation() {
      return shape.validation().flatMap(v -> v.brokenAt().stream().boxed().findFirst()).isPresent();
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
              || Stream.of(
                      train.hardlyFell(),
                      train.jumps(),
                      train.risen(),
                      train.falling(),
                      train.slow())
                  .anyMatch(CurveShape.Reading::found)
              || shape.rateDecayedAt().isPresent();
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
      Map<String, Double> numbers = numbers("brokenAt" + clock(), curves.points().get(at).at());
      if (n > 0) {
        numbers.put("lossBefore", before[n - 1]);
      }
      boolean rising = n >= 2 && before[n - 1] > before[n - 2];
      String sentence =
          Say.of(
              "The training loss stopped being a number in %s%s.",
              curves.moment(at), rising ? ", after it had been rising" : "");
      List<Cause> causes = new ArrayList<>(LayerCauses.of(curves.layers()));
      causes.add(
          new Cause(
              CauseId.LEARNING_RATE_TOO_HIGH,
              rising || at <= 1 ? 0.55 : 0.4,
              numbers,
              sentence + " The steps may be too long."));
      causes.add(
          new Cause(
              CauseId.EXPLODING_GRADIENT,
              0.35,
              numbers,
              sentence + " Gradients may have grown from layer to layer."));
      causes.add(
          new Cause(
              CauseId.CORRUPT_INPUT,
              at == 0 ? 0.3 : 0.15,
              numbers,
              sentence + " Missing or infinite values in the data would do the same."));
      return result(Verdict.NOT_TRAINED, "Not trained: " + lower(sentence), causes, List.of());
    }

    private CurveVerdict bad() {
      Training train = shape.training();
      Map<String, Double> numbers = trainNumbers();
      List<Cause> causes = new ArrayList<>();
      int steps = train.points() - 1;
      if (train.jumps().found()) {
        String sentence =
            Say.of(
                "The training loss rose by more than 5 %% %sin %.0f of %d %s.",
                train.hasFloor() ? "" : "of its range ",
                train.jumps().value(),
                steps,
                curves.clock().words());
        causes.add(new Cause(CauseId.LEARNING_RATE_TOO_HIGH, 0.55, numbers, sentence));
        causes.add(new Cause(CauseId.OSCILLATION, 0.5, numbers, sentence));
      } else if (train.risen().found()) {
        causes.add(
            new Cause(
                CauseId.LEARNING_RATE_TOO_HIGH,
                0.6,
                numbers,
                Say.of(
                    "The training loss rose from %s to %s.",
                    Say.number(train.start()), Say.number(train.end()))));
      }
      shape
          .rateDecayedAt()
          .ifPresent(at -> {
            Map<String, Double> decay = new LinkedHashMap<>(numbers);
            decay.put("rateBelowHundredthAt" + clock(), curves.points().get(at).at());
            causes.add(
                new Cause(
                    CauseId.PREMATURE_DECAY,
                    0.6,
                    decay,
                    Say.of(
                        "From %s on the learning rate was below a hundredth of its highest value; training went on to %s.",
                        curves.moment(at), curves.moment(curves.points().size() - 1))));
          });
      if (causes.isEmpty() && train.falling().found()) {
        causes.add(
            new Cause(
                CauseId.TOO_FEW_EPOCHS,
                0.55,
                numbers,
                Say.of(
                    "The training loss, %s, was still falling when training ended after %s.",
                    Say.number(train.end()), curves.moment(curves.points().size() - 1))));
        causes.add(
            new Cause(
                CauseId.SLOW_CONVERGENCE,
                0.4,
                numbers,
                "It fell all the way, and may only need longer steps."));
      } else if (causes.isEmpty() && train.slow().found()) {
        causes.add(
            new Cause(
                CauseId.LEARNING_RATE_TOO_LOW,
                0.5,
                numbers,
                Say.of(
                    "The training loss fell steadily, but only from %.4g to %.4g: the steps may be too short.",
                    train.start(), train.end())));
      }
      causes.addAll(LayerCauses.of(curves.layers()));
      if (causes.isEmpty()) {
        causes.add(
            new Cause(
                CauseId.CANNOT_TELL,
                0.6,
                numbers,
                Say.of(
                    "The training loss came to rest at %s, having started at %s; the curve alone does not say why.",
                    Say.number(train.end()), Say.number(train.start()))));
      }
      return result(
          Verdict.NOT_TRAINED,
          Say.of(
              "Not trained: %s Whatever validation says, this is not overfitting.",
              lower(first(causes).sentence())),
          causes,
          CurveRemedies.isFault(first(causes)) ? List.of() : CurveRemedies.training());
    }

    /** The score decides; where there is none, only a loss that hardly fell is bad for certain. */
    private CurveVerdict open() {
      Training train = shape.training();
      boolean scored = isScored();
      Optional<Validation> turned =
          shape
              .validation()
              .filter(v -> v.points() >= CurveShape.FEWEST)
              .filter(v -> v.rise().found() && v.fellSince() >= WENT_ON)
              .filter(_ -> !scored || shape.scores().gap().found());
      if (turned.isPresent()) {
        return overfit(turned.get(), 0.55);
      }
      return cannotTell(
          Say.of(
              "Whether training is good cannot be told: its loss fell from %s to %s and rests there, which is much for some losses and little for others%s.",
              Say.number(train.start()),
              Say.number(train.end()),
              shape.validation().isEmpty() ? "; and no validation was measured" : ""),
          trainNumbers(),
          CurveRemedies.training());
    }

    // --- training is good ---

    private CurveVerdict good() {
      Training train = shape.training();
      Optional<Validation> held = shape.validation().filter(v -> v.points() >= CurveShape.FEWEST);
      if (held.isEmpty()) {
        int times = shape.validation().map(Validation::points).orElse(0);
        return cannotTell(
            Say.of(
                "The training result is good (%s), but %s, so that nobody can tell how the network does on new rows.",
                trainResult(),
                times == 0
                    ? "no validation was measured"
                    : Say.of("validation was measured only %s", Say.count(times, "time", "times"))),
            numbers("lossAtEnd", train.end()),
            CurveRemedies.validate());
      }
      Validation validation = held.get();
      Scores scores = shape.scores();
      boolean scored = isScored();
      boolean comparable = curves.measures().sameLoss();
      double limit = scores.gap().limit();
      Map<String, Double> numbers = validationNumbers(validation);
      if (scored
          ? scores.gap().value() < -2 * limit
          : comparable && validation.farBelow().found()) {
        return cannotTell(
            Say.of(
                "Validation is far better than training (%s): its rows may be of another, easier kind, or hold the answer; or training was measured with dropout on.",
                compared(validation)),
            numbers,
            CurveRemedies.suspiciouslyGood());
      }
      boolean rose = validation.rise().found() && validation.fellSince() > 0;
      if (rose && (!scored || scores.gap().found())) {
        return overfit(validation, scored ? 0.85 : 0.7);
      }
      if (scored ? scores.gap().value() > 2 * limit : comparable && validation.farAbove().found()) {
        return cannotTell(
            Say.of(
                "Training is good and validation worse (%s), but its curve did not turn for the worse: the rows may be of another kind, or the network memorizes.",
                compared(validation)),
            numbers,
            CurveRemedies.gap());
      }
      if (validation.falling().found()) {
        String sentence =
            Say.of(
                "The validation loss, %s, was still falling fast when training ended.",
                Say.number(validation.lowest()));
        return result(
            Verdict.NOT_TRAINED,
            "Not trained to the end: " + lower(sentence),
            List.of(new Cause(CauseId.TOO_FEW_EPOCHS, 0.6, numbers, sentence)),
            List.of());
      }
      String sentence =
          Say.of(
              "The training loss fell to %s and the validation loss to %s, and %s (%s).%s",
              Say.number(train.end()),
              Say.number(validation.lowest()),
              rose ? "rose again without the scores coming apart" : "did not rise again by much",
              Say.number(validation.end()),
              rose ? " Its probabilities get too sure; early stopping would spare that." : "");
      return result(
          Verdict.FINE,
          "Fine, as far as curves can tell: " + lower(sentence),
          List.of(new Cause(CauseId.HEALTHY, 0.7, numbers, sentence)),
          List.of());
    }

    private CurveVerdict overfit(Validation validation, double confidence) {
      String moment = curves.moment(validation.turnAt());
      String sentence =
          Say.of(
              "The validation %s was lowest in %s (%s) and rose to %s, while the training %s fell to %s%s.",
              curves.measures().validationLoss(),
              moment,
              Say.number(validation.lowest()),
              Say.number(validation.end()),
              curves.measures().loss(),
              Say.number(shape.training().end()),
              isScored()
                  ? Say.of(
                      "; %s is %s in training and %s in validation",
                      curves.measures().score(),
                      Say.number(shape.scores().train()),
                      Say.number(shape.scores().validation()))
                  : "");
      Cause cause =
          new Cause(CauseId.OVERFITTING, confidence, validationNumbers(validation), sentence);
      return new CurveVerdict(
          Verdict.OVERFIT,
          Say.of("Overfit from %s on: %s", moment, lower(sentence)),
          List.of(cause),
          CurveRemedies.of(curves, cause, Optional.of(moment)),
          needs());
    }

    // --- numbers and words ---

    private boolean isScored() {
      return !Double.isNaN(shape.scores().gap().value());
    }

    private String trainResult() {
      return Double.isNaN(shape.scores().train())
          ? curves.measures().loss() + " " + Say.number(shape.training().end())
          : curves.measures().score() + " " + Say.number(shape.scores().train());
    }

    private String compared(Validation validation) {
      return isScored()
          ? Say.of(
              "%s %s in training, %s in validation",
              curves.measures().score(),
              Say.number(shape.scores().train()),
              Say.number(shape.scores().validation()))
          : Say.of(
              "%s %s in training, %s in validation",
              curves.measures().loss(),
              Say.number(shape.training().end()),
              Say.number(validation.end()));
    }

    private Map<String, Double> trainNumbers() {
      Training train = shape.training();
      Map<String, Double> numbers = numbers("lossAtStart", train.start(), "lossAtEnd", train.end());
      numbers.put("jumps", train.jumps().value());
      numbers.put("jumpsLimit", train.jumps().limit());
      if (!Double.isNaN(shape.scores().train())) {
        numbers.put("trainScore", shape.scores().train());
        numbers.put("trainScoreLimit", GOOD_SCORE);
      }
      return numbers;
    }

    private Map<String, Double> validationNumbers(Validation validation) {
      Map<String, Double> numbers = new LinkedHashMap<>();
      if (shape.training().points() > 0) {
        numbers.put("trainLossAtEnd", shape.training().end());
      }
      numbers.put("validationLossLowest", validation.lowest());
      numbers.put(
          "validationLossLowestAt" + clock(), curves.points().get(validation.turnAt()).at());
      numbers.put("validationLossAtEnd", validation.end());
      numbers.put("validationLossRise", validation.rise().value());
      numbers.put("validationLossRiseLimit", validation.rise().limit());
      if (isScored()) {
        numbers.put("gap", shape.scores().gap().value());
        numbers.put("gapLimit", shape.scores().gap().limit());
      }
      return numbers;
    }

    /** "Epoch", as the end of a name. */
    private String clock() {
      String word = curves.clock().word();
      return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private CurveVerdict cannotTell(
        String sentence, Map<String, Double> numbers, List<String> remedies) {
      return new CurveVerdict(
          Verdict.CANNOT_TELL,
          sentence,
          List.of(new Cause(CauseId.CANNOT_TELL, 0.6, numbers, sentence)),
          remedies,
          needs());
    }

    private CurveVerdict result(
        Verdict verdict, String sentence, List<Cause> causes, List<String> remedies) {
      List<Cause> sorted =
          causes.stream().sorted(Comparator.comparingDouble(Cause::confidence).reversed()).toList();
      return new CurveVerdict(
          verdict,
          sentence,
          sorted,
          remedies.isEmpty()
              ? CurveRemedies.of(curves, sorted.getFirst(), Optional.empty())
              : remedies,
          needs());
    }

    private static Cause first(List<Cause> causes) {
      return causes.stream().max(Comparator.comparingDouble(Cause::confidence)).orElseThrow();
    }

    private List<String> needs() {
      List<String> needs = new ArrayList<>();
      if (!curves.has(Point::validationLoss) && !curves.has(Point::validationScore)) {
        needs.add("a validation curve, to tell memorizing from learning");
      }
      if (!curves.has(Point::trainScore)) {
        needs.add(
            "accuracy or R2 on the training set, to tell a good training result from a bad one");
      }
      if (!curves.has(Point::rate) && curves.clock() != Clock.ROUND) {
        needs.add(
            Say.of(
                "the learning rate of each %s, to see a schedule that ends too early",
                curves.clock().word()));
      }
      if (curves.layers().isEmpty() && curves.clock() != Clock.ROUND) {
        needs.add(
            "gradients, updates and dead units by layer, to see why training is bad: the callbacks in docs/callbacks write them, for Keras and PyTorch");
      }
      needs.add(
          "the card and the data, to take suspected causes away and see whether that helps: write a card and run doctor on it");
      return needs;
    }

    private static Map<String, Double> numbers(String name, double value) {
      Map<String, Double> numbers = new LinkedHashMap<>();
      numbers.put(name, value);
      return numbers;
    }

    private static Map<String, Double> numbers(
        String name, double value, String other, double otherValue) {
      Map<String, Double> numbers = numbers(name, value);
      numbers.put(other, otherValue);
      return numbers;
    }

    /** As the second half of a sentence; a name that stands first keeps its capital. */
    private static String lower(String sentence) {
      return sentence.startsWith("The ")
              || sentence.startsWith("At ")
              || sentence.startsWith("From ")
          ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1)
          : sentence;
    }
  }
}
