package plumb.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.data.BadInput;

/** Sets single fields in the tree of a card, so that they pass the same checks as the card's. */
final class Settings {
  private Settings() {}

  /** The tree with a field set as {@code key=value} says. */
  static Node apply(Node tree, String setting) {
    int equals = setting.indexOf('=');
    Node.Place place = Node.Place.setting(setting);
    if (equals < 1) {
      throw Values.bad(place, "a setting is written key=value, such as optimizer.rate=0.01");
    }
    List<String> keys = Arrays.asList(setting.substring(0, equals).strip().split("\\.", -1));
    if (keys.stream().anyMatch(String::isBlank)) {
      throw Values.bad(place, "a part of the key is empty; write it like optimizer.rate");
    }
    Node value =
        Yaml.parse(setting.substring(equals + 1), place)
            .orElseThrow(() -> Values.bad(place, "there is no value behind the equals sign"));
    if (!(tree instanceof Node.Fields)) {
      throw new BadInput(tree.place().text() + ": the card has no fields to set");
    }
    return keys.getFirst().equals("optimizer") && keys.size() > 1
        ? set(tree, "optimizer", optimizer(find(tree), keys.subList(1, keys.size()), value))
        : set(tree, keys, value);
  }

  private static Node find(Node tree) {
    Node.Field field =
        tree instanceof Node.Fields(_, Map<String, Node.Field> fields)
            ? fields.get("optimizer")
            : null;
    return field == null ? new Node.Scalar(tree.place(), "adam", true) : field.value();
  }

  /**
   * The optimizer with a field set. A key that names a rule brings that rule; any other key is a
   * hyper-parameter of the rule there is.
   */
  private static Node optimizer(Node optimizer, List<String> keys, Node value) {
    Map<String, Node.Field> fields = new LinkedHashMap<>();
    if (optimizer instanceof Node.Fields(_, Map<String, Node.Field> there)) {
      fields.putAll(there);
    } else if (optimizer instanceof Node.Scalar(Node.Place place, String rule, _)) {
      fields.put(rule, new Node.Field(place, new Node.Fields(place, Map.of())));
    }
    String key = keys.getFirst();
    if (OptimizerParser.BESIDE.contains(key)) {
      return set(new Node.Fields(optimizer.place(), fields), keys, value);
    }
    boolean names = OptimizerParser.RULES.contains(key);
    String rule =
        names
            ? key
            : fields.keySet().stream()
                .filter(OptimizerParser.RULES::contains)
                .findFirst()
                .orElse("adam");
    fields.keySet().removeIf(k -> !k.equals(rule) && OptimizerParser.RULES.contains(k));
    List<String> rest = names ? keys.subList(1, keys.size()) : keys;
    Node.Fields tree = new Node.Fields(optimizer.place(), fields);
    if (rest.isEmpty()) {
      return set(tree, rule, value);
    }
    Node.Field there = fields.get(rule);
    Node hyper = there == null ? empty(value) : there.value();
    if (hyper instanceof Node.Scalar rate) {
      hyper = new Node.Fields(rate.place(), Map.of("rate", new Node.Field(rate.place(), rate)));
    }
    return set(tree, rule, set(hyper, rest, value));
  }

  private static Node set(Node tree, List<String> keys, Node value) {
    String key = keys.getFirst();
    if (keys.size() == 1) {
      return set(tree, key, value);
    }
    Node.Field there =
        tree instanceof Node.Fields(_, Map<String, Node.Field> fields) ? fields.get(key) : null;
    Node inner = there == null ? empty(value) : there.value();
    if (key.equals("data") && inner instanceof Node.Scalar file) {
      inner = new Node.Fields(file.place(), Map.of("train", new Node.Field(file.place(), file)));
    }
    if (key.equals("validation") && inner instanceof Node.Scalar single) {
      inner = share(single, value);
    }
    return set(tree, key, set(inner, keys.subList(1, keys.size()), value));
  }

  /** The validation of a card that says one value, as a group of fields. */
  private static Node share(Node.Scalar validation, Node value) {
    if (DataSettings.isNumber(validation.text())) {
      return new Node.Fields(
          validation.place(), Map.of("share", new Node.Field(validation.place(), validation)));
    }
    if (Values.isWord(validation, "none")) {
      return empty(value);
    }
    throw Values.bad(
        value,
        "the validation rows are those of %s, which are not divided; set data.validation to a share first"
            .formatted(validation.text()));
  }

  private static Node set(Node tree, String key, Node value) {
    return switch (tree) {
      case Node.Fields(Node.Place place, Map<String, Node.Field> fields) -> {
        Map<String, Node.Field> changed = new LinkedHashMap<>(fields);
        changed.put(key, new Node.Field(value.place(), value));
        yield new Node.Fields(place, changed);
      }
      case Node.Items _ ->
          throw Values.bad(value, "a list has no fields; set the whole list in [brackets]");
      case Node.Scalar _ ->
          new Node.Fields(value.place(), Map.of(key, new Node.Field(value.place(), value)));
    };
  }

  private static Node empty(Node value) {
    return new Node.Fields(value.place(), Map.of());
  }
}
