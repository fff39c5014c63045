package plumb.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What somebody who knows a table would say of it, read from a row of docs/verdicts.md.
 *
 * @param table its name
 * @param verdicts that are right, the better one first
 * @param reason why
 */
record Practitioner(String table, List<String> verdicts, String reason) {
  private static final int CELLS = 4;

  Practitioner {
    verdicts = List.copyOf(verdicts);
  }

  /** Reads the table of a page: rows of a name, what is predicted, verdicts and the reason. */
  static List<Practitioner> read(String page) {
    List<Practitioner> all = new ArrayList<>();
    for (String line : page.lines().filter(l -> l.startsWith("| ") && l.endsWith(" |")).toList()) {
      String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
      if (cells.length == CELLS && !cells[0].equals("table")) {
        all.add(
            new Practitioner(cells[0], Arrays.asList(cells[2].split(", ", -1)), cells[CELLS - 1]));
      }
    }
    return all;
  }
}
