package plumb.cause;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.data.read.Prepared;
import plumb.experiment.Trained;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.Reference;
import plumb.run.Verdict;
import plumb.symptom.DirectAnswers;
import plumb.symptom.OutOfFold;
import plumb.symptom.Signals;
import plumb.train.EpochRecord;

/** All that can be looked at of one training; what takes time is measured when it is asked for. */
public final class CaseFile {
  private final Trained trained;
  private final Verdict judged;
  private final List<Reference> references;
  private final DirectAnswers answers;
  private final boolean asked;
  private final Team team;
  private @Nullable Signals atStart;
  private @Nullable Signals atEnd;
  private @Nullable OutOfFold outOfFold;

  /**
   * Of a training.
   *
   * @param judged its verdict by the recipe
   * @param references simple models on its rows
   * @param answers what its network is asked directly
   * @param asked whether it was asked all of that
   */
  public CaseFile(
      Trained trained,
      Verdict judged,
      List<Reference> references,
      DirectAnswers answers,
      boolean asked,
      Team team) {
    this.trained = trained;
    this.judged = judged;
    this.references = List.copyOf(references);
    this.answers = answers;
    this.asked = asked;
    this.team = team;
  }

  /** The training. */
  public Trained trained() {
    return trained;
  }

  /** Its card. */
  public Card card() {
    return trained.card();
  }

  /** Its examples. */
  public Prepared data() {
    return trained.data();
  }

  /** The training examples. */
  public Examples train() {
    return trained.data().train();
  }

  /** Its whole network. */
  public NetworkSpec network() {
    return trained.network();
  }

  /** One record an epoch, from epoch 0 on. */
  public List<EpochRecord> history() {
    return trained.history();
  }

  /** Whether the recipe calls its training result bad. */
  public boolean notTrained() {
    return judged == Verdict.NOT_TRAINED;
  }

  /** Simple models on its rows. */
  public List<Reference> references() {
    return references;
  }

  /** To compute with. */
  public Team team() {
    return team;
  }

  /** What its network was asked directly, if it was asked all of that. */
  public Optional<DirectAnswers> answers() {
    return asked ? Optional.of(answers) : Optional.empty();
  }

  /** What its network can be asked one by one. */
  public DirectAnswers questions() {
    return answers;
  }

  /** What goes through the network before its first update. */
  public Signals atStart() {
    Signals known = atStart;
    if (known == null) {
      float[] start = Initializer.draw(network(), RandomStream.of(card().seed()).child(1));
      known = Signals.of(network(), start, train(), team);
      atStart = known;
    }
    return known;
  }

  /** What goes through the network after its last update. */
  public Signals atEnd() {
    Signals known = atEnd;
    if (known == null) {
      known = Signals.of(network(), trained.result().last(), train(), team);
      atEnd = known;
    }
    return known;
  }

  /** What small networks say of training rows that they were not trained on; for classes. */
  public OutOfFold outOfFold() {
    OutOfFold known = outOfFold;
    if (known == null) {
      known = OutOfFold.of(train(), card().seed(), team);
      outOfFold = known;
    }
    return known;
  }

  /** Classes, or 0 for a regression. */
  public int classes() {
    return train().targets() instanceof Targets.Classes(_, int count) ? count : 0;
  }

  /** Updates in an epoch. */
  public int updatesPerEpoch() {
    return Math.ceilDiv(train().rows(), Math.min(card().batch(), train().rows()));
  }

  /** Updates of all epochs that the card allows. */
  public long updates() {
    return (long) updatesPerEpoch() * card().epochs();
  }

  /** Units of the hidden layers with weights, the first first. */
  public List<Integer> widths() {
    return card().network().stream()
        .filter(l -> l instanceof Layer.Dense || l instanceof Layer.Maxout)
        .map(l -> l instanceof Layer.Dense d ? d.units() : ((Layer.Maxout) l).units())
        .toList();
  }

  /** Hidden layers with weights. */
  public int depth() {
    return widths().size();
  }

  /** Activations of the hidden layers. */
  public List<Activation> activations() {
    return card().network().stream()
        .filter(l -> l instanceof Layer.Activate)
        .map(l -> ((Layer.Activate) l).function())
        .toList();
  }

  /** The update rule. */
  public UpdateRule rule() {
    return card().optimizer().rule();
  }

  /** Whether the rule has one rate for all parameters that never adapts, and no momentum. */
  public boolean plainSteps() {
    return rule() instanceof UpdateRule.Sgd || rule() instanceof UpdateRule.Adagrad;
  }
}
