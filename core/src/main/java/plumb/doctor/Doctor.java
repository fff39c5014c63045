package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.cause.DataCase;
import plumb.cause.DataQuestions;
import plumb.cause.Finding;
import plumb.cause.OtherMedicine;
import plumb.data.BadInput;
import plumb.data.read.Prepared;
import plumb.data.read.TestData;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.math.Team;
import plumb.recipe.Heads;
import plumb.recipe.Judge;
import plumb.recipe.Outcome;
import plumb.recipe.RecipeEvent;
import plumb.recipe.ReferenceModels;
import plumb.recipe.TestRows;
import plumb.run.Card;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Verdict;
import plumb.train.TrainingListener;
import plumb.wording.Wording;

/**
 * Trains a card, says whether to believe the result, finds out why it is bad, mends it where that
 * is asked for, and gives back the model and all that is known of the run.
 *
 * <pre>{@code
 * Outcome outcome = Doctor.run(card, Plan.train());
 * System.out.println(outcome.document().sentence());
 * }</pre>
 *
 * <p>Many cards may be run at once, one a thread, with the same data. No file is written.
 */
public final class Doctor {
  private final Plan plan;
  private final Workbench workbench;
  private final List<String> notes = new ArrayList<>();

  private Doctor(Plan plan, Team team) {
    this.plan = plan;
    this.workbench = new Workbench(plan.data(), team, plan.time(), plan.stop(), plan.memory());
  }

  /**
   * Does what is planned.
   *
   * @throws BadInput if the data cannot be used; a head that contradicts the task is a diagnosis,
   *     unless nothing is to be found out
   */
  public static Outcome run(Card card, Plan plan) {
    try (Team team = Team.of(plan.threads())) {
      return new Doctor(plan, team).run(plan.bounded(card));
    }
  }

  private void note(String sentence) {
    notes.add(sentence);
    plan.listener().on(new RecipeEvent.Note(sentence));
  }

  private Outcome run(Card asked) {
    if (asked.ensemble().networks() > 1 && plan.checkpoint().isPresent()) {
      throw new BadInput(
          "a checkpoint holds one network, and the card trains an ensemble of %d; leave one of them out"
              .formatted(asked.ensemble().networks()));
    }
    Optional<Contradiction> contradiction = contradiction(asked);
    Card card = contradiction.map(Contradiction::mended).orElse(asked);
    Prepared data = workbench.data(card);
    int folds = workbench.foldCount(card);
    workbench.rows(card).notes().forEach(this::note);
    if (folds > 0) {
      note(Wording.of("folds", workbench.rows(card).train().rows(), folds));
    }
    Heads.doubts(workbench.network(card)).forEach(this::note);
    Heads.prices(workbench.network(card)).forEach(this::note);
    Optional<TestData> test = TestRows.of(card, data);
    test.ifPresent(rows -> rows.notes().forEach(this::note));
    TestRows.repeated(data, test).ifPresent(this::note);

    List<Finding> findings = DataQuestions.ask(new DataCase(card, data, workbench.team()));
    findings.stream()
        .filter(f -> f.severity() >= Search.STANDS)
        .forEach(f -> plan.listener().on(new RecipeEvent.Note(f.sentence())));

    List<ReferenceModels.Fitted> fitted = workbench.references(card);
    List<Reference> references = fitted.stream().map(ReferenceModels.Fitted::reference).toList();
    Goal goal = Judge.goal(plan.goal(), references, card.score(data.train().targets()));
    plan.listener().on(new RecipeEvent.ReferencesFitted(references, goal));

    Trained first = first(card);
    Experiments experiments = new Experiments(plan, workbench, workbench.planned(card));
    Search search = new Search(plan, workbench, experiments, first, references, goal, findings);
    warn(search, card);
    search.run();
    Conclusion conclusion = Conclusion.of(search, plan.asks() != Plan.Asks.NOTHING);
    Choice choice = Choice.of(search);
    notes.addAll(search.notes());
    plan.stop().check().ifPresent(by -> note(Wording.of("stopped", by)));
    if (!experiments.skipped().isEmpty()) {
      note(Wording.of("skipped", String.join("; ", experiments.skipped())));
    }
    NotExamined.of(plan, search).ifPresent(notes::add);
    return new RunDocuments(plan, workbench, asked, notes, fitted, test)
        .outcome(search, conclusion, choice, contradiction);
  }

  /** What keeps the card from being trained at all; nobody looks for it where nothing is asked. */
  private Optional<Contradiction> contradiction(Card card) {
    try {
      workbench.network(card);
      return Optional.empty();
    } catch (BadInput refusal) {
      if (plan.asks() == Plan.Asks.NOTHING) {
        throw refusal;
      }
      return Optional.of(Contradiction.of(card, refusal, workbench));
    }
  }

  private Trained first(Card card) {
    plan.listener().on(new RecipeEvent.AttemptStarted(1, "as given", "", card));
    TrainingListener heard = event -> plan.listener().on(new RecipeEvent.Training(1, event));
    return workbench.train(card, heard, workbench.stop(), plan.checkpoint(), this::note);
  }

  /** Medicine for the other failure that a card names while its training result is bad. */
  private void warn(Search search, Card card) {
    Judge.Judgement judged = search.judgement(search.first());
    if (judged.verdict() == Verdict.NOT_TRAINED) {
      OtherMedicine.named(card).forEach(m -> note(Wording.of("medicine", m)));
      OtherMedicine.stopped(search.first()).ifPresent(m -> note(m));
    }
  }
}
