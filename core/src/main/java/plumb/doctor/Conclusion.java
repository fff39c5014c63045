package plumb.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import plumb.recipe.Judge;
import plumb.recipe.Score;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Examination;
import plumb.run.Reference;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.StopReason;

/** What an inquiry comes to. */
final class Conclusion {
  /** A training result this far short of the goal is not called healthy, whatever was tried. */
  private static final double SHORT = 0.03;

  /** A gap to validation that is overfitting even where no remedy against it helps. */
  private static final double CLEAR = 0.12;

  /** With so many labels doubted where a network is sure nobody calls a run healthy. */
  private static final double DOUBTFUL = 0.3;

  private Conclusion() {}

  /** Most likely first; at least one. */
  static List<Cause> causes(Inquiry inquiry, Laboratory laboratory) {
    List<Cause> causes = new ArrayList<>();
    Set<CauseId> named = new HashSet<>();
    double limit = 1;
    for (Found found : inquiry.found()) {
      if (saysToo(found, inquiry) && named.add(found.suspect().id())) {
        double confidence = Math.min(limit, found.confidence());
        limit = confidence - 0.01;
        causes.add(with(found.cause(), confidence));
      }
    }
    // A gradient that is wrong spoils every other comparison.
    inquiry
        .measured()
        .gradient()
        .filter(GradientCheck::wrong)
        .map(Conclusion::wrongGradient)
        .ifPresent(wrong -> {
          named.add(wrong.id());
          causes.addFirst(wrong);
        });
    if (causes.isEmpty()) {
      causes.add(unexplained(inquiry));
      named.add(causes.getFirst().id());
      if (causes.getFirst().id() == CauseId.HEALTHY) {
        return causes;
      }
    }
    causes.set(0, traced(causes.getFirst(), inquiry));
    for (Found found : inquiry.alternatives()) {
      if (named.add(found.suspect().id())) {
        causes.add(with(found.cause(), Math.min(0.4, found.confidence())));
      }
    }
    for (Cause symptom : symptoms(inquiry, laboratory)) {
      if (named.add(symptom.id())) {
        causes.add(symptom);
      }
    }
    causes.sort(Comparator.comparingDouble(Cause::confidence).reversed());
    return causes;
  }

  /**
   * Whether a finding is a cause of what the card as given does. Overfitting that shows only when
   * training has been mended is not: while training is bad nothing is blamed on it.
   */
  private static boolean saysToo(Found found, Inquiry inquiry) {
    return found.suspect().id() != CauseId.OVERFITTING
        || inquiry.judgement(inquiry.first()).verdict() != Verdict.NOT_TRAINED;
  }

  /** With where the first number that is none came from, if there was one. */
  private static Cause traced(Cause cause, Inquiry inquiry) {
    plumb.run.Evidence evidence =
        cause
            .evidence()
            .and(plumb.run.Evidence.of(Trail.evidence(inquiry.seen(), inquiry.first())).readings());
    return new Cause(
        cause.id(),
        cause.confidence(),
        evidence,
        cause.sentence() + Trail.sentence(inquiry.seen(), inquiry.first()));
  }

  private static Cause with(Cause cause, double confidence) {
    return new Cause(cause.id(), confidence, cause.evidence(), cause.sentence());
  }

  /** No change that was tried helps: nothing is wrong, or nobody can tell what. */
  private static Cause unexplained(Inquiry inquiry) {
    Judge.Judgement judgement = inquiry.judgement(inquiry.first());
    if (!inquiry.first().whole()) {
      return cannotTell(
          inquiry,
          0.5,
          "Training ended after %d updates, %s, before anything could be examined."
              .formatted(
                  inquiry.first().history().getLast().updates(),
                  inquiry.first().result().reason().sentence()));
    }
    if (inquiry.usual() == Inquiry.Usual.BETTER) {
      return cannotTell(
          inquiry,
          0.5,
          "A usual network does better on the same data, but none of the changes that were tried makes enough of the difference. "
              + judgement.sentence()
              + stuck(inquiry));
    }
    if (hardlyBetterThanConstant(inquiry)) {
      return cannotTell(
          inquiry,
          0.5,
          "Neither on the training set nor on new rows does it do much better than a constant answer, and nothing that was tried does. "
              + judgement.sentence());
    }
    Optional<Cause> doubtful = doubtfulLabels(inquiry);
    if (doubtful.isPresent()) {
      return doubtful.get();
    }
    double gap = gap(inquiry);
    return switch (judgement.verdict()) {
      case FINE ->
          healthy(
              inquiry,
              inquiry.usual() == Inquiry.Usual.NOT_TRIED ? 0.6 : 0.9,
              judgement.sentence());
      case NOT_TRAINED -> {
        double reached = Score.of(inquiry.first().evidence(List.of()).reached()).value();
        if (inquiry.probes().isEmpty()) {
          yield cannotTell(
              inquiry, 0.4, judgement.sentence() + " There was no time to look for the reason.");
        }
        yield !inquiry.goal().asked()
                && reached > inquiry.goal().score() - SHORT
                && gap < ValidationCauses.GAP
            ? healthy(inquiry, 0.65, "It is less than %s short of the goal.".formatted(SHORT))
            : cannotTell(
                inquiry,
                0.5,
                judgement.sentence()
                    + " Nothing that was tried helped beyond noise."
                    + stuck(inquiry));
      }
      case OVERFIT -> overfit(inquiry, judgement.sentence(), gap);
      case SHIFT -> cause(inquiry, CauseId.TRAIN_VALIDATION_SHIFT, 0.55, judgement.sentence());
      case CANNOT_TELL, DOUBTFUL ->
          gap < ValidationCauses.GAP && fewHeldOut(inquiry) && !validatesAsConstant(inquiry)
              ? healthy(inquiry, 0.6, "There are few validation rows to tell by.")
              : cannotTell(inquiry, 0.5, judgement.sentence());
    };
  }

  /** The curves speak of overfitting, but nothing that was tried against it helps. */
  private static Cause overfit(Inquiry inquiry, String sentence, double gap) {
    if (gap < ValidationCauses.GAP) {
      return healthy(
          inquiry,
          0.65,
          String.format(
              Locale.ROOT,
              "It is %.3f better on the training set than on validation, but nothing against overfitting makes validation better.",
              gap));
    }
    String tried = sentence + " None of the remedies tried against it helps";
    return gap < CLEAR
        ? cannotTell(inquiry, 0.5, tried + ", so this may be all that the data give.")
        : cause(inquiry, CauseId.OVERFITTING, 0.55, tried + ".");
  }

  /** Training result less validation result, of the weights that are returned. */
  private static double gap(Inquiry inquiry) {
    EpochRecord best = inquiry.first().best();
    return Score.of(best.train()).value() - Comparison.watched(best);
  }

  private static Cause cause(Inquiry inquiry, CauseId id, double confidence, String sentence) {
    return new Cause(
        id,
        confidence,
        Numbers.of(
            "trainScore", Score.of(inquiry.first().best().train()).value(),
            "validationScore", Comparison.watched(inquiry.first().best()),
            "goal", inquiry.goal().score()),
        sentence);
  }

  private static Cause cannotTell(Inquiry inquiry, double confidence, String sentence) {
    return cause(inquiry, CauseId.CANNOT_TELL, confidence, sentence);
  }

  private static Cause healthy(Inquiry inquiry, double confidence, String sentence) {
    String looked =
        inquiry.ruledOut().isEmpty()
            ? "Nothing about it is odd"
            : "What looks odd about it does no harm when it is taken away";
    String beside =
        switch (inquiry.usual()) {
          case NO_BETTER, BETTER -> ", and a usual network does no better on the same data.";
          case NOT_TRIED -> "; there was no time to hold it against a usual network.";
        };
    return cause(inquiry, CauseId.HEALTHY, confidence, looked + beside + " " + sentence);
  }

  private static Cause wrongGradient(GradientCheck check) {
    return new Cause(
        CauseId.IMPLEMENTATION_BUG,
        0.98,
        check.measurement().evidence(),
        check.measurement().sentence() + " So a step does not go where the loss falls.");
  }

  /** That the network, as it is built, cannot learn even a few rows, if it was asked that. */
  private static String stuck(Inquiry inquiry) {
    return inquiry
        .measured()
        .batch()
        .filter(OneBatch::cannot)
        .map(batch -> " " + batch.measurement().sentence())
        .orElse("");
  }

  /**
   * Labels that a network doubts where it is sure, though nobody can say whether they are wrong.
   */
  private static Optional<Cause> doubtfulLabels(Inquiry inquiry) {
    return inquiry.ruledOut().stream()
        .filter(r -> r.id() == CauseId.LABEL_NOISE)
        .filter(r -> r.evidence().value("wrongLabels").orElse(0) >= DOUBTFUL)
        .findFirst()
        .map(r ->
            new Cause(
                CauseId.CANNOT_TELL,
                0.5,
                r.evidence(),
                r.sentence()
                    + " So do labels of which many are wrong: look at some of them before you trust a result."));
  }

  /** Whether both results are within the noise of those of a constant answer. */
  private static boolean hardlyBetterThanConstant(Inquiry inquiry) {
    EpochRecord best = inquiry.first().best();
    return inquiry.references().stream()
        .filter(r -> r.kind() == Reference.Kind.CONSTANT)
        .anyMatch(r ->
            within(best.train(), r.scores().train())
                && best.validation().isPresent()
                && r.scores().validation().isPresent()
                && within(best.validation().get(), r.scores().validation().get()));
  }

  /** Whether the held-out rows are too few to tell a gap that matters from noise. */
  private static boolean fewHeldOut(Inquiry inquiry) {
    return inquiry
        .first()
        .best()
        .validation()
        .filter(held -> Score.of(held).margin() >= ValidationCauses.GAP / 2)
        .isPresent();
  }

  /** Whether the validation result is within the noise of that of a constant answer. */
  private static boolean validatesAsConstant(Inquiry inquiry) {
    Optional<Metrics> result = inquiry.first().best().validation();
    return inquiry.references().stream()
        .filter(r -> r.kind() == Reference.Kind.CONSTANT)
        .flatMap(r -> r.scores().validation().stream())
        .anyMatch(constant -> result.filter(r -> within(r, constant)).isPresent());
  }

  private static boolean within(Metrics metrics, Metrics constant) {
    Score score = Score.of(metrics);
    return score.value() < Score.of(constant).value() + Math.max(0.05, 2 * score.standardError());
  }

  /** What was seen in the network of the card as given; seldom the cause itself. */
  private static List<Cause> symptoms(Inquiry inquiry, Laboratory laboratory) {
    Trial trial = inquiry.first();
    List<Cause> symptoms = new ArrayList<>();
    boolean diverged = trial.result().reason() instanceof StopReason.Diverged;
    if (diverged) {
      symptoms.add(
          new Cause(
              CauseId.EXPLODING_GRADIENT,
              0.3,
              Numbers.of(
                  "divergedAtUpdate", ((StopReason.Diverged) trial.result().reason()).update()),
              "A symptom: " + trial.result().reason().sentence()));
      return symptoms;
    }
    Signals signals =
        Signals.of(trial.network(), trial.result().last(), trial.data().train(), laboratory.team());
    if (signals.mostSaturated() > 0.5) {
      symptoms.add(
          new Cause(
              CauseId.SATURATED_ACTIVATION,
              0.3,
              Numbers.of("saturatedShare", signals.mostSaturated(), "saturatedShareLimit", 0.5),
              String.format(
                  Locale.ROOT,
                  "A symptom: %.0f %% of a layer's sums lie where its activation is flat.",
                  100 * signals.mostSaturated())));
    }
    if (signals.mostDead() > 0.5) {
      symptoms.add(
          new Cause(
              CauseId.DYING_RELU,
              0.28,
              Numbers.of("deadShare", signals.mostDead(), "deadShareLimit", 0.5),
              String.format(
                  Locale.ROOT,
                  "A symptom: %.0f %% of a layer's ReLUs are 0 on every row looked at.",
                  100 * signals.mostDead())));
    }
    if (signals.layers().size() > 2 && signals.gradientRatio() < 1e-3) {
      symptoms.add(
          new Cause(
              CauseId.VANISHING_GRADIENT,
              0.26,
              Numbers.of(
                  "gradientFirstToHead", signals.gradientRatio(), "gradientFirstToHeadLimit", 1e-3),
              String.format(
                  Locale.ROOT,
                  "A symptom: the gradient of the first layer is %.2g times that of the last.",
                  signals.gradientRatio())));
    }
    return symptoms;
  }

  /** The recipe's verdict, as far as the causes do not say more. */
  static Verdict verdict(Inquiry inquiry, List<Cause> causes) {
    Verdict judged = inquiry.judgement(inquiry.first()).verdict();
    return switch (causes.getFirst().id()) {
      case HEALTHY -> Verdict.FINE;
      case OVERFITTING -> Verdict.OVERFIT;
      case TRAIN_VALIDATION_SHIFT -> Verdict.SHIFT;
      case CANNOT_TELL, UNINFORMATIVE_LABELS ->
          judged == Verdict.FINE ? Verdict.CANNOT_TELL : judged;
      case LEAKAGE, LABEL_NOISE, CLASS_IMBALANCE, TRAIN_TEST_MODE_MISMATCH, UNSHUFFLED_DATA ->
          judged == Verdict.FINE ? Verdict.CANNOT_TELL : judged;
      default -> Verdict.NOT_TRAINED;
    };
  }

  static String sentence(Inquiry inquiry, List<Cause> causes) {
    Judge.Judgement judgement = inquiry.judgement(inquiry.first());
    Verdict verdict = verdict(inquiry, causes);
    boolean known = causes.getFirst().id() != CauseId.CANNOT_TELL;
    return verdict == judgement.verdict() && !(verdict == Verdict.CANNOT_TELL && known)
        ? judgement.sentence()
        : switch (verdict) {
          case FINE -> "Fine: " + causes.getFirst().sentence();
          case NOT_TRAINED ->
              "Not trained as well as it can be: %s".formatted(causes.getFirst().sentence());
          case OVERFIT -> "Overfit: " + causes.getFirst().sentence();
          case SHIFT -> "Shift: " + causes.getFirst().sentence();
          case CANNOT_TELL, DOUBTFUL -> causes.getFirst().sentence();
        };
  }

  /** Remedies of all causes, those of the first first. */
  static List<Examination.Proposal> proposals(Inquiry inquiry) {
    List<Examination.Proposal> proposals = new ArrayList<>();
    Card so = inquiry.first().card();
    for (Found found : inquiry.found()) {
      if (!saysToo(found, inquiry)) {
        continue;
      }
      for (Treatment treatment : found.suspect().treatments()) {
        proposals.add(
            new Examination.Proposal(
                found.suspect().id(), treatment.title(), treatment.reason(), treatment.apply(so)));
      }
      so = found.suspect().treatment().apply(so);
    }
    return proposals;
  }
}
