package plumb.faults;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a bench: {@code --name value}, or {@code --name} alone for a switch.
 *
 * @param values by name without the dashes; empty for a switch
 */
record Options(Map<String, String> values) {
  Options {
    values = Map.copyOf(values);
  }

  static Options of(String... arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].replaceFirst("^--", "");
      boolean isSwitch = i + 1 >= arguments.length || arguments[i + 1].startsWith("--");
      values.put(name, isSwitch ? "" : arguments[++i]);
    }
    return new Options(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String usual) {
    return values.getOrDefault(name, usual);
  }

  int number(String name, int usual) {
    return Integer.parseInt(text(name, Integer.toString(usual)));
  }

  /** The folder of the project. */
  Path root() {
    return Path.of(text("root", "."));
  }

  /** The folder of the public data sets. */
  Path data() {
    return Path.of(text("data", root().resolve("../shared/data").toString()));
  }

  /** The folder for results. */
  Path out(String usual) {
    return Path.of(text("out", usual));
  }
}
