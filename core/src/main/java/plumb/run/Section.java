package plumb.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A group of fields of a card, all of whose names are known. */
final class Section {
  private final Node.Fields node;
  private final String name;

  private Section(Node.Fields node, String name) {
    this.node = node;
    this.name = name;
  }

  /**
   * Reads a group.
   *
   * @param name of the group for messages; empty for the card itself
   * @param names of the fields it may have
   * @throws plumb.data.BadInput if it is no group, or has a field of another name
   */
  static Section of(Node node, String name, List<String> names) {
    if (!(node instanceof Node.Fields fields)) {
      throw Values.bad(
          node,
          "%s takes the fields %s, not %s"
              .formatted(
                  name.isEmpty() ? "a card" : name, String.join(", ", names), Values.kind(node)));
    }
    fields
        .fields()
        .forEach((key, field) -> {
          if (!names.contains(key)) {
            throw Values.unknown(
                field.place(), name.isEmpty() ? "field" : "field of " + name, key, names);
          }
        });
    return new Section(fields, name);
  }

  /** Where it stands. */
  Node.Place place() {
    return node.place();
  }

  /** A field, if it is there. */
  Optional<Node> find(String key) {
    return Optional.ofNullable(node.fields().get(key)).map(Node.Field::value);
  }

  /** What a field says, or the value for a silent card. */
  <T> T get(String key, T silent, Function<Node, T> read) {
    Optional<Node> field = find(key);
    return field.isPresent() ? read.apply(field.get()) : silent;
  }

  /** What a field says, which must be there. */
  <T> T need(String key, Function<Node, T> read) {
    return read.apply(
        find(key)
            .orElseThrow(
                () -> Values.bad(node, "%s lacks the field \"%s\"; add it".formatted(name, key))));
  }

  /** The field's name for messages: {@code dropout.p}. */
  String path(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }
}
