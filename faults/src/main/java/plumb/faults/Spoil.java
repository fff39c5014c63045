package plumb.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.math.RandomStream;

/** A fault in the data: changes the rows a card is given, the same way for the same stream. */
@FunctionalInterface
interface Spoil {
  /**
   * The rows of a card.
   *
   * @param train to train on, and to validate on where no rows are given for that
   * @param validation rows of their own to validate on
   * @param test rows the end result is measured on: what the model will meet in use
   */
  record Rows(Sample train, Optional<Sample> validation, Sample test) {}

  /** The changed rows. */
  Rows apply(Rows clean, RandomStream random);

  /** Changes nothing. */
  Spoil NONE = (clean, _) -> clean;

  /** Training rows sorted by label, as a file put together from one folder a class would be. */
  static Spoil sorted() {
    return train((sample, _) -> {
      List<Integer> order = new ArrayList<>(IntStream.range(0, sample.rows()).boxed().toList());
      order.sort(Comparator.comparing(sample::label));
      return sample.select(order.stream().mapToInt(Integer::intValue).toArray());
    });
  }

  /** Sorted by the number that is to be predicted. */
  static Spoil sortedByNumber() {
    return train((sample, _) -> {
      List<Integer> order = new ArrayList<>(IntStream.range(0, sample.rows()).boxed().toList());
      order.sort(Comparator.comparingDouble(row -> Double.parseDouble(sample.label(row))));
      return sample.select(order.stream().mapToInt(Integer::intValue).toArray());
    });
  }

  /** A share of the labels is another one, drawn at random. */
  static Spoil noisy(double share) {
    return train((sample, random) -> {
      List<String> labels = labels(sample);
      return sample.relabeled(row -> {
        if (random.uniform(2L * row) >= share) {
          return sample.label(row);
        }
        List<String> others = new ArrayList<>(labels);
        others.remove(sample.label(row));
        return others.get(random.below(2L * row + 1, others.size()));
      });
    });
  }

  /** Every row gets the target of another row. */
  static Spoil shuffledLabels() {
    return train((sample, random) -> {
      int[] order = new int[sample.rows()];
      random.permutation(order);
      return sample.relabeled(row -> sample.label(order[row]));
    });
  }

  /** Of some classes only a share of the rows is left, at least 6. */
  static Spoil rare(double share, List<String> classes) {
    return train((sample, _) -> {
      List<Integer> kept = new ArrayList<>();
      for (String label : labels(sample)) {
        int[] rows = Problems.rows(sample.rows(), row -> sample.label(row).equals(label));
        int keep = classes.contains(label) ? Math.max(6, (int) (share * rows.length)) : rows.length;
        for (int i = 0; i < keep; i++) {
          kept.add(rows[i]);
        }
      }
      Collections.sort(kept);
      return sample.select(kept.stream().mapToInt(Integer::intValue).toArray());
    });
  }

  /** Only the first rows are left. */
  static Spoil few(int rows) {
    return train((sample, random) -> {
      int[] order = new int[sample.rows()];
      random.permutation(order);
      return sample.select(java.util.Arrays.copyOf(order, rows));
    });
  }

  /** In a share of the rows, one number is far off: a sensor that failed, a unit mixed up. */
  static Spoil corrupt(double share, String value) {
    return train((sample, random) -> {
      TableSample table = (TableSample) sample;
      TableSample changed = table;
      for (int column = 0; column < table.columns().size(); column++) {
        int at = column;
        boolean numbers =
            column != table.target() && TableSample.isNumber(table.cells().getFirst()[column]);
        if (numbers) {
          changed =
              changed.withColumn(
                  at,
                  row ->
                      random.child(at).uniform(row) < share ? value : table.cells().get(row)[at]);
        }
      }
      return changed;
    });
  }

  /**
   * A column that gives the answer away, in every row there is for training and validation; in use
   * it holds the answer to some other row.
   */
  static Spoil leak(String column) {
    return (clean, random) -> {
      int[] order = new int[clean.test().rows()];
      random.permutation(order);
      return new Rows(
          leaked(clean.train(), column, IntStream.range(0, clean.train().rows()).toArray()),
          clean.validation().map(v -> leaked(v, column, IntStream.range(0, v.rows()).toArray())),
          leaked(clean.test(), column, order));
    };
  }

  private static Sample leaked(Sample sample, String column, int[] order) {
    List<String> labels = labels(sample);
    boolean classes = labels.size() < 20;
    return ((TableSample) sample)
        .withNewColumn(
            column,
            row ->
                classes
                    ? Integer.toString(100 + 10 * labels.indexOf(sample.label(order[row])))
                    : Double.toString(0.3 * Double.parseDouble(sample.label(order[row]))));
  }

  /** Columns that say nothing, in every file. */
  static Spoil noiseColumns(int count) {
    return (clean, random) ->
        new Rows(
            noisy(clean.train(), count, random.child(1)),
            clean.validation().map(v -> noisy(v, count, random.child(2))),
            noisy(clean.test(), count, random.child(3)));
  }

  private static Sample noisy(Sample sample, int count, RandomStream random) {
    TableSample table = (TableSample) sample;
    for (int i = 0; i < count; i++) {
      RandomStream column = random.child(i);
      table =
          table.withNewColumn(
              "extra" + i, row -> String.format(java.util.Locale.ROOT, "%.3f", column.normal(row)));
    }
    return table;
  }

  /** The validation rows went through another preparation: negatives, or another unit. */
  static Spoil shiftedValidation(double factor, double offset) {
    return (clean, _) ->
        new Rows(
            clean.train(),
            clean
                .validation()
                .map(v ->
                    switch (v) {
                      case ImageSample images -> images.inverted();
                      case TableSample table -> table.withNumbers(x -> factor * x + offset);
                    }),
            clean.test());
  }

  /** One after the other. */
  default Spoil then(Spoil next) {
    return (clean, random) -> next.apply(apply(clean, random.child(1)), random.child(2));
  }

  /** A change of the training rows alone. */
  private static Spoil train(Change change) {
    return (clean, random) ->
        new Rows(change.apply(clean.train(), random), clean.validation(), clean.test());
  }

  /** Changes a sample. */
  @FunctionalInterface
  interface Change {
    /** The changed sample. */
    Sample apply(Sample sample, RandomStream random);
  }

  /** The different labels of a sample, sorted. */
  static List<String> labels(Sample sample) {
    return IntStream.range(0, sample.rows()).mapToObj(sample::label).distinct().sorted().toList();
  }
}
