package plumb.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.read.DataReader;
import plumb.data.read.Preparation;
import plumb.data.read.Prepared;
import plumb.data.read.ReadOptions;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.math.Team;
import plumb.model.Model;
import plumb.recipe.CardData;
import plumb.recipe.DefaultCard;
import plumb.recipe.Heads;
import plumb.recipe.ReferenceModels;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cause;
import plumb.run.DataSettings;
import plumb.run.Examination;
import plumb.run.Examination.Proposal;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Evaluation;
import plumb.train.Metrics;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * What is measured: {@code plumb train} and {@code plumb doctor --repair}, each as a call. The one
 * class of the bench that knows how they are called.
 */
final class Engine {
  /** How the line about questions that were left out begins. */
  private static final String LEFT_OUT = "Not examined";

  private final CardData data;
  private final int threads;

  /**
   * An engine.
   *
   * @param data where the examples of a card come from
   * @param threads to compute with, at least 1; results do not depend on it
   */
  Engine(CardData data, int threads) {
    this.data = data;
    this.threads = threads;
  }

  /**
   * What is handed over.
   *
   * @param card as given
   * @param sized whether its network, batch and epochs are chosen by the size of the data
   * @param settings that hold whatever the size of the data says
   */
  record Question(Card card, boolean sized, List<String> settings) {
    Question {
      settings = List.copyOf(settings);
    }

    /** A card as it stands. */
    static Question of(Card card) {
      return new Question(card, false, List.of());
    }

    /** A file of data without a card: {@code plumb train FILE --target COL --set SETTING}. */
    static Question of(Path file, Optional<String> target, List<String> settings, long seed) {
      Card usual = DefaultCard.of(DataSettings.of(file, target), seed);
      return new Question(CardReader.apply(usual, settings), true, settings);
    }
  }

  /**
   * A training of a run.
   *
   * @param title as listed: "as given", or the remedy
   * @param card what was trained
   * @param train metrics on the training rows
   * @param validation metrics on the validation rows, if there are any
   * @param handedOver whether its model is the one that is returned
   */
  record Tried(
      String title, Card card, Metrics train, Optional<Metrics> validation, boolean handedOver) {
    private static Tried of(Attempt attempt, int kept) {
      Scores scores = attempt.scores();
      return new Tried(
          attempt.title(),
          attempt.card(),
          scores.train(),
          scores.validation(),
          attempt.number() == kept);
    }
  }

  /**
   * What came of it.
   *
   * @param verdict on the model that is returned
   * @param causes most likely first
   * @param sentence the verdict in words
   * @param card of the model that is returned
   * @param model the one that is returned
   * @param scores of the model
   * @param attempts every training in full, the card as given first
   * @param proposals remedies the doctor proposes, the first one first; empty for {@code train}
   * @param notExamined what was not looked into, in the words of the run; empty if all was
   * @param retrainings trainings in full beyond the first
   * @param effort work of all, as a multiple of the first training; 0 where nobody counted
   */
  record Run(
      Verdict verdict,
      List<Cause> causes,
      String sentence,
      Card card,
      Model model,
      Scores scores,
      List<Tried> attempts,
      List<Proposal> proposals,
      String notExamined,
      int retrainings,
      double effort) {
    Run {
      causes = List.copyOf(causes);
      attempts = List.copyOf(attempts);
      proposals = List.copyOf(proposals);
    }
  }

  /**
   * Trains, judges and remedies.
   *
   * @throws plumb.data.BadInput if the card or its data are refused
   */
  Run train(Question question) {
    return run(question, Plan.train());
  }

  private Run run(Question question, Plan plan) {
    Card card =
        question.sized()
            ? DefaultCard.sized(
                question.card(), data.of(question.card()).train(), question.settings())
            : question.card();
    var outcome = Doctor.run(card, plan.withData(data).withThreads(threads));
    RunDocument run = outcome.document();
    return new Run(
        run.verdict(),
        run.causes(),
        run.sentence(),
        run.keptAttempt().card(),
        outcome.model(),
        run.metrics(),
        run.attempts().stream().map(attempt -> Tried.of(attempt, run.kept())).toList(),
        run.examination().map(Examination::proposals).orElse(List.of()),
        run.notes().stream().filter(note -> note.startsWith(LEFT_OUT)).findFirst().orElse(""),
        run.attempts().size() - 1,
        run.examination().map(Examination::effort).orElse(0.0));
  }

  /**
   * Diagnoses and mends.
   *
   * @throws plumb.data.BadInput if the card or its data are refused
   */
  Run repair(Question question) {
    return run(question, Plan.repair());
  }

  /**
   * An attempt of a run, trained once more to have its model.
   *
   * @param model of the attempt
   * @param same whether its training score is the one that the run has, to the last bit
   */
  record Again(Model model, boolean same) {}

  /** Trains a card of a run again: the same card, data and seed give the same model. */
  Again again(Tried tried) {
    Run run = run(Question.of(tried.card()), Plan.once());
    return new Again(run.model(), run.attempts().getFirst().train().equals(tried.train()));
  }

  /**
   * What simple models get on rows kept apart.
   *
   * @param constant the mean, or the most frequent class
   * @param line linear or logistic regression
   */
  record Simple(double constant, double line) {}

  /** Fits simple models on all rows that a card has for training and validation. */
  Simple simple(Card card, Path apart) {
    Card whole = card.withData(card.data().withValidation(new DataSettings.Validation.None()));
    Prepared prepared = data.of(whole);
    Examples rows = rows(prepared.encoding(), apart);
    try (Team team = Team.of(threads)) {
      List<Reference> measured =
          new ReferenceModels(
                  prepared.train(),
                  Optional.empty(),
                  prepared.encoding().target(),
                  team,
                  StopSignal.NEVER,
                  card.seed())
              .fit().stream().map(fitted -> fitted.withTest(rows).reference()).toList();
      return new Simple(
          score(measured, Reference.Kind.CONSTANT), score(measured, Reference.Kind.LINEAR));
    }
  }

  private static double score(List<Reference> measured, Reference.Kind kind) {
    return measured.stream()
        .filter(reference -> reference.kind() == kind)
        .map(reference -> Trial.score(reference.scores().test().orElseThrow()))
        .findFirst()
        .orElseThrow();
  }

  /** Accuracy or R2 of a model on rows kept apart, never below -1. */
  double score(Model model, Path apart) {
    try (Team team = Team.of(threads)) {
      return Trial.score(
          Evaluation.measure(
              model.network(),
              model.members(),
              rows(model.encoding(), apart),
              model.encoding().target(),
              team));
    }
  }

  private static Examples rows(Encoding encoding, Path file) {
    return Preparation.prepareTest(
            encoding, DataReader.read(file, ReadOptions.usual().like(encoding)), Map.of())
        .examples();
  }

  /**
   * Seconds of processor time that the training of a card takes by itself, its data being ready.
   *
   * @throws plumb.data.BadInput if it cannot be trained
   */
  double alone(Card card) {
    Prepared prepared = data.of(card);
    TrainingSpec spec =
        new TrainingSpec(
            card.optimizer(),
            card.penalty(),
            card.batch(),
            card.epochs(),
            card.stopping(),
            card.data().shuffle(),
            card.seed());
    try (Team team = Team.of(threads)) {
      Trainer trainer = new Trainer(Heads.network(card, prepared.train()), spec, team);
      return Processor.of(() ->
          trainer.fit(
              prepared.train(),
              prepared.validation(),
              prepared.encoding().target(),
              TrainingListener.NONE,
              StopSignal.NEVER));
    }
  }
}
