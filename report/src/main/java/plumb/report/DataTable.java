package plumb.report;

import java.util.List;

/**
 * A table of numbers.
 *
 * @param caption what it holds
 * @param head names of the columns
 * @param rows as many cells each; the first is the row's head
 */
public record DataTable(String caption, List<String> head, List<List<String>> rows) {
  public DataTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }
}
