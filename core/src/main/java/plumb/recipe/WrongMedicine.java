package plumb.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.nn.Layer;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.Goal;
import plumb.run.Verdict;
import plumb.train.StopReason;

/**
 * Medicine against a bad validation result that a card asks for while its training result is bad
 * (lecture: "Do not always blame overfitting"; dropout, regularization and early stopping are
 * remedies for the other branch of the recipe). The card is obeyed all the same.
 */
public final class WrongMedicine {
  /** A penalty or decay below this hardly changes a training. */
  private static final double STRONG_L2 = 1e-3;

  private static final double STRONG_L1 = 1e-4;

  private static final double STRONG_DECAY = 0.05;

  private WrongMedicine() {}

  /** One sentence for each wrong medicine, with the evidence; empty while training is good. */
  public static List<String> warnings(Trace trace, Evidence evidence, Goal goal, Verdict verdict) {
    if (verdict != Verdict.NOT_TRAINED) {
      return List.of();
    }
    String found =
        "on the training set it gets %s, and the goal is %s"
            .formatted(
                Score.words(evidence.reached()), Score.value(evidence.reached(), goal.score()));
    return asked(trace).stream()
        .map(medicine ->
            "Wrong medicine: the card asks for %s, but %s. That is against a bad validation result; a bad training result it makes worse. The card was obeyed."
                .formatted(medicine, found))
        .toList();
  }

  private static List<String> asked(Trace trace) {
    Card card = trace.card();
    List<String> asked = new ArrayList<>();
    double drop =
        card.network().stream()
            .mapToDouble(l -> l instanceof Layer.Dropout(float p, _, _) ? p : 0)
            .max()
            .orElse(0);
    if (drop > 0) {
      asked.add(String.format(Locale.ROOT, "dropout %.3g", drop));
    }
    if (card.penalty().l2() >= STRONG_L2) {
      asked.add(String.format(Locale.ROOT, "an L2 penalty of %.3g", card.penalty().l2()));
    }
    if (card.penalty().l1() >= STRONG_L1) {
      asked.add(String.format(Locale.ROOT, "an L1 penalty of %.3g", card.penalty().l1()));
    }
    if (card.penalty().maxNorm().isPresent()) {
      asked.add(
          String.format(
              Locale.ROOT, "weights no longer than %.3g", card.penalty().maxNorm().getAsDouble()));
    }
    if (card.optimizer().rule() instanceof UpdateRule.AdamW w
        && w.weightDecay().decay() >= STRONG_DECAY) {
      asked.add(String.format(Locale.ROOT, "a weight decay of %.3g", w.weightDecay().decay()));
    }
    switch (trace.reason()) {
      case StopReason.NoImprovement _, StopReason.NoImprovementBeyondNoise _ ->
          asked.add(
              "early stopping, which ended training after %d of %d epochs"
                  .formatted(trace.history().getLast().epoch(), card.epochs()));
      case StopReason.AllEpochs _, StopReason.Diverged _, StopReason.Interrupted _ -> {}
    }
    return asked;
  }
}
