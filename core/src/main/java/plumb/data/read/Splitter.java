package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.math.RandomStream;

/** Divides rows into training rows and rows that are held out. */
sealed interface Splitter permits RowSplitter, GroupSplitter, TimeSplitter {
  /** The field of a card with the column of groups. */
  String GROUP = "data.validation.group";

  /** The field of a card with the column of times. */
  String TIME = "data.validation.time";

  /**
   * Rows to divide.
   *
   * @param rows of the source, in the order of the file
   * @param classOf class of each of them, all 0 for numbers
   * @param classes how many classes
   */
  record Candidates(int[] rows, int[] classOf, int classes) {
    /** How many rows each class has. */
    int[] sizes() {
      int[] sizes = new int[classes];
      for (int c : classOf) {
        sizes[c]++;
      }
      return sizes;
    }

    int count() {
      return rows.length;
    }

    /**
     * The rows held out and the others, both in an order.
     *
     * @param order of the candidates
     * @param held whether each candidate is held out
     */
    Parts parts(int[] order, boolean[] held) {
      return new Parts(
          Arrays.stream(order).filter(i -> !held[i]).map(i -> rows[i]).toArray(),
          Arrays.stream(order).filter(i -> held[i]).map(i -> rows[i]).toArray());
    }
  }

  /**
   * The rows of each part.
   *
   * @param train in random order when shuffled
   * @param validation likewise, and in the order of time where the latest are held out
   */
  record Parts(int[] train, int[] validation) {}

  /**
   * The order in which rows are dealt.
   *
   * @param shuffled whether it is random; else that of the file
   * @param seed decides it
   */
  record Order(boolean shuffled, long seed) {
    private static final long SPLIT = 11;
    private static final long REPEAT = 13;

    /** Places {@code 0 .. count - 1} in this order. */
    int[] of(int count) {
      int[] order = new int[count];
      if (shuffled) {
        RandomStream.of(seed).child(SPLIT).permutation(order);
      } else {
        Arrays.setAll(order, i -> i);
      }
      return order;
    }

    /** Another order of the same seed, independent of this one. */
    Order again(int repeat) {
      return new Order(shuffled, RandomStream.of(seed).child(REPEAT).bits(repeat));
    }
  }

  /** Holds out about a share of the rows; both parts have some. */
  Parts hold(Candidates from, double share, Order order);

  /**
   * Holds out one part of the rows after another.
   *
   * @param folds how many parts, at least 2; fewer where there are not as many rows or groups
   */
  List<Parts> folds(Candidates from, int folds, Order order);

  /** Whether every order gives the same folds. */
  boolean sameFolds(Candidates from, int folds, Order order);

  /**
   * A sentence on what is held out.
   *
   * @param purpose to follow "held out for"
   */
  String held(Parts parts, String purpose);

  /** A sentence on which rows are held out together in folds; empty where there is none. */
  Optional<String> folded(Candidates from);

  /**
   * One division into folds after another, each in another order; a single one where the order does
   * not matter.
   */
  default List<Parts> folds(Candidates from, int folds, int repeats, Order order) {
    int times = sameFolds(from, folds, order) ? 1 : repeats;
    List<Parts> all = new ArrayList<>();
    for (int repeat = 0; repeat < times; repeat++) {
      all.addAll(folds(from, folds, order.again(repeat)));
    }
    return all;
  }

  /**
   * Divides a source in one of the ways.
   *
   * @throws BadInput if the column is not there or does not divide the rows
   */
  static Splitter of(Division by, Source source) {
    return switch (by) {
      case Division.Rows _ -> new RowSplitter();
      case Division.Groups(ColumnRef column) ->
          GroupSplitter.of(column(source, column, GROUP), source.name());
      case Division.Time(ColumnRef column) ->
          TimeSplitter.of(column(source, column, TIME), source.name());
    };
  }

  private static Column column(Source source, ColumnRef ref, String field) {
    return switch (source) {
      case Table table -> table.columns().get(ref.resolve(table.names(), table.name(), field));
      case Images images ->
          throw BadInput.about(
              field,
              "%s holds images, which have no column \"%s\" to be divided by; remove %s"
                  .formatted(images.name(), ref.text(), field));
    };
  }
}
