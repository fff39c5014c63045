package plumb.data.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumb.data.BadInput;
import plumb.data.ColumnRef;

/** What the columns of a text file are called. */
final class Names {
  private Names() {}

  /**
   * The names, all different.
   *
   * @param first cells of the first line of the table
   * @param header whether those are names
   * @throws BadInput if two are the same, or what the user says does not fit
   */
  static List<String> of(Path file, String[] first, boolean header, Spelling spelling) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      names.add(header && !first[i].isEmpty() ? first[i] : "column" + (i + 1));
    }
    if (!spelling.names().isEmpty()) {
      if (spelling.names().size() != names.size()) {
        throw BadInput.about(
            "data.names",
            "%s has %d columns, but data.names names %d; name all of them, or write {old: new}"
                .formatted(file, names.size(), spelling.names().size()));
      }
      names = new ArrayList<>(spelling.names());
    }
    List<String> before = List.copyOf(names);
    for (Map.Entry<String, String> other : spelling.renamed().entrySet()) {
      int index = new ColumnRef(other.getKey()).resolve(before, file.toString(), "data.names");
      names.set(index, other.getValue());
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Integer earlier = seen.putIfAbsent(names.get(i), i + 1);
      if (earlier != null) {
        throw new BadInput(
            "%s: columns %d and %d are both called \"%s\"; rename one (data.names: {%d: NAME}), or use --no-header if the first line is a row"
                .formatted(file, earlier, i + 1, names.get(i), i + 1));
      }
    }
    return names;
  }
}
