package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.Nearest;
import plumb.data.NumberText;
import plumb.data.Target;

/** The classes of a target column: which there are, and which one a word stands for. */
final class ClassLabels {
  /** More classes than this is a column of names, not of classes. */
  private static final int MOST_CLASSES = 1000;

  private static final int NAMED_IN_MESSAGES = 5;

  private static final int UNKNOWN = -1;
  private static final int NOT_LOOKED_UP = -2;

  private ClassLabels() {}

  /**
   * The classes of a target column, numbers by size and words by letters.
   *
   * @param mapped other spellings, each with the label it stands for
   */
  static Target.Classification find(
      Column target, int[] rows, Map<String, String> mapped, String file) {
    Kinds kinds = Kinds.of(target, rows);
    boolean[] occurs = new boolean[kinds.texts().size()];
    for (int kind : kinds.of()) {
      occurs[kind] = true;
    }
    List<String> labels =
        IntStream.range(0, occurs.length)
            .filter(kind -> occurs[kind])
            .mapToObj(kinds.texts()::get)
            .map(text -> mapped.getOrDefault(text, text))
            .distinct()
            .sorted(ClassLabels::compare)
            .toList();
    if (labels.size() < 2) {
      throw new BadInput(
          "%s: every row has the same target, \"%s\" = %s; there is nothing to learn"
              .formatted(file, target.name(), labels.getFirst()));
    }
    if (labels.size() > MOST_CLASSES || target.type() == ColumnType.TEXT) {
      throw new BadInput(
          "%s: the target \"%s\" has %d different values in %d rows, too many for classes; choose another column%s"
              .formatted(
                  file,
                  target.name(),
                  labels.size(),
                  rows.length,
                  target instanceof Column.Numbers ? " or regression" : ""));
    }
    return new Target.Classification(target.name(), labels);
  }

  private static int compare(String a, String b) {
    var x = NumberText.parse(a);
    var y = NumberText.parse(b);
    if (x.isPresent() && y.isPresent()) {
      int bySize = Double.compare(x.getAsDouble(), y.getAsDouble());
      return bySize != 0 ? bySize : a.compareTo(b);
    }
    return x.isPresent() ? -1 : y.isPresent() ? 1 : a.compareTo(b);
  }

  /**
   * Index of the class of each row.
   *
   * @param notes told which words were read as a label they only resemble
   * @throws BadInput naming the words that stand for no class
   */
  static int[] indices(
      Target.Classification target,
      Column column,
      int[] rows,
      Map<String, String> mapped,
      String file,
      List<String> notes) {
    Map<String, Integer> indexOf = new HashMap<>();
    for (int i = 0; i < target.labels().size(); i++) {
      indexOf.put(target.labels().get(i), i);
    }
    Kinds kinds = Kinds.of(column, rows);
    int[] indexOfKind = new int[kinds.texts().size()];
    Arrays.fill(indexOfKind, NOT_LOOKED_UP);
    SortedSet<String> unknown = new TreeSet<>();
    Map<String, String> resembling = new TreeMap<>();
    int[] indices = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int kind = kinds.of()[i];
      if (indexOfKind[kind] == NOT_LOOKED_UP) {
        String text = kinds.texts().get(kind);
        String label = mapped.getOrDefault(text, text);
        if (!indexOf.containsKey(label)) {
          Optional<String> same = onlyOneLike(label, target.labels());
          same.ifPresent(s -> resembling.put(text, s));
          label = same.orElse(label);
        }
        indexOfKind[kind] = indexOf.getOrDefault(label, UNKNOWN);
        if (indexOfKind[kind] == UNKNOWN) {
          unknown.add(text);
        }
      }
      indices[i] = indexOfKind[kind];
    }
    if (!unknown.isEmpty()) {
      throw unseen(target, List.copyOf(unknown), file);
    }
    resembling.forEach((text, label) ->
        notes.add(
            "%s: class \"%s\" of \"%s\" is read as \"%s\", which it only differs from in case or punctuation"
                .formatted(file, text, target.column(), label)));
    return indices;
  }

  /**
   * Checks that other spellings stand for classes there are.
   *
   * @throws BadInput naming one that does not
   */
  static void check(Target.Classification target, Map<String, String> mapped, String file) {
    new TreeMap<>(mapped)
        .forEach((from, to) -> {
          if (!target.labels().contains(to)) {
            throw new BadInput(
                "%s: \"%s\" is to be read as \"%s\", but \"%s\" has no class of that name; %s"
                    .formatted(
                        file,
                        from,
                        to,
                        target.column(),
                        Nearest.to(to, target.labels())
                            .map("did you mean \"%s\"?"::formatted)
                            .orElseGet(() -> "its classes are " + some(target.labels()))));
          }
        });
  }

  private static String some(List<String> labels) {
    int shown = Math.min(NAMED_IN_MESSAGES, labels.size());
    return String.join(", ", labels.subList(0, shown))
        + (shown < labels.size() ? " and %d more".formatted(labels.size() - shown) : "");
  }

  private static BadInput unseen(Target.Classification target, List<String> unknown, String file) {
    List<String> named = new ArrayList<>();
    for (String text : unknown.subList(0, Math.min(NAMED_IN_MESSAGES, unknown.size()))) {
      named.add(
          "\"%s\"%s"
              .formatted(
                  text,
                  Nearest.to(text, target.labels())
                      .map(" (nearest: \"%s\")"::formatted)
                      .orElse("")));
    }
    if (unknown.size() > NAMED_IN_MESSAGES) {
      named.add("%d more".formatted(unknown.size() - NAMED_IN_MESSAGES));
    }
    String first = unknown.getFirst();
    String near = Nearest.to(first, target.labels()).orElse(target.labels().getFirst());
    boolean one = unknown.size() == 1;
    return new BadInput(
        "%s: the class%s %s of \"%s\" %s not occur in the training data; to read one as another, give evaluate --label '%s=%s', give train --set 'data.labels.\"%s\"=%s', or write data: {labels: {\"%s\": \"%s\"}} in the card"
            .formatted(
                file,
                one ? "" : "es",
                String.join(", ", named),
                target.column(),
                one ? "does" : "do",
                first,
                near,
                first,
                near,
                first,
                near));
  }

  /** The only label that is the same but for case and punctuation at its ends. */
  private static Optional<String> onlyOneLike(String text, List<String> labels) {
    String plain = plain(text);
    List<String> like = labels.stream().filter(label -> plain(label).equals(plain)).toList();
    return plain.isEmpty() || like.size() != 1 ? Optional.empty() : Optional.of(like.getFirst());
  }

  private static String plain(String text) {
    int from = 0;
    int end = text.length();
    while (from < end && isEdge(text.charAt(from))) {
      from++;
    }
    while (end > from && isEdge(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(from, end).toLowerCase(Locale.ROOT);
  }

  /** Comparison signs and signs of numbers carry meaning; these do not. */
  private static boolean isEdge(char c) {
    return " .,;:!?'\"`*_".indexOf(c) >= 0;
  }
}
