package plumb.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import plumb.data.BadInput;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.read.Prepared;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.probe.Watch;
import plumb.recipe.CardData;
import plumb.recipe.Heads;
import plumb.recipe.ReferenceModels;
import plumb.run.Card;
import plumb.run.CheckpointFile;
import plumb.run.Scores;
import plumb.train.Ensemble;
import plumb.train.EnsembleTrainer;
import plumb.train.EpochRecord;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.PrimaryScore;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * Trains cards, keeps account of the work, and remembers what was trained to its end: a training is
 * a function of card, data and seed, so it is never done twice.
 */
public final class Workbench {
  /** Of a limit on the time, the most that goes to the reference models. */
  private static final double REFERENCES_SHARE = 0.3;

  private final CardData data;
  private final Team team;
  private final Optional<Duration> time;
  private final StopSignal asked;
  private final Memory memory;
  private final long started = System.nanoTime();
  private final Map<Card, Trained> known = new ConcurrentHashMap<>();
  private double work;

  /**
   * A workbench.
   *
   * @param data where the examples of a card come from
   * @param team to compute with
   * @param time how long everything may take; empty for no limit
   * @param stop asked after every update
   */
  public Workbench(CardData data, Team team, Optional<Duration> time, StopSignal stop) {
    this(data, team, time, stop, Memory.NONE);
  }

  /**
   * A workbench that goes on where an earlier one was interrupted.
   *
   * @param memory of its trainings, asked before each of them
   */
  public Workbench(
      CardData data, Team team, Optional<Duration> time, StopSignal stop, Memory memory) {
    this.data = data;
    this.team = team;
    this.time = time;
    this.asked = stop;
    this.memory = memory;
  }

  /** The threads. */
  public Team team() {
    return team;
  }

  /** Since it was made. */
  public double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Updates times examples an update times parameters, of all trainings so far. */
  public double work() {
    return work;
  }

  /** The examples of a card. */
  public Prepared data(Card card) {
    return data.of(card);
  }

  /**
   * The examples that a card's network is trained on in the end: all rows where they are so few
   * that they are held out in folds.
   */
  public Prepared rows(Card card) {
    return folds(card).isPresent() ? data.whole(card) : data(card);
  }

  private Optional<FoldPlan> folds(Card card) {
    return FoldPlan.of(card, data(card));
  }

  /** Into how many folds the rows of a card are divided; 0 for a single split. */
  public int foldCount(Card card) {
    return folds(card).map(FoldPlan::folds).orElse(0);
  }

  /** The whole network of a card. */
  public NetworkSpec network(Card card) {
    return Heads.network(card, rows(card).train());
  }

  /** Stops when the user asks for it, or when the time is up. */
  public StopSignal stop() {
    return stopAt(1);
  }

  /** Whether it must end. */
  public boolean stopped() {
    return stop().check().isPresent();
  }

  private StopSignal stopAt(double share) {
    return () -> {
      Optional<String> by = asked.check();
      return by.isPresent()
          ? by
          : time.filter(limit -> seconds() > share * limit.toMillis() / 1e3)
              .map(_ -> "because the time is up");
    };
  }

  /** The work of a training that goes on to the last epoch. */
  public double planned(Card card) {
    return card.epochs() * perEpoch(card);
  }

  private double perEpoch(Card card) {
    return (double) rows(card).train().rows()
        * (1 + folds(card).map(plan -> plan.folds() * plan.repeats()).orElse(0))
        * ParameterLayout.of(network(card)).size()
        * card.ensemble().networks();
  }

  /** How many epochs of a card can be had for so much work; at most the card's own. */
  public int affordable(Card card, double allowed) {
    return Math.clamp((long) (0.5 * allowed / perEpoch(card)), 3, card.epochs());
  }

  /** The same training, if it was done to its end. */
  public Optional<Trained> known(Card card) {
    return Optional.ofNullable(known.get(card));
  }

  /**
   * Trains a card, or gives back what is known of it.
   *
   * @throws BadInput if its head and loss do not fit the task
   */
  public Trained train(Card card, TrainingListener listener, StopSignal stop) {
    return train(card, listener, stop, Optional.empty(), _ -> {});
  }

  /**
   * The same from a checkpoint, which is kept up to date.
   *
   * @param checkpoint its file; empty for none
   * @param notes told what the user should know of it
   */
  public Trained train(
      Card card,
      TrainingListener listener,
      StopSignal stop,
      Optional<Path> checkpoint,
      Consumer<String> notes) {
    Trained before = known.get(card);
    if (before != null) {
      return before;
    }
    Optional<Trained> folded =
        checkpoint.isPresent() ? Optional.empty() : folded(card, listener, stop);
    if (folded.isPresent()) {
      known.put(card, folded.get());
      return folded.get();
    }
    Trained trained =
        card.ensemble().networks() == 1
            ? single(card, listener, stop, checkpoint, notes)
            : ensemble(card, listener, stop);
    count(trained.result(), card.batch(), trained.data().train().rows());
    if (trained.whole()) {
      known.put(card, trained);
    }
    return trained;
  }

  /** In folds where the rows are few; empty where they are not, or if it was stopped meanwhile. */
  private Optional<Trained> folded(Card card, TrainingListener listener, StopSignal stop) {
    Optional<FoldPlan> plan = folds(card);
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    List<Prepared> folds = data.folds(card, plan.get().folds(), plan.get().repeats());
    int repeats = Math.max(1, folds.size() / Math.max(1, plan.get().folds()));
    Prepared whole = data.whole(card);
    CheckpointFile.Owner owner = owner(card, whole, "folds: %s%n".formatted(plan.get()));
    Optional<Trained> known = memory.recall(owner).flatMap(kept -> known(card, whole, kept));
    Optional<Trained> trained =
        known.isPresent()
            ? known
            : new FoldedTraining(card, whole, folds, repeats, team)
                .run(listener, stop, seconds(), this::seconds);
    if (known.isEmpty()) {
      trained.ifPresent(t ->
          memory.keep(
              owner,
              Memory.Kept.whole(
                  t.result(), t.watch().map(Watch.State::of), t.heldOut(), t.seconds())));
    }
    trained.ifPresent(t ->
        work +=
            (folds.size() + 1.0)
                * t.history().getLast().updates()
                * Math.min(card.batch(), t.data().train().rows())
                * t.result().last().length);
    return trained;
  }

  /** A training in folds, as its memory knows it. */
  private Optional<Trained> known(Card card, Prepared whole, Memory.Kept kept) {
    NetworkSpec network = network(card);
    Watch watch = new Watch(network, card.training(whole.train().targets()), whole.train());
    kept.seen().ifPresent(watch::goOn);
    return kept.result()
        .map(result ->
            new Trained(
                card,
                whole,
                network,
                result,
                List.of(result.best()),
                List.of(),
                new Scores(
                    new Evaluation(network, team)
                        .measure(List.of(result.best()), whole.train(), whole.encoding().target()),
                    result.bestRecord().validation(),
                    Optional.empty()),
                kept.heldOut(),
                Optional.of(watch.record()),
                kept.seconds()));
  }

  /** Which training of a card is meant. */
  private static CheckpointFile.Owner owner(Card card, Prepared data, String which) {
    CheckpointFile.Owner owner = CheckpointFile.Owner.of(card, data.dataHash());
    return new CheckpointFile.Owner(owner.card() + which, owner.dataHash());
  }

  private Trained single(
      Card card,
      TrainingListener listener,
      StopSignal stop,
      Optional<Path> file,
      Consumer<String> notes) {
    Prepared prepared = data(card);
    NetworkSpec network = Heads.network(card, prepared.train());
    TrainingSpec spec = card.training(prepared.train().targets());
    Watch watch = new Watch(network, spec, prepared.train());
    Optional<Checkpoints> checkpoints =
        file.map(path ->
            new Checkpoints(path, CheckpointFile.Owner.of(card, prepared.dataHash()), notes));
    TrainingListener heard =
        event -> {
          listener.on(event);
          checkpoints.ifPresent(c -> c.on(event));
        };
    Course.Run run =
        course(card, prepared, stop, 0, Optional.of(watch))
            .run(
                new Trainer(network, spec, team),
                checkpoints.flatMap(Checkpoints::read),
                prepared.train(),
                prepared.validation(),
                prepared.encoding().target(),
                heard,
                stop);
    FitResult result = run.result();
    checkpoints.ifPresent(c -> result.rest().ifPresent(c::write));
    List<float[]> members = List.of(result.best());
    return new Trained(
        card,
        prepared,
        network,
        result,
        members,
        List.of(),
        new Scores(result.bestRecord().train(), result.bestRecord().validation(), Optional.empty()),
        heldOut(network, members, prepared),
        Optional.of(watch.record()),
        run.seconds());
  }

  /** One network of a card, as its memory knows it; of several networks the first is watched. */
  private Course course(
      Card card, Prepared prepared, StopSignal stop, int member, Optional<Watch> watch) {
    String which = member == 0 ? "" : "member: %d%n".formatted(member);
    String rival = stop instanceof Futility futility ? "rival: %s%n".formatted(futility.rival) : "";
    return new Course(
        memory, owner(card, prepared, which), owner(card, prepared, which + rival), watch);
  }

  private Trained ensemble(Card card, TrainingListener listener, StopSignal stop) {
    Prepared prepared = data(card);
    Examples train = prepared.train();
    if (card.ensemble().resampling() == Ensemble.Resampling.PARTS
        && train.rows() < card.ensemble().networks()) {
      throw new BadInput(
          "%d rows cannot be split into %d parts, one a network; take fewer networks, or resample: bootstrap"
              .formatted(train.rows(), card.ensemble().networks()));
    }
    NetworkSpec network = network(card);
    EnsembleTrainer trainer =
        new EnsembleTrainer(network, card.training(train.targets()), card.ensemble(), team);
    Watch watch = new Watch(network, trainer.spec(0), train.select(trainer.rows(0, train.rows())));
    DoubleAdder seconds = new DoubleAdder();
    List<EnsembleTrainer.Member> trained =
        trainer.fit(
            train,
            (member, one, rows) -> {
              Course.Run run =
                  course(card, prepared, stop, member, Optional.of(watch).filter(_ -> member == 0))
                      .run(
                          one,
                          Optional.empty(),
                          rows,
                          prepared.validation(),
                          prepared.encoding().target(),
                          listener,
                          stop);
              seconds.add(run.seconds());
              return run.result();
            });
    Ensembles measure = new Ensembles(network, prepared, team);
    List<float[]> members = trained.stream().map(m -> m.result().best()).toList();
    FitResult first = trained.getFirst().result();
    boolean whole =
        trained.size() == card.ensemble().networks() && trained.getLast().result().rest().isEmpty();
    trained.stream().skip(1).forEach(m -> count(m.result(), card.batch(), train.rows()));
    return new Trained(
        card,
        prepared,
        network,
        whole ? first : withRest(first, trained.getLast().result()),
        members,
        trained.stream().map(m -> measure.alone(m.seed(), m.rows(), m.result())).toList(),
        measure.together(members),
        heldOut(network, members, prepared),
        Optional.of(watch.record()),
        seconds.sum());
  }

  /** The first network's training, marked as unfinished where a later one is. */
  private static FitResult withRest(FitResult first, FitResult last) {
    return new FitResult(
        first.last(),
        first.best(),
        first.bestEpoch(),
        first.reason(),
        first.history(),
        first.rest().or(last::rest));
  }

  private RowResults heldOut(NetworkSpec network, List<float[]> members, Prepared prepared) {
    return prepared
        .validation()
        .map(rows -> RowResults.of(network, members, rows, prepared.validationRows(), team))
        .orElse(RowResults.NONE);
  }

  /** A short training on other examples than the card's, for a question. */
  public FitResult brief(
      NetworkSpec network,
      TrainingSpec spec,
      Examples rows,
      Optional<Examples> held,
      Target target) {
    return counted(
        new Trainer(network, spec, team).fit(rows, held, target, TrainingListener.NONE, stop()),
        spec,
        rows);
  }

  /** The same without held-out rows, until a training score is reached. */
  public FitResult briefUntil(
      double score, NetworkSpec network, TrainingSpec spec, Examples rows, Target target) {
    AtomicBoolean reached = new AtomicBoolean();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.EpochEnded ended
              && Trained.value(ended.record().train()) >= score) {
            reached.set(true);
          }
        };
    StopSignal until = () -> reached.get() ? Optional.of("because it is reached") : stop().check();
    return counted(
        new Trainer(network, spec, team).fit(rows, Optional.empty(), target, listener, until),
        spec,
        rows);
  }

  private FitResult counted(FitResult result, TrainingSpec spec, Examples rows) {
    count(result, spec.batch(), rows.rows());
    return result;
  }

  private void count(FitResult result, int batch, int rows) {
    work +=
        (double) result.history().getLast().updates()
            * Math.min(batch, rows)
            * result.last().length;
  }

  /** Simple models on the split of a card. */
  public List<ReferenceModels.Fitted> references(Card card) {
    return folds(card)
        .map(plan ->
            FoldedReferences.of(
                data.whole(card),
                data.folds(card, plan.folds(), plan.repeats()),
                card.score(data.whole(card).train().targets()),
                team,
                stopAt(REFERENCES_SHARE),
                card.seed()))
        .orElseGet(() -> onSplit(card));
  }

  private List<ReferenceModels.Fitted> onSplit(Card card) {
    Prepared prepared = data(card);
    return new ReferenceModels(
            prepared.train(),
            prepared.validation(),
            prepared.encoding().target(),
            team,
            stopAt(REFERENCES_SHARE),
            card.seed(),
            card.score(prepared.train().targets()),
            prepared.encoding().pictures())
        .fit();
  }

  /**
   * Stops an experiment that is half through, behind what it is compared with and no longer
   * gaining; and when the time is up. It goes by updates, not by seconds.
   */
  public Futility futile(Trained against, Card card) {
    return new Futility(against, card.epochs());
  }

  /** Watches an experiment. */
  public final class Futility implements TrainingListener, StopSignal {
    /** Scores that differ by less are alike. */
    private static final double ALIKE = 0.01;

    /** On whose behalf it stops a training. */
    static final String WHY = "because it does not get near";

    private final double rival;
    private final PrimaryScore by;
    private final int epochs;
    private final List<Double> scores = new ArrayList<>();
    private boolean futile;

    private Futility(Trained against, int epochs) {
      this.rival = against.held();
      this.by = against.by();
      this.epochs = epochs;
    }

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.EpochEnded ended) {
        look(ended.record());
      }
    }

    /** Knows the epochs before an interruption. */
    void goOn(List<EpochRecord> history) {
      history.stream().skip(1).forEach(this::look);
    }

    private void look(EpochRecord record) {
      scores.add(Trained.watched(record, by));
      int now = scores.size();
      double best = best(now);
      futile =
          now >= 4
              && now >= epochs / 2
              && best < rival - ALIKE
              && best - best(now - Math.max(2, epochs / 5)) < ALIKE;
    }

    private double best(int until) {
      return scores.stream().limit(until).mapToDouble(Double::doubleValue).max().orElse(-1);
    }

    @Override
    public Optional<String> check() {
      return futile ? Optional.of(WHY) : stop().check();
    }
  }
}
