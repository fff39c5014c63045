package plumb.data;

import java.util.List;

/**
 * A column as a user names it: by its name or by its number, the first being 1. A name wins over a
 * number.
 *
 * @param text the name or the number
 */
public record ColumnRef(String text) {
  /**
   * Index of the column among {@code names}.
   *
   * @param file what to call the file in messages
   * @param field of a card that names it, such as {@code data.target}
   * @throws BadInput if there is no such column
   */
  public int resolve(List<String> names, String file, String field) {
    int index = names.indexOf(text);
    if (index >= 0) {
      return index;
    }
    if (!text.isEmpty() && text.length() < 8 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= names.size()) {
        return number - 1;
      }
      throw BadInput.about(
          field,
          "%s has no column %d: its columns are numbered 1 to %d"
              .formatted(file, number, names.size()));
    }
    throw BadInput.about(
        field, "%s has no column \"%s\"%s".formatted(file, text, suggestion(names)));
  }

  private String suggestion(List<String> names) {
    if (names.getFirst().equals("column1") && names.getLast().equals("column" + names.size())) {
      return ": no line names its columns; give a number from 1 to %d, or --header if the first line does"
          .formatted(names.size());
    }
    return Nearest.to(text, names)
        .map("; did you mean \"%s\"?"::formatted)
        .orElseGet(() ->
            "; its columns are "
                + String.join(", ", names.subList(0, Math.min(10, names.size())))
                + (names.size() > 10 ? ", ..." : ""));
  }
}
