package plumb.data.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sentences on how the columns of a file were understood. */
final class ReadingNotes {
  /** Names in a sentence about many columns. */
  private static final int NAMED = 5;

  /** Columns whose misfits get a sentence of their own. */
  private static final int MISFITS = 10;

  /** Characters of a cell that are shown. */
  private static final int SHOWN = 30;

  private ReadingNotes() {}

  static List<String> of(String file, List<Understood> columns) {
    List<String> notes = new ArrayList<>();
    Map<String, List<String>> conventions = new LinkedHashMap<>();
    int others = 0;
    int shown = 0;
    for (Understood column : columns) {
      if (!column.convention().isEmpty()) {
        conventions
            .computeIfAbsent(column.convention(), _ -> new ArrayList<>())
            .add(column.column());
      }
      for (String doubt : column.doubts()) {
        notes.add("%s, column \"%s\": %s".formatted(file, column.column(), doubt));
      }
      if (column.cells() > 0 && shown++ < MISFITS) {
        notes.add(misfits(file, column));
      } else if (column.cells() > 0) {
        others++;
      }
      if (column.missing() > 0) {
        notes.add(
            "%s, column \"%s\": %d cell%s say%s in words that there is no value"
                .formatted(
                    file,
                    column.column(),
                    column.missing(),
                    column.missing() == 1 ? "" : "s",
                    column.missing() == 1 ? "s" : ""));
      }
    }
    if (others > 0) {
      notes.add(
          "%s: %d more columns have cells that count as missing; plumb data shows them"
              .formatted(file, others));
    }
    conventions.forEach((convention, names) ->
        notes.add("%s: read with %s: %s".formatted(file, convention, named(names))));
    return notes;
  }

  /** Cells that count as missing, each with its first line. */
  static String misfits(String file, Understood column) {
    int cells = column.cells();
    String examples =
        column.misfits().stream()
            .map(m ->
                "%s \"%s\"%s"
                    .formatted(
                        m.place(),
                        shortened(m.text()),
                        m.cells() > 1 ? " and %d more".formatted(m.cells() - 1) : ""))
            .collect(Collectors.joining(", "));
    int named = column.misfits().stream().mapToInt(Understood.Misfit::cells).sum();
    return "%s, column \"%s\": %d cell%s not like the others and count%s as missing: %s%s"
        .formatted(
            file,
            column.column(),
            cells,
            cells == 1 ? " is" : "s are",
            cells == 1 ? "s" : "",
            examples,
            named < cells ? ", and %d others".formatted(cells - named) : "");
  }

  private static String named(List<String> names) {
    int shown = Math.min(NAMED, names.size());
    String some =
        names.subList(0, shown).stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    return names.size() > shown ? "%s and %d more".formatted(some, names.size() - shown) : some;
  }

  static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }

  /** A name as a key of YAML. */
  static String key(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")
        ? name
        : "\"" + name.replace("\"", "\\\"") + "\"";
  }
}
