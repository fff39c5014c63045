package plumb.faults;

import static plumb.faults.Observed.*;

import java.util.ArrayList;
import java.util.EnumSet;
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
 * The eight symptoms of DeepDiagnosis (Wardat et al., ICSE 2022) with their defaults, at the end of
 * every epoch on the first batch, and its lists of advice. Its test for poor weights never fires,
 * because it is made on a single number, and so is left out.
 */
final class DeepDiagnosis implements RuleSet {
  private static final double DEAD = 0.7;
  private static final double SATURATED = 5;
  private static final int UNCHANGED = 5;
  private static final int ACCURACY_UNCHANGED = 20;
  private static final double VANISHED = 1e-7;

  @Override
  public String name() {
    return "DeepDiagnosis";
  }

  @Override
  public List<Symptom> examine(Observed run) {
    int last = run.snapshots().size() - 1;
    for (int epoch = 1; epoch <= last; epoch++) {
      List<Symptom> found = check(run, epoch, last);
      if (!found.isEmpty()) {
        return found;
      }
    }
    boolean numbers = Double.isFinite(run.history().getLast().train().loss());
    return numbers ? List.of() : List.of(numerical(run, Math.max(last, 0)));
  }

  private static List<Symptom> check(Observed run, int epoch, int last) {
    Snapshot now = run.snapshots().get(epoch);
    List<Symptom> found = new ArrayList<>();
    Output head = now.layers().getLast();
    if (epoch == 1 && outOfRange(run, head)) {
      found.add(
          new Symptom(
              "out of range",
              Set.of(CauseId.WRONG_HEAD_OR_LOSS, CauseId.UNSCALED_TARGET),
              Set.of(Treatment.HEAD_OR_LOSS)));
    }
    boolean broken =
        now.layers().stream().anyMatch(l -> !finite(l.values()) || mean(l.values()) == 0)
            || run.kernels().stream()
                .anyMatch(k -> broken(now.weights(), k) || broken(now.gradient(), k))
            || !Double.isFinite(run.history().get(epoch).train().loss());
    if (broken) {
      found.add(numerical(run, epoch));
    }
    for (Output layer : now.layers()) {
      boolean relu = layer.function() instanceof Activation.Relu;
      if (epoch == last && !layer.head() && relu && share(layer.values(), v -> v <= 0) >= DEAD) {
        found.add(advised("dead node", run, epoch, CauseId.DYING_RELU, Treatment.ACTIVATION));
        break;
      }
    }
    for (Output layer : now.layers()) {
      boolean squashing =
          layer.function() instanceof Activation.Sigmoid
              || layer.function() instanceof Activation.Tanh;
      if (epoch % 5 == 0 && squashing && share(layer.sums(), z -> Math.abs(z) >= SATURATED) > 0.5) {
        found.add(
            advised("saturated", run, epoch, CauseId.SATURATED_ACTIVATION, Treatment.ACTIVATION));
        break;
      }
    }
    if (epoch >= UNCHANGED && unchanged(run, epoch)) {
      found.add(
          advised("unchanged tensor", run, epoch, CauseId.SLOW_CONVERGENCE, Treatment.OPTIMIZER));
    }
    if (flat(losses(run), epoch, UNCHANGED)) {
      found.add(
          advised(
              "loss not decreasing", run, epoch, CauseId.SLOW_CONVERGENCE, Treatment.OPTIMIZER));
    }
    if (run.classification() && flat(run.trainAccuracies(), epoch, ACCURACY_UNCHANGED)) {
      found.add(
          advised(
              "accuracy not increasing",
              run,
              epoch,
              CauseId.SLOW_CONVERGENCE,
              Treatment.OPTIMIZER));
    }
    for (Segment kernel : run.kernels()) {
      if (meanSize(part(now.gradient(), kernel)) < VANISHED) {
        found.add(
            advised(
                "vanishing gradient",
                run,
                epoch,
                CauseId.VANISHING_GRADIENT,
                Treatment.ACTIVATION));
        break;
      }
    }
    return found;
  }

  private static boolean broken(float[] all, Segment segment) {
    float[] part = part(all, segment);
    return !finite(part) || mean(part) == 0;
  }

  private static Symptom numerical(Observed run, int epoch) {
    return advised("numerical error", run, epoch, CauseId.EXPLODING_GRADIENT, Treatment.ACTIVATION);
  }

  /** The decision lists: the data first, then the learning rate, then what is left. */
  private static Symptom advised(
      String rule, Observed run, int epoch, CauseId cause, Treatment otherwise) {
    Set<CauseId> causes = EnumSet.of(cause);
    Set<Treatment> treatments = EnumSet.noneOf(Treatment.class);
    float[] batch = run.batch();
    if (share(batch, x -> x < -1 || x > 1) > 0) {
      causes.add(CauseId.UNNORMALIZED_INPUT);
      treatments.add(Treatment.INPUT_SCALING);
      return new Symptom(rule + ": normalise data", causes, treatments);
    }
    double ratio = 0;
    double least = Double.POSITIVE_INFINITY;
    Snapshot now = run.snapshots().get(epoch);
    double rate = run.trial().card().optimizer().rule().rate();
    for (Segment kernel : run.kernels()) {
      double step = rate * norm(part(now.gradient(), kernel)) / norm(part(now.weights(), kernel));
      ratio = Math.max(ratio, step);
      least = Math.min(least, step);
    }
    if (ratio > 0.1) {
      causes.add(CauseId.LEARNING_RATE_TOO_HIGH);
      treatments.add(Treatment.RATE_DOWN);
    } else if (least < 1e-5) {
      causes.add(CauseId.LEARNING_RATE_TOO_LOW);
      treatments.add(Treatment.RATE_UP);
    } else {
      treatments.add(otherwise);
    }
    return new Symptom(rule, causes, treatments);
  }

  private static boolean outOfRange(Observed run, Output head) {
    Activation function = head.function();
    if (function instanceof Activation.Softmax) {
      return false;
    }
    boolean one = function instanceof Activation.Relu || function instanceof Activation.Linear;
    if (run.trial().network().loss() == Loss.CROSS_ENTROPY && one) {
      return true;
    }
    double low = 0;
    double high = 1;
    if (run.trial().prepared().train().targets() instanceof Targets.Values(float[] values)) {
      low = Double.POSITIVE_INFINITY;
      high = Double.NEGATIVE_INFINITY;
      for (float value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return switch (function) {
      case Activation.Sigmoid _ -> low < 0 || high > 1;
      case Activation.Tanh _ -> low < -1 || high > 1;
      case Activation.Relu _ -> low < 0;
      case Activation.Elu _ -> low < -1;
      case Activation.Linear _ -> range(head.values()) > 10 * (high - low);
      default -> false;
    };
  }

  private static double range(float[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  }

  private static List<Double> losses(Observed run) {
    return run.history().stream().skip(1).map(r -> r.train().loss()).toList();
  }

  /** Whether the mean of the last values is their maximum: they are all the same. */
  private static boolean flat(List<Double> values, int until, int count) {
    if (until < count) {
      return false;
    }
    List<Double> last = values.subList(until - count, until);
    return last.stream().distinct().count() == 1;
  }

  private static boolean unchanged(Observed run, int epoch) {
    int layers = run.snapshots().get(epoch).layers().size();
    for (int layer = 0; layer < layers; layer++) {
      List<Double> means = new ArrayList<>();
      for (int e = epoch - UNCHANGED + 1; e <= epoch; e++) {
        means.add(mean(run.snapshots().get(e).layers().get(layer).values()));
      }
      if (means.stream().distinct().count() == 1) {
        return true;
      }
    }
    for (Segment kernel : run.kernels()) {
      List<Double> means = new ArrayList<>();
      for (int e = epoch - UNCHANGED + 1; e <= epoch; e++) {
        means.add(mean(part(run.snapshots().get(e).weights(), kernel)));
      }
      if (means.stream().distinct().count() == 1) {
        return true;
      }
    }
    return false;
  }
}
