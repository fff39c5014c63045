package plumb.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import plumb.data.BadInput;

/** Turns YAML text into a tree that knows where everything stands. */
final class Yaml {
  /** Deeper or larger than any card: repeated aliases must not fill the memory. */
  private static final int DEEPEST = 32;

  private static final int LARGEST = 100_000;

  private final String file;
  private final Optional<Node.Place> fixed;
  private int count;

  private Yaml(String file, Optional<Node.Place> fixed) {
    this.file = file;
    this.fixed = fixed;
  }

  /**
   * The tree of a file's content; empty if there is nothing in it.
   *
   * @throws BadInput if it is not YAML
   */
  static Optional<Node> parse(String text, String file) {
    return new Yaml(file, Optional.empty()).tree(text);
  }

  /** The tree of a value typed on the command line. */
  static Optional<Node> parse(String text, Node.Place place) {
    return new Yaml("", Optional.of(place)).tree(text);
  }

  private Optional<Node> tree(String text) {
    // Aliases are bounded by what becomes of them, in convert, where their place is known.
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    try {
      checkDepth(settings, text);
      return new Compose(settings).composeString(text).map(node -> convert(node, 0));
    } catch (MarkedYamlEngineException e) {
      String where = fixed.map(Node.Place::text).orElseGet(() -> place(e).text());
      throw new BadInput(
          "%s: this is not YAML: %s; check indentation, colons and brackets there"
              .formatted(where, problem(e)),
          e);
    } catch (ReaderException e) {
      throw new BadInput(
          "%s: the character U+%04X cannot stand in YAML; remove it, or write it in quotes as an escape"
              .formatted(at(text, e.getPosition()).text(), e.getCodePoint()),
          e);
    } catch (YamlEngineException e) {
      throw new BadInput(
          "%s: this is not YAML; write the card as plain text in YAML"
              .formatted(fixed.map(Node.Place::text).orElse(file)),
          e);
    }
  }

  /** Reading a tree takes a stack as deep as the tree, so that is looked at first. */
  private void checkDepth(LoadSettings settings, String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event) {
        case CollectionStartEvent _ -> {
          if (++depth > DEEPEST) {
            throw new BadInput(
                at(event.getStartMark()).text()
                    + ": the card is nested more than %d levels deep; take brackets away"
                        .formatted(DEEPEST));
          }
        }
        case CollectionEndEvent _ -> depth--;
        default -> {}
      }
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    String context = e.getContext();
    if (problem == null || context == null || !problem.startsWith("but ")) {
      return String.valueOf(problem == null ? context : problem);
    }
    return context + ", " + problem;
  }

  /** The place of a character, counted from 0. */
  private Node.Place at(String text, int position) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(position, text.length()); i++) {
      boolean end = text.charAt(i) == '\n';
      line += end ? 1 : 0;
      column = end ? 1 : column + 1;
    }
    int atLine = line;
    int atColumn = column;
    return fixed.orElseGet(() -> Node.Place.in(file, atLine, atColumn));
  }

  private Node.Place place(MarkedYamlEngineException e) {
    return at(e.getProblemMark().or(e::getContextMark));
  }

  private Node.Place at(Optional<Mark> mark) {
    return fixed.orElseGet(() ->
        mark.map(m -> Node.Place.in(file, m.getLine() + 1, m.getColumn() + 1))
            .orElse(new Node.Place(file, false)));
  }

  private Node convert(org.snakeyaml.engine.v2.nodes.Node node, int depth) {
    Node.Place place = at(node.getStartMark());
    if (depth > DEEPEST || ++count > LARGEST) {
      throw new BadInput(
          place.text()
              + ": written out, the aliases make the card too deep or too long; remove them");
    }
    return switch (node) {
      case ScalarNode scalar -> new Node.Scalar(place, scalar.getValue(), scalar.isPlain());
      case SequenceNode sequence ->
          new Node.Items(
              place, sequence.getValue().stream().map(item -> convert(item, depth + 1)).toList());
      case MappingNode mapping -> new Node.Fields(place, fields(mapping.getValue(), depth));
      default -> throw new BadInput(place.text() + ": an alias cannot stand here; write it out");
    };
  }

  private Map<String, Node.Field> fields(List<NodeTuple> tuples, int depth) {
    Map<String, Node.Field> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : tuples) {
      Node.Place place = at(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new BadInput(place.text() + ": a name is expected before the colon");
      }
      Node.Field field = new Node.Field(place, convert(tuple.getValueNode(), depth + 1));
      Node.Field earlier = fields.put(key.getValue(), field);
      if (earlier != null) {
        throw new BadInput(
            "%s: \"%s\" stands here a second time, first at %s; remove one of them"
                .formatted(place.text(), key.getValue(), earlier.place().text()));
      }
    }
    return fields;
  }
}
