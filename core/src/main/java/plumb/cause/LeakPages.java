package plumb.cause;

import java.util.Arrays;
import java.util.List;
import plumb.wording.Wording;

/** The pages about the kinds of a leak, and how columns are named in their sentences. */
final class LeakPages {
  private static final int NAMED = 4;

  private LeakPages() {}

  /**
   * The page of a kind.
   *
   * @param kind as in {@code evidence.kind}
   * @param remedies titles
   * @param limits as they are written
   */
  static CausePage of(String kind, List<String> remedies, String... limits) {
    return new CausePage(
        Wording.of("leakage.%s.looks-at".formatted(kind)),
        Arrays.asList(limits),
        remedies,
        Wording.of("leakage.accepted"));
  }

  /** A limit of a kind with its number in place. */
  static String limit(String kind, int number, Object... values) {
    return Wording.of("leakage.%s.limit-%d".formatted(kind, number), values);
  }

  /** Names in quotes, the first few of many. */
  static String names(List<String> columns) {
    List<String> some = columns.stream().limit(NAMED).map(name -> "\"" + name + "\"").toList();
    int others = columns.size() - some.size();
    return others > 0
        ? Wording.of("names.and-more", String.join(", ", some), others)
        : some.size() < 2
            ? String.join("", some)
            : Wording.of(
                "names.and", String.join(", ", some.subList(0, some.size() - 1)), some.getLast());
  }
}
