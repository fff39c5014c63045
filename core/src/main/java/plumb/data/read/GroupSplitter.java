package plumb.data.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.BadInput;

/**
 * Divides whole groups of rows, every class as alike as the groups allow.
 *
 * @param column that says which group a row is of
 * @param groupOf group of each row of the source
 * @param without whether a row has no value in the column, so that it is a group of its own
 */
record GroupSplitter(String column, int[] groupOf, boolean[] without) implements Splitter {
  /**
   * Orders in which the groups are dealt, the best of which is kept: more hardly make the parts
   * more alike, fewer leave a large group that came last on the wrong side.
   */
  private static final int TRIES = 16;

  /** What a group is that may not be held out. */
  private static final int TRAINED_ON = -1;

  static GroupSplitter of(Column column, String file) {
    int[] groupOf = new int[column.rows()];
    boolean[] without = new boolean[column.rows()];
    Map<Object, Integer> known = new HashMap<>();
    int groups = 0;
    for (int row = 0; row < groupOf.length; row++) {
      without[row] = column.missing(row);
      Integer group = without[row] ? null : known.putIfAbsent(value(column, row), groups);
      groupOf[row] = group == null ? groups++ : group;
    }
    if (groups < 2) {
      throw BadInput.about(
          GROUP,
          "%s: every row has the same \"%s\", so no group can be held out; choose another column to group by"
              .formatted(file, column.name()));
    }
    return new GroupSplitter(column.name(), groupOf, without);
  }

  private static Object value(Column column, int row) {
    return switch (column) {
      case Column.Words words -> words.codes()[row];
      case Column.Numbers numbers -> numbers.values().at(row) + 0.0; // -0.0 is 0.0.
      case Column.Dates dates -> dates.days().at(row);
    };
  }

  /**
   * The groups of some candidates.
   *
   * @param start where the members of each group begin, and where the last ends
   * @param members candidates, group by group and by class within a group
   */
  private record Groups(Candidates from, int[] start, int[] members) {
    int count() {
      return start.length - 1;
    }

    int size(int group) {
      return start[group + 1] - start[group];
    }

    /** The only group of the rows of a class has that class to itself. */
    boolean[] alone() {
      int[] sizes = from.sizes();
      boolean[] alone = new boolean[count()];
      for (int group = 0; group < alone.length; group++) {
        for (int at = start[group]; at < start[group + 1]; at = classEnd(group, at)) {
          alone[group] |= classEnd(group, at) - at == sizes[classAt(at)];
        }
      }
      return alone;
    }

    int classAt(int at) {
      return from.classOf()[members[at]];
    }

    /** Where the rows of a group end that are of the class of the one at a place. */
    int classEnd(int group, int at) {
      int end = at;
      while (end < start[group + 1] && classAt(end) == classAt(at)) {
        end++;
      }
      return end;
    }
  }

  private Groups groups(Candidates from) {
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] of =
        Arrays.stream(from.rows())
            .map(row -> numbers.computeIfAbsent(groupOf[row], _ -> numbers.size()))
            .toArray();
    if (numbers.size() < 2) {
      throw BadInput.about(
          GROUP,
          "all rows that can be divided have the same \"%s\", so no group can be held out; choose another column to group by, or give more rows"
              .formatted(column));
    }
    int[] start = new int[numbers.size() + 1];
    for (int group : of) {
      start[group + 1]++;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    int[] next = start.clone();
    int[] members = new int[of.length];
    for (int i : byClass(from)) {
      members[next[of[i]]++] = i;
    }
    return new Groups(from, start, members);
  }

  /** Candidates sorted by class, in the order of the file within a class. */
  private static int[] byClass(Candidates from) {
    int[] next = new int[from.classes() + 1];
    for (int c : from.classOf()) {
      next[c + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] sorted = new int[from.count()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[next[from.classOf()[i]]++] = i;
    }
    return sorted;
  }

  /** Without shuffling it holds out the groups that begin last in the file. */
  @Override
  public Parts hold(Candidates from, double share, Order order) {
    Groups groups = groups(from);
    int[] foldOf =
        order.shuffled()
            ? new Dealer(groups, free(groups), new double[] {share, 1 - share}, true).best(order)
            : last(groups, share);
    return RowSplitter.parts(from, order.of(from.count()), rows(groups, foldOf), 1).getFirst();
  }

  /**
   * Every group is held out once, but for those that alone have a class where others can be held
   * out.
   */
  @Override
  public List<Parts> folds(Candidates from, int folds, Order order) {
    Groups groups = groups(from);
    boolean[] free = free(groups);
    int used = Math.min(folds, count(free));
    double[] shares = new double[used];
    Arrays.fill(shares, 1.0 / used);
    Dealer dealer = new Dealer(groups, free, shares, false);
    int[] foldOf =
        order.shuffled()
            ? dealer.best(order)
            : dealer.deal(IntStream.range(0, groups.count()).toArray());
    return RowSplitter.parts(from, order.of(from.count()), rows(groups, foldOf), used);
  }

  @Override
  public boolean sameFolds(Candidates from, int folds, Order order) {
    return !order.shuffled() || folds >= count(free(groups(from)));
  }

  private static int count(boolean[] free) {
    int count = 0;
    for (boolean one : free) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /**
   * Which groups may be held out. A class that is never trained on cannot be recognized, so a group
   * that alone has one is trained on, as long as two others with half of the rows remain.
   */
  private static boolean[] free(Groups groups) {
    boolean[] alone = groups.alone();
    boolean[] free = new boolean[alone.length];
    int rows = 0;
    for (int group = 0; group < free.length; group++) {
      free[group] = !alone[group];
      rows += free[group] ? groups.size(group) : 0;
    }
    if (count(free) < 2 || 2 * rows < groups.from().count()) {
      Arrays.fill(free, true);
    }
    return free;
  }

  private static int[] last(Groups groups, double share) {
    int[] foldOf = new int[groups.count()];
    Arrays.fill(foldOf, TRAINED_ON);
    double wanted = share * groups.from().count();
    int held = 0;
    for (int group = groups.count() - 1; group > 0; group--) {
      int more = held + groups.size(group);
      if (held > 0 && Math.abs(more - wanted) > Math.abs(held - wanted)) {
        break;
      }
      foldOf[group] = 0;
      held = more;
    }
    return foldOf;
  }

  /** What was decided for groups, for each candidate. */
  private static int[] rows(Groups groups, int[] foldOf) {
    int[] ofRow = new int[groups.members().length];
    for (int group = 0; group < foldOf.length; group++) {
      for (int at = groups.start()[group]; at < groups.start()[group + 1]; at++) {
        ofRow[groups.members()[at]] = foldOf[group];
      }
    }
    return ofRow;
  }

  /**
   * Deals groups into parts that shall have shares of every class. With {@code n} rows of a class
   * in a part that shall have {@code t}, the parts are the less alike the larger the sum of {@code
   * (n - t)^2 / t}, and a group goes where this grows least.
   *
   * @param free which groups are dealt
   * @param shares of the parts, which add up to 1
   * @param others whether groups that are not dealt belong to the last part
   */
  private record Dealer(Groups groups, boolean[] free, double[] shares, boolean others) {
    /** The best of some orders. */
    int[] best(Order order) {
      int[] best = deal(order.of(groups.count()));
      double least = unlike(best);
      for (int attempt = 1; attempt < TRIES; attempt++) {
        int[] another = deal(order.again(attempt).of(groups.count()));
        double unlike = unlike(another);
        if (unlike < least) {
          least = unlike;
          best = another;
        }
      }
      return best;
    }

    /** The part of each group when they are dealt in an order. */
    int[] deal(int[] order) {
      int[] partOf = new int[groups.count()];
      double[][] wanted = wanted();
      int[][] dealt = new int[shares.length][groups.from().classes()];
      int[] rows = new int[shares.length];
      for (int group = 0; group < partOf.length; group++) {
        if (!free[group]) {
          partOf[group] = others ? shares.length - 1 : TRAINED_ON;
          put(group, partOf[group], dealt, rows);
        }
      }
      for (int group : order) {
        if (free[group]) {
          partOf[group] = part(group, wanted, dealt, rows);
          put(group, partOf[group], dealt, rows);
        }
      }
      fillEmpty(partOf);
      return partOf;
    }

    private void put(int group, int part, int[][] dealt, int[] rows) {
      if (part >= 0) {
        for (int at = groups.start()[group]; at < groups.start()[group + 1]; at++) {
          dealt[part][groups.classAt(at)]++;
        }
        rows[part] += groups.size(group);
      }
    }

    /** Rows of every class that each part shall have. */
    private double[][] wanted() {
      int[] sizes = new int[groups.from().classes()];
      for (int group = 0; group < free.length; group++) {
        if (free[group] || others) {
          for (int at = groups.start()[group]; at < groups.start()[group + 1]; at++) {
            sizes[groups.classAt(at)]++;
          }
        }
      }
      return Arrays.stream(shares)
          .mapToObj(share -> Arrays.stream(sizes).mapToDouble(size -> share * size).toArray())
          .toArray(double[][]::new);
    }

    /** Where a group adds least; where that is alike, the part with the fewest rows. */
    private int part(int group, double[][] wanted, int[][] dealt, int[] rows) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int part = 0; part < shares.length; part++) {
        double added = 0;
        int at = groups.start()[group];
        while (at < groups.start()[group + 1]) {
          int c = groups.classAt(at);
          int end = groups.classEnd(group, at);
          double more = end - at;
          added += more * (more + 2 * (dealt[part][c] - wanted[part][c])) / wanted[part][c];
          at = end;
        }
        if (added < least || (added == least && rows[part] < rows[best])) {
          least = added;
          best = part;
        }
      }
      return best;
    }

    /** A part without a group gets the smallest one of those that have several. */
    private void fillEmpty(int[] partOf) {
      for (int part = 0; part < shares.length; part++) {
        int empty = part;
        if (Arrays.stream(partOf).noneMatch(p -> p == empty)) {
          int[] count = new int[shares.length];
          Arrays.stream(partOf).filter(p -> p >= 0).forEach(p -> count[p]++);
          int smallest =
              IntStream.range(0, partOf.length)
                  .filter(group -> free[group] && count[partOf[group]] > 1)
                  .boxed()
                  .min((a, b) -> Integer.compare(groups.size(a), groups.size(b)))
                  .orElseThrow();
          partOf[smallest] = part;
        }
      }
    }

    private double unlike(int[] partOf) {
      double[][] wanted = wanted();
      int[][] dealt = new int[shares.length][groups.from().classes()];
      for (int group = 0; group < partOf.length; group++) {
        put(group, partOf[group], dealt, new int[shares.length]);
      }
      double sum = 0;
      for (int part = 0; part < shares.length; part++) {
        for (int c = 0; c < dealt[part].length; c++) {
          double off = dealt[part][c] - wanted[part][c];
          sum += wanted[part][c] > 0 ? off * off / wanted[part][c] : 0;
        }
      }
      return sum;
    }
  }

  @Override
  public String held(Parts parts, String purpose) {
    int held = distinct(parts.validation());
    int all = held + distinct(parts.train());
    return "Held out for %s: %d of %d values of \"%s\" (%d of %d rows), so that no value is on both sides%s"
        .formatted(
            purpose,
            held,
            all,
            column,
            parts.validation().length,
            parts.train().length + parts.validation().length,
            alone(IntStream.concat(IntStream.of(parts.validation()), IntStream.of(parts.train()))));
  }

  /** How many rows have no value in the column. */
  private String alone(IntStream rows) {
    long alone = rows.filter(row -> without[row]).count();
    return alone == 0
        ? ""
        : "; %d row%s without one count%s as a value each"
            .formatted(alone, alone == 1 ? "" : "s", alone == 1 ? "s" : "");
  }

  private int distinct(int[] rows) {
    return (int) Arrays.stream(rows).map(row -> groupOf[row]).distinct().count();
  }

  @Override
  public Optional<String> folded(Candidates from) {
    return Optional.of(
        "Rows with the same \"%s\" are held out in the same fold%s"
            .formatted(column, alone(IntStream.of(from.rows()))));
  }
}
