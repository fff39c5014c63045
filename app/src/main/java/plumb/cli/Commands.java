package plumb.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Command lines as people type them. */
final class Commands {
  /** Where the launcher says how it was called. */
  private static final String CALLED = "plumb.called";

  /** What says how to show a result and not what to do, like {@link #FAIL_ON}. */
  private static final Set<String> SHOWN = Set.of("--json", "--quiet");

  private static final String FAIL_ON = "--fail-on";

  private Commands() {}

  /** A command with the name of the program before it, ready for a shell. */
  static String of(List<String> words) {
    return program() + words.stream().map(w -> " " + quoted(w)).collect(Collectors.joining());
  }

  /** A command from words. */
  static String of(String... words) {
    return of(List.of(words));
  }

  /** As it was called, unless that was by its place in this machine. */
  private static String program() {
    String called = System.getProperty(CALLED, "plumb");
    return called.startsWith("/") || called.isBlank() ? "plumb" : called;
  }

  /** For a shell, where a name needs it. */
  static String quoted(String text) {
    return text.matches("[\\w./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** The same call with more words, without what only changes how its result is shown. */
  static String more(List<String> words, String... more) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(FAIL_ON)) {
        i++;
      } else if (!SHOWN.contains(word) && !word.startsWith(FAIL_ON + "=")) {
        all.add(word);
      }
    }
    all.addAll(List.of(more));
    return of(all);
  }
}
