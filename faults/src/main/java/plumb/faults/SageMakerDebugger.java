package plumb.faults;

import static plumb.faults.Observed.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import plumb.data.Targets;
import plumb.faults.Observed.Output;
import plumb.faults.Observed.Snapshot;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Segment;
import plumb.run.CauseId;
import plumb.train.EpochRecord;
import plumb.train.Evaluation;

/**
 * The built-in rules of Amazon SageMaker Debugger with their defaults, its steps being epochs here.
 * Rules without a default threshold, and those on the machine, are left out.
 */
final class SageMakerDebugger implements RuleSet {
  @Override
  public String name() {
    return "SageMaker Debugger";
  }

  @Override
  public List<Symptom> examine(Observed run) {
    List<Symptom> found = new ArrayList<>();
    List<Snapshot> all = run.snapshots();
    Snapshot end = all.getLast();
    List<EpochRecord> history = run.history();
    if (!finite(end.weights())
        || !finite(end.gradient())
        || !Double.isFinite(history.getLast().train().loss())) {
      found.add(
          symptom("exploding tensor", Set.of(CauseId.EXPLODING_GRADIENT), Treatment.RATE_DOWN));
    }
    if (poorStart(run)) {
      found.add(
          symptom(
              "poor weight initialization",
              Set.of(CauseId.BAD_INITIALIZATION, CauseId.SYMMETRIC_INITIALIZATION),
              Treatment.INITIALIZATION));
    }
    if (all.stream().skip(1).anyMatch(s -> vanished(run, s))) {
      found.add(
          symptom("vanishing gradient", Set.of(CauseId.VANISHING_GRADIENT), Treatment.ACTIVATION));
    }
    if (all.stream().skip(1).anyMatch(SageMakerDebugger::saturated)) {
      found.add(
          symptom(
              "saturated activation", Set.of(CauseId.SATURATED_ACTIVATION), Treatment.ACTIVATION));
    }
    if (all.stream().skip(1).anyMatch(SageMakerDebugger::dead)) {
      found.add(symptom("dead relu", Set.of(CauseId.DYING_RELU), Treatment.ACTIVATION));
    }
    updates(run, found);
    if (unchanged(run)) {
      found.add(
          symptom("unchanged tensor", Set.of(CauseId.LEARNING_RATE_TOO_LOW), Treatment.RATE_UP));
    }
    if (notDecreasing(history)) {
      found.add(
          symptom("loss not decreasing", Set.of(CauseId.SLOW_CONVERGENCE), Treatment.RATE_UP));
    }
    if (imbalanced(run)) {
      found.add(
          symptom("class imbalance", Set.of(CauseId.CLASS_IMBALANCE), Treatment.CLASS_WEIGHTS));
    }
    if (overfits(history)) {
      found.add(symptom("overfit", Set.of(CauseId.OVERFITTING), Treatment.MORE_REGULARIZATION));
    }
    if (overtrained(history)) {
      found.add(symptom("overtraining", Set.of(CauseId.OVERFITTING), Treatment.STOPPING));
    }
    return found;
  }

  private static Symptom symptom(String rule, Set<CauseId> causes, Treatment treatment) {
    return new Symptom(rule, causes, Set.of(treatment));
  }

  private static boolean vanished(Observed run, Snapshot now) {
    return run.kernels().stream().anyMatch(k -> meanSize(part(now.gradient(), k)) < 1e-7);
  }

  private static boolean poorStart(Observed run) {
    Snapshot start = run.snapshots().getFirst();
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (Segment kernel : run.kernels()) {
      double variance = variance(part(start.weights(), kernel));
      largest = Math.max(largest, variance);
      smallest = Math.min(smallest, variance);
    }
    float[] sorted = start.gradient().clone();
    java.util.Arrays.sort(sorted);
    double spread =
        sorted[(int) (0.95 * (sorted.length - 1))] - sorted[(int) (0.05 * (sorted.length - 1))];
    List<EpochRecord> history = run.history();
    int last = Math.min(10, history.size() - 1);
    double lowest = history.getFirst().train().loss();
    int waited = 0;
    boolean stuck = false;
    for (int e = 1; e <= last; e++) {
      double loss = history.get(e).train().loss();
      waited = loss < lowest ? 0 : waited + 1;
      lowest = Math.min(lowest, loss);
      stuck |= waited >= 5;
    }
    return (largest / smallest > 10 || spread < 0.001) && stuck;
  }

  private static boolean saturated(Snapshot now) {
    return now.layers().stream()
        .anyMatch(layer ->
            switch (layer.function()) {
              case Activation.Tanh _ -> inactive(layer, -9.4999, 9.4999) > 0.5;
              case Activation.Sigmoid _ -> inactive(layer, -23, 16.99999) > 0.5;
              default -> false;
            });
  }

  /** The share of units whose sums lie outside for more than 1 % of the rows. */
  private static double inactive(Output layer, double low, double high) {
    int rows = layer.sums().length / layer.width();
    int count = 0;
    for (int unit = 0; unit < layer.width(); unit++) {
      int outside = 0;
      for (int row = 0; row < rows; row++) {
        float z = layer.sums()[row * layer.width() + unit];
        outside += z < low || z > high ? 1 : 0;
      }
      count += outside > 0.01 * rows ? 1 : 0;
    }
    return (double) count / layer.width();
  }

  private static boolean dead(Snapshot now) {
    for (Output layer : now.layers()) {
      if (!layer.head() && layer.function() instanceof Activation.Relu) {
        int rows = layer.sums().length / layer.width();
        int count = 0;
        for (int unit = 0; unit < layer.width(); unit++) {
          int active = 0;
          for (int row = 0; row < rows; row++) {
            active += layer.values()[row * layer.width() + unit] > 0 ? 1 : 0;
          }
          count += active < 0.01 * rows ? 1 : 0;
        }
        if (count > 0.5 * layer.width()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether one update is far too long or too short, on the average of an epoch. */
  private static void updates(Observed run, List<Symptom> found) {
    List<Snapshot> all = run.snapshots();
    for (int e = 1; e < all.size(); e++) {
      long updates = run.history().get(e).updates() - run.history().get(e - 1).updates();
      for (Segment kernel : run.kernels()) {
        float[] now = part(all.get(e).weights(), kernel);
        float[] before = part(all.get(e - 1).weights(), kernel);
        double change = 0;
        for (int i = 0; i < now.length; i++) {
          change += Math.abs(now[i] - before[i]);
        }
        double ratio = change / now.length / Math.max(1, updates) / meanSize(before);
        if (ratio > 10) {
          found.add(
              symptom(
                  "weight update ratio high",
                  Set.of(CauseId.LEARNING_RATE_TOO_HIGH),
                  Treatment.RATE_DOWN));
          return;
        }
        if (ratio < 1e-8) {
          found.add(
              symptom(
                  "weight update ratio low",
                  Set.of(CauseId.LEARNING_RATE_TOO_LOW),
                  Treatment.RATE_UP));
          return;
        }
      }
    }
  }

  private static boolean unchanged(Observed run) {
    List<Snapshot> all = run.snapshots();
    for (int e = 2; e < all.size(); e++) {
      for (Segment kernel : run.kernels()) {
        if (close(all, e, kernel) && close(all, e - 1, kernel)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean close(List<Snapshot> all, int epoch, Segment kernel) {
    float[] now = all.get(epoch).weights();
    float[] before = all.get(epoch - 1).weights();
    for (int i = kernel.offset(); i < kernel.end(); i++) {
      if (!(Math.abs(now[i] - before[i]) <= 1e-8 + 1e-5 * Math.abs(before[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean notDecreasing(List<EpochRecord> history) {
    for (int e = 11; e < history.size(); e++) {
      if (!(history.get(e).train().loss() < history.get(e - 10).train().loss())) {
        return true;
      }
    }
    return false;
  }

  private static boolean overfits(List<EpochRecord> history) {
    return history.stream()
        .skip(1)
        .anyMatch(r ->
            r.validation().isPresent()
                && (r.validation().get().loss() - r.train().loss()) / r.train().loss() > 0.1);
  }

  private static boolean overtrained(List<EpochRecord> history) {
    double lowTrain = Double.POSITIVE_INFINITY;
    double lowHeld = Double.POSITIVE_INFINITY;
    int waitedTrain = 0;
    int waitedHeld = 0;
    for (EpochRecord record : history) {
      double train = record.train().loss();
      double held = record.validation().orElse(record.train()).loss();
      waitedTrain = train < lowTrain - 0.1 ? 0 : waitedTrain + 1;
      waitedHeld = held < lowHeld - 0.1 ? 0 : waitedHeld + 1;
      lowTrain = waitedTrain == 0 ? train : lowTrain;
      lowHeld = waitedHeld == 0 ? held : lowHeld;
      if (waitedTrain > 5 || waitedHeld > 10) {
        return true;
      }
    }
    return false;
  }

  private static boolean imbalanced(Observed run) {
    Trial trial = run.trial();
    if (!(trial.prepared().train().targets() instanceof Targets.Classes(int[] labels, int n))
        || labels.length < 500) {
      return false;
    }
    int[] counts = new int[n];
    int[] wrong = new int[n];
    try (Team team = Team.of(1)) {
      int[] predicted =
          new Evaluation(trial.network(), team)
              .predictions(trial.result().last(), trial.prepared().train());
      for (int row = 0; row < labels.length; row++) {
        counts[labels[row]]++;
        wrong[labels[row]] += predicted[row] == labels[row] ? 0 : 1;
      }
    }
    int most = java.util.Arrays.stream(counts).max().orElse(0);
    int least = java.util.Arrays.stream(counts).min().orElse(0);
    boolean missed = false;
    for (int c = 0; c < n; c++) {
      missed |= wrong[c] > 0.7 * counts[c];
    }
    return most > 10 * Math.max(1, least) && missed;
  }
}
