package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/**
 * The validation file codes the classes otherwise: 3 stands for what is 0 in the training file, or
 * the folders of two classes are swapped. A quick model fitted to training rows then takes each
 * such class for one other, and as surely as it knows that other.
 */
public final class ClassCodes implements DataQuestion {
  private static final String KIND = "codes";

  /** Classes with fewer validation rows say nothing. */
  private static final int FEWEST_ROWS = 8;

  /** More classes are not told apart by so few rows. */
  private static final int MOST_CLASSES = 100;

  /** Recall above that of a guess, below which a model knows the classes too little to be asked. */
  private static final double KNOWS = 0.1;

  /**
   * Of the recall on training rows, above that of a guess: with the codes swapped back, at least.
   */
  private static final double LIKE_TRAINING = 0.7;

  /** The same as the codes stand, at most. */
  private static final double UNLIKE_TRAINING = 0.25;

  /** How much likelier the answers must be under the other codes, as a logarithm, row by row. */
  private static final double SURE = 10;

  private static final int NAMED = 5;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Optional<OtherRows> other = OtherRows.of(data);
    if (other.isEmpty()
        || !(data.data().encoding().target()
            instanceof Target.Classification(_, List<String> labels))
        || labels.size() > MOST_CLASSES) {
      return List.of();
    }
    BothSides sides = BothSides.of(data, other.get());
    return Codes.of(sides, labels.size())
        .map(codes -> finding(codes, labels, other.get()))
        .map(List::of)
        .orElseGet(List::of);
  }

  private Finding finding(Codes codes, List<String> labels, OtherRows other) {
    List<Integer> moved = codes.moved();
    List<String> pairs = new ArrayList<>();
    moved.stream()
        .limit(NAMED)
        .forEach(
            k -> pairs.add("%s for %s".formatted(labels.get(k), labels.get(codes.standsFor()[k]))));
    String named =
        String.join(", ", pairs)
            + (moved.size() > NAMED ? " and %d more".formatted(moved.size() - NAMED) : "");
    return new Finding(
        id(),
        Severity.CERTAIN,
        Evidence.ofKind(
            KIND,
            Reading.of("classesCodedOtherwise", moved.size(), Unit.COUNT),
            Reading.of("recallInTraining", codes.inTraining(), Unit.SCORE),
            Reading.of("recallWithOtherCodes", codes.recoded(), Unit.SCORE),
            Reading.of("recallAsCoded", codes.asCoded(), Unit.SCORE)),
        Wording.of(
            other.table().isEmpty() ? "shift.codes.folders" : "shift.codes",
            other.file(),
            named,
            codes.asCoded(),
            codes.recoded()),
        List.of());
  }

  /**
   * What each class of the validation file stands for.
   *
   * @param standsFor class of the training file, itself where nothing speaks for another
   * @param inTraining mean recall of those classes on training rows
   * @param asCoded mean recall of the moved classes on validation rows as they are labelled
   * @param recoded the same with the other codes
   */
  private record Codes(int[] standsFor, double inTraining, double asCoded, double recoded) {
    List<Integer> moved() {
      return IntStream.range(0, standsFor.length).filter(k -> standsFor[k] != k).boxed().toList();
    }

    static Optional<Codes> of(BothSides sides, int classes) {
      double[] shares = sides.training().shares(classes);
      double[][] training = sides.training().confusion(shares);
      double[][] validation = sides.validation().confusion(shares);
      int[] standsFor = standsFor(training, validation);
      List<Integer> asked =
          IntStream.range(0, classes)
              .filter(k -> sum(validation[k]) >= FEWEST_ROWS)
              .boxed()
              .toList();
      List<Integer> moved = asked.stream().filter(k -> standsFor[k] != k).toList();
      boolean oneToOne = asked.stream().map(k -> standsFor[k]).distinct().count() == asked.size();
      double sure =
          moved.stream()
              .mapToDouble(k ->
                  likelihood(training[standsFor[k]], validation[k])
                      - likelihood(training[k], validation[k]))
              .min()
              .orElse(0);
      if (moved.isEmpty() || !oneToOne || sure < SURE) {
        return Optional.empty();
      }
      double guess = 1.0 / classes;
      double known = mean(moved, k -> recall(training[standsFor[k]], standsFor[k])) - guess;
      double asCoded = mean(moved, k -> recall(validation[k], k)) - guess;
      double recoded = mean(moved, k -> recall(validation[k], standsFor[k])) - guess;
      double knownOfAll = mean(asked, k -> recall(training[standsFor[k]], standsFor[k])) - guess;
      double recodedOfAll = mean(asked, k -> recall(validation[k], standsFor[k])) - guess;
      return known >= KNOWS
              && recoded >= LIKE_TRAINING * known
              && asCoded <= UNLIKE_TRAINING * known
              && recodedOfAll >= LIKE_TRAINING * knownOfAll
          ? Optional.of(new Codes(standsFor, known + guess, asCoded + guess, recoded + guess))
          : Optional.empty();
    }

    /** For each class the one of training rows whose answers are most like its own. */
    private static int[] standsFor(double[][] training, double[][] validation) {
      int[] standsFor = new int[training.length];
      for (int k = 0; k < standsFor.length; k++) {
        standsFor[k] = k;
        if (sum(validation[k]) < FEWEST_ROWS) {
          continue;
        }
        double best = likelihood(training[k], validation[k]);
        for (int m = 0; m < standsFor.length; m++) {
          double here = likelihood(training[m], validation[k]);
          if (sum(training[m]) >= FEWEST_ROWS && here > best) {
            best = here;
            standsFor[k] = m;
          }
        }
      }
      return standsFor;
    }

    /** Logarithm of the chance of answers where another class gets such answers. */
    private static double likelihood(double[] answersOf, double[] answers) {
      double all = sum(answersOf);
      double sum = 0;
      for (int j = 0; j < answers.length; j++) {
        // A row spread over all classes beforehand, so that no answer is impossible.
        double share = (answersOf[j] + 1.0 / answers.length) / (all + 1);
        sum += answers[j] * StrictMath.log(share);
      }
      return sum;
    }

    private static double recall(double[] answers, int k) {
      return answers[k] / Math.max(1, sum(answers));
    }

    private static double mean(List<Integer> classes, java.util.function.IntToDoubleFunction of) {
      return classes.stream().mapToDouble(k -> of.applyAsDouble(k)).average().orElse(0);
    }

    private static double sum(double[] values) {
      return java.util.Arrays.stream(values).sum();
    }
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.codes.looks"),
        List.of(
            Wording.of(
                "shift.codes.limit",
                Unit.SHARE.words(LIKE_TRAINING),
                Unit.SHARE.words(UNLIKE_TRAINING)),
            Wording.of("shift.codes.known", KNOWS, FEWEST_ROWS)),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
