package plumb.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Verdict;
import plumb.train.Metrics;

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
 * <tr><td>good</td><td>none</td><td>cannot-tell</td></tr>
 * <tr><td>good</td><td>worse, beyond noise and materially</td><td>overfit; or shift, if a linear
 * model loses as much and the rows were not dealt at random</td></tr>
 * <tr><td>good</td><td>materially worse or not: too few rows to say</td><td>cannot-tell</td></tr>
 * <tr><td>good</td><td>no better than a constant answer</td><td>cannot-tell</td></tr>
 * <tr><td>good</td><td>about as good</td><td>fine</td></tr>
 * </table>
 */
public final class Judge {
  /** A gap between training and validation smaller than this is nothing to act on. */
  static final double MATERIAL = 0.03;

  /** With more noise than this, validation says nothing. */
  static final double USELESS = 0.1;

  private Judge() {}

  /**
   * A judgement.
   *
   * @param verdict of the recipe
   * @param sentence it in words, with its numbers
   */
  public record Judgement(Verdict verdict, String sentence) {}

  /**
   * What counts as good on the training set: the user's goal, or else what the best reference model
   * achieves on training rows and validation rows alike, the lower of the two.
   *
   * <p>The lecture says that logistic regression and decision trees fit a training set easily, so a
   * network that does worse is not trained. But a tree grown to its end fits any training set
   * perfectly, noise and all; measured against that, every healthy network on noisy data would be
   * called untrained. What also holds on rows not seen is no memory, so it is a fair demand.
   * Without validation data only the constant and the linear model can set the goal.
   */
  public static Goal goal(OptionalDouble wanted, List<Reference> references) {
    if (wanted.isPresent()) {
      return new Goal(
          wanted.getAsDouble(),
          String.format(
              Locale.ROOT,
              "Good on the training set means %s, as asked for.",
              references.isEmpty()
                  ? String.valueOf(wanted.getAsDouble())
                  : Score.value(references.getFirst().scores().train(), wanted.getAsDouble())),
          true);
    }
    Reference best = references.getFirst();
    for (Reference reference : references.stream().filter(Reference::finished).toList()) {
      best = ReferenceModels.learned(reference) > ReferenceModels.learned(best) ? reference : best;
    }
    double score = ReferenceModels.learned(best);
    return new Goal(
        score,
        String.format(
            Locale.ROOT,
            "Good on the training set means at least %s: %s of the best reference model (%s)%s.",
            Score.value(best.scores().train(), score),
            best.scores().validation().isPresent()
                ? "the lower of the training and the validation result"
                : "the training result",
            best.name(),
            references.stream().allMatch(Reference::finished)
                ? ""
                : "; others were stopped before they were fitted to their end"));
  }

  /** Applies the recipe. */
  public static Judgement judge(Evidence evidence, Goal goal) {
    Metrics returned = evidence.scores().train();
    Score train = Score.of(returned);
    Score reached = Score.of(evidence.reached());
    String aim = "the goal is " + Score.value(returned, goal.score());
    if (!Double.isFinite(train.value()) || !Double.isFinite(returned.loss())) {
      return new Judgement(Verdict.NOT_TRAINED, "Not trained: the loss is not a number any more.");
    }
    if (below(reached, goal)) {
      return new Judgement(
          Verdict.NOT_TRAINED,
          "Not trained: on the training set it gets %s, %s. Whatever validation says, this is not overfitting."
              .formatted(Score.words(evidence.reached()), aim));
    }
    // Where the weights chosen by validation are from before the training set was fitted, the
    // network is compared as it was when it had fitted it.
    boolean early = below(train, goal);
    Score fitted = early ? reached : train;
    String trained =
        early
            ? "on the training set it can get %s, %s,"
                .formatted(Score.words(evidence.reached()), aim)
            : "on the training set it gets %s, %s,".formatted(Score.words(returned), aim);
    Optional<Metrics> measured = evidence.scores().validation();
    if (measured.isEmpty()) {
      return new Judgement(
          Verdict.CANNOT_TELL,
          "Cannot tell: %s but without validation data nobody can tell how it does on new rows."
              .formatted(trained));
    }
    Score validation = Score.of(measured.get());
    double gap = fitted.value() - validation.value();
    double noise = noise(fitted, validation);
    String validated = "on validation " + Score.words(measured.get());
    if (gap > MATERIAL && gap > noise) {
      return worse(evidence, gap, noise, "%s but %s".formatted(trained, validated));
    }
    if (gap > MATERIAL || noise > USELESS) {
      return new Judgement(
          Verdict.CANNOT_TELL,
          String.format(
              Locale.ROOT,
              "Cannot tell: %s and %s; with only %d validation rows the difference of %s is within the noise of %s, so nobody can tell whether it overfits.",
              trained,
              validated,
              measured.get().rows(),
              Score.difference(returned, gap),
              Score.difference(returned, noise)));
    }
    if (!goal.asked() && !evidence.references().stream().allMatch(Reference::finished)) {
      return new Judgement(
          Verdict.CANNOT_TELL,
          "Cannot tell: %s and %s; but the reference models were stopped before they could say what is good: give more time, or a goal."
              .formatted(trained, validated));
    }
    return evidence
        .reference(Reference.Kind.CONSTANT)
        .filter(constant -> noBetter(validation, constant))
        .map(constant ->
            new Judgement(
                Verdict.CANNOT_TELL,
                "Cannot tell: %s and %s, which is no better than %s: the inputs may say little about the target."
                    .formatted(trained, validated, constant.name())))
        .orElseGet(
            () -> new Judgement(Verdict.FINE, "Fine: %s and %s.".formatted(trained, validated)));
  }

  /** Good on the training set, bad on validation: learned by heart, or other data. */
  private static Judgement worse(Evidence evidence, double gap, double noise, String found) {
    Metrics kind = evidence.scores().train();
    Optional<Reference> linear =
        evidence.drawnAtRandom() ? Optional.empty() : evidence.reference(Reference.Kind.LINEAR);
    OptionalDouble theirs = linear.map(Judge::gap).orElse(OptionalDouble.empty());
    if (theirs.isPresent()
        && theirs.getAsDouble() > MATERIAL
        && gap - theirs.getAsDouble() < Math.max(MATERIAL, noise)) {
      return new Judgement(
          Verdict.SHIFT,
          String.format(
              Locale.ROOT,
              "Shift: %s; the gap is %s, and a linear model, which has little to memorize with, loses %s too: the validation rows seem to be of another kind than the training rows.",
              found,
              Score.difference(kind, gap),
              Score.difference(kind, theirs.getAsDouble())));
    }
    return new Judgement(
        Verdict.OVERFIT,
        String.format(
            Locale.ROOT,
            "Overfit: %s; the gap of %s is beyond the noise of %s.",
            found,
            Score.difference(kind, gap),
            Score.difference(kind, noise)));
  }

  private static OptionalDouble gap(Reference reference) {
    Optional<Metrics> validation = reference.scores().validation();
    if (validation.isEmpty()) {
      return OptionalDouble.empty();
    }
    Score train = Score.of(reference.scores().train());
    Score held = Score.of(validation.get());
    double gap = train.value() - held.value();
    return gap > noise(train, held) ? OptionalDouble.of(gap) : OptionalDouble.empty();
  }

  /** Whether a training score is below the goal beyond noise. */
  private static boolean below(Score train, Goal goal) {
    return !(train.value() + train.margin() >= goal.score());
  }

  /** Two standard errors of the difference of two scores on different rows. */
  private static double noise(Score one, Score other) {
    return one.margin(other);
  }

  private static boolean noBetter(Score validation, Reference constant) {
    return constant
        .scores()
        .validation()
        .map(Score::of)
        .filter(c -> validation.value() <= c.value() + validation.standardError())
        .isPresent();
  }
}
