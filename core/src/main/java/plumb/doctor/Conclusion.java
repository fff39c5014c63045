package plumb.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumb.cause.CaseFile;
import plumb.cause.CauseRule;
import plumb.cause.Causes;
import plumb.cause.Finding;
import plumb.cause.Symptoms;
import plumb.cause.WrongLabels;
import plumb.experiment.Trained;
import plumb.recipe.Judge;
import plumb.recipe.Score;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Reference;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.symptom.GradientCheck;
import plumb.symptom.NonFiniteOrigin;
import plumb.symptom.OneBatch;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.treatment.Treatment;
import plumb.wording.Wording;

/**
 * What a search comes to: causes of the card as given, most likely first, and the verdict that goes
 * with the first of them.
 *
 * @param verdict on the card as given
 * @param sentence the finding first, then its numbers
 * @param causes at least one
 */
record Conclusion(Verdict verdict, String sentence, List<Cause> causes) {
  /** A training result this far short of the goal is not called bad where nothing helps. */
  private static final double SHORT = 0.03;

  /** A suspicion that nothing was tried against is at most so sure. */
  private static final double UNTRIED = 0.6;

  /** A second explanation that helped as well is at most so sure. */
  private static final double ALTERNATIVE = 0.4;

  /** A symptom is no cause: it is at most so sure. */
  private static final double SYMPTOM = 0.3;

  /** Above a constant answer by less than this, or two standard errors, is hardly above. */
  private static final double HARDLY = 0.05;

  /** Causes that are looked for only where the training result is good. */
  private static final Set<CauseId> ON_VALIDATION =
      Set.of(CauseId.OVERFITTING, CauseId.WRONG_ARCHITECTURE);

  static Conclusion of(Search search, boolean experiments) {
    Judge.Judgement judged = search.judgement(search.first());
    List<Cause> causes = causes(search, judged, experiments);
    Cause first = causes.getFirst();
    Verdict verdict = verdict(first, judged.verdict());
    return new Conclusion(verdict, sentence(verdict, judged, first), causes);
  }

  /** The verdict follows from the first cause, so that they cannot contradict each other. */
  static Verdict verdict(Cause first, Verdict judged) {
    return switch (first.id()) {
      case HEALTHY -> Verdict.FINE;
      case CANNOT_TELL -> judged == Verdict.FINE ? Verdict.CANNOT_TELL : judged;
      case LEAKAGE, CORRUPT_TARGET, WRONG_TASK -> Verdict.DOUBTFUL;
      case TRAIN_VALIDATION_SHIFT -> Verdict.SHIFT;
      default ->
          Causes.rule(first.id()).map(rule -> rule.verdict(judged)).orElse(Verdict.NOT_TRAINED);
    };
  }

  private static String sentence(Verdict verdict, Judge.Judgement judged, Cause first) {
    if (first.id() == CauseId.HEALTHY || first.id() == CauseId.CANNOT_TELL) {
      return verdict == judged.verdict() ? judged.sentence() : first.sentence();
    }
    return Wording.of("verdict." + verdict.id(), Headlines.of(first.id()), first.sentence());
  }

  private static List<Cause> causes(Search search, Judge.Judgement judged, boolean experiments) {
    List<Cause> causes = new ArrayList<>();
    Set<CauseId> named = new HashSet<>();
    double limit = 1;
    for (Established found : search.found()) {
      if (saysToo(found, judged) && named.add(found.finding().id())) {
        double confidence = Math.min(limit, found.confidence());
        limit = confidence - 0.01;
        causes.add(found.cause().withConfidence(confidence));
      }
    }
    // A gradient that is wrong spoils every other comparison.
    search
        .answers()
        .gradient()
        .filter(GradientCheck::wrong)
        .ifPresent(check -> {
          named.add(CauseId.IMPLEMENTATION_BUG);
          causes.addFirst(
              new Cause(
                  CauseId.IMPLEMENTATION_BUG,
                  0.98,
                  check.measurement().evidence(),
                  Wording.of("bug", check.measurement().sentence())));
        });
    if (causes.isEmpty()) {
      causes.addAll(experiments ? List.of() : suspected(search, judged));
      causes.forEach(cause -> named.add(cause.id()));
    }
    if (causes.isEmpty()) {
      causes.add(unexplained(search, judged, experiments));
      named.add(causes.getFirst().id());
      if (causes.getFirst().id() == CauseId.HEALTHY) {
        return causes;
      }
    }
    causes.set(0, traced(causes.getFirst(), search.first()));
    for (Established found : search.alternatives()) {
      if (named.add(found.finding().id())) {
        causes.add(found.cause().withConfidence(Math.min(ALTERNATIVE, found.confidence())));
      }
    }
    Set<CauseId> ruledOut = new HashSet<>();
    search.ruledOut().forEach(r -> ruledOut.add(r.id()));
    for (Finding symptom : Symptoms.of(search.file(search.first()))) {
      if (!ruledOut.contains(symptom.id()) && named.add(symptom.id())) {
        causes.add(symptom.cause(Math.min(SYMPTOM, symptom.severity())));
      }
    }
    causes.sort(Comparator.comparingDouble(Cause::confidence).reversed());
    return causes;
  }

  /**
   * Whether a finding is a cause of what the card as given does. What shows on validation only when
   * training has been mended is not: while training is bad nothing is blamed on it.
   */
  private static boolean saysToo(Established found, Judge.Judgement judged) {
    return !ON_VALIDATION.contains(found.finding().id()) || judged.verdict() != Verdict.NOT_TRAINED;
  }

  /** What is odd about a bad run on which no experiment was made. */
  private static List<Cause> suspected(Search search, Judge.Judgement judged) {
    CaseFile file = search.file(search.first());
    if (judged.verdict() == Verdict.OVERFIT) {
      List<Finding> architecture = Causes.ARCHITECTURE.suspects(file);
      return (architecture.isEmpty() ? Causes.OVERFITTING.suspects(file) : architecture)
          .stream().map(f -> f.cause(UNTRIED)).toList();
    }
    List<Cause> suspected = new ArrayList<>();
    Causes.MODE.suspects(file).forEach(f -> suspected.add(f.cause(f.severity())));
    if (judged.verdict() == Verdict.NOT_TRAINED) {
      Causes.suspects(file).stream()
          .filter(f -> f.severity() >= Search.WORTH_A_TRIAL)
          .map(f -> f.cause(Math.min(UNTRIED, f.severity())))
          .forEach(suspected::add);
    }
    return suspected;
  }

  /** With where the first NaN or infinity came from, if there was one. */
  private static Cause traced(Cause cause, Trained first) {
    return first
        .watch()
        .map(seen ->
            new Cause(
                cause.id(),
                cause.confidence(),
                cause.evidence().and(NonFiniteOrigin.evidence(seen, first)),
                cause.sentence() + NonFiniteOrigin.sentence(seen, first)))
        .orElse(cause);
  }

  /** No cause was found: nothing is wrong, or nobody can tell what. */
  private static Cause unexplained(Search search, Judge.Judgement judged, boolean experiments) {
    Trained first = search.first();
    if (!first.whole()) {
      return cannotTell(
          search,
          Wording.of(
              "stopped-early",
              first.history().getLast().updates(),
              first.result().reason().sentence()));
    }
    if (search.usual() == Search.Usual.BETTER) {
      return cannotTell(search, Wording.of("usual-better", judged.sentence()) + stuck(search));
    }
    if (judged.verdict() != Verdict.NOT_TRAINED && hardlyBetterThanConstant(search)) {
      return cannotTell(search, Wording.of("as-constant", judged.sentence()));
    }
    Optional<Examination.RuledOut> doubted =
        search.ruledOut().stream()
            .filter(r -> r.id() == CauseId.LABEL_NOISE && WrongLabels.tooMany(r))
            .findFirst();
    if (doubted.isPresent()) {
      return new Cause(
          CauseId.CANNOT_TELL,
          0.5,
          doubted.get().evidence(),
          Wording.of("labels.look", doubted.get().sentence()));
    }
    return switch (judged.verdict()) {
      case FINE -> healthy(search, judged.sentence());
      case NOT_TRAINED -> notTrained(search, judged, experiments);
      case SHIFT -> cause(search, CauseId.TRAIN_VALIDATION_SHIFT, 0.55, judged.sentence());
      case OVERFIT -> cause(search, CauseId.OVERFITTING, 0.55, judged.sentence());
      case CANNOT_TELL, DOUBTFUL -> cannotTell(search, judged.sentence());
    };
  }

  private static Cause notTrained(Search search, Judge.Judgement judged, boolean experiments) {
    double reached = search.first().by().value(search.first().beside(List.of()).reached());
    double gap = search.first().train() - search.first().held();
    boolean close =
        !search.goal(search.first()).asked()
            && reached > search.goal(search.first()).score() - SHORT
            && gap < 2 * SHORT
            && experiments;
    if (close) {
      return cause(
          search, CauseId.HEALTHY, 0.65, Wording.of("healthy.short", judged.sentence(), SHORT));
    }
    return cannotTell(
        search,
        Wording.of(
                !experiments
                    ? "not-asked"
                    : search.experiments().probes().isEmpty() ? "no-time" : "nothing-helped",
                judged.sentence())
            + stuck(search));
  }

  private static Cause cause(Search search, CauseId id, double confidence, String sentence) {
    return new Cause(
        id,
        confidence,
        Evidence.of(
            Reading.of(
                "trainScore",
                search.first().train(),
                search.goal(search.first()).score(),
                Unit.SCORE),
            Reading.of("validationScore", search.first().held(), Unit.SCORE)),
        sentence);
  }

  private static Cause cannotTell(Search search, String sentence) {
    return cause(search, CauseId.CANNOT_TELL, 0.5, sentence);
  }

  private static Cause healthy(Search search, String sentence) {
    boolean compared = search.usual() == Search.Usual.NO_BETTER;
    return cause(
        search,
        CauseId.HEALTHY,
        compared ? 0.9 : 0.7,
        Wording.of(
            search.ruledOut().isEmpty()
                ? compared ? "healthy.compared" : "healthy.plain"
                : compared ? "healthy.odd-compared" : "healthy.odd",
            sentence));
  }

  /** That the network, as it is built, cannot learn even a few rows, if it was asked that. */
  private static String stuck(Search search) {
    return search
        .answers()
        .batch()
        .filter(OneBatch::cannot)
        .map(batch -> " " + batch.measurement().sentence())
        .orElse("");
  }

  /** Whether both results are within the noise of those of a constant answer. */
  private static boolean hardlyBetterThanConstant(Search search) {
    Trained first = search.first();
    return search.references(first).stream()
        .filter(r -> r.kind() == Reference.Kind.CONSTANT)
        .anyMatch(r ->
            within(first.scores().train(), r.scores().train(), first.by())
                && first.validated()
                && r.scores().validation().isPresent()
                && within(
                    first.scores().validation().orElseThrow(),
                    r.scores().validation().orElseThrow(),
                    first.by()));
  }

  private static boolean within(Metrics metrics, Metrics constant, PrimaryScore by) {
    Score score = Score.of(metrics, by);
    return score.value() < by.value(constant) + Math.max(HARDLY, score.margin());
  }

  /** Remedies of all causes, those of the first first. */
  static List<Examination.Proposal> proposals(Search search) {
    List<Examination.Proposal> proposals = new ArrayList<>();
    Card so = search.first().card();
    Judge.Judgement judged = search.judgement(search.first());
    for (Established found : search.found()) {
      if (!saysToo(found, judged)) {
        continue;
      }
      for (Treatment treatment : found.finding().treatments()) {
        proposals.add(
            new Examination.Proposal(
                found.finding().id(), treatment.title(), treatment.reason(), treatment.apply(so)));
      }
      if (!found.finding().treatments().isEmpty()) {
        so = found.finding().treatments().getFirst().apply(so);
      }
    }
    return proposals;
  }

  /** How a remedy of a cause is accepted. */
  static CauseRule.Acceptance acceptance(CauseId id) {
    return switch (id) {
      case LEAKAGE, CORRUPT_TARGET, WRONG_TASK, TRAIN_VALIDATION_SHIFT ->
          CauseRule.Acceptance.ALWAYS;
      default ->
          Causes.rule(id).map(CauseRule::acceptance).orElse(CauseRule.Acceptance.BEST_ESTIMATE);
    };
  }
}
