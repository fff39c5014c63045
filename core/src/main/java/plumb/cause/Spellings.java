package plumb.cause;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.data.read.Column;
import plumb.data.read.Table;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.MergeLabels;
import plumb.wording.Wording;

/**
 * Classes that are one word in several spellings: "yes", "Yes" and "YES". They are learned as
 * different answers, and each takes rows from the others. Nothing is merged unasked, for only the
 * user knows.
 */
public final class Spellings implements DataQuestion {
  private static final String KIND = "spellings";

  /** A slip of the pen has at most this share of the rows of the word that is meant. */
  private static final double RARE = 0.25;

  /** Of shorter words another letter makes another word. */
  private static final int LONG = 5;

  private static final int NAMED = 5;

  /** Words and their abbreviations, which are merged only where both occur. */
  private static final Map<String, String> SHORT =
      Map.of("y", "yes", "n", "no", "t", "true", "f", "false");

  @Override
  public CauseId id() {
    return CauseId.CORRUPT_TARGET;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Table table = data.source().orElse(null);
    if (table == null
        || !(data.data().encoding().target()
            instanceof Target.Classification(String name, List<String> labels))) {
      return List.of();
    }
    Column column = Raw.column(table, name).orElse(null);
    if (!(column instanceof Column.Words)) {
      return List.of();
    }
    Map<String, String> read = data.card().data().labels();
    Map<String, Integer> rows = new HashMap<>();
    LevelCounts.of(column, IntStream.range(0, table.rows()).toArray())
        .counts()
        .forEach((word, count) -> rows.merge(read.getOrDefault(word, word), count, Integer::sum));
    Map<String, String> merged = merged(labels, rows);
    if (merged.isEmpty()) {
      return List.of();
    }
    int moved = merged.keySet().stream().mapToInt(word -> rows.getOrDefault(word, 0)).sum();
    String words =
        merged.entrySet().stream()
                .limit(NAMED)
                .map(e ->
                    "\"%s\" (%d rows) for \"%s\" (%d)"
                        .formatted(
                            e.getKey(),
                            rows.getOrDefault(e.getKey(), 0),
                            e.getValue(),
                            rows.getOrDefault(e.getValue(), 0)))
                .collect(Collectors.joining(", "))
            + (merged.size() > NAMED ? " and %d more".formatted(merged.size() - NAMED) : "");
    String setting =
        merged.entrySet().stream()
            .map(e -> "\"%s\": \"%s\"".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return List.of(
        new Finding(
            id(),
            Severity.CERTAIN,
            Evidence.ofKind(
                KIND,
                Reading.of("otherSpellings", merged.size(), 0, Unit.COUNT),
                Reading.of("rows", moved, Unit.COUNT),
                Reading.of("classesLeft", labels.size() - merged.size(), Unit.COUNT)),
            Wording.of("spellings", name, words, labels.size() - merged.size(), setting),
            // Where one class is left, there is nothing to learn.
            labels.size() - merged.size() < 2 ? List.of() : List.of(new MergeLabels(merged))));
  }

  /** Each other spelling with the one it is read as, the most frequent. */
  private static Map<String, String> merged(List<String> labels, Map<String, Integer> rows) {
    Map<String, List<String>> alike =
        labels.stream()
            .collect(Collectors.groupingBy(Spellings::key, TreeMap::new, Collectors.toList()));
    Map<String, String> merged = new TreeMap<>();
    Map<String, String> first = new LinkedHashMap<>();
    alike.forEach((key, spellings) -> {
      String most =
          spellings.stream()
              .max(
                  Comparator.comparingInt((String s) -> rows.getOrDefault(s, 0))
                      .thenComparing(Comparator.reverseOrder()))
              .orElseThrow();
      first.put(key, most);
      spellings.stream().filter(s -> !s.equals(most)).forEach(s -> merged.put(s, most));
    });
    Map<String, Integer> together = new HashMap<>();
    alike.forEach((key, spellings) ->
        together.put(key, spellings.stream().mapToInt(s -> rows.getOrDefault(s, 0)).sum()));
    for (String key : first.keySet()) {
      meant(key, together)
          .ifPresent(other -> {
            String most = String.valueOf(first.get(other));
            alike.getOrDefault(key, List.of()).forEach(s -> merged.put(s, most));
          });
    }
    return merged;
  }

  private static String key(String label) {
    String plain = Spelling.plain(label);
    return plain.isEmpty() ? label : plain;
  }

  /** The one word that a rare one is a slip or the abbreviation of. */
  private static Optional<String> meant(String word, Map<String, Integer> rows) {
    String whole = SHORT.get(word);
    if (whole != null && rows.containsKey(whole)) {
      return Optional.of(whole);
    }
    List<String> near =
        rows.keySet().stream()
            .filter(other ->
                !other.equals(word)
                    && rows.getOrDefault(word, 0) <= RARE * rows.getOrDefault(other, 0)
                    && isSlip(word, other))
            .toList();
    return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
  }

  /** Whether one letter makes one long word of the other: left out, added, changed, or swapped. */
  private static boolean isSlip(String word, String other) {
    return Math.min(word.length(), other.length()) >= LONG
        && word.charAt(0) == other.charAt(0) // "atypical" is the contrary of "typical"
        && letters(word)
        && letters(other)
        && distanceIsOne(word, other);
  }

  private static boolean letters(String word) {
    return word.chars().allMatch(Character::isLetter);
  }

  private static boolean distanceIsOne(String a, String b) {
    int start = 0;
    int most = Math.min(a.length(), b.length());
    while (start < most && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < most - start && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    int left = a.length() - start - end;
    int right = b.length() - start - end;
    boolean swapped =
        left == 2
            && right == 2
            && a.charAt(start) == b.charAt(start + 1)
            && a.charAt(start + 1) == b.charAt(start);
    return Math.max(left, right) == 1 || swapped;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("spellings.looks"),
        List.of(
            Wording.of("spellings.plain"),
            Wording.of("spellings.slip", LONG, Unit.SHARE.words(RARE)),
            Wording.of(
                "spellings.short",
                new TreeMap<>(SHORT)
                    .entrySet().stream()
                        .map(e -> "%s for %s".formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "))
                        .toLowerCase(Locale.ROOT))),
        List.of(Wording.of("spellings.remedy")),
        Wording.of("spellings.accepted"));
  }
}
