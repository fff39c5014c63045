package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Divides rows one by one, every class alike. */
record RowSplitter() implements Splitter {
  /** A row that is trained on in every fold. */
  private static final int NEVER_HELD = -1;

  /**
   * Holds out the share of every class, at least one row of each class that has two, and never the
   * only row of a class. Without shuffling it holds out the last rows.
   */
  @Override
  public Parts hold(Candidates from, double share, Order order) {
    if (!order.shuffled()) {
      int first = from.count() - Math.clamp(Math.round(from.count() * share), 1, from.count() - 1);
      boolean[] last = new boolean[from.count()];
      Arrays.fill(last, first, last.length, true);
      return from.parts(order.of(from.count()), last);
    }
    int[] quota = from.sizes();
    for (int c = 0; c < quota.length; c++) {
      int size = quota[c];
      quota[c] = size < 2 ? 0 : Math.max(1, (int) Math.round(size * share));
      quota[c] = Math.min(quota[c], size - 1);
    }
    int[] places = order.of(from.count());
    boolean[] held = new boolean[from.count()];
    for (int i : places) {
      held[i] = quota[from.classOf()[i]]-- > 0;
    }
    return from.parts(places, held);
  }

  /**
   * Every row is held out once, but the only row of a class never. With the rows sorted by class,
   * row {@code i} adds one to the rows that its class has in fold {@code i mod folds}, so that the
   * folds differ by one row at most, in all and in each class; a class fills its place in one fold
   * after the other.
   */
  @Override
  public List<Parts> folds(Candidates from, int folds, Order order) {
    int[] sizes = from.sizes();
    int count = dealt(sizes);
    int used = Math.min(folds, count);
    int[] places = order.of(from.count());
    int[][] left = new int[sizes.length][used];
    int at = 0;
    for (int c = 0; c < sizes.length; c++) {
      for (int i = 0; sizes[c] > 1 && i < sizes[c]; i++) {
        left[c][at++ % used]++;
      }
    }
    int[] foldOf = new int[from.count()];
    int[] filling = new int[sizes.length];
    for (int i : places) {
      int c = from.classOf()[i];
      if (sizes[c] < 2) {
        foldOf[i] = NEVER_HELD;
        continue;
      }
      while (left[c][filling[c]] == 0) {
        filling[c]++;
      }
      left[c][filling[c]]--;
      foldOf[i] = filling[c];
    }
    return parts(from, places, foldOf, used);
  }

  /**
   * The parts of each fold.
   *
   * @param places of the candidates in their order
   * @param foldOf fold in which each candidate is held out; negative for none
   */
  static List<Parts> parts(Candidates from, int[] places, int[] foldOf, int folds) {
    List<Parts> parts = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      boolean[] held = new boolean[foldOf.length];
      for (int i = 0; i < held.length; i++) {
        held[i] = foldOf[i] == fold;
      }
      parts.add(from.parts(places, held));
    }
    return parts;
  }

  private static int dealt(int[] sizes) {
    return IntStream.of(sizes).filter(size -> size > 1).sum();
  }

  @Override
  public boolean sameFolds(Candidates from, int folds, Order order) {
    return !order.shuffled() || folds >= dealt(from.sizes());
  }

  @Override
  public String held(Parts parts, String purpose) {
    return "%d of %d rows are held out for %s"
        .formatted(
            parts.validation().length, parts.train().length + parts.validation().length, purpose);
  }

  @Override
  public Optional<String> folded(Candidates from) {
    return Optional.empty();
  }
}
