package plumb.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import plumb.cause.CaseFile;
import plumb.cause.CauseRule;
import plumb.cause.Causes;
import plumb.cause.CorruptInput;
import plumb.cause.Finding;
import plumb.cause.Ladder;
import plumb.cause.Progress;
import plumb.cause.ShallowerTwin;
import plumb.cause.Verification;
import plumb.cause.WrongArchitecture;
import plumb.data.Targets;
import plumb.data.read.Scaling;
import plumb.experiment.Contrast;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.recipe.DefaultCard;
import plumb.recipe.Judge;
import plumb.recipe.RecipeEvent;
import plumb.recipe.ReferenceModels;
import plumb.run.Card;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Goal;
import plumb.run.Reading;
import plumb.run.Reference;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.symptom.DirectAnswers;
import plumb.train.Stopping;
import plumb.treatment.NetworkTreatments.NoHiddenLayer;
import plumb.treatment.NetworkTreatments.Shallower;
import plumb.treatment.OwnValidation;
import plumb.treatment.Treatment;
import plumb.wording.Wording;

/**
 * The search for causes: what is odd is taken away, one thing after the other, to see whether that
 * helps. What does not help when taken away is no cause, however odd it looks. In the lecture's
 * order: the training result first, and validation only when that is good.
 */
final class Search {
  /** Causes looked for in a row. */
  private static final int MOST_CAUSES = 3;

  /** Suspicions tried for each of them. */
  private static final int MOST_SUSPECTS = 6;

  /** Suspicions less severe are not tried. */
  static final double WORTH_A_TRIAL = 0.3;

  /** A run that looks fine is examined by training only for what is as odd as this. */
  static final double PLAINLY_ODD = 0.5;

  /** Why a training may have been cut short while it rose; tried then on a run that looks fine. */
  private static final Set<CauseId> TOO_SHORT =
      Set.of(CauseId.TOO_FEW_EPOCHS, CauseId.SLOW_CONVERGENCE, CauseId.LEARNING_RATE_TOO_LOW);

  /** A finding this severe changes the verdict without an experiment. */
  static final double STANDS = 0.8;

  /** From this severity on a small gain is enough, if it is beyond noise. */
  private static final double PLAINLY_WRONG = 0.9;

  /** What is tried where a line is ahead. */
  private static final Treatment LINE = new NoHiddenLayer();

  private final Plan plan;
  private final Workbench workbench;
  private final Experiments experiments;
  private final Trained first;
  private final DirectAnswers answers;
  private final List<Established> found = new ArrayList<>();
  private final List<Established> alternatives = new ArrayList<>();
  private final List<Examination.RuledOut> ruledOut = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final boolean dataFault;
  private Usual usual = Usual.NOT_TRIED;
  private boolean asked;
  private boolean labelsAsked;

  /** What the card as given is held against where another task had to be put in its place. */
  private final Standard given;

  /** What results are held against; of rows that are really held out. */
  private List<Reference> references;

  private Goal goal;

  /** The card with all causes found so far taken away. */
  private Trained current;

  /** Simple models on the same rows, and the goal they set. */
  private record Standard(List<Reference> references, Goal goal) {}

  /** How a usual network does beside the card with all found causes taken away. */
  enum Usual {
    BETTER,
    NO_BETTER,
    NOT_TRIED
  }

  /**
   * A search.
   *
   * @param data what was found about rows and columns
   */
  Search(
      Plan plan,
      Workbench workbench,
      Experiments experiments,
      Trained first,
      List<Reference> references,
      Goal goal,
      List<Finding> data) {
    this.plan = plan;
    this.workbench = workbench;
    this.experiments = experiments;
    this.first = first;
    this.references = references;
    this.goal = goal;
    this.given = new Standard(references, goal);
    this.current = first;
    this.answers = new DirectAnswers(first, workbench);
    this.dataFault = data(data);
  }

  Trained first() {
    return first;
  }

  Trained current() {
    return current;
  }

  Usual usual() {
    return usual;
  }

  /** Whether there are labels that nobody was asked about. */
  boolean labelsLeft() {
    return !labelsAsked && first.data().train().targets() instanceof Targets.Classes;
  }

  DirectAnswers answers() {
    return answers;
  }

  List<Established> found() {
    return found;
  }

  List<Established> alternatives() {
    return alternatives;
  }

  List<Examination.RuledOut> ruledOut() {
    return ruledOut;
  }

  List<String> notes() {
    return notes;
  }

  Experiments experiments() {
    return experiments;
  }

  /** What counts as good on the training set for a training. */
  Goal goal(Trained trained) {
    return standard(trained).goal();
  }

  /** Simple models that a training can be compared with. */
  List<Reference> references(Trained trained) {
    return standard(trained).references();
  }

  /** By what simple models get on the rows of the search. */
  Judge.Judgement judgement(Trained trained) {
    Standard standard = standard(trained);
    return Judge.judge(trained.beside(standard.references()), standard.goal());
  }

  /** Numbers and classes cannot be compared. */
  private Standard standard(Trained trained) {
    return trained.by().comparable(current.by()) ? new Standard(references, goal) : given;
  }

  /**
   * By what simple models get on the rows of the training itself, which a remedy may have changed.
   */
  Judge.Judgement onItsOwnData(Trained trained) {
    if (trained.card().data().equals(current.card().data())
        || trained.card().data().equals(first.card().data())) {
      return judgement(trained);
    }
    List<Reference> own = fitted(trained.card());
    return Judge.judge(trained.beside(own), Judge.goal(plan.goal(), own, trained.by()));
  }

  private List<Reference> fitted(Card card) {
    return workbench.references(card).stream().map(ReferenceModels.Fitted::reference).toList();
  }

  private boolean bad() {
    return judgement(current).verdict() == Verdict.NOT_TRAINED;
  }

  private boolean fine() {
    Judge.Judgement now = judgement(current);
    return now.verdict() == Verdict.FINE && !now.gap();
  }

  /** Whether nothing wrong is known: what was mended already is a reason to look on. */
  private boolean looksFine() {
    return fine() && found.isEmpty() && !dataFault;
  }

  CaseFile file(Trained trained) {
    return new CaseFile(
        trained,
        judgement(trained).verdict(),
        standard(trained).references(),
        trained.equals(first) ? answers : new DirectAnswers(trained, workbench),
        asked && trained.equals(first),
        workbench.team());
  }

  // --- rows and columns ---

  /** Takes over what was found about the data; whether any of it stands. */
  private boolean data(List<Finding> findings) {
    boolean any = false;
    for (Finding finding : findings) {
      if (finding.severity() >= STANDS) {
        any = true;
        stands(finding, finding.severity());
      } else if (finding.severity() >= PLAINLY_ODD && plan.asks() != Plan.Asks.NOTHING) {
        any |= verified(finding);
      } else {
        notes.add(finding.sentence());
      }
    }
    return any;
  }

  /** A cause that needs no proof; what follows is compared with the card without it. */
  private void stands(Finding finding, double confidence) {
    Optional<Trained> mended = Optional.empty();
    if (plan.asks() != Plan.Asks.NOTHING
        && !finding.treatments().isEmpty()
        && !finding.treatments().getFirst().proposedOnly()) {
      mended = experiments.without(finding, finding.treatments().getFirst(), current);
    }
    if (mended.isPresent() && onlyCause(finding, mended.get())) {
      notes.add(finding.sentence() + " " + Wording.of("only-cause", mended.get().held()));
      return;
    }
    found.add(
        new Established(
            mended.map(m -> told(finding, finding.treatments().getFirst(), m)).orElse(finding),
            confidence,
            Optional.empty(),
            mended));
    mended.filter(Trained::whole).ifPresent(this::goOn);
  }

  /** A column without which nothing is left is the only cause there is, and no leak. */
  private boolean onlyCause(Finding finding, Trained without) {
    return finding.id() == CauseId.LEAKAGE
        && finding.evidence().kind().equals("column")
        && !Verification.somethingLeft(without, constant());
  }

  private double constant() {
    return references.stream()
        .filter(r -> r.kind() == Reference.Kind.CONSTANT)
        .map(r -> Trained.value(r.scores().validation().orElse(r.scores().train()), current.by()))
        .findFirst()
        .orElse(0.0);
  }

  /** With the score of the mended card. */
  private Finding told(Finding finding, Treatment treatment, Trained mended) {
    return new Finding(
        finding.id(),
        finding.severity(),
        finding
            .evidence()
            .and(
                Reading.of("validationAsGiven", current.held(), Unit.SCORE),
                Reading.of("validationWithoutIt", mended.held(), Unit.SCORE)),
        finding.sentence()
            + " "
            + Wording.of("without", treatment.title(), mended.held(), current.held()),
        finding.treatments());
  }

  /** Goes on with a training whose rows may be others, and with a goal of them. */
  private void goOn(Trained trained) {
    if (!trained.card().data().equals(current.card().data())) {
      references = fitted(trained.card());
      goal = Judge.goal(plan.goal(), references, trained.by());
    }
    current = trained;
  }

  /** Takes away what may give the answer away, to see whether the result was better for it. */
  private boolean verified(Finding finding) {
    // Where no card takes it away, rows of the training file say how far off validation is.
    boolean beside = finding.treatments().isEmpty();
    Treatment treatment = beside ? new OwnValidation() : finding.treatments().getFirst();
    Optional<Trained> without =
        beside
            ? experiments.train(
                Wording.of("question.own-rows"), treatment.apply(current.card()), current)
            : experiments.without(finding, treatment, current);
    if (without.isEmpty()) {
      notes.add(finding.sentence());
      return false;
    }
    if (Verification.confirms(finding, current, without.get(), constant())) {
      found.add(
          new Established(
              told(finding, treatment, without.get()),
              finding.severity() + 0.05,
              Optional.empty(),
              beside ? Optional.empty() : without));
      if (!beside) {
        goOn(without.get());
      }
      return true;
    }
    ruledOut.add(
        new Examination.RuledOut(
            finding.id(),
            finding
                .evidence()
                .and(Reading.of("validationWithoutIt", without.get().held(), Unit.SCORE)),
            finding.sentence()
                + " "
                + Wording.of(
                    "not-without", treatment.title(), without.get().held(), current.held())));
    return false;
  }

  // --- the loop ---

  /** Looks for causes; {@link #found} holds them afterwards, in the order they were found. */
  void run() {
    if (plan.asks() == Plan.Asks.NOTHING) {
      return;
    }
    boolean everything = plan.asks() == Plan.Asks.EVERYTHING;
    for (Finding finding : Causes.MODE.suspects(file(current))) {
      stands(finding, finding.severity());
    }
    if (!everything && looksFine() && worth(PLAINLY_ODD).isEmpty()) {
      line();
      return;
    }
    List<Finding> meaningless =
        dataFault ? List.of() : Causes.UNINFORMATIVE.suspects(file(current));
    if (!meaningless.isEmpty()) {
      meaningless.forEach(finding -> stands(finding, finding.severity()));
      return;
    }
    training();
    labels(everything);
    if (!dataFault
        && found.size() < MOST_CAUSES
        && (everything ? found.isEmpty() || !fine() : !fine())) {
      usual = besideUsual();
      if (usual == Usual.BETTER) {
        while (found.size() < MOST_CAUSES && next(Ladder.of(file(current)), false)) {}
      }
    }
    twin();
    validation();
    line();
  }

  /**
   * On few rows a line that is ahead of the network is trained too, as a network without a hidden
   * layer, so that nobody is handed a network that is worse than the line beside it. Nothing has to
   * be wrong with the card for that.
   */
  private void line() {
    if (dataFault || bad() || workbench.foldCount(current.card()) == 0) {
      return;
    }
    Trained best = bestOfAll();
    references.stream()
        .filter(r -> r.kind() == Reference.Kind.LINEAR && r.finished())
        .flatMap(r -> r.scores().validation().stream())
        .map(m -> Trained.value(m, current.by()))
        .filter(line -> line > best.held())
        .findFirst()
        .ifPresent(ahead -> experiments.without(ahead(best, ahead), LINE, current));
  }

  private static Finding ahead(Trained network, double line) {
    return new Finding(
        CauseId.OVERFITTING,
        WORTH_A_TRIAL,
        Evidence.of(
            Reading.of("validationScore", network.held(), Unit.SCORE),
            Reading.of("lineValidationScore", line, Unit.SCORE)),
        Wording.of("line-ahead", line, network.held()),
        List.of(LINE));
  }

  /** Whether a line was trained to its end as a network. */
  boolean lineTried() {
    return experiments.tried().stream().anyMatch(one -> one.treatment().equals(LINE));
  }

  /** What is odd about the card and its training. */
  private void training() {
    while (found.size() < MOST_CAUSES && next(worth(least()), true)) {}
    if (bad() && !dataFault && found.size() < MOST_CAUSES && current.equals(first)) {
      plan.listener().on(new RecipeEvent.Note(Wording.of("asking")));
      answers.ask();
      asked = true;
      while (found.size() < MOST_CAUSES && next(worth(WORTH_A_TRIAL), true)) {}
    }
  }

  private double least() {
    return looksFine() && plan.asks() == Plan.Asks.WHERE_WRONG ? PLAINLY_ODD : WORTH_A_TRIAL;
  }

  /** Wrong labels and rare classes, which small networks are asked about. */
  private void labels(boolean everything) {
    if (!dataFault && (everything || !fine()) && found.stream().noneMatch(this::curesAll)) {
      labelsAsked = true;
      CaseFile file = file(current);
      List<Finding> wrong = Causes.WRONG_LABELS.suspects(file);
      wrong.forEach(finding -> wrongLabels(finding, file));
      if (wrong.isEmpty()) {
        ruledOut.addAll(Causes.WRONG_LABELS.doubted(file));
      }
    }
  }

  private boolean curesAll(Established cause) {
    return fine() && !known(CauseId.CORRUPT_INPUT) && cause.mended().isPresent();
  }

  private void wrongLabels(Finding finding, CaseFile file) {
    Treatment treatment = finding.treatments().getFirst();
    Optional<Trained> tried = experiments.without(finding, treatment, current);
    Optional<Contrast> contrast = tried.map(t -> Causes.WRONG_LABELS.contrast(file, t));
    if (tried.filter(t -> Causes.WRONG_LABELS.missed(file, t)).isPresent()) {
      ruledOut.add(ruled(finding, treatment, contrast.orElseThrow()));
      return;
    }
    found.add(new Established(finding, finding.severity(), contrast, tried));
  }

  private boolean known(CauseId id) {
    return found.stream().anyMatch(f -> f.finding().id() == id);
  }

  /** What is odd about the current card and its training, at least so severe, the worst first. */
  private List<Finding> worth(double least) {
    CaseFile file = file(current);
    List<Finding> all = new ArrayList<>(Causes.suspects(file));
    if (!known(CauseId.CLASS_IMBALANCE)) {
      all.addAll(Causes.IMBALANCE.suspects(file));
    }
    boolean unfinished = Progress.cutShort(current);
    return all.stream()
        .filter(f ->
            f.severity() >= least
                || (unfinished && TOO_SHORT.contains(f.id()) && f.severity() >= WORTH_A_TRIAL))
        .filter(f -> !known(f.id()))
        .sorted(Comparator.comparingDouble(Finding::severity).reversed())
        .toList();
  }

  private static boolean proved(Finding finding) {
    return Causes.rule(finding.id()).filter(r -> r.proof() == CauseRule.Proof.STANDS).isPresent();
  }

  /** Tries suspicions on the current card; whether one of them was a cause. */
  private boolean next(List<Finding> suspects, boolean odd) {
    List<Finding> worth =
        suspects.stream()
            .filter(f -> !known(f.id()) && !f.treatments().isEmpty())
            .filter(f -> !f.treatments().getFirst().apply(current.card()).equals(current.card()))
            .limit(odd ? MOST_SUSPECTS : 10)
            .toList();
    List<Established> helping = new ArrayList<>();
    for (Finding finding : worth) {
      if (enough(helping, finding)) {
        break;
      }
      tried(finding, odd).ifPresent(helping::add);
    }
    if (helping.isEmpty()) {
      return worth.size() > 1 && odd && bad() && together(worth);
    }
    double most = helping.stream().mapToDouble(Established::gain).max().orElse(1);
    helping.sort(Comparator.comparingDouble((Established f) -> key(f, most)).reversed());
    Established best = helping.getFirst();
    found.add(best.withConfidence(confidence(best, most)));
    helping.stream()
        .skip(1)
        .map(f -> f.withConfidence(0.35 * f.gain() / most))
        .forEach(alternatives::add);
    // What is proved is a cause though its remedy costs something; then nothing is built on that.
    best.mended().filter(_ -> best.contrast().orElseThrow().held() >= 0).ifPresent(this::goOn);
    return true;
  }

  /**
   * Whether a finding that helped already explains all there is to explain: what is left to try is
   * less odd, and the card without the first is fine.
   */
  private boolean enough(List<Established> helping, Finding next) {
    return helping.stream()
        .anyMatch(f ->
            f.finding().severity() > next.severity()
                && f.mended()
                    .map(m -> judgement(m))
                    .filter(j -> j.verdict() != Verdict.NOT_TRAINED)
                    .isPresent());
  }

  private Optional<Established> tried(Finding finding, boolean odd) {
    for (Treatment treatment : finding.treatments()) {
      Optional<Trained> tried = experiments.without(finding, treatment, current);
      if (tried.isEmpty()) {
        continue;
      }
      Contrast contrast = Contrast.of(current, tried.get());
      boolean helped = proved(finding) || helped(finding, contrast, odd);
      double least = finding.id() == CauseId.TOO_FEW_EPOCHS ? Verification.WORTH_LONGER : 0;
      if (helped && !proved(finding) && contrast.held() < least) {
        String little =
            finding.sentence()
                + " "
                + Wording.of("gains-little", treatment.title(), contrast.held());
        ruledOut.add(ruled(finding, contrast, least, little));
        notes.add(little);
        return Optional.empty();
      }
      if (helped) {
        Finding by =
            new Finding(
                finding.id(),
                finding.severity(),
                finding.evidence(),
                finding.sentence(),
                first(treatment, finding.treatments()));
        return Optional.of(new Established(by, 0, Optional.of(contrast), tried));
      }
      if (!bad() || finding.severity() < PLAINLY_WRONG - 0.4) {
        ruledOut.add(ruled(finding, treatment, contrast));
        return Optional.empty();
      }
      if (treatment.equals(finding.treatments().getLast())) {
        ruledOut.add(ruled(finding, treatment, contrast));
      }
    }
    return Optional.empty();
  }

  private static List<Treatment> first(Treatment one, List<? extends Treatment> all) {
    List<Treatment> order = new ArrayList<>(all);
    order.remove(one);
    order.addFirst(one);
    return order;
  }

  /** No suspicion alone: perhaps several at once, each of which spoils everything. */
  private boolean together(List<Finding> worth) {
    List<Treatment> treatments =
        worth.stream().map(f -> (Treatment) f.treatments().getFirst()).toList();
    Card mended = Treatment.all(current.card(), treatments);
    Optional<Trained> all = experiments.train(Wording.of("question.all"), mended, current);
    if (all.isEmpty() || !Contrast.of(current, all.get()).helped()) {
      return false;
    }
    List<Established> needed = new ArrayList<>();
    for (Finding finding : worth) {
      List<Treatment> rest =
          worth.stream()
              .filter(f -> f.id() != finding.id())
              .map(f -> (Treatment) f.treatments().getFirst())
              .toList();
      experiments
          .train(
              Wording.of("question.rest", finding.treatments().getFirst().title()),
              Treatment.all(current.card(), rest),
              current)
          .map(without -> Contrast.of(without, all.get()))
          .filter(Contrast::helped)
          .ifPresent(contrast ->
              needed.add(
                  new Established(
                      finding, 0.6 + 0.3 * finding.severity(), Optional.of(contrast), all)));
    }
    if (needed.isEmpty()) {
      // Any of them alone is compensated by the others; the most severe is named.
      needed.add(
          new Established(
              worth.getFirst(), 0.5, Optional.of(Contrast.of(current, all.get())), all));
    }
    Set<CauseId> ids = new HashSet<>();
    needed.forEach(f -> ids.add(f.finding().id()));
    ruledOut.removeIf(r -> ids.contains(r.id()));
    found.addAll(needed);
    experiments.keep(
        new Experiments.Tried(
            all.get(), current, new AllOf(treatments), needed.getFirst().finding()));
    goOn(all.get());
    return true;
  }

  /** Several treatments at once. */
  private record AllOf(List<Treatment> treatments) implements Treatment {
    @Override
    public String title() {
      return String.join(", ", treatments.stream().map(Treatment::title).toList());
    }

    @Override
    public String reason() {
      return "Each of them alone is undone by the others.";
    }

    @Override
    public Card apply(Card card) {
      return Treatment.all(card, treatments);
    }
  }

  /**
   * Whether a treatment helped. A bad training result must get better on the training rows; what is
   * plainly wrong need gain little, if it is no chance; where nothing looks odd and one change
   * after the other is tried, chance must be ruled out.
   */
  private boolean helped(Finding finding, Contrast contrast, boolean odd) {
    if (odd && bad() && contrast.cured()) {
      return true;
    }
    boolean little = contrast.real() && contrast.held() >= Contrast.MATERIAL / 4;
    return odd
        ? contrast.helped() || (little && finding.severity() >= PLAINLY_WRONG)
        : contrast.helped() && contrast.real();
  }

  private static Examination.RuledOut ruled(
      Finding finding, Treatment treatment, Contrast contrast) {
    return ruled(
        finding,
        contrast,
        Contrast.MATERIAL,
        finding.sentence() + " " + Wording.of("no-help", treatment.title(), contrast.words()));
  }

  private static Examination.RuledOut ruled(
      Finding finding, Contrast contrast, double limit, String sentence) {
    return new Examination.RuledOut(
        finding.id(),
        Evidence.of(
            Reading.of("gainValidation", contrast.held(), limit, Unit.SCORE),
            Reading.of("gainTrain", contrast.train(), Unit.SCORE)),
        sentence);
  }

  /** How much speaks for a cause: how odd it is, and how much of the harm goes with it. */
  private static double key(Established f, double most) {
    double share = proved(f.finding()) ? 1 : f.gain() / most;
    return f.finding().severity() * (share >= 0.6 ? 1 : 0.5 * share);
  }

  private static double confidence(Established f, double most) {
    return Math.min(CONFIDENT, 0.45 + 0.35 * f.finding().severity() + 0.2 * f.gain() / most);
  }

  private static final double CONFIDENT = 0.97;

  // --- a usual network, a shallower twin, validation ---

  /** Whether a network of the usual kind does better than the current card on the same data. */
  private Usual besideUsual() {
    Card card = current.card();
    Card sized =
        DefaultCard.sized(
            DefaultCard.of(
                card.data().withInputs(Scaling.STANDARDIZE).withRawTargets(false), card.seed()),
            current.data().train(),
            List.of());
    Card bounded =
        sized
            .withEpochs(workbench.affordable(sized, experiments.left()))
            .withStopping(new Stopping.Patience(12, 0));
    if (bounded.equals(card)) {
      return Usual.NO_BETTER;
    }
    return experiments
        .train(Wording.of("question.usual"), bounded, current)
        .map(usual -> Contrast.of(current, usual))
        // A better training result alone says something only where the card's own is bad.
        .map(contrast -> contrast.helped() && (contrast.real() || bad()))
        .map(better -> better ? Usual.BETTER : Usual.NO_BETTER)
        .orElse(Usual.NOT_TRIED);
  }

  private void twin() {
    if (dataFault || found.size() >= MOST_CAUSES || judgement(current).verdict() == Verdict.FINE) {
      return;
    }
    CaseFile file = file(current);
    Optional<Shallower> shallower = ShallowerTwin.of(file);
    if (shallower.isEmpty()) {
      return;
    }
    Optional<Trained> twin =
        experiments.train(
            Wording.of("question.twin", shallower.get().layers()),
            shallower.get().apply(current.card()),
            current);
    twin.flatMap(t -> ShallowerTwin.compared(file, shallower.get(), t))
        .ifPresent(finding -> {
          found.add(
              new Established(finding, 0.75, Optional.of(Contrast.of(current, twin.get())), twin));
          experiments.keep(new Experiments.Tried(twin.get(), current, shallower.get(), finding));
          goOn(twin.get());
        });
  }

  /**
   * The remedies of the lecture's second branch, where the training result is good; and what none
   * of them can give, since it is not in the card.
   */
  private void validation() {
    if (dataFault) {
      return;
    }
    List<Finding> overfitting = Causes.OVERFITTING.suspects(file(current));
    Optional<Established> best = Optional.empty();
    for (Finding finding : overfitting) {
      for (Treatment treatment : finding.treatments()) {
        Optional<Established> helped =
            experiments
                .without(finding, treatment, current)
                .map(t -> established(finding, treatment, t))
                .filter(f -> f.contrast().orElseThrow().helped());
        if (helped.isPresent() && (best.isEmpty() || helped.get().gain() > best.get().gain())) {
          best = helped;
        }
      }
    }
    List<Finding> architecture = Causes.ARCHITECTURE.suspects(file(bestOfAll()));
    architecture.forEach(finding ->
        found.add(
            behind(finding.evidence().value(WrongArchitecture.LEAD).orElse(0)),
            new Established(finding, finding.severity(), Optional.empty(), Optional.empty())));
    if (best.isPresent()) {
      found.add(best.get());
    } else if (judgement(current).verdict() == Verdict.OVERFIT) {
      overfitting.stream()
          .map(finding -> architecture.isEmpty() ? finding : withoutTreatments(finding))
          .forEach(finding ->
              found.add(new Established(finding, 0.6, Optional.empty(), Optional.empty())));
    }
  }

  /** A cause whose remedies were tried in vain, and are known to be no help. */
  private static Finding withoutTreatments(Finding finding) {
    return new Finding(
        finding.id(), finding.severity(), finding.evidence(), finding.sentence(), List.of());
  }

  /**
   * The place behind all causes that were found but those at the end whose remedy gained less than
   * so much: what is still to be gained when they are mended is more than they cost.
   */
  private int behind(double lead) {
    int place = found.size();
    while (place > 0
        && !proved(found.get(place - 1).finding())
        && found.get(place - 1).contrast().isPresent()
        && found.get(place - 1).gain() < lead) {
      place--;
    }
    return place;
  }

  /** Of all that was trained on the rows of the current card, what is best on the held-out ones. */
  private Trained bestOfAll() {
    return Stream.concat(
            Stream.of(current),
            experiments.tried().stream()
                .map(Experiments.Tried::trained)
                .filter(t -> t.validated() == current.validated())
                .filter(t -> !t.validated() || Contrast.sameHeldOut(current, t)))
        .max(Comparator.comparingDouble(Trained::held))
        .orElse(current);
  }

  private Established established(Finding finding, Treatment treatment, Trained tried) {
    return new Established(
        new Finding(
            finding.id(),
            finding.severity(),
            finding.evidence(),
            finding.sentence(),
            first(treatment, finding.treatments())),
        0.9,
        Optional.of(Contrast.of(current, tried)),
        Optional.of(tried));
  }

  /** Whether any cell was found far off; labels are asked about after that is mended. */
  boolean corrupt() {
    return known(new CorruptInput().id());
  }
}
