package plumb.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A card as text gives it, before anything is known about its meaning. */
sealed interface Node {
  /** Where it stands, for messages: {@code card.yaml:3, column 5}, or the setting it is from. */
  Place place();

  /**
   * Where something stands.
   *
   * @param text for messages
   * @param commandLine whether it was typed as a setting, so that its paths are not the card's
   */
  record Place(String text, boolean commandLine) {
    /** A place in a file. */
    static Place in(String file, int line, int column) {
      return new Place("%s:%d, column %d".formatted(file, line, column), false);
    }

    /** A setting of the command line. */
    static Place setting(String setting) {
      return new Place("--set " + setting, true);
    }
  }

  /**
   * A word, a number or a text.
   *
   * @param plain whether it stands without quotes
   */
  record Scalar(Place place, String text, boolean plain) implements Node {}

  /** A list. */
  record Items(Place place, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Fields by name, in the order they were written. */
  record Fields(Place place, Map<String, Field> fields) implements Node {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A named value.
   *
   * @param place of the name
   */
  record Field(Place place, Node value) {}

  /** The tree for maps, lists and values of the usual Java types. */
  static Node of(Object value, Place place) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Field> fields = new LinkedHashMap<>();
        map.forEach((k, v) -> fields.put(String.valueOf(k), new Field(place, of(v, place))));
        yield new Fields(place, fields);
      }
      case List<?> list ->
          new Items(place, list.stream().map(item -> of((Object) item, place)).toList());
      case String text -> new Scalar(place, text, false);
      default -> new Scalar(place, String.valueOf(value), true);
    };
  }
}
