package plumb.curves;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import plumb.curves.LogTable.Column;
import plumb.data.BadInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads logs in JSON: a list of records (Hugging Face's {@code log_history}, one object a line), or
 * lists by name (a Keras history, the evaluations of boosting programs), however they are nested.
 */
final class JsonLogs {
  /** Python writes NaN and Infinity, which JSON does not know. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final int DEEPEST = 4;

  /** The source of what is not a list of records. */
  static final String LISTS = "JSON, lists";

  private final List<String> notes = new ArrayList<>();

  private JsonLogs() {}

  /**
   * The table in a file; empty if it holds neither records nor lists of numbers.
   *
   * @throws BadInput if it cannot be read or is not JSON
   */
  static Optional<LogTable> read(Path path) {
    return new JsonLogs().table(path);
  }

  private Optional<LogTable> table(Path path) {
    List<JsonNode> roots = roots(path);
    if (roots.size() != 1) {
      return records("JSON, a list of records", roots);
    }
    JsonNode root = roots.getFirst();
    List<JsonNode> records = longest(root, 0);
    if (!records.isEmpty()) {
      String source =
          root.has("log_history") ? "Hugging Face trainer_state.json" : "JSON, a list of records";
      return records(source, records);
    }
    return lists(root);
  }

  /** All values of the file; a last one that is still being written is left out. */
  private List<JsonNode> roots(Path path) {
    String text;
    try {
      text = Files.readString(path, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new BadInput(
          Say.of("%s cannot be read; check that it is there, is text and you may read it", path),
          e);
    }
    List<JsonNode> roots = new ArrayList<>();
    try (MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        roots.add(values.nextValue());
      }
    } catch (JacksonException e) {
      if (roots.size() < 2) {
        throw new BadInput(
            Say.of(
                "%s:%d is not JSON; name the file a training wrote",
                path, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
            e);
      }
      notes.add("The last record is not whole, as if still being written; it was left out.");
    }
    return roots;
  }

  // --- records ---

  /** The longest list of objects there is. */
  private static List<JsonNode> longest(JsonNode node, int depth) {
    if (node.isArray() && !node.isEmpty() && isAll(node, JsonNode::isObject)) {
      return new ArrayList<>(node.values());
    }
    if (!node.isObject() || depth == DEEPEST) {
      return List.of();
    }
    return node.values().stream()
        .map(child -> longest(child, depth + 1))
        .max(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  private Optional<LogTable> records(String source, List<JsonNode> records) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    Map<String, String[]> texts = new LinkedHashMap<>();
    for (int r = 0; r < records.size(); r++) {
      int row = r;
      leaves(
          records.get(r),
          "",
          0,
          (name, value) -> {
            Optional<Double> number = number(value);
            if (number.isPresent()) {
              columns.computeIfAbsent(name, _ -> empty(records.size()))[row] = number.get();
            } else if (value.isString()) {
              texts.computeIfAbsent(name, _ -> new String[records.size()])[row] = value.asString();
            }
          });
    }
    List<Column> all = new ArrayList<>();
    columns.forEach((name, values) -> all.add(Column.of(name, values)));
    texts.forEach((name, cells) -> {
      if (!columns.containsKey(name)) {
        List<String> words = Arrays.stream(cells).map(c -> c == null ? "" : c).toList();
        all.add(
            new Column(
                name,
                empty(records.size()),
                false,
                Optional.of(new LogTable.Words(words, "\"" + Say.name(words.getFirst()) + "\""))));
      }
    });
    return columns.isEmpty() ? Optional.empty() : Optional.of(new LogTable(source, all, notes));
  }

  private interface Leaf {
    void at(String name, JsonNode value);
  }

  /** Every value of an object that is not an object itself, with the names on the way to it. */
  private static void leaves(JsonNode node, String name, int depth, Leaf leaf) {
    if (!node.isObject()) {
      leaf.at(name, node);
    } else if (depth <= DEEPEST) {
      node.properties()
          .forEach(e ->
              leaves(
                  e.getValue(),
                  name.isEmpty() ? e.getKey() : name + "/" + e.getKey(),
                  depth + 1,
                  leaf));
    }
  }

  // --- lists by name ---

  private Optional<LogTable> lists(JsonNode root) {
    Map<String, double[]> lists = new LinkedHashMap<>();
    gather(root, "", 0, lists);
    if (lists.isEmpty()) {
      return Optional.empty();
    }
    int rows = rows(lists);
    List<Column> columns = new ArrayList<>();
    List<String> others = new ArrayList<>();
    lists.forEach((name, values) -> {
      if (values.length == rows) {
        columns.add(Column.of(name, values));
      } else if (values.length > 0 && values.length < rows && rows % values.length == 0) {
        // Validated every few epochs: each value belongs to the last of its share.
        double[] spread = empty(rows);
        int every = rows / values.length;
        for (int i = 0; i < values.length; i++) {
          spread[(i + 1) * every - 1] = values[i];
        }
        columns.add(Column.of(name, spread));
        notes.add(
            Say.of(
                "%s has one value for %d of the others, and was read as measured every %d.",
                Say.name(name), every, every));
      } else {
        others.add(name);
      }
    });
    if (!others.isEmpty()) {
      notes.add(
          Say.of(
              "Left out, for they are not as long as the others (%d): %s.",
              rows, Say.list(others, "and")));
    }
    boolean bySet =
        root.isObject()
            && root.values().stream()
                .allMatch(v -> v.isObject() && v.values().stream().allMatch(JsonNode::isArray));
    return Optional.of(new LogTable(LISTS + (bySet ? " by set" : " by name"), columns, notes));
  }

  private static void gather(JsonNode node, String name, int depth, Map<String, double[]> to) {
    if (node.isArray()) {
      if (!node.isEmpty() && isAll(node, n -> number(n).isPresent())) {
        to.put(name, numbers(node.values()));
      }
    } else if (node.isObject() && depth <= DEEPEST) {
      // pandas writes a column as an object from row numbers to values.
      boolean numbered =
          !node.isEmpty()
              && node.propertyNames().stream().allMatch(k -> k.matches("\\d+"))
              && isAll(node, n -> number(n).isPresent());
      if (numbered && !name.isEmpty()) {
        to.put(name, numbers(node.values()));
      } else {
        node.properties()
            .forEach(e ->
                gather(
                    e.getValue(),
                    name.isEmpty() ? e.getKey() : name + "/" + e.getKey(),
                    depth + 1,
                    to));
      }
    }
  }

  /** How long most lists with the name of a curve are; of all lists if none has one. */
  private static int rows(Map<String, double[]> lists) {
    List<String> curves =
        lists.keySet().stream().filter(name -> ColumnName.of(name).isMeasure()).toList();
    return lists.entrySet().stream()
        .filter(e -> curves.isEmpty() || curves.contains(e.getKey()))
        .map(e -> e.getValue().length)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  // --- numbers ---

  private static double[] numbers(Collection<JsonNode> nodes) {
    return nodes.stream().mapToDouble(n -> number(n).orElse(Double.NaN)).toArray();
  }

  /** NaN for null, infinite for what is not finite; empty if it is something else. */
  private static Optional<Double> number(JsonNode node) {
    if (node.isNull()) {
      return Optional.of(Double.NaN);
    }
    if (node.isNumber()) {
      double value = node.asDouble();
      return Optional.of(Double.isFinite(value) ? value : Double.POSITIVE_INFINITY);
    }
    return node.isString()
        ? Cells.number(node.asString(), false).stream().boxed().findFirst()
        : Optional.empty();
  }

  private static boolean isAll(JsonNode node, java.util.function.Predicate<JsonNode> test) {
    return node.values().stream().allMatch(test);
  }

  private static double[] empty(int rows) {
    double[] values = new double[rows];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
