package plumb.faults;

import static plumb.faults.Observed.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import plumb.data.Targets;
import plumb.faults.Observed.Output;
import plumb.faults.Observed.Snapshot;
import plumb.nn.Activation;
import plumb.nn.Loss;
import plumb.nn.Segment;
import plumb.run.CauseId;

/**
 * The checks of AUTOTRAINER (Zhang et al., ICSE 2021) with their defaults: every third epoch on the
 * first batch, for classification only. Overfitting is computed by the tool but not reported.
 */
final class AutoTrainer implements RuleSet {
  private static final int GAP = 3;
  private static final double THETA = 0.7;
  private static final double DELTA = 0.01;
  private static final double BETA1 = 1e-3;
  private static final double BETA2 = 1e-4;
  private static final double BETA3 = 70;
  private static final double GAMMA = 0.7;
  private static final double ZETA = 0.03;
  private static final double ETA = 0.2;
  private static final double OMEGA1 = 10;
  private static final double OMEGA2 = 1;

  /** Its problems; the higher the priority, the earlier it is repaired. */
  enum Problem {
    ABNORMAL_DATA(4),
    IMPROPER_ACTIVATION(3),
    IMPROPER_LOSS(3),
    DYING_RELU(2),
    EXPLODING(2),
    VANISHING(2),
    SLOW(1),
    OSCILLATING(1);

    final int priority;

    Problem(int priority) {
      this.priority = priority;
    }

    Symptom symptom() {
      Set<Treatment> repair =
          switch (this) {
            case ABNORMAL_DATA -> Set.of(Treatment.INPUT_SCALING);
            case IMPROPER_ACTIVATION, IMPROPER_LOSS -> Set.of(Treatment.HEAD_OR_LOSS);
            case DYING_RELU, EXPLODING, VANISHING ->
                Set.of(Treatment.ACTIVATION, Treatment.INITIALIZATION);
            case SLOW -> Set.of(Treatment.OPTIMIZER, Treatment.RATE_UP);
            case OSCILLATING -> Set.of(Treatment.OPTIMIZER, Treatment.RATE_DOWN);
          };
      Set<CauseId> causes =
          switch (this) {
            case ABNORMAL_DATA -> Set.of(CauseId.UNNORMALIZED_INPUT, CauseId.CORRUPT_INPUT);
            case IMPROPER_ACTIVATION, IMPROPER_LOSS -> Set.of(CauseId.WRONG_HEAD_OR_LOSS);
            case DYING_RELU -> Set.of(CauseId.DYING_RELU);
            case EXPLODING -> Set.of(CauseId.EXPLODING_GRADIENT);
            case VANISHING -> Set.of(CauseId.VANISHING_GRADIENT);
            case SLOW -> Set.of(CauseId.SLOW_CONVERGENCE, CauseId.LEARNING_RATE_TOO_LOW);
            case OSCILLATING -> Set.of(CauseId.OSCILLATION, CauseId.LEARNING_RATE_TOO_HIGH);
          };
      return new Symptom(name(), causes, repair);
    }
  }

  @Override
  public String name() {
    return "AUTOTRAINER";
  }

  @Override
  public List<Symptom> examine(Observed run) {
    return problems(run).stream().map(Problem::symptom).toList();
  }

  /** The problems of the first check that finds any, the highest priority first. */
  List<Problem> problems(Observed run) {
    if (!run.classification()) {
      return List.of();
    }
    int total = run.trial().card().epochs();
    int trained = run.snapshots().size() - 1;
    for (int epoch = Math.min(GAP, trained); epoch <= trained; epoch += GAP) {
      List<Problem> found = check(run, epoch, total);
      if (!found.isEmpty()) {
        return found;
      }
    }
    List<Problem> atTheEnd = check(run, trained, total);
    return diverged(run) && atTheEnd.isEmpty() ? List.of(Problem.EXPLODING) : atTheEnd;
  }

  private static boolean diverged(Observed run) {
    double loss = run.history().getLast().train().loss();
    return !Double.isFinite(loss) || loss >= 1e3;
  }

  private static List<Problem> check(Observed run, int epoch, int total) {
    if (epoch < 1) {
      return List.of();
    }
    List<Double> train = run.trainAccuracies().subList(0, epoch);
    List<Double> held = run.validationAccuracies().subList(0, epoch);
    Snapshot now = run.snapshots().get(epoch);
    boolean weak = max(train) < THETA && max(held) < THETA;
    boolean still = Math.max(gain(train), gain(held)) < DELTA;
    List<Problem> found = new ArrayList<>();
    if (now.layers().stream().anyMatch(l -> !l.head() && meanSize(l.values()) >= OMEGA1)) {
      found.add(Problem.ABNORMAL_DATA);
    }
    if (improperActivation(run, now.layers().getLast())) {
      found.add(Problem.IMPROPER_ACTIVATION);
    }
    if (improperLoss(run)) {
      found.add(Problem.IMPROPER_LOSS);
    }
    List<Segment> kernels = run.kernels();
    double first = norm(part(now.gradient(), kernels.getFirst()));
    double last = norm(part(now.gradient(), kernels.getLast()));
    boolean numbers = finite(now.gradient()) && finite(now.weights());
    double loss = run.history().get(epoch).train().loss();
    if (weak || still) {
      boolean relu = now.layers().stream().anyMatch(l -> l.function() instanceof Activation.Relu);
      if (relu && share(now.gradient(), g -> g == 0) >= GAMMA) {
        found.add(Problem.DYING_RELU);
      }
      if (first / last > BETA3) {
        found.add(Problem.EXPLODING);
      }
      if (first / last < BETA1 && first < BETA2) {
        found.add(Problem.VANISHING);
      }
    }
    if (!found.contains(Problem.EXPLODING) && (!numbers || !Double.isFinite(loss) || loss >= 1e3)) {
      found.add(Problem.EXPLODING);
    }
    if (epoch >= 0.3 * total - GAP) {
      if (weak && still) {
        found.add(Problem.SLOW);
      }
      if (swings(train) >= ETA * epoch) {
        found.add(Problem.OSCILLATING);
      }
    }
    found.sort((a, b) -> Integer.compare(b.priority, a.priority));
    return found;
  }

  private static boolean improperActivation(Observed run, Output head) {
    Loss loss = run.trial().network().loss();
    boolean mismatch =
        (loss == Loss.BINARY_CROSS_ENTROPY && !(head.function() instanceof Activation.Sigmoid))
            || (loss == Loss.CROSS_ENTROPY && !(head.function() instanceof Activation.Softmax));
    double largest = 0;
    for (int row = 0; row < head.values().length / head.width(); row++) {
      double sum = 0;
      for (int j = 0; j < head.width(); j++) {
        sum += Math.abs(head.values()[row * head.width() + j]);
      }
      largest = Math.max(largest, sum);
    }
    return mismatch || largest > OMEGA2 + 0.1 || !finite(head.values());
  }

  private static boolean improperLoss(Observed run) {
    Loss loss = run.trial().network().loss();
    int classes =
        run.trial().prepared().train().targets() instanceof Targets.Classes(_, int count)
            ? count
            : 0;
    return classes <= 2 ? loss != Loss.BINARY_CROSS_ENTROPY : loss != Loss.CROSS_ENTROPY;
  }

  private static double max(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static double gain(List<Double> values) {
    double best = 0;
    for (int i = 1; i < values.size(); i++) {
      best = Math.max(best, values.get(i) - values.get(i - 1));
    }
    return best;
  }

  /** Pairs of the i-th local maximum and the i-th local minimum that are far apart. */
  private static int swings(List<Double> values) {
    List<Double> highs = new ArrayList<>();
    List<Double> lows = new ArrayList<>();
    for (int i = 1; i + 1 < values.size(); i++) {
      if (values.get(i) > values.get(i - 1) && values.get(i) > values.get(i + 1)) {
        highs.add(values.get(i));
      }
      if (values.get(i) < values.get(i - 1) && values.get(i) < values.get(i + 1)) {
        lows.add(values.get(i));
      }
    }
    int count = 0;
    for (int i = 0; i < Math.min(highs.size(), lows.size()); i++) {
      count += highs.get(i) - lows.get(i) >= ZETA ? 1 : 0;
    }
    return count;
  }
}
