package plumb.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import plumb.data.BadInput;

/** Leaves out of a card's tree whatever the card would say anyway. */
final class Silence {
  private final Card card;

  private Silence(Card card) {
    this.card = card;
  }

  /**
   * A tree without the fields that stand at their defaults.
   *
   * @param card that the tree means, before and after
   */
  static Node of(Node tree, Card card) {
    return new Silence(card).shorter(tree, UnaryOperator.identity());
  }

  /**
   * The part of a tree without what need not be said.
   *
   * @param whole puts another part in its place and gives the tree
   */
  private Node shorter(Node part, UnaryOperator<Node> whole) {
    return switch (part) {
      case Node.Scalar _ -> part;
      case Node.Items(Node.Place place, List<Node> items) -> {
        List<Node> now = new ArrayList<>(items);
        for (int i = 0; i < now.size(); i++) {
          int at = i;
          now.set(
              at,
              shorter(
                  now.get(at),
                  item -> {
                    List<Node> with = new ArrayList<>(now);
                    with.set(at, item);
                    return whole.apply(new Node.Items(place, with));
                  }));
        }
        yield new Node.Items(place, now);
      }
      case Node.Fields(Node.Place place, Map<String, Node.Field> fields) -> {
        Map<String, Node.Field> now = new LinkedHashMap<>(fields);
        fields.forEach((name, field) -> {
          Map<String, Node.Field> without = new LinkedHashMap<>(now);
          without.remove(name);
          if (same(whole.apply(new Node.Fields(place, without)))) {
            now.remove(name);
            return;
          }
          UnaryOperator<Node> around =
              value -> {
                Map<String, Node.Field> with = new LinkedHashMap<>(now);
                with.put(name, new Node.Field(field.place(), value));
                return whole.apply(new Node.Fields(place, with));
              };
          // A number alone behind a name, as in "leaky-relu: 0.01".
          Node nothing = new Node.Fields(field.place(), Map.of());
          Node value =
              field.value() instanceof Node.Scalar && same(around.apply(nothing))
                  ? nothing
                  : shorter(field.value(), around);
          now.put(name, new Node.Field(field.place(), value));
        });
        yield new Node.Fields(place, now);
      }
    };
  }

  private boolean same(Node tree) {
    try {
      return CardParser.card(tree, CardParser.Context.NONE).equals(card);
    } catch (BadInput _) {
      return false;
    }
  }
}
