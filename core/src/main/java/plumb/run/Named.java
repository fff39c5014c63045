package plumb.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A choice among several, each with settings of its own: {@code relu}, {@code dropout: 0.5} or
 * {@code maxout: {units: 240, pieces: 5}}.
 *
 * @param place of the name
 * @param name which
 * @param argument what stands behind the colon
 */
record Named(Node.Place place, String name, Optional<Node> argument) {
  /** Reads a word, or a group of one field. */
  static Named of(Node node, String what) {
    return switch (node) {
      case Node.Scalar _ -> new Named(node.place(), Values.text(node, what), Optional.empty());
      case Node.Fields(_, Map<String, Node.Field> fields) when fields.size() == 1 -> {
        var only = fields.entrySet().iterator().next();
        yield new Named(
            only.getValue().place(), only.getKey(), Optional.of(only.getValue().value()));
      }
      case Node.Fields(_, Map<String, Node.Field> fields) ->
          throw Values.bad(
              node,
              "%s takes one name with its settings, not %s; give each an entry of its own"
                  .formatted(
                      what, fields.isEmpty() ? "nothing" : String.join(", ", fields.keySet())));
      case Node.Items _ ->
          throw Values.bad(node, "%s takes one name with its settings, not a list".formatted(what));
    };
  }

  /** The group behind the colon, empty where nothing stands there. */
  Section section(List<String> names) {
    return Section.of(argument.orElseGet(() -> new Node.Fields(place, Map.of())), name, names);
  }

  /** The single value behind the colon, if it is one. */
  Optional<Node> single() {
    return argument.filter(Node.Scalar.class::isInstance);
  }

  /** Nothing may stand behind the colon. */
  void alone() {
    argument.ifPresent(node -> {
      throw Values.bad(node, "\"%s\" takes no settings; write the word alone".formatted(name));
    });
  }

  /** The sentence for a name that is none of those that may stand there. */
  plumb.data.BadInput unknown(String what, List<String> names) {
    return Values.unknown(place, what, name, names);
  }
}
