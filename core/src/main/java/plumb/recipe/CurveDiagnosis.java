package plumb.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.StopReason;

/**
 * Reads causes from the loss curves and the card alone. Where the curves fit several causes,
 * several are named, and where they fit none, {@code cannot-tell}.
 */
public final class CurveDiagnosis {
  /** A training loss that falls by less than this share over the last fifth has come to rest. */
  private static final double FALLING = 0.05;

  /** A training loss that rises by more than this share from one epoch to the next has jumped. */
  private static final double JUMP = 0.02;

  /** A validation loss this far above its lowest is rising for good. */
  private static final double RISE = 1.05;

  /** Layers of squashing activations through which a gradient may vanish. */
  private static final int DEEP = 4;

  /** The possible causes, most likely first; at least one. */
  public List<Cause> causes(Judge.Judgement judgement, Evidence evidence, Trace trace) {
    List<Cause> causes =
        switch (judgement.verdict()) {
          case NOT_TRAINED -> notTrained(trace);
          case OVERFIT -> List.of(overfitting(judgement, evidence, trace));
          case FINE ->
              List.of(new Cause(CauseId.HEALTHY, 0.9, losses(trace), judgement.sentence()));
          case SHIFT ->
              List.of(
                  new Cause(
                      CauseId.TRAIN_VALIDATION_SHIFT, 0.7, losses(trace), judgement.sentence()));
          case CANNOT_TELL, DOUBTFUL ->
              List.of(new Cause(CauseId.CANNOT_TELL, 0.6, losses(trace), judgement.sentence()));
        };
    return causes.stream()
        .sorted(Comparator.comparingDouble(Cause::confidence).reversed())
        .toList();
  }

  private static Cause overfitting(Judge.Judgement judgement, Evidence evidence, Trace trace) {
    Map<String, Double> numbers = losses(trace);
    numbers.put("trainScore", Score.of(evidence.scores().train()).value());
    evidence
        .scores()
        .validation()
        .ifPresent(v -> numbers.put("validationScore", Score.of(v).value()));
    String rise = "";
    List<EpochRecord> history = trace.history();
    double lowest =
        history.stream()
            .flatMap(r -> r.validation().stream())
            .mapToDouble(Metrics::loss)
            .filter(Double::isFinite)
            .min()
            .orElse(Double.NaN);
    // The median of the last three epochs, so that one unlucky epoch is no rise.
    double now =
        history.stream()
            .skip(Math.max(0, history.size() - 3))
            .flatMap(r -> r.validation().stream())
            .mapToDouble(Metrics::loss)
            .sorted()
            .skip(1)
            .findFirst()
            .orElse(Double.NaN);
    if (now > RISE * lowest
        && history.getLast().train().loss() < history.getFirst().train().loss()) {
      numbers.put("validationLossLowest", lowest);
      numbers.put("validationLossAtEnd", now);
      rise =
          String.format(
              Locale.ROOT,
              " While the training loss fell, the validation loss rose from %.3g to %.3g; early stopping kept the weights of epoch %d.",
              lowest,
              now,
              trace.bestEpoch());
    }
    return new Cause(
        CauseId.OVERFITTING, rise.isEmpty() ? 0.8 : 0.9, numbers, judgement.sentence() + rise);
  }

  private static List<Cause> notTrained(Trace trace) {
    if (trace.reason() instanceof StopReason.Diverged diverged) {
      return diverged(trace, diverged);
    }
    Map<String, Double> numbers = losses(trace);
    double first = numbers.getOrDefault("lossAtStart", Double.NaN);
    double last = numbers.getOrDefault("lossAtEnd", Double.NaN);
    List<Cause> causes = new ArrayList<>();
    int jumps = jumps(trace.history());
    int epochs = trace.history().size() - 1;
    if (epochs >= 4 && jumps >= 0.4 * epochs) {
      numbers.put("jumps", (double) jumps);
      String sentence =
          "The training loss rose by more than 2 %% in %d of %d epochs: the steps are too long."
              .formatted(jumps, epochs);
      causes.add(new Cause(CauseId.LEARNING_RATE_TOO_HIGH, 0.6, numbers, sentence));
      causes.add(new Cause(CauseId.OSCILLATION, 0.5, numbers, sentence));
    } else if (last > first) {
      causes.add(
          new Cause(
              CauseId.LEARNING_RATE_TOO_HIGH,
              0.6,
              numbers,
              String.format(
                  Locale.ROOT,
                  "The training loss rose from %.3g to %.3g: the steps are too long.",
                  first,
                  last)));
    } else if (trace.reason() instanceof StopReason.Interrupted interrupted) {
      causes.add(new Cause(CauseId.TOO_FEW_EPOCHS, 0.6, numbers, interrupted.sentence()));
    } else if (stillFalling(trace.history())) {
      causes.add(
          new Cause(
              CauseId.TOO_FEW_EPOCHS,
              0.6,
              numbers,
              String.format(
                  Locale.ROOT,
                  "The training loss, %.3g, was still falling when the %d epochs were over.",
                  last,
                  epochs)));
      if (last > 0.5 * first) {
        causes.add(tooLow(numbers, 0.5, first, last));
      }
    } else if (last > 0.9 * first && rate(trace.card()) < usualRate(trace.card()) / 10) {
      causes.add(tooLow(numbers, 0.6, first, last));
    }
    deepSquashing(trace.card(), numbers, causes);
    regularized(trace.card(), numbers, causes);
    if (causes.isEmpty()) {
      causes.add(
          new Cause(
              CauseId.CANNOT_TELL,
              0.5,
              numbers,
              String.format(
                  Locale.ROOT,
                  "The training loss came to rest at %.3g; the curve alone does not say why.",
                  last)));
    }
    return causes;
  }

  private static Cause tooLow(
      Map<String, Double> numbers, double confidence, double first, double last) {
    return new Cause(
        CauseId.LEARNING_RATE_TOO_LOW,
        confidence,
        numbers,
        String.format(
            Locale.ROOT,
            "The training loss fell only from %.3g to %.3g, slowly and evenly: the steps may be too short.",
            first,
            last));
  }

  private static List<Cause> diverged(Trace trace, StopReason.Diverged diverged) {
    Map<String, Double> numbers = losses(trace);
    double rate = rate(trace.card());
    double usual = usualRate(trace.card());
    numbers.put("rate", rate);
    numbers.put("usualRate", usual);
    numbers.put("update", (double) diverged.update());
    boolean high = rate > 3 * usual;
    return List.of(
        new Cause(
            CauseId.LEARNING_RATE_TOO_HIGH,
            high ? 0.8 : 0.5,
            numbers,
            String.format(
                Locale.ROOT,
                "%s The learning rate is %s; %s is usual for this update rule.",
                diverged.sentence(),
                rate,
                usual)),
        new Cause(
            CauseId.EXPLODING_GRADIENT,
            high ? 0.2 : 0.4,
            numbers,
            diverged.sentence() + " Gradients may have grown from layer to layer."));
  }

  private static void deepSquashing(Card card, Map<String, Double> numbers, List<Cause> causes) {
    long squashing =
        card.network().stream()
            .filter(layer ->
                layer instanceof Layer.Activate(Activation a)
                    && (a instanceof Activation.Sigmoid || a instanceof Activation.Tanh))
            .count();
    if (squashing >= DEEP) {
      causes.add(
          new Cause(
              CauseId.VANISHING_GRADIENT,
              0.55,
              numbers,
              "%d layers of sigmoid or tanh, one behind the other, each shrink the gradient for the layers before."
                  .formatted(squashing)));
    }
  }

  private static void regularized(Card card, Map<String, Double> numbers, List<Cause> causes) {
    double drop =
        card.network().stream()
            .mapToDouble(layer -> layer instanceof Layer.Dropout(float p, _, _) ? p : 0)
            .max()
            .orElse(0);
    if (drop >= 0.5 || card.penalty().l2() >= 0.01 || card.penalty().l1() >= 0.001) {
      causes.add(
          new Cause(
              CauseId.OVER_REGULARIZED,
              0.5,
              numbers,
              String.format(
                  Locale.ROOT,
                  "Dropout %.2g, L2 %s and L1 %s make training harder; they help only a network that already fits its training set.",
                  drop,
                  card.penalty().l2(),
                  card.penalty().l1())));
    }
  }

  private static Map<String, Double> losses(Trace trace) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    put(numbers, "lossAtStart", trace.history().getFirst().train().loss());
    put(numbers, "lossAtEnd", trace.history().getLast().train().loss());
    put(numbers, "lossReturned", trace.history().get(trace.bestEpoch()).train().loss());
    return numbers;
  }

  /** Evidence is numbers: what is none is left out. */
  private static void put(Map<String, Double> numbers, String name, double value) {
    if (Double.isFinite(value)) {
      numbers.put(name, value);
    }
  }

  private static int jumps(List<EpochRecord> history) {
    int jumps = 0;
    for (int i = 2; i < history.size(); i++) {
      double before = history.get(i - 1).train().loss();
      jumps += history.get(i).train().loss() > (1 + JUMP) * before ? 1 : 0;
    }
    return jumps;
  }

  private static boolean stillFalling(List<EpochRecord> history) {
    double last = history.getLast().train().loss();
    int back = Math.max(1, history.size() / 5);
    double earlier = history.get(Math.max(0, history.size() - 1 - back)).train().loss();
    return last < (1 - FALLING) * earlier;
  }

  private static double rate(Card card) {
    return card.optimizer().rule().rate();
  }

  /** The rate most people start from. */
  public static double usualRate(Card card) {
    return switch (card.optimizer().rule()) {
      case UpdateRule.Sgd _ -> 0.1;
      case UpdateRule.Momentum _, UpdateRule.Nesterov _, UpdateRule.Adagrad _ -> 0.01;
      case UpdateRule.RmsProp _, UpdateRule.Adam _, UpdateRule.AdamW _ -> 0.001;
    };
  }
}
