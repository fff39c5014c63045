package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.cause.EncodedRows.Gauge;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Targets;

/**
 * What simple models make of rows whose key they know, and of rows of other keys: the nearest rows,
 * means of each key and linear models. All numbers are the best of them.
 *
 * @param recognized how often the nearest training row is of the same key
 * @param byChance how often a training row is
 * @param errorKnowing of models that know the key: wrong answers by those of the most frequent
 *     class, or variance left
 * @param errorApart of models that do not
 * @param constant accuracy of the most frequent class; 0 for numbers
 * @param classes whether classes are told
 */
record KeyCheck(
    double recognized,
    double byChance,
    double errorKnowing,
    double errorApart,
    double constant,
    boolean classes) {
  private static final int MOST_ASKED = 300;
  private static final int MOST_KNOWN = 4000;
  private static final int FEWEST_ASKED = 20;
  private static final int FEWEST_ROWS_OF_A_KEY = 3;
  private static final int MOST_INPUTS = 100;

  /** Nearest rows whose mean is taken, besides the nearest one. */
  private static final int NEIGHBOURS = 5;

  private static final double RIDGE = 0.01;

  /** Accuracy or R2 of models that know the key. */
  double scoreKnowing() {
    return 1 - errorKnowing * (1 - constant);
  }

  /** Accuracy or R2 of models that do not. */
  double scoreApart() {
    return 1 - errorApart * (1 - constant);
  }

  /** Of a column; empty where too few rows have a key that is known. */
  static Optional<KeyCheck> of(DataCase data, KeyRows rows, KeyColumn column) {
    return new Check(data, rows, column).result();
  }

  private static final class Check {
    private final Examples train;
    private final Examples held;
    private final KeyRows rows;
    private final KeyColumn column;
    private final boolean[] without;

    // The rows chosen: places among the examples, and an index for the key of each.
    private int[] known = new int[0];
    private int[] knownKey = new int[0];
    private int[] asked = new int[0];
    private int[] askedKey = new int[0];

    Check(DataCase data, KeyRows rows, KeyColumn column) {
      this.train = data.data().train();
      this.held = data.data().validation().orElseThrow();
      this.rows = rows;
      this.column = column;
      this.without = new boolean[train.inputs().width()];
      int at = 0;
      for (Feature feature : data.data().encoding().features()) {
        if (column.names().contains(feature.column())) {
          Arrays.fill(without, at, at + feature.width(), true);
        }
        at += feature.width();
      }
    }

    Optional<KeyCheck> result() {
      choose();
      if (asked.length < FEWEST_ASKED || known.length < FEWEST_ASKED) {
        return Optional.empty();
      }
      Gauge gauge = Gauge.of(train.inputs(), without, MOST_INPUTS);
      EncodedRows here = EncodedRows.of(train.inputs(), known, gauge);
      EncodedRows there = EncodedRows.of(held.inputs(), asked, gauge);
      double[][] knownTargets = targets(train, known);
      double[][] askedTargets = targets(held, asked);
      int wide = askedTargets.length;
      List<double[][]> knowing = new ArrayList<>();
      List<double[][]> apart = new ArrayList<>();
      IntStream.range(0, 2).forEach(_ -> knowing.add(new double[wide][asked.length]));
      IntStream.range(0, 2).forEach(_ -> apart.add(new double[wide][asked.length]));
      int same = 0;
      double chance = 0;
      for (int i = 0; i < asked.length; i++) {
        float[] distances = gauge.width() == 0 ? new float[known.length] : here.distances(there, i);
        int[] nearest = EncodedRows.nearest(distances, NEIGHBOURS);
        same += gauge.width() > 0 && knownKey[nearest[0]] == askedKey[i] ? 1 : 0;
        fill(knowing, i, nearest, knownTargets);
        int mine = 0;
        for (int k = 0; k < known.length; k++) {
          if (knownKey[k] == askedKey[i]) {
            distances[k] = Float.POSITIVE_INFINITY;
            mine++;
          }
        }
        chance += (double) mine / known.length / asked.length;
        fill(apart, i, EncodedRows.nearest(distances, NEIGHBOURS), knownTargets);
      }
      double[][] inputs = here.columns();
      double[][] askedInputs = there.columns();
      knowing.add(withinKeys(inputs, askedInputs, knownTargets, true));
      knowing.add(withinKeys(inputs, askedInputs, knownTargets, false));
      apart.add(otherKeys(inputs, askedInputs, knownTargets));
      double constant = constant(askedTargets);
      return Optional.of(
          new KeyCheck(
              (double) same / asked.length,
              chance,
              least(knowing, askedTargets, constant),
              Math.min(1, least(apart, askedTargets, constant)),
              constant,
              classes()));
    }

    private boolean classes() {
      return train.targets() instanceof Targets.Classes;
    }

    /** Rows held out of some keys, and as many training rows of these keys as there is time for. */
    private void choose() {
      int[] sample = rows.sample(column);
      Map<Long, List<Integer>> placesOf = new LinkedHashMap<>();
      for (int i : sample) {
        placesOf.computeIfAbsent(column.keys()[i], _ -> new ArrayList<>()).add(i);
      }
      int first = rows.train().length;
      int[] candidates =
          IntStream.range(first, column.keys().length)
              .filter(i -> placesOf.containsKey(column.keys()[i]))
              .filter(i -> column.named() || !rows.repeated()[i])
              .toArray();
      int[] chosen = TableSample.some(candidates, MOST_ASKED);
      Map<Long, Integer> codes = new HashMap<>();
      for (int i : chosen) {
        codes.putIfAbsent(column.keys()[i], codes.size());
      }
      asked = Arrays.stream(chosen).map(i -> i - first).toArray();
      askedKey = Arrays.stream(chosen).map(i -> codes.getOrDefault(column.keys()[i], 0)).toArray();
      int ofEach = Math.max(FEWEST_ROWS_OF_A_KEY, MOST_KNOWN / Math.max(1, codes.size()));
      List<Integer> places = new ArrayList<>();
      List<Integer> keys = new ArrayList<>();
      codes.forEach((key, code) -> {
        List<Integer> all = placesOf.getOrDefault(key, List.of());
        for (int i : TableSample.some(all.stream().mapToInt(Integer::intValue).toArray(), ofEach)) {
          places.add(rows.train()[i]);
          keys.add(code);
        }
      });
      known = places.stream().mapToInt(Integer::intValue).toArray();
      knownKey = keys.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One array a class, or one of numbers. */
    private static double[][] targets(Examples examples, int[] chosen) {
      return switch (examples.targets()) {
        case Targets.Classes(int[] labels, int classes) ->
            IntStream.range(0, classes)
                .mapToObj(
                    k -> Arrays.stream(chosen).mapToDouble(i -> labels[i] == k ? 1 : 0).toArray())
                .toArray(double[][]::new);
        case Targets.Values(float[] values) ->
            new double[][] {Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray()};
      };
    }

    private static void fill(List<double[][]> answers, int row, int[] nearest, double[][] targets) {
      for (int k = 0; k < targets.length; k++) {
        double[] target = targets[k];
        answers.get(0)[k][row] = nearest.length == 0 ? 0 : target[nearest[0]];
        answers.get(1)[k][row] =
            Arrays.stream(nearest).mapToDouble(i -> target[i]).average().orElse(0);
      }
    }

    /** The mean of each key, and what a linear model within the keys adds to it. */
    private double[][] withinKeys(
        double[][] inputs, double[][] askedInputs, double[][] targets, boolean linear) {
      int keys = 1 + Arrays.stream(askedKey).max().orElse(0);
      double[][] less = new double[inputs.length][];
      double[][] askedLess = new double[inputs.length][];
      for (int j = 0; j < inputs.length; j++) {
        double[] means = means(inputs[j], keys);
        double[] column = inputs[j];
        double[] other = askedInputs[j];
        less[j] =
            IntStream.range(0, known.length)
                .mapToDouble(i -> column[i] - means[knownKey[i]])
                .toArray();
        askedLess[j] =
            IntStream.range(0, asked.length)
                .mapToDouble(i -> other[i] - means[askedKey[i]])
                .toArray();
      }
      LinearFit fit = new LinearFit(linear ? less : new double[0][]);
      int[] all = IntStream.range(0, fit.width()).toArray();
      double[][] answers = new double[targets.length][];
      for (int k = 0; k < targets.length; k++) {
        double[] target = targets[k];
        double[] means = means(target, keys);
        double[] rest =
            IntStream.range(0, known.length)
                .mapToDouble(i -> target[i] - means[knownKey[i]])
                .toArray();
        LinearFit.Solution solution = fit.solve(fit.products(rest), 0, all, RIDGE);
        answers[k] =
            IntStream.range(0, asked.length)
                .mapToDouble(i -> means[askedKey[i]] + solution.answer(askedLess, i))
                .toArray();
      }
      return answers;
    }

    private double[] means(double[] values, int keys) {
      double[] means = new double[keys];
      int[] counts = new int[keys];
      for (int i = 0; i < values.length; i++) {
        means[knownKey[i]] += (values[i] - means[knownKey[i]]) / ++counts[knownKey[i]];
      }
      return means;
    }

    /** A linear model fitted to half of the keys for the rows of the other half. */
    private double[][] otherKeys(double[][] inputs, double[][] askedInputs, double[][] targets) {
      double[][] answers = new double[targets.length][asked.length];
      for (int part = 0; part < 2; part++) {
        int half = part;
        int[] fitted =
            IntStream.range(0, known.length).filter(i -> knownKey[i] % 2 != half).toArray();
        if (fitted.length == 0) {
          continue;
        }
        LinearFit fit =
            new LinearFit(
                Arrays.stream(inputs).map(column -> some(column, fitted)).toArray(double[][]::new));
        int[] all = IntStream.range(0, fit.width()).toArray();
        for (int k = 0; k < targets.length; k++) {
          double[] target = some(targets[k], fitted);
          LinearFit.Solution solution =
              fit.solve(
                  fit.products(target), Arrays.stream(target).average().orElse(0), all, RIDGE);
          for (int i = 0; i < asked.length; i++) {
            if (askedKey[i] % 2 == half) {
              answers[k][i] = solution.answer(askedInputs, i);
            }
          }
        }
      }
      return answers;
    }

    private static double[] some(double[] values, int[] rows) {
      return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /** How often the most frequent class is right; 0 for numbers. */
    private double constant(double[][] targets) {
      return classes()
          ? Arrays.stream(targets)
              .mapToDouble(t -> Arrays.stream(t).average().orElse(0))
              .max()
              .orElse(0)
          : 0;
    }

    private double least(List<double[][]> models, double[][] targets, double constant) {
      return models.stream()
          .mapToDouble(answers -> error(answers, targets, constant))
          .min()
          .orElse(1);
    }

    private double error(double[][] answers, double[][] targets, double constant) {
      if (!classes()) {
        double squares = 0;
        for (int i = 0; i < answers[0].length; i++) {
          squares += (answers[0][i] - targets[0][i]) * (answers[0][i] - targets[0][i]);
        }
        double all = Ordered.variance(targets[0]) * targets[0].length;
        return all == 0 ? 1 : squares / all;
      }
      int wrong = 0;
      for (int i = 0; i < answers[0].length; i++) {
        int best = 0;
        for (int k = 1; k < answers.length; k++) {
          best = answers[k][i] > answers[best][i] ? k : best;
        }
        wrong += targets[best][i] == 1 ? 0 : 1;
      }
      return (double) wrong / answers[0].length / Math.max(1e-9, 1 - constant);
    }
  }
}
