package plumb.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which share of each class's rows is right.
 *
 * @param classes those that have rows, in the order of the network's outputs
 */
record Recalls(List<OfClass> classes) {
  /** More classes than this are too many for a line. */
  private static final int MOST = 6;

  /**
   * Classes are uneven when the most frequent has this many times the rows of the rarest; nearer to
   * each other, the accuracy tells the same as their mean.
   */
  private static final int UNEVEN = 2;

  /** A class with its rows and how many of them are right. */
  record OfClass(String name, int rows, int right) {
    double recall() {
      return (double) right / rows;
    }
  }

  /**
   * Of a matrix of true classes in rows and predicted ones in columns.
   *
   * @param names of the classes; empty for a regression
   */
  static Recalls of(List<String> names, List<List<Integer>> confusion) {
    List<OfClass> classes = new ArrayList<>();
    for (int k = 0; k < Math.min(names.size(), confusion.size()); k++) {
      int rows = confusion.get(k).stream().mapToInt(Integer::intValue).sum();
      if (rows > 0) {
        classes.add(new OfClass(names.get(k), rows, confusion.get(k).get(k)));
      }
    }
    return new Recalls(List.copyOf(classes));
  }

  boolean uneven() {
    int most = classes.stream().mapToInt(OfClass::rows).max().orElse(0);
    int least = classes.stream().mapToInt(OfClass::rows).min().orElse(0);
    return most >= UNEVEN * least && classes.size() > 1;
  }

  /**
   * For people: "Recall by class on validation: ok 99.7 % of 294, fraud 50.0 % of 6"; of many
   * classes the lowest. Empty where the classes are about as frequent.
   *
   * @param where " on validation", or nothing
   */
  Optional<String> sentence(String where) {
    if (!uneven()) {
      return Optional.empty();
    }
    boolean many = classes.size() > MOST;
    List<OfClass> shown =
        many
            ? classes.stream()
                .sorted(Comparator.comparingDouble(OfClass::recall))
                .limit(MOST)
                .toList()
            : classes;
    return Optional.of(
        "Recall by class%s%s: %s"
            .formatted(
                where,
                many ? ", the %d lowest of %d".formatted(MOST, classes.size()) : "",
                shown.stream()
                    .map(c ->
                        String.format(
                            Locale.ROOT, "%s %.1f %% of %d", c.name(), 100 * c.recall(), c.rows()))
                    .collect(Collectors.joining(", "))));
  }
}
