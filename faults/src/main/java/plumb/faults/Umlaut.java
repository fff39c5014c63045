package plumb.faults;

import static plumb.faults.Observed.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.run.CauseId;
import plumb.train.EpochRecord;

/**
 * The heuristics of UMLAUT (Schoop et al., CHI 2021), every epoch. Its test for a missing softmax
 * goes by the layer's name and is a false alarm on nearly every program; here it looks at the head.
 */
final class Umlaut implements RuleSet {
  @Override
  public String name() {
    return "UMLAUT";
  }

  @Override
  public List<Symptom> examine(Observed run) {
    List<Symptom> found = new ArrayList<>();
    List<EpochRecord> history = run.history();
    if (!Double.isFinite(history.getLast().train().loss())) {
      found.add(
          new Symptom(
              "loss is not a number",
              Set.of(CauseId.EXPLODING_GRADIENT, CauseId.LEARNING_RATE_TOO_HIGH),
              Set.of(Treatment.RATE_DOWN)));
    }
    Head head = run.trial().network().head();
    boolean probabilities =
        head.activation() instanceof Activation.Softmax
            || head.activation() instanceof Activation.Sigmoid;
    if (run.classification() && !probabilities) {
      found.add(
          new Symptom(
              "missing softmax",
              Set.of(CauseId.WRONG_HEAD_OR_LOSS),
              Set.of(Treatment.HEAD_OR_LOSS)));
    }
    if (linearHidden(run)) {
      found.add(
          new Symptom(
              "missing activation",
              Set.of(CauseId.MISSING_NONLINEARITY),
              Set.of(Treatment.ACTIVATION)));
    }
    if (share(run.batch(), x -> x < -1 || x > 1) > 0) {
      found.add(
          new Symptom(
              "inputs exceed -1..1",
              Set.of(CauseId.UNNORMALIZED_INPUT, CauseId.CORRUPT_INPUT),
              Set.of(Treatment.INPUT_SCALING)));
    }
    double rate = run.trial().card().optimizer().rule().rate();
    if (rate > 0.01) {
      found.add(
          new Symptom(
              "learning rate high",
              Set.of(CauseId.LEARNING_RATE_TOO_HIGH),
              Set.of(Treatment.RATE_DOWN)));
    }
    if (rate < 1e-7) {
      found.add(
          new Symptom(
              "learning rate low",
              Set.of(CauseId.LEARNING_RATE_TOO_LOW),
              Set.of(Treatment.RATE_UP)));
    }
    boolean dropped =
        run.trial().network().layers().stream()
            .anyMatch(layer -> layer instanceof Layer.Dropout(float p, _, _) && p > 0.5);
    if (dropped) {
      found.add(
          new Symptom(
              "dropout rate high",
              Set.of(CauseId.OVER_REGULARIZED),
              Set.of(Treatment.LESS_REGULARIZATION)));
    }
    if (overfits(history)) {
      found.add(
          new Symptom(
              "overfitting",
              Set.of(CauseId.OVERFITTING),
              Set.of(Treatment.MORE_REGULARIZATION, Treatment.NARROWER)));
    }
    if (run.classification() && tooGood(run)) {
      found.add(
          new Symptom(
              "validation accuracy high",
              Set.of(CauseId.LEAKAGE, CauseId.TRAIN_VALIDATION_SHIFT),
              Set.of(Treatment.VALIDATION_ROWS, Treatment.COLUMNS)));
    }
    return found;
  }

  private static boolean linearHidden(Observed run) {
    List<Layer> layers = run.trial().network().layers();
    for (int i = 0; i < layers.size(); i++) {
      boolean activated =
          i + 1 < layers.size()
              && layers.get(i + 1) instanceof Layer.Activate(Activation function)
              && !(function instanceof Activation.Linear);
      if (layers.get(i) instanceof Layer.Dense && !activated) {
        return true;
      }
    }
    return false;
  }

  /** One epoch is enough for it. */
  private static boolean overfits(List<EpochRecord> history) {
    for (int e = 2; e < history.size(); e++) {
      EpochRecord now = history.get(e);
      EpochRecord before = history.get(e - 1);
      boolean up =
          now.validation().isPresent()
              && now.validation().get().loss() > before.validation().orElseThrow().loss();
      if (up && now.train().loss() <= before.train().loss()) {
        return true;
      }
    }
    return false;
  }

  private static boolean tooGood(Observed run) {
    List<Double> held = run.validationAccuracies();
    List<Double> train = run.trainAccuracies();
    for (int i = 3; i < held.size(); i++) {
      if (held.get(i) > 0.95 || held.get(i) - train.get(i) > 0.05) {
        return true;
      }
    }
    return false;
  }
}
