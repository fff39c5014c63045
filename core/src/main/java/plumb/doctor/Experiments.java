package plumb.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumb.cause.Finding;
import plumb.data.BadInput;
import plumb.experiment.Contrast;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.recipe.RecipeEvent;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.Examination;
import plumb.train.TrainingListener;
import plumb.treatment.Treatment;
import plumb.wording.Wording;

/** Trains changed cards within a budget, and keeps a list of what was tried. */
final class Experiments {
  /** All experiments together, as a multiple of the work of the card's own training. */
  static final double MOST_WORK = 10;

  /** Updates times examples times parameters that take a second or two, granted to any card. */
  static final double LITTLE_WORK = 4e9;

  /**
   * An experiment that ran to its end.
   *
   * @param trained the changed card
   * @param against what it was changed from
   * @param treatment what was changed
   * @param finding what it is against
   */
  record Tried(Trained trained, Trained against, Treatment treatment, Finding finding) {}

  private final Workbench workbench;
  private final Plan plan;
  private final double allowed;
  private final List<Examination.Probe> probes = new ArrayList<>();
  private final List<Tried> tried = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final Set<Card> asked = new HashSet<>();

  /**
   * With a budget.
   *
   * @param own the work of the card's own training, as planned
   */
  Experiments(Plan plan, Workbench workbench, double own) {
    this.plan = plan;
    this.workbench = workbench;
    this.allowed = workbench.work() + Math.max(LITTLE_WORK, MOST_WORK * own);
  }

  List<Examination.Probe> probes() {
    return probes;
  }

  /** Those that ran to their end, in order. */
  List<Tried> tried() {
    return List.copyOf(tried);
  }

  /** Questions that would have cost too much. */
  List<String> skipped() {
    return skipped;
  }

  /** Work that is left. */
  double left() {
    return allowed - workbench.work();
  }

  /** Trains a card with a finding taken away by one of its treatments. */
  Optional<Trained> without(Finding finding, Treatment treatment, Trained against) {
    Optional<Trained> trained =
        train(
            Wording.of("question.helps", treatment.title()),
            treatment.apply(against.card()),
            against);
    trained.ifPresent(t -> keep(new Tried(t, against, treatment, finding)));
    return trained;
  }

  /** Remembers what ran to its end; what was tried twice is one training. */
  void keep(Tried one) {
    boolean known = tried.stream().anyMatch(t -> t.trained().card().equals(one.trained().card()));
    if (one.trained().whole() && !known) {
      tried.add(one);
    }
  }

  /** Trains another card, unless it is the same or would cost too much. */
  Optional<Trained> train(String question, Card changed, Trained against) {
    Card card = plan.bounded(changed);
    if (card.equals(against.card())) {
      return Optional.empty();
    }
    Optional<Trained> known = workbench.known(card);
    if (known.isPresent()) {
      return known;
    }
    if (!asked.add(card)) {
      return Optional.empty();
    }
    try {
      if (workbench.stopped() || workbench.planned(card) > left()) {
        skipped.add(question);
        return Optional.empty();
      }
      plan.listener().on(new RecipeEvent.Note(Wording.of("question.asked", question)));
      TrainingListener heard = event -> plan.listener().on(new RecipeEvent.Training(0, event));
      Trained trained =
          comparable(card.data(), against.card().data())
              ? unlessFutile(card, against, heard)
              : workbench.train(card, heard, workbench.stop());
      probes.add(
          new Examination.Probe(
              question,
              trained.history().getLast().epoch(),
              against.train(),
              against.held(),
              trained.train(),
              trained.held(),
              Contrast.of(against, trained).helped()));
      return Optional.of(trained);
    } catch (BadInput e) {
      skipped.add("%s (%s)".formatted(question, e.getMessage()));
      return Optional.empty();
    }
  }

  private Trained unlessFutile(Card card, Trained against, TrainingListener heard) {
    Workbench.Futility futility = workbench.futile(against, card);
    return workbench.train(
        card,
        event -> {
          futility.on(event);
          heard.on(event);
        },
        futility);
  }

  /**
   * Whether two cards mean the same task on the same rows and columns, so that an experiment that
   * falls behind says something: without a column that gives the answer away a score must fall.
   */
  private static boolean comparable(DataSettings one, DataSettings other) {
    return one.task() == other.task()
        && one.validation().equals(other.validation())
        && one.exclude().equals(other.exclude())
        && one.keep().equals(other.keep())
        && one.cleaning().exclude().equals(other.cleaning().exclude())
        && one.cleaning().dropped().equals(other.cleaning().dropped());
  }
}
