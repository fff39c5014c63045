package plumb.explain;

import static plumb.explain.Figures.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.explain.Explanation.Row;
import plumb.explain.Explanation.Section;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Clip;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.train.PrimaryScore;
import plumb.train.Stopping;

/** Turns a card into formulas. */
public final class Explainer {
  private static final int SHOWN_COLUMNS = 3;

  private final Card card;
  private final Optional<Shape> shape;

  private Explainer(Card card, Optional<Shape> shape) {
    this.card = card;
    this.shape = shape;
  }

  /**
   * Explains a card.
   *
   * @param shape what its data say; without it, numbers that depend on them are left open
   */
  public static Explanation explain(Card card, Optional<Shape> shape) {
    return new Explainer(card, shape).explain();
  }

  private Explanation explain() {
    // Stand-ins for what is not known; nothing that depends on them is shown.
    NetworkSpec network =
        shape
            .map(Shape::network)
            .orElseGet(() ->
                new NetworkSpec(
                    1,
                    card.network(),
                    card.head()
                        .map(h ->
                            new Head(
                                h.units(),
                                h.activation().orElse(Activation.LINEAR),
                                h.init(),
                                h.bias()))
                        .orElse(new Head(1, Activation.LINEAR)),
                    card.loss().orElse(Loss.MEAN_SQUARED_ERROR)));
    LayerFormulas layers =
        new LayerFormulas(network, shape.isPresent(), shape.isPresent() || card.head().isPresent());
    List<Row> network0 = new ArrayList<>(layers.rows());
    layers
        .parameters()
        .ifPresent(count -> network0.add(new Row("in all", count(count) + " parameters")));
    return new Explanation(
        card.convention(),
        List.of(
            new Section("data", data()),
            new Section("network", network0),
            new Section("cost", cost(network)),
            new Section("update", update()),
            new Section("run", run())),
        layers.parameters(),
        Worked.of(card.optimizer(), card.penalty()));
  }

  // --- data ---

  private List<Row> data() {
    DataSettings data = card.data();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "train",
            data.train()
                + shape
                    .map(s -> ", %s rows to train on".formatted(count(s.training())))
                    .orElse(", which is not there: what depends on it is left open")));
    rows.add(new Row("validation", validation(data)));
    data.test().ifPresent(test -> rows.add(new Row("test", test(test, data.validation()))));
    rows.add(new Row("inputs", inputs(data)));
    rows.add(new Row("target", target(data)));
    return rows;
  }

  private static String test(DataSettings.Test test, DataSettings.Validation validation) {
    return switch (test) {
      case DataSettings.Test.Share(double share) ->
          "a share of %s of the rows%s, put aside before all else, measured once, at the end"
              .formatted(
                  share,
                  validation instanceof DataSettings.Validation.Share held ? apart(held) : "");
      case DataSettings.Test.File(var path) -> path + ", opened once, at the end";
    };
  }

  /** Which rows are held out together, to follow a share of the rows. */
  private static String apart(DataSettings.Validation.Share held) {
    return held.group()
        .map(", all rows with the same %s on one side"::formatted)
        .or(() -> held.time().map(", the latest by %s"::formatted))
        .orElse("");
  }

  private List<String> validation(DataSettings data) {
    String rows = shape.map(s -> ": %s rows".formatted(count(s.validation()))).orElse("");
    return switch (data.validation()) {
      case DataSettings.Validation.Share held -> {
        List<String> lines = new ArrayList<>();
        String how =
            held.rowByRow()
                ? data.shuffle() ? ", drawn at random" : ", the last ones"
                : apart(held);
        lines.add("%s of the rows%s%s".formatted(Figures.of(held.share()), how, rows));
        held.group().ifPresent(column -> lines.add(column + " itself is no input"));
        if (held.folds() instanceof DataSettings.Folds.Count(int count)) {
          lines.add(
              held.time().isPresent()
                  ? "and in %d folds: each is measured after a training on all earlier rows"
                      .formatted(count)
                  : "and in %d folds: each is measured after a training on the others"
                      .formatted(count));
        }
        yield lines;
      }
      case DataSettings.Validation.File(var path) -> List.of(path + rows);
      case DataSettings.Validation.None _ ->
          List.of("none: only the training result can be judged");
    };
  }

  private List<String> inputs(DataSettings data) {
    List<String> lines = new ArrayList<>();
    boolean pixels =
        shape.isPresent()
            && shape.get().encoding().features().stream()
                .allMatch(Feature.Pixels.class::isInstance);
    String general =
        switch (data.inputs()) {
          case AUTO ->
              "x ← (x − mean) ∕ deviation, both of the training rows; s(x) = sgn(x)·ln(1 + |x| ∕ unit) in the place of x where a column has a long tail";
          case STANDARDIZE -> "x ← (x − mean) ∕ deviation, both of the training rows";
          case MIN_MAX -> "x ← (x − smallest) ∕ (largest − smallest), of the training rows";
          case RAW -> "numbers are left as they are";
        };
    if (!pixels) {
      lines.add(general);
    }
    shape.map(Shape::encoding).ifPresent(encoding -> lines.addAll(columns(encoding)));
    return lines;
  }

  private static List<String> columns(Encoding encoding) {
    List<String> lines = new ArrayList<>();
    int numeric = 0;
    for (Feature feature : encoding.features()) {
      switch (feature) {
        case Feature.Pixels(_, int height, int width, int channels, float scale, float shift) ->
            lines.add(
                "%d×%d pixels of %d channel%s: x ← %s·pixel%s"
                    .formatted(
                        height,
                        width,
                        channels,
                        channels == 1 ? "" : "s",
                        Figures.of(scale),
                        shift == 0
                            ? ""
                            : (shift < 0 ? " − " : " + ") + Figures.of(Math.abs(shift))));
        case Feature.Numeric(String column, double mean, double scale, _, _, _, _) -> {
          if (numeric++ < SHOWN_COLUMNS) {
            lines.add(
                "%s: x ← (x − %s) ∕ %s"
                    .formatted(column, Figures.factor((float) mean), Figures.of((float) scale)));
          }
        }
        case Feature.LongTailed(String column, double unit, double mean, double scale, _, _) -> {
          if (numeric++ < SHOWN_COLUMNS) {
            lines.add(
                "%s: x ← (s(x) − %s) ∕ %s with the unit %s"
                    .formatted(
                        column,
                        Figures.factor((float) mean),
                        Figures.of((float) scale),
                        Figures.of((float) unit)));
          }
        }
        case Feature.Flag _, Feature.Categories _, Feature.Date _ -> {}
      }
    }
    if (numeric > SHOWN_COLUMNS) {
      lines.add("and so on for %d more columns of numbers".formatted(numeric - SHOWN_COLUMNS));
    }
    long words = encoding.features().stream().filter(Feature.Categories.class::isInstance).count();
    if (words > 0) {
      lines.add("%d column%s of words: one input a word".formatted(words, words == 1 ? "" : "s"));
    }
    lines.add("%s inputs of the network in all".formatted(count(encoding.width())));
    return lines;
  }

  private String target(DataSettings data) {
    if (shape.isPresent()) {
      return switch (shape.get().encoding().target()) {
        case Target.Classification(String column, List<String> labels) ->
            "%s, one of %d classes".formatted(column, labels.size());
        case Target.Regression(String column, double mean, double scale) ->
            data.rawTargets()
                ? column + ", a number as it is"
                : "%s, a number: y ← (y − %s) ∕ %s, and back when predicting"
                    .formatted(column, Figures.factor((float) mean), Figures.of((float) scale));
      };
    }
    return data.target()
        .map(column ->
            column
                + (data.rawTargets()
                    ? "; if a number, as it is"
                    : "; if a number, y ← (y − mean) ∕ deviation"))
        .orElse("the labels of the images");
  }

  // --- cost ---

  private List<Row> cost(NetworkSpec network) {
    List<Row> rows = new ArrayList<>();
    boolean known = shape.isPresent() || card.loss().isPresent();
    rows.add(
        known
            ? new Row("loss", loss(network.loss()))
            : new Row("loss", "chosen by the task: cross-entropy for classes, mse for a number"));
    rows.add(new Row("penalty", penalty(card.penalty())));
    return rows;
  }

  private static List<String> loss(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY ->
          List.of(
              "L = −ln o_y, o_y the output of the right class; averaged over the batch",
              "behind a softmax ∂L∕∂z = o − y");
      case BINARY_CROSS_ENTROPY ->
          List.of(
              "L = −(y·ln o + (1 − y)·ln(1 − o)); averaged over the batch",
              "behind a sigmoid ∂L∕∂z = o − y");
      case MEAN_SQUARED_ERROR ->
          List.of("L = (o − y)²; averaged over the batch", "∂L∕∂o = 2·(o − y)");
      case MEAN_ABSOLUTE_ERROR ->
          List.of("L = |o − y|; averaged over the batch", "∂L∕∂o = sgn(o − y)");
      case HINGE ->
          List.of("L = max(0, 1 − y·o), y = −1 or 1; averaged over the batch", "∂L∕∂o = −y or 0");
    };
  }

  private static List<String> penalty(Penalty penalty) {
    List<String> lines = new ArrayList<>();
    if (penalty.l2() > 0) {
      lines.add(
          "+ %s∕2·∑w², so g ← g + %s·w"
              .formatted(Figures.of(penalty.l2()), Figures.of(penalty.l2())));
    }
    if (penalty.l1() > 0) {
      String l1 = Figures.of(penalty.l1());
      switch (penalty.l1Form()) {
        case SIGN -> lines.add("+ %s·∑|w|, so g ← g + %s·sgn(w), sgn(0) = 0".formatted(l1, l1));
        case STOP_AT_ZERO ->
            lines.add(
                "+ %s·∑|w|: after every update |w| ← max(0, |w| − rate·%s)".formatted(l1, l1));
      }
    }
    if (!lines.isEmpty()) {
      lines.add(Rules.on(penalty.on()));
      lines.add("never part of the loss that is shown");
    }
    penalty
        .maxNorm()
        .ifPresent(limit ->
            lines.add(
                "after every update ‖w‖ ≤ %s for the incoming weights of each unit"
                    .formatted(Figures.of(limit))));
    return lines.isEmpty() ? List.of("none") : lines;
  }

  // --- update ---

  private List<Row> update() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        switch (card.optimizer().clip()) {
          case Clip.None _ -> new Row("clipping", "none");
          case Clip.ByNorm(double limit) ->
              new Row(
                  "clipping",
                  "g ← g·min(1, %s∕‖g‖), ‖g‖ the length of the whole gradient"
                      .formatted(Figures.of(limit)));
          case Clip.ByValue(double limit) ->
              new Row(
                  "clipping",
                  "g ← max(−%s, min(%s, g))".formatted(Figures.of(limit), Figures.of(limit)));
        });
    Rules rules = new Rules(card.optimizer().rule());
    rows.add(new Row(rules.name(), rules.formula()));
    rows.add(new Row("rate", schedule()));
    return rows;
  }

  private List<String> schedule() {
    double rate = card.optimizer().rule().rate();
    String full = Figures.of(rate);
    int epochs = card.epochs();
    return switch (card.optimizer().schedule()) {
      case Schedule.Constant _ -> List.of(full + " throughout");
      case Schedule.Step(int every, double factor) ->
          List.of(
              "%s × %s after every %d epochs".formatted(full, Figures.of(factor), every),
              "in the last epoch "
                  + Figures.of(rate * Math.pow(factor, Math.floorDiv(epochs - 1, every))));
      case Schedule.Cosine(double floor) ->
          List.of(
              "%s·(%s + %s·(1 + cos(π·u))∕2), u the share of the run that is over"
                  .formatted(full, Figures.of(floor), Figures.of(1 - floor)),
              "half-way %s, at the end %s"
                  .formatted(Figures.of(rate * (1 + floor) / 2), Figures.of(rate * floor)));
      case Schedule.WarmUp(int over) ->
          List.of("%s·min(1, u), u the updates made ∕ those of %d epochs".formatted(full, over));
      case Schedule.OneCycle(double rise) ->
          List.of(
              "half a cosine from %s up to %s over the first %s of the run"
                  .formatted(Figures.of(0.04 * rate), full, Figures.of(rise)),
              "then half a cosine down to %s".formatted(Figures.of(1e-4 * rate)));
      case Schedule.OnPlateau(int patience, double factor) ->
          List.of(
              "%s × %s whenever the watched loss has not fallen for %d epochs"
                  .formatted(full, Figures.of(factor), patience));
    };
  }

  // --- run ---

  private List<Row> run() {
    List<Row> rows = new ArrayList<>();
    int batch = card.batch();
    List<String> lines = new ArrayList<>();
    lines.add("%s examples an update; the gradient is their mean".formatted(count(batch)));
    shape.ifPresent(s -> {
      long updates = ((long) s.training() + batch - 1) / batch;
      lines.add(
          "%s ∕ %s = %s updates an epoch"
              .formatted(count(s.training()), count(batch), count(updates)));
    });
    rows.add(new Row("batch", lines));
    rows.add(
        new Row(
            "epochs",
            "at most %s passes over the training rows%s"
                .formatted(
                    count(card.epochs()),
                    card.data().shuffle()
                        ? ", each in a new order"
                        : ", in the order of the file")));
    rows.add(
        switch (card.stopping()) {
          case Stopping.Never _ ->
              new Row("stopping", "not before the last epoch; the best weights are kept too");
          case Stopping.PatienceBeyondNoise(int patience, double errors) ->
              new Row(
                  "stopping",
                  "when the validation error has not fallen by more than %s standard error%s of itself for %d epochs"
                      .formatted(Figures.of(errors), errors == 1 ? "" : "s", patience),
                  "for classes √(e·(1 − e)∕n) of an error e on n rows, counted as if two more were right and two wrong",
                  "the weights of the best epoch are returned, beside the last");
          case Stopping.Patience(int patience, double minDelta) ->
              new Row(
                  "stopping",
                  "when the validation error has not fallen%s for %d epochs"
                      .formatted(
                          minDelta > 0 ? " by more than " + Figures.of(minDelta) : "", patience),
                  "the weights of the best epoch are returned, beside the last");
        });
    card.score().flatMap(Explainer::score).ifPresent(rows::add);
    ensemble().ifPresent(rows::add);
    rows.add(new Row("seed", Long.toString(card.seed())));
    return rows;
  }

  /** What a balanced accuracy is; what the usual scores are, everybody knows. */
  private static Optional<Row> score(PrimaryScore score) {
    return switch (score) {
      case ACCURACY, R2 -> Optional.empty();
      case BALANCED_ACCURACY ->
          Optional.of(
              new Row(
                  "score",
                  "balanced accuracy, the mean over the K classes of the share of their rows that are right",
                  "Σ_k (right_k ∕ n_k) ∕ K, with the standard error √(Σ_k se_k²) ∕ K",
                  "the best epoch and all comparisons go by it"));
    };
  }

  private Optional<Row> ensemble() {
    int networks = card.ensemble().networks();
    if (networks == 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Row(
            "ensemble",
            "%d networks; the answer is the mean of what they give out".formatted(networks),
            switch (card.ensemble().resampling()) {
              case BOOTSTRAP ->
                  "each trained on as many rows as there are, drawn with replacement: 1 − 1∕e, about 63 % of them";
              case PARTS ->
                  "each trained on a part of its own, 1∕%d of the rows".formatted(networks);
              case NONE -> "each trained on all rows, from first weights of its own";
            }));
  }
}
