package plumb.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.Evaluation;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.train.SquaredErrors;
import plumb.train.StopSignal;
import plumb.train.Stopping;
import plumb.train.Trainer;
import plumb.train.TrainingSpec;

/**
 * Simple models on the same rows. The lecture: logistic regression and decision trees fit a
 * training set easily, so they say what a training result is worth.
 */
public final class ReferenceModels {
  /** Numbers a tree is fitted on at most: rows times inputs. */
  private static final long TREE_NUMBERS = 800_000;

  /** Rows a tree is fitted on at most: with more, numbers as targets take it minutes. */
  private static final int TREE_ROWS = 20_000;

  /** How long to wait for a tree before asking whether to stop. */
  private static final long PATIENCE_MILLIS = 100;

  static final int[] DEPTHS = {4, 8, 16};

  /** Depths that a tree is tried with. */
  public static List<Integer> depths() {
    return Arrays.stream(DEPTHS).boxed().toList();
  }

  private final Examples train;
  private final Optional<Examples> validation;
  private final Target target;
  private final Team team;
  private final StopSignal stop;
  private final long seed;
  private final PrimaryScore score;
  private final Optional<Feature.Pixels> pictures;

  /** Models to be fitted and compared by accuracy, or R2. */
  public ReferenceModels(
      Examples train,
      Optional<Examples> validation,
      Target target,
      Team team,
      StopSignal stop,
      long seed) {
    this(
        train,
        validation,
        target,
        team,
        stop,
        seed,
        train.targets() instanceof Targets.Classes ? PrimaryScore.ACCURACY : PrimaryScore.R2);
  }

  /** Models to be fitted on rows that are no pictures. */
  public ReferenceModels(
      Examples train,
      Optional<Examples> validation,
      Target target,
      Team team,
      StopSignal stop,
      long seed,
      PrimaryScore score) {
    this(train, validation, target, team, stop, seed, score, Optional.empty());
  }

  /**
   * Models to be fitted.
   *
   * @param validation rows the depth of the tree is chosen by, if any
   * @param stop asked between fits and after updates
   * @param score by which the depth of the tree is chosen
   * @param pictures the measures of a picture, where the rows are pictures
   */
  public ReferenceModels(
      Examples train,
      Optional<Examples> validation,
      Target target,
      Team team,
      StopSignal stop,
      long seed,
      PrimaryScore score,
      Optional<Feature.Pixels> pictures) {
    this.train = train;
    this.validation = validation;
    this.target = target;
    this.team = team;
    this.stop = stop;
    this.seed = seed;
    this.score = score;
    this.pictures = pictures;
  }

  /** A fitted reference, which can be measured on more examples later. */
  public record Fitted(Reference reference, Measure measure) {
    Fitted noted(String note) {
      return new Fitted(
          new Reference(
              reference.kind(), reference.name(), reference.scores(), note, reference.finished()),
          measure);
    }

    Fitted unfinished() {
      if (!reference.finished()) {
        return this;
      }
      return new Fitted(
          new Reference(
              reference.kind(),
              reference.name(),
              reference.scores(),
              ("Stopped before it was fitted to its end. " + reference.note()).strip(),
              false),
          measure);
    }

    /** The same, measured on a test set too. */
    public Fitted withTest(Examples test) {
      Scores scores = reference.scores();
      return new Fitted(
          new Reference(
              reference.kind(),
              reference.name(),
              new Scores(scores.train(), scores.validation(), Optional.of(measure.on(test))),
              reference.note(),
              reference.finished()),
          measure);
    }
  }

  /** Measures a fitted model. */
  @FunctionalInterface
  public interface Measure {
    /** The metrics on examples. */
    Metrics on(Examples examples);
  }

  /**
   * Fits them, simplest first. A model that was being fitted when it was stopped, and those behind
   * it, are not finished.
   */
  public List<Fitted> fit() {
    List<Fitted> fitted = new ArrayList<>();
    fitted.add(constant());
    fitted.add(unlessStopped(linear()));
    fitted.add(unlessStopped(tree(DEPTHS)));
    neighbourhoods().map(this::unlessStopped).ifPresent(fitted::add);
    return fitted;
  }

  private Fitted unlessStopped(Fitted model) {
    return stop.check().isEmpty() ? model : model.unfinished();
  }

  private Fitted fitted(Reference.Kind kind, String name, String note, Measure measure) {
    return new Fitted(
        new Reference(
            kind,
            name,
            new Scores(measure.on(train), validation.map(measure::on), Optional.empty()),
            note),
        measure);
  }

  /** The most frequent class, or the mean. */
  public Fitted constant() {
    boolean classes = train.targets() instanceof Targets.Classes;
    return constant(
        Reference.Kind.CONSTANT,
        classes ? "always answering the most frequent class" : "always answering the mean");
  }

  /** Also stands in for a model of which nothing was fitted. */
  private Fitted constant(Reference.Kind kind, String name) {
    return switch (train.targets()) {
      case Targets.Classes(int[] labels, int classes) -> {
        int[] counts = new int[classes];
        for (int label : labels) {
          counts[label]++;
        }
        // Repeated rows of rare classes make all alike; then the rows held out say which is usual.
        int[] held = new int[classes];
        validation.ifPresent(rows -> {
          for (int label : ((Targets.Classes) rows.targets()).labels()) {
            held[label]++;
          }
        });
        int best = 0;
        for (int c = 1; c < classes; c++) {
          boolean more = counts[c] > counts[best];
          best = more || (counts[c] == counts[best] && held[c] > held[best]) ? c : best;
        }
        int answer = best;
        yield fitted(
            kind,
            name,
            "",
            examples -> measured(examples, _ -> answer, entropy(examples, counts, labels.length)));
      }
      case Targets.Values(float[] values) -> {
        double sum = 0;
        for (float value : values) {
          sum += value;
        }
        double mean = sum / values.length;
        yield fitted(kind, name, "", examples -> measured(examples, _ -> mean, Double.NaN));
      }
    };
  }

  /**
   * Mean loss of the shares of the training rows as probabilities, which no other constant answer
   * betters there: {@code -mean(log(share of the true class))}.
   */
  private static double entropy(Examples examples, int[] counts, int rows) {
    double sum = 0;
    for (int label : ((Targets.Classes) examples.targets()).labels()) {
      sum -= Math.log((double) counts[label] / rows);
    }
    return sum / examples.rows();
  }

  /** Logistic or linear regression. */
  public Fitted linear() {
    return train.targets() instanceof Targets.Values(float[] values)
        ? leastSquares(values).orElseGet(this::trainedLinear)
        : trainedLinear();
  }

  /** Linear regression solved exactly, where there are few enough inputs for it. */
  private Optional<Fitted> leastSquares(float[] values) {
    return LeastSquares.fit(train.inputs(), values)
        .map(solved ->
            fitted(
                Reference.Kind.LINEAR,
                "linear regression",
                "",
                examples -> {
                  float[] line = new float[examples.inputs().width()];
                  return measured(
                      examples,
                      row -> {
                        examples.inputs().copyRow(row, line, 0);
                        return solved.answer(line);
                      },
                      Double.NaN);
                }));
  }

  /** A network without hidden layers, trained with a learning rate that falls to nothing. */
  private Fitted trainedLinear() {
    NetworkSpec spec =
        switch (train.targets()) {
          case Targets.Classes(_, int classes) ->
              new NetworkSpec(
                  train.inputs().width(),
                  List.of(),
                  new Head(classes, Activation.SOFTMAX),
                  Loss.CROSS_ENTROPY);
          case Targets.Values _ ->
              new NetworkSpec(
                  train.inputs().width(),
                  List.of(),
                  new Head(1, Activation.LINEAR),
                  Loss.MEAN_SQUARED_ERROR);
        };
    int batch = Math.clamp(train.rows() / 40, 16, 512);
    int epochs = train.rows() > 20_000 ? 6 : 40;
    TrainingSpec training =
        new TrainingSpec(
            new Optimizer(new UpdateRule.Adam(0.01), Clip.NONE, new Schedule.Cosine(0)),
            new Penalty(1e-4, 0),
            batch,
            epochs,
            new Stopping.Never(),
            true,
            seed);
    float[] weights = new Trainer(spec, training, team).lastWeights(train, target, stop);
    Evaluation evaluation = new Evaluation(spec, team);
    return fitted(
        Reference.Kind.LINEAR,
        train.targets() instanceof Targets.Classes ? "logistic regression" : "linear regression",
        "",
        examples -> evaluation.measureFully(List.of(weights), examples, target));
  }

  /** Whether {@link #neighbourhoods} can be fitted. */
  public boolean pictures() {
    return pictures.flatMap(Neighbourhoods.Geometry::of).isPresent()
        && train.targets() instanceof Targets.Classes;
  }

  /** A linear model on what 5 x 5 neighbourhoods show; empty where rows are no such pictures. */
  public Optional<Fitted> neighbourhoods() {
    return pictures
        .flatMap(Neighbourhoods.Geometry::of)
        .filter(_ -> pictures())
        .map(this::neighbourhoods);
  }

  private Fitted neighbourhoods(Neighbourhoods.Geometry geometry) {
    String name = "line on %1$d x %1$d neighbourhoods".formatted(Neighbourhoods.SIDE);
    RandomStream draw = RandomStream.of(seed).child(19);
    int[] order = new int[train.rows()];
    draw.child(0).permutation(order);
    Examples some =
        train.rows() <= NeighbourhoodLine.MOST_PICTURES
            ? train
            : train.select(Arrays.copyOf(order, NeighbourhoodLine.MOST_PICTURES));
    Targets.Classes known = (Targets.Classes) some.targets();
    return NeighbourhoodLine.fit(
            geometry, some.inputs(), known.labels(), known.classes(), draw, team, stop)
        .map(line -> {
          Measure measure =
              examples -> {
                int[] answers = line.answers(examples.inputs());
                return measured(examples, row -> answers[row], Double.NaN);
              };
          return new Fitted(
              new Reference(
                  Reference.Kind.NEIGHBOURHOODS,
                  name,
                  new Scores(measure.on(some), validation.map(measure::on), Optional.empty()),
                  some.rows() < train.rows()
                      ? "Fitted on %d of %d pictures, and its training score is of these."
                          .formatted(some.rows(), train.rows())
                      : ""),
              measure);
        })
        .orElseGet(() -> constant(Reference.Kind.NEIGHBOURHOODS, name).unfinished());
  }

  /** The decision tree of the depth that does best on validation, of those that can be afforded. */
  public Fitted tree(int... depths) {
    long budget = Math.max(200, TREE_NUMBERS / train.inputs().width());
    int rows = (int) Math.min(Math.min(train.rows(), TREE_ROWS), budget);
    int[] order = new int[train.rows()];
    RandomStream.of(seed).child(17).permutation(order);
    int[] chosen = Arrays.copyOf(order, rows);
    DecisionTree.Rows known = DecisionTree.rows(train, chosen);
    String fitted =
        rows < train.rows() ? "Fitted on %d of %d rows. ".formatted(rows, train.rows()) : "";
    Fitted best = null;
    int bestDepth = 0;
    String grown = "";
    for (int depth : depths) {
      Optional<DecisionTree> ready = grow(known, depth);
      if (ready.isEmpty()) {
        return (best == null ? constant(Reference.Kind.TREE, "decision tree") : best).unfinished();
      }
      DecisionTree tree = ready.get();
      Measure measure =
          examples -> {
            float[] line = new float[examples.inputs().width()];
            return measured(
                examples,
                row -> {
                  examples.inputs().copyRow(row, line, 0);
                  return tree.answer(line);
                },
                Double.NaN);
          };
      Fitted next = fitted(Reference.Kind.TREE, "decision tree, depth " + depth, fitted, measure);
      if (best == null || learned(next.reference(), score) > learned(best.reference(), score)) {
        best = next;
        bestDepth = depth;
      }
      if (depth == depths[depths.length - 1]) {
        grown =
            "At depth %d it gets %s on the training set, part of it by memorizing, which is no fair goal."
                .formatted(depth, Score.words(next.reference().scores().train(), score));
      }
      if (stop.check().isPresent()) {
        break;
      }
    }
    boolean deepest = bestDepth == depths[depths.length - 1];
    return Objects.requireNonNull(best).noted((fitted + (deepest ? "" : grown)).strip());
  }

  /**
   * A tree; none if a stop was asked for meanwhile. Growing takes seconds and cannot be told to
   * end, so then it goes on by itself, on a thread that holds nothing up.
   */
  private Optional<DecisionTree> grow(DecisionTree.Rows rows, int depth) {
    FutureTask<DecisionTree> growing = new FutureTask<>(() -> rows.fit(depth));
    Thread.ofPlatform().daemon().name("plumb-tree").start(growing);
    while (true) {
      try {
        return Optional.of(growing.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        if (stop.check().isPresent()) {
          return Optional.empty();
        }
      } catch (ExecutionException failed) {
        throw new IllegalStateException("the decision tree failed", failed.getCause());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  /** The same as {@link #learned(Reference, PrimaryScore)} by accuracy, or R2. */
  public static double learned(Reference reference) {
    return learned(reference, PrimaryScore.usual(reference.scores().train()));
  }

  /** What a model can do on rows it has learned from and on others: memorizing does not count. */
  public static double learned(Reference reference, PrimaryScore score) {
    double onTrain = score.value(reference.scores().train());
    return reference
        .scores()
        .validation()
        .map(score::value)
        .filter(Double::isFinite)
        .map(v -> Math.min(onTrain, v))
        .orElse(reference.kind() == Reference.Kind.TREE ? Double.NEGATIVE_INFINITY : onTrain);
  }

  /** What a model answers for a row: the index of a class, or a number. */
  @FunctionalInterface
  private interface Answer {
    double of(int row);
  }

  private Metrics measured(Examples examples, Answer answer, double loss) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, int classes) -> {
        int[] rowsOf = new int[classes];
        int[] rightOf = new int[classes];
        for (int row = 0; row < labels.length; row++) {
          rowsOf[labels[row]]++;
          rightOf[labels[row]] += (int) answer.of(row) == labels[row] ? 1 : 0;
        }
        yield new Metrics.Classification(
            loss,
            (double) Arrays.stream(rightOf).sum() / labels.length,
            labels.length,
            Optional.of(Metrics.ByClass.of(rowsOf, rightOf)),
            OptionalDouble.empty());
      }
      case Targets.Values(float[] values) -> regressed(values, answer);
    };
  }

  private Metrics regressed(float[] values, Answer answer) {
    double scale = target instanceof Target.Regression(_, _, double size) ? size : 1;
    SquaredErrors errors = new SquaredErrors(values);
    for (int row = 0; row < values.length; row++) {
      errors.add(answer.of(row), values[row]);
    }
    return errors.metrics(errors.mean(), scale);
  }
}
