package plumb.data;

import java.util.List;
import java.util.OptionalInt;

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
    OptionalInt index = find(names);
    if (index.isPresent()) {
      return index.getAsInt();
    }
    if (isNumber()) {
      throw BadInput.about(
          field,
          "%s has no column %d: its columns are numbered 1 to %d"
              .formatted(file, Integer.parseInt(text), names.size()));
    }
    throw BadInput.about(
        field, "%s has no column \"%s\"%s".formatted(file, text, suggestion(names)));
  }

  /** Index of the column among {@code names}, if there is such a column. */
  public OptionalInt find(List<String> names) {
    int index = names.indexOf(text);
    if (index >= 0) {
      return OptionalInt.of(index);
    }
    int number = isNumber() ? Integer.parseInt(text) : 0;
    return number >= 1 && number <= names.size() ? OptionalInt.of(number - 1) : OptionalInt.empty();
  }

  private boolean isNumber() {
    return !text.isEmpty() && text.length() < 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
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
