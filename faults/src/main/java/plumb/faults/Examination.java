package plumb.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumb.data.BadInput;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;

/** Puts one case before the doctor, the published rule sets and the random remedies. */
final class Examination {
  private static final List<RuleSet> RULES =
      List.of(new AutoTrainer(), new DeepDiagnosis(), new Umlaut(), new SageMakerDebugger());

  /** How the note of a case begins in which the doctor threw an exception. */
  private static final String FAILED = "failed: ";

  private final Scenario scenario;
  private final Problem base;
  private final Path folder;
  private final long seed;
  private final int retrainings;

  /**
   * An examination.
   *
   * @param folder for the files of the case
   * @param retrainings granted to random remedies
   */
  Examination(Scenario scenario, Problem base, Path folder, long seed, int retrainings) {
    this.scenario = scenario;
    this.base = base;
    this.folder = folder;
    this.seed = seed;
    this.retrainings = retrainings;
  }

  /** Everything but the doctor: the twin, the plant, and what the others make of it. */
  CaseResult others() {
    CardData data = CardData.remembered();
    try (Team team = Team.of(1)) {
      Scenario.Ready clean = scenario.clean(base, folder, seed);
      Scenario.Ready planted = scenario.planted(base, folder, seed);
      double twin = Trial.of(clean.card(), data, team).test(clean.test(), team);
      Trial trial = Trial.of(planted.card(), data, team);
      double fault = trial.test(planted.test(), team);
      Observed observed = new Observed(trial, team);
      Map<String, CaseResult.Said> rules = new LinkedHashMap<>();
      RULES.forEach(rule -> rules.put(rule.name(), judged(rule.examine(observed))));
      CaseResult.Said said = judged(new AutoTrainer().examine(observed));
      CaseResult.Treated repaired = autoTrainer(trial, planted, data, team, said);
      List<Double> random = new ArrayList<>();
      RandomRemedies.tried(
              trial,
              retrainings,
              data,
              team,
              RandomStream.of(seed).child(scenario.name().hashCode()))
          .forEach(t -> random.add(t.test(planted.test(), team)));
      return new CaseResult(
          scenario.name(),
          switch (scenario.truths().size()) {
            case 0 -> CaseResult.Kind.CONTROL;
            case 1 -> CaseResult.Kind.SINGLE;
            default -> CaseResult.Kind.COMPOUND;
          },
          seed,
          scenario.truths().stream().map(Truth::cause).toList(),
          scenario.truths().stream().allMatch(Truth::curable),
          twin,
          fault,
          base.test().rows(),
          rules,
          nothing(fault),
          repaired,
          random,
          Optional.empty());
    }
  }

  /**
   * The same with the doctor.
   *
   * @param timed whether nothing else runs, so that processor time can be measured
   */
  CaseResult doctor(CaseResult others, boolean timed) {
    Scenario.Ready planted = scenario.planted(base, folder, seed);
    Engine engine = new Engine(CardData.remembered(), 1);
    double from = Processor.seconds();
    CaseResult.Treated treated = doctor(planted, engine, others.fault());
    double until = Processor.seconds();
    return others.with(
        treated,
        timed && !failed(treated) ? alone(planted.card(), engine, until - from) : Optional.empty());
  }

  private static boolean failed(CaseResult.Treated treated) {
    return treated.note().startsWith(FAILED);
  }

  /** Beside the training of the card alone, if it can be trained at all. */
  private static Optional<CaseResult.ProcessorTime> alone(
      Card card, Engine engine, double verdict) {
    try {
      return Optional.of(new CaseResult.ProcessorTime(verdict, engine.alone(card)));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  // --- the doctor ---

  private CaseResult.Treated doctor(Scenario.Ready planted, Engine engine, double fault) {
    long from = System.nanoTime();
    try {
      Engine.Run run = engine.repair(Engine.Question.of(planted.card()));
      double seconds = (System.nanoTime() - from) / 1e9;
      List<String> proposals = new ArrayList<>();
      List<Set<Treatment>> treatments = new ArrayList<>();
      for (var proposal : run.proposals()) {
        Set<Treatment> does = Treatments.between(planted.card(), proposal.card());
        treatments.add(does);
        proposals.add(proposal.title() + " " + does);
      }
      return new CaseResult.Treated(
          judged(run.causes(), treatments),
          engine.score(run.model(), planted.test()),
          run.retrainings(),
          run.effort(),
          seconds,
          proposals,
          Treatments.between(planted.card(), run.card()),
          run.causes().getFirst().sentence());
    } catch (RuntimeException e) {
      // A doctor that fails is wrong about every case; the bench goes on and shows how it failed.
      CaseResult.Treated none = nothing(fault);
      CaseResult.Said failed =
          new CaseResult.Said(
              List.of("failed"), scenario.healthy(), false, false, false, false, false, false);
      return new CaseResult.Treated(failed, none.test(), 0, 0, 0, List.of(), Set.of(), FAILED + e);
    }
  }

  private CaseResult.Said judged(List<Cause> causes, List<Set<Treatment>> treatments) {
    List<CauseId> ids = causes.stream().map(Cause::id).toList();
    CauseId first = ids.getFirst();
    return new CaseResult.Said(
        ids.stream().map(CauseId::id).toList(),
        first != CauseId.HEALTHY && first != CauseId.CANNOT_TELL,
        first == CauseId.CANNOT_TELL,
        right(Set.of(first)),
        ids.stream().limit(2).anyMatch(id -> right(Set.of(id))),
        scenario.truths().stream().anyMatch(t -> t.cause() == first),
        treatments.stream().limit(1).anyMatch(this::cures),
        treatments.stream().limit(3).anyMatch(this::cures));
  }

  private boolean right(Set<CauseId> named) {
    return scenario.truths().stream()
        .anyMatch(t -> t.accepted().stream().anyMatch(named::contains));
  }

  private boolean cures(Set<Treatment> treatments) {
    return scenario.truths().stream()
        .anyMatch(t -> t.treatments().stream().anyMatch(treatments::contains));
  }

  // --- the others ---

  private CaseResult.Said judged(List<Symptom> symptoms) {
    return new CaseResult.Said(
        symptoms.stream().map(Symptom::rule).toList(),
        !symptoms.isEmpty(),
        false,
        symptoms.stream().limit(1).anyMatch(s -> right(s.causes())),
        symptoms.stream().limit(2).anyMatch(s -> right(s.causes())),
        symptoms.stream()
            .limit(1)
            .anyMatch(
                s -> scenario.truths().stream().anyMatch(t -> s.causes().contains(t.cause()))),
        symptoms.stream().limit(1).anyMatch(s -> cures(s.treatments())),
        symptoms.stream().limit(3).anyMatch(s -> cures(s.treatments())));
  }

  private CaseResult.Treated autoTrainer(
      Trial trial, Scenario.Ready planted, CardData data, Team team, CaseResult.Said said) {
    long from = System.nanoTime();
    AutoTrainerRepair.Repaired repaired =
        new AutoTrainerRepair(data, team, RandomStream.of(seed).child(3)).repair(trial);
    Card card = repaired.trial().card();
    return new CaseResult.Treated(
        said,
        repaired.trial().test(planted.test(), team),
        repaired.retrainings(),
        repaired.retrainings() + 1.0,
        (System.nanoTime() - from) / 1e9,
        List.of(),
        Treatments.between(planted.card(), card),
        "");
  }

  private static CaseResult.Treated nothing(double fault) {
    return new CaseResult.Treated(
        new CaseResult.Said(List.of(), false, false, false, false, false, false, false),
        fault,
        0,
        0,
        0,
        List.of(),
        EnumSet.noneOf(Treatment.class),
        "");
  }
}
