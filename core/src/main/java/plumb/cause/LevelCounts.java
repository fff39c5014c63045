package plumb.cause;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.data.read.Column;

/**
 * How often each word of a column occurs in some rows.
 *
 * @param counts by word, in the order of first appearance
 * @param rows that have one
 */
record LevelCounts(Map<String, Integer> counts, int rows) {
  static LevelCounts of(Column column, int[] rows) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    int present = 0;
    if (column instanceof Column.Words words) {
      int[] byCode = new int[words.levels().size()];
      for (int row : rows) {
        int code = words.codes()[row];
        if (code >= 0) {
          byCode[code]++;
          present++;
        }
      }
      for (int code = 0; code < byCode.length; code++) {
        if (byCode[code] > 0) {
          counts.put(words.levels().get(code), byCode[code]);
        }
      }
      return new LevelCounts(counts, present);
    }
    for (int row : rows) {
      @Nullable String text = column.text(row);
      if (text != null) {
        counts.merge(text, 1, Integer::sum);
        present++;
      }
    }
    return new LevelCounts(counts, present);
  }

  /** The share of the rows of others whose word does not occur here. */
  double unseen(LevelCounts others) {
    return (double)
            others.counts.entrySet().stream()
                .filter(e -> !counts.containsKey(e.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum()
        / Math.max(1, others.rows);
  }

  /** The share of new rows whose word is to be expected not to occur here (Good and Turing). */
  double novelty() {
    return (double) counts.values().stream().filter(count -> count == 1).count()
        / Math.max(1, rows);
  }

  /** The words of others that do not occur here, with their rows. */
  Map<String, Integer> unseenWords(LevelCounts others) {
    Map<String, Integer> unseen = new LinkedHashMap<>(others.counts);
    unseen.keySet().removeAll(counts.keySet());
    return unseen;
  }

  /** Rows that would have to change their word for the shares to be those of others, as a share. */
  double moved(LevelCounts others) {
    Map<String, Double> difference = new HashMap<>();
    counts.forEach((word, count) -> difference.merge(word, (double) count / rows, Double::sum));
    others.counts.forEach(
        (word, count) -> difference.merge(word, -(double) count / others.rows, Double::sum));
    return difference.values().stream().mapToDouble(Math::abs).sum() / 2;
  }
}
