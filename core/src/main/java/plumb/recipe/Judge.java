package plumb.recipe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Verdict;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.wording.Wording;

/**
 * The lecture's recipe as a decision (lecture: "Recipe of Deep Learning"): the training result
 * first; only when it is good, validation. Comparisons with the goal and between training and
 * validation allow for noise of two standard errors, so small sets make careful verdicts; what is
 * no better than a constant answer by one standard error is doubted.
 *
 * <table>
 * <caption>The verdict</caption>
 * <tr><th>training</th><th>validation</th><th>verdict</th></tr>
 * <tr><td>bad</td><td>anything</td><td>not-trained</td></tr>
 * <tr><td>no better than a constant answer</td><td>none</td><td>not-trained</td></tr>
 * <tr><td>good</td><td>none</td><td>cannot-tell</td></tr>
 * <tr><td>good</td><td>worse, beyond noise and materially, and a linear model loses as much on rows
 * that were not dealt at random</td><td>shift</td></tr>
 * <tr><td>good</td><td>materially worse, and behind a line or a tree beyond noise</td>
 * <td>overfit: something is to be gained</td></tr>
 * <tr><td>good</td><td>far behind a line on the neighbourhoods of pictures</td><td>overfit:
 * something is to be gained</td></tr>
 * <tr><td>good, but far from it with the weights that validation chose</td><td>anything else</td>
 * <td>shift where the rows were not dealt at random, else cannot-tell</td></tr>
 * <tr><td>good</td><td>worse, but level with line and tree or ahead</td><td>fine, with the gap as a
 * number, unless a remedy gains on validation</td></tr>
 * <tr><td>good</td><td>so few rows that the noise is more than a tenth</td><td>cannot-tell</td></tr>
 * <tr><td>good</td><td>no better than a constant answer</td><td>cannot-tell</td></tr>
 * <tr><td>good</td><td>about as good</td><td>fine</td></tr>
 * </table>
 */
public final class Judge {
  /** A gap between training and validation smaller than this is nothing to act on. */
  static final double MATERIAL = 0.03;

  /** With more noise than this, validation says nothing. */
  static final double USELESS = 0.1;

  /** What a linear model must lose on validation before its rows are called of another kind. */
  static final double LINEAR_LOSES = 0.06;

  /** An error this small, as a share of the constant answer's, needs no remedy. */
  static final double NEGLIGIBLE = 0.01;

  private Judge() {}

  /**
   * A judgement.
   *
   * @param verdict of the recipe
   * @param gap whether the training score is ahead of validation, materially and beyond noise, so
   *     that the remedies of the lecture's second branch are worth trying
   * @param sentence the verdict in words, with its numbers
   */
  public record Judgement(Verdict verdict, boolean gap, String sentence) {
    Judgement(Verdict verdict, String sentence) {
      this(verdict, false, sentence);
    }
  }

  /**
   * What counts as good on the training set: the user's goal, or else what the best reference model
   * achieves on training rows and validation rows alike, the lower of the two, and never less than
   * the constant answer.
   *
   * <p>A line on the neighbourhoods of pictures sets no goal: it is told which pixels are
   * neighbours, what no dense layer knows, so that a network behind it may be trained as well as
   * can be. What it has ahead is something to be gained on new pictures, and that is said after the
   * training result was judged ({@link Lead}).
   *
   * <p>The lecture says that logistic regression and decision trees fit a training set easily, so a
   * network that does worse is not trained. But a tree grown to its end fits any training set
   * perfectly, noise and all; measured against that, every healthy network on noisy data would be
   * called untrained. What also holds on rows not seen is no memory, so it is a fair demand.
   * Without validation data only the constant and the linear model can set the goal.
   */
  public static Goal goal(OptionalDouble wanted, List<Reference> references, PrimaryScore by) {
    if (wanted.isPresent()) {
      double goal = wanted.getAsDouble();
      return new Goal(
          goal,
          Wording.of(
              "goal.asked", references.isEmpty() ? String.valueOf(goal) : Score.value(by, goal)),
          true);
    }
    Reference constant = references.getFirst();
    Reference best = constant;
    List<Reference> count =
        references.stream().filter(r -> r.kind() != Reference.Kind.NEIGHBOURHOODS).toList();
    for (Reference reference : count.stream().filter(Reference::finished).toList()) {
      best =
          ReferenceModels.learned(reference, by) > ReferenceModels.learned(best, by)
              ? reference
              : best;
    }
    double floor = by.value(constant.scores().train());
    double score = ReferenceModels.learned(best, by);
    boolean every = count.stream().allMatch(Reference::finished);
    if (!(score > floor)) {
      return new Goal(
          floor,
          Wording.of("goal.constant", Score.value(by, floor), constant.name())
              + (every ? "" : Wording.of("goal.unfinished")));
    }
    return new Goal(
        score,
        Wording.of(
                best.scores().validation().isPresent() ? "goal.both" : "goal.training",
                Score.value(by, score),
                best.name())
            + (every ? "" : Wording.of("goal.unfinished")));
  }

  /** Applies the recipe. */
  public static Judgement judge(TrainingResult result, Goal goal) {
    Metrics returned = result.scores().train();
    Score train = Score.of(returned, result.by());
    if (!Double.isFinite(train.value()) || !Double.isFinite(returned.loss())) {
      return new Judgement(Verdict.NOT_TRAINED, Wording.of("judge.nan"));
    }
    String aim = Score.value(result.by(), goal.score());
    Score reached = Score.of(result.reached(), result.by());
    if (below(reached, goal, result)) {
      return new Judgement(
          Verdict.NOT_TRAINED,
          Wording.of("judge.not-trained", Score.words(result.reached(), result.by()), aim));
    }
    // Where the weights chosen by validation are from before the training set was fitted, the
    // network is compared as it was when it had fitted it.
    boolean early = below(train, goal, result);
    String trained =
        early
            ? Wording.of("judge.could", Score.words(result.reached(), result.by()), aim)
            : Wording.of("judge.gets", Score.words(returned, result.by()), aim);
    Optional<Metrics> measured = result.scores().validation();
    if (measured.isEmpty()) {
      Optional<Reference> constant =
          result
              .reference(Reference.Kind.CONSTANT)
              .filter(r -> !goal.asked() && !(train.value() > by(r, result)));
      if (constant.isPresent()) {
        return new Judgement(
            Verdict.NOT_TRAINED,
            Wording.of(
                "judge.constant-training",
                Score.words(returned, result.by()),
                constant.get().name()));
      }
      return new Judgement(Verdict.CANNOT_TELL, Wording.of("judge.no-validation", trained));
    }
    if (!Double.isFinite(Score.of(measured.get(), result.by()).value())) {
      return new Judgement(Verdict.CANNOT_TELL, Wording.of("judge.unmeasured", trained));
    }
    return validated(result, goal, early ? reached : train, early, trained);
  }

  private static Judgement validated(
      TrainingResult result, Goal goal, Score fitted, boolean early, String trained) {
    Metrics returned = result.scores().train();
    Metrics measured = result.scores().validation().orElseThrow();
    Score validation = Score.of(measured, result.by());
    String validated = Score.words(measured, result.by());
    double gap = fitted.value() - validation.value();
    double noise = fitted.margin(validation);
    boolean apart =
        early && fitted.value() - Score.of(returned, result.by()).value() > MATERIAL + noise;
    boolean beyondNoise = gap > MATERIAL && gap > noise;
    if (beyondNoise) {
      Judgement worse = worse(result, goal, gap, noise, trained, validated);
      if (worse.verdict() != Verdict.FINE || !apart) {
        return worse;
      }
    }
    if (apart) {
      return new Judgement(
          result.drawnAtRandom() ? Verdict.CANNOT_TELL : Verdict.SHIFT,
          beyondNoise,
          Wording.of(
              "judge.apart",
              Score.words(returned, result.by()),
              Score.words(result.reached(), result.by()),
              validated));
    }
    Optional<Lead> lead = Lead.over(measured, result.references(), result.by());
    if (lead.isPresent()) {
      return new Judgement(
          Verdict.OVERFIT,
          gap > MATERIAL,
          Wording.of(
              "judge.behind",
              trained,
              validated,
              lead.get().reference().name(),
              Score.words(
                  lead.get().reference().scores().validation().orElseThrow(), result.by())));
    }
    if (noise > USELESS) {
      return new Judgement(
          Verdict.CANNOT_TELL,
          gap > MATERIAL,
          Wording.of(
              "judge.few",
              trained,
              validated,
              measured.rows(),
              Score.difference(result.by(), gap),
              Score.difference(result.by(), noise)));
    }
    return gap > MATERIAL
        ? withGap(result, goal, gap, "judge.gap-in-noise", trained, validated)
        : fine(result, goal, trained, validated);
  }

  private static Judgement fine(
      TrainingResult result, Goal goal, String trained, String validated) {
    Score validation = Score.of(result.scores().validation().orElseThrow(), result.by());
    if (!goal.asked() && !result.references().stream().allMatch(Reference::finished)) {
      return new Judgement(
          Verdict.CANNOT_TELL, Wording.of("judge.no-references", trained, validated));
    }
    return result
        .reference(Reference.Kind.CONSTANT)
        .filter(constant -> noBetter(validation, constant, result))
        .map(constant ->
            new Judgement(
                Verdict.CANNOT_TELL,
                Wording.of("judge.constant", trained, validated, constant.name())))
        .orElseGet(() -> new Judgement(Verdict.FINE, Wording.of("judge.fine", trained, validated)));
  }

  /** Good on the training set, worse on validation, materially and beyond noise. */
  private static Judgement worse(
      TrainingResult result,
      Goal goal,
      double gap,
      double noise,
      String trained,
      String validated) {
    OptionalDouble theirs =
        result.drawnAtRandom() || result.linearMemorizes()
            ? OptionalDouble.empty()
            : result
                .reference(Reference.Kind.LINEAR)
                .map(r -> gap(r, result))
                .orElse(OptionalDouble.empty());
    if (theirs.isPresent()
        && theirs.getAsDouble() > LINEAR_LOSES
        && gap - theirs.getAsDouble() < Math.max(MATERIAL, noise)) {
      return new Judgement(
          Verdict.SHIFT,
          Wording.of(
              "judge.shift",
              trained,
              validated,
              Score.difference(result.by(), gap),
              Score.difference(result.by(), theirs.getAsDouble())));
    }
    return withGap(result, goal, gap, "judge.gap", trained, validated);
  }

  /** Good on the training set and materially worse on validation, on rows of the same kind. */
  private static Judgement withGap(
      TrainingResult result,
      Goal goal,
      double gap,
      String wording,
      String trained,
      String validated) {
    Optional<Reference> better = better(result);
    if (better.isPresent()) {
      return new Judgement(
          Verdict.OVERFIT,
          true,
          Wording.of(
              "judge.overfit",
              trained,
              validated,
              better.get().name(),
              Score.words(better.get().scores().validation().orElseThrow(), result.by()),
              Score.difference(result.by(), gap)));
    }
    Judgement fine = fine(result, goal, trained, validated);
    return new Judgement(
        fine.verdict(),
        true,
        fine.verdict() == Verdict.FINE
            ? Wording.of(wording, trained, validated, Score.difference(result.by(), gap))
            : fine.sentence());
  }

  /**
   * A model that is better on validation: a line on neighbourhoods where that is worth another kind
   * of network, a line or a tree beyond the margin of both.
   */
  private static Optional<Reference> better(TrainingResult result) {
    Metrics measured = result.scores().validation().orElseThrow();
    Score own = Score.of(measured, result.by());
    return Lead.over(measured, result.references(), result.by())
        .map(Lead::reference)
        .or(() ->
            result.references().stream()
                .filter(Reference::finished)
                .filter(r -> r.kind() == Reference.Kind.LINEAR || r.kind() == Reference.Kind.TREE)
                .filter(r -> r.scores().validation().isPresent())
                .filter(r ->
                    own.against(Score.of(r.scores().validation().orElseThrow(), result.by()))
                        == Score.Standing.WORSE)
                .findFirst());
  }

  private static OptionalDouble gap(Reference reference, TrainingResult result) {
    Optional<Metrics> validation = reference.scores().validation();
    if (validation.isEmpty()) {
      return OptionalDouble.empty();
    }
    Score train = Score.of(reference.scores().train(), result.by());
    Score held = Score.of(validation.get(), result.by());
    double gap = train.value() - held.value();
    return gap > train.margin(held) ? OptionalDouble.of(gap) : OptionalDouble.empty();
  }

  /**
   * Whether a training score is below the goal beyond noise, by an error that matters: one that is
   * a hundredth of the constant answer's does not, however good a goal the references set.
   */
  private static boolean below(Score train, Goal goal, TrainingResult result) {
    if (train.value() + train.margin() >= goal.score()) {
      return false;
    }
    double constant = result.reference(Reference.Kind.CONSTANT).map(r -> by(r, result)).orElse(0.0);
    return goal.asked() || !(1 - train.value() <= NEGLIGIBLE * (1 - constant));
  }

  private static double by(Reference reference, TrainingResult result) {
    return Score.of(reference.scores().train(), result.by()).value();
  }

  private static boolean noBetter(Score validation, Reference constant, TrainingResult result) {
    return constant
        .scores()
        .validation()
        .map(m -> Score.of(m, result.by()))
        .filter(c -> validation.value() <= c.value() + validation.standardError())
        .isPresent();
  }
}
