package plumb.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumb.data.read.Scaling;
import plumb.probe.WatchRecord;
import plumb.recipe.DefaultCard;
import plumb.recipe.Heads;
import plumb.recipe.Judge;
import plumb.recipe.RecipeEvent;
import plumb.recipe.ReferenceModels;
import plumb.recipe.WrongMedicine;
import plumb.run.Card;
import plumb.run.CauseId;
import plumb.run.Examination;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Verdict;
import plumb.train.Stopping;

/**
 * One examination: trains the card, collects suspects, and takes one after the other away to see
 * whether that helps. What does not help when taken away is no cause, however odd it looks.
 */
final class Inquiry {
  /** Causes looked for, one behind the other. */
  private static final int MOST_CAUSES = 3;

  /** Suspects tried for each of them. */
  private static final int MOST_SUSPECTS = 6;

  /** Suspects less severe are not tried. */
  private static final double WORTH_A_TRIAL = 0.3;

  /** All probes together, as a multiple of the work of the card's own training. */
  private static final double MOST_WORK = 4;

  /** A run is called too short only if a longer one gains so much. */
  private static final double WORTH_LONGER = 0.05;

  /** Updates times examples times parameters that take seconds, and are granted to any card. */
  private static final double LITTLE_WORK = 2e10;

  private final Laboratory laboratory;
  private final DoctorOptions options;
  private final List<Reference> references;
  private final Goal goal;
  private final Trial first;
  private final WatchRecord seen;
  private final double allowed;
  private final List<Examination.Probe> probes = new ArrayList<>();
  private final List<Examination.RuledOut> ruledOut = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private final List<Found> alternatives = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private final Measured measured;

  private Usual usual = Usual.NOT_TRIED;

  /** What results are held against; of rows that are really held out. */
  private List<Reference> fair;

  private Goal fairGoal;

  /** The card with all causes found so far taken away. */
  private Trial current;

  Inquiry(Laboratory laboratory, DoctorOptions options, Card card) {
    this.laboratory = laboratory;
    this.options = options;
    // A card that contradicts its task is found out before anything is fitted.
    Heads.network(card, laboratory.data(card).train());
    references =
        laboratory.references(card).stream().map(ReferenceModels.Fitted::reference).toList();
    goal = Judge.goal(options.goal(), references);
    fair = references;
    fairGoal = goal;
    options.listener().on(new RecipeEvent.ReferencesFitted(references, goal));
    options.listener().on(new RecipeEvent.Note("Training the card as it stands."));
    Laboratory.Watched watched = laboratory.watched(card);
    first = watched.trial();
    seen = watched.seen();
    current = first;
    measured = new Measured(first, laboratory);
    for (String warning :
        WrongMedicine.warnings(
            first.trace(), first.evidence(references), goal, judgement(first).verdict())) {
      notes.add(warning);
      options.listener().on(new RecipeEvent.Note(warning));
    }
    allowed = laboratory.work() + Math.max(LITTLE_WORK, MOST_WORK * laboratory.planned(card));
  }

  /** What the instruments saw while the card was trained as it stands. */
  WatchRecord seen() {
    return seen;
  }

  Trial first() {
    return first;
  }

  /** How a usual network does beside the card with all found causes taken away. */
  enum Usual {
    BETTER,
    NO_BETTER,
    NOT_TRIED
  }

  Usual usual() {
    return usual;
  }

  Trial current() {
    return current;
  }

  Goal goal() {
    return goal;
  }

  List<Reference> references() {
    return references;
  }

  List<Examination.Probe> probes() {
    return probes;
  }

  List<Examination.Measurement> measurements() {
    return measured.all();
  }

  /** What the network was asked directly. */
  Measured measured() {
    return measured;
  }

  List<Examination.RuledOut> ruledOut() {
    return ruledOut;
  }

  List<Found> found() {
    return found;
  }

  List<Found> alternatives() {
    return alternatives;
  }

  List<String> notes() {
    return notes;
  }

  Judge.Judgement judgement(Trial trial) {
    return Judge.judge(trial.evidence(fair), fairGoal);
  }

  /** Looks for causes; {@link #found} holds them afterwards, in the order they were found. */
  void run() {
    boolean data = dataCauses();
    boolean meaningless = known(CauseId.UNINFORMATIVE_LABELS);
    Optional<Repeats.Leak> leak =
        meaningless ? Optional.empty() : Repeats.of(laboratory, this, first);
    modeMismatch();
    leak.filter(Repeats.Leak::copy).flatMap(l -> l.cause().mended()).ifPresent(this::holdOut);
    boolean bad = judgement(current).verdict() == Verdict.NOT_TRAINED;
    if (bad && !meaningless) {
      options.listener().on(new RecipeEvent.Note("Asking the network directly."));
      measured.ask();
    }
    while (found.size() < MOST_CAUSES && next(suspects(), true)) {}
    if (!data && found.size() < MOST_CAUSES) {
      usual = holdAgainstUsual();
    }
    if (usual == Usual.BETTER) {
      while (found.size() < MOST_CAUSES && next(Ladder.of(facts(current)), false)) {}
    }
    if (known(CauseId.CORRUPT_INPUT)) {
      new LabelCauses(laboratory, this, current).noisy().ifPresent(found::add);
    }
    if (!data && found.size() < MOST_CAUSES) {
      ShallowerTwin.of(laboratory, this, current).ifPresent(this::goOnWith);
    }
    if (!data) {
      found.addAll(new ValidationCauses(laboratory, this).of(current));
    }
    leak.ifPresent(l -> found.add(l.copy() ? 0 : bad ? found.size() : before(l), l.cause()));
  }

  /** Goes on with a trial whose validation rows were not trained on, and with a goal of them. */
  private void holdOut(Trial honest) {
    current = honest;
    fair =
        laboratory.references(honest.card()).stream()
            .map(ReferenceModels.Fitted::reference)
            .toList();
    fairGoal = Judge.goal(options.goal(), fair);
  }

  /** A leak comes before what does less harm, and behind what does more. */
  private int before(Repeats.Leak leak) {
    int place = 0;
    while (place < found.size() && gain(found.get(place)) > leak.inflation()) {
      place++;
    }
    return place;
  }

  /**
   * Dropout that is not made up for; what follows is compared with the card that makes up for it.
   */
  private void modeMismatch() {
    ModeMismatch.of(laboratory, this, current).ifPresent(this::goOnWith);
  }

  /** Adds a cause, and compares what follows with the card without it. */
  private void goOnWith(Found cause) {
    found.add(cause);
    current = cause.mended().orElse(current);
  }

  private boolean dataCauses() {
    List<Found> causes = DataCauses.of(laboratory, this, first);
    found.addAll(causes);
    return !causes.isEmpty();
  }

  private Facts facts(Trial trial) {
    return new Facts(trial.card(), trial.data(), trial.network());
  }

  /** All that is odd about the current card and its training, the most severe first. */
  private List<Suspect> suspects() {
    Facts facts = facts(current);
    Signals atEnd =
        Signals.of(
            current.network(), current.result().last(), current.data().train(), laboratory.team());
    List<Suspect> all = new ArrayList<>(CardLints.of(facts));
    all.addAll(StartLints.of(facts, laboratory.team()));
    all.addAll(DataLints.of(facts));
    all.addAll(RunSigns.of(facts, current, atEnd, judgement(current).verdict()));
    if (current.equals(first)) {
      all.addAll(measured.suspects());
    }
    Map<CauseId, Suspect> byId = new LinkedHashMap<>();
    for (Suspect suspect : all) {
      byId.merge(suspect.id(), suspect, Suspect::and);
    }
    return byId.values().stream()
        .sorted(Comparator.comparingDouble(Suspect::severity).reversed())
        .toList();
  }

  private boolean known(CauseId id) {
    return found.stream().anyMatch(f -> f.suspect().id() == id);
  }

  /** Tries suspects on the current card; whether one of them was a cause. */
  private boolean next(List<Suspect> suspects, boolean bySeverity) {
    List<Suspect> worth =
        suspects.stream()
            .filter(s -> s.severity() >= WORTH_A_TRIAL && !known(s.id()))
            .filter(s -> !s.treatment().apply(current.card()).equals(current.card()))
            .limit(bySeverity ? MOST_SUSPECTS : 10)
            .toList();
    List<Found> helping = new ArrayList<>();
    for (Suspect suspect : worth) {
      Optional<Trial> tried = probe(suspect, current);
      if (tried.isEmpty()) {
        continue;
      }
      Comparison comparison = Comparison.of(current, tried.get(), laboratory.team());
      if (comparison.helped() && comparison.validation() < least(suspect)) {
        String little =
            "%s But with %s it gains no more than %+.3f on validation."
                .formatted(
                    suspect.sentence(), suspect.treatment().title(), comparison.validation());
        ruledOut.add(ruled(suspect, comparison, least(suspect), little));
        notes.add(little);
      } else if (comparison.helped()) {
        helping.add(new Found(suspect, 0, Optional.of(comparison), tried));
      } else {
        ruledOut.add(ruled(suspect, comparison));
      }
    }
    if (helping.isEmpty()) {
      return worth.size() > 1 && bySeverity && together(worth);
    }
    double most = helping.stream().mapToDouble(f -> gain(f)).max().orElse(1);
    helping.sort(Comparator.comparingDouble((Found f) -> key(f, most)).reversed());
    Found best = helping.getFirst();
    found.add(new Found(best.suspect(), confidence(best, most), best.comparison(), best.mended()));
    helping.stream()
        .skip(1)
        .map(f -> new Found(f.suspect(), 0.35 * gain(f) / most, f.comparison(), f.mended()))
        .forEach(alternatives::add);
    current = best.mended().orElseThrow();
    return true;
  }

  /** No suspect alone: perhaps several at once, each of which spoils everything. */
  private boolean together(List<Suspect> worth) {
    List<Treatment> treatments = worth.stream().map(Suspect::treatment).toList();
    Card mended = Treatment.all(current.card(), treatments);
    Optional<Trial> all = probe("does it help to mend all of it at once?", mended, current);
    if (all.isEmpty() || !Comparison.of(current, all.get(), laboratory.team()).helped()) {
      return false;
    }
    List<Found> needed = new ArrayList<>();
    for (Suspect suspect : worth) {
      List<Treatment> rest =
          worth.stream().filter(s -> s.id() != suspect.id()).map(Suspect::treatment).toList();
      Optional<Trial> without =
          probe(
              "does all the rest do without " + suspect.treatment().title() + "?",
              Treatment.all(current.card(), rest),
              current);
      if (without.isPresent()) {
        Comparison comparison = Comparison.of(without.get(), all.get(), laboratory.team());
        if (comparison.helped()) {
          needed.add(
              new Found(suspect, 0.6 + 0.3 * suspect.severity(), Optional.of(comparison), all));
        }
      }
    }
    if (needed.isEmpty()) {
      // Any of them alone is made up for by the others; the most severe is named.
      needed.add(
          new Found(
              worth.getFirst(),
              0.5,
              Optional.of(Comparison.of(current, all.get(), laboratory.team())),
              all));
    }
    Set<CauseId> ids = new HashSet<>();
    needed.forEach(f -> ids.add(f.suspect().id()));
    ruledOut.removeIf(r -> ids.contains(r.id()));
    found.addAll(needed);
    current = all.get();
    return true;
  }

  /**
   * What a treatment must gain to be called for: a longer training nearly always gains a little.
   */
  private static double least(Suspect suspect) {
    return suspect.id() == CauseId.TOO_FEW_EPOCHS ? WORTH_LONGER : Comparison.MATERIAL;
  }

  private static Examination.RuledOut ruled(Suspect suspect, Comparison comparison) {
    return ruled(
        suspect,
        comparison,
        Comparison.MATERIAL,
        "%s But %s does not help beyond noise: %s."
            .formatted(suspect.sentence(), suspect.treatment().title(), comparison.words()));
  }

  private static Examination.RuledOut ruled(
      Suspect suspect, Comparison comparison, double limit, String sentence) {
    return new Examination.RuledOut(
        suspect.id(),
        Numbers.of(
            "gainValidation", comparison.validation(),
            "gainValidationLimit", limit,
            "gainTrain", comparison.train()),
        sentence);
  }

  private static double gain(Found f) {
    return Math.max(1e-9, f.comparison().map(Comparison::validation).orElse(0.0));
  }

  /** How much speaks for a cause: how odd it is, and how much of the harm goes with it. */
  private static double key(Found f, double most) {
    double share = gain(f) / most;
    return f.suspect().severity() * (share >= 0.6 ? 1 : 0.5 * share);
  }

  private static double confidence(Found f, double most) {
    return Math.min(0.97, 0.45 + 0.35 * f.suspect().severity() + 0.2 * gain(f) / most);
  }

  /** Trains a card with a suspect taken away. */
  Optional<Trial> probe(Suspect suspect, Trial against) {
    return probe(
        "does it help: %s?".formatted(suspect.treatment().title()),
        suspect.treatment().apply(against.card()),
        against);
  }

  /** Trains another card, unless that was done or would cost too much. */
  Optional<Trial> probe(String question, Card card, Trial against) {
    String key = against.card() + question;
    if (card.equals(against.card()) || !asked.add(key)) {
      return Optional.empty();
    }
    if (laboratory.stop().check().isPresent()
        || laboratory.work() + laboratory.planned(card) > allowed) {
      notes.add("Not tried, for it would cost too much: " + question);
      return Optional.empty();
    }
    options.listener().on(new RecipeEvent.Note("Probe: " + question));
    Trial trial;
    try {
      Laboratory.Watch watch = laboratory.futile(against, card);
      trial = laboratory.train(card, watch, watch);
    } catch (plumb.data.BadInput e) {
      notes.add("Not tried, %s: %s".formatted(question, e.getMessage()));
      return Optional.empty();
    }
    Comparison comparison = Comparison.of(against, trial, laboratory.team());
    probes.add(
        new Examination.Probe(
            question,
            trial.history().getLast().epoch(),
            Comparison.value(against.best().train()),
            Comparison.watched(against.best()),
            Comparison.value(trial.best().train()),
            Comparison.watched(trial.best()),
            comparison.helped()));
    return Optional.of(trial);
  }

  /** Whether a network of the usual kind does better than the current card on the same data. */
  private Usual holdAgainstUsual() {
    Card card = current.card();
    Card usual =
        DefaultCard.sized(
            DefaultCard.of(
                card.data().withInputs(Scaling.STANDARDIZE).withRawTargets(false), card.seed()),
            current.data().train(),
            List.of());
    Card bounded =
        usual
            .withEpochs(laboratory.affordable(usual, allowed - laboratory.work()))
            .withStopping(new Stopping.Patience(12, 0));
    if (bounded.equals(card)) {
      return Usual.NO_BETTER;
    }
    return probe("does a usual network do better?", bounded, current)
        .map(house -> Comparison.of(current, house, laboratory.team()).helped())
        .map(better -> better ? Usual.BETTER : Usual.NO_BETTER)
        .orElse(Usual.NOT_TRIED);
  }
}
