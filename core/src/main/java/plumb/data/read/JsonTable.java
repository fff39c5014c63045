package plumb.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.data.BadInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads tables from JSON: an object a line, or an array of objects. An object within a row is
 * flattened, its fields called {@code outer.inner}; a list is left out, and said.
 */
final class JsonTable implements RowSource {
  /** Objects within objects; deeper ones are no table. */
  private static final int DEEPEST = 10;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN.
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build();

  private final Path file;
  private final InputStream stream;
  private final Map<String, Integer> lists = new LinkedHashMap<>();
  private final Set<String> flattened = new HashSet<>();
  private final List<String> path = new ArrayList<>();

  /** Values of rows that are neither objects nor lists. */
  private long values;

  private JsonTable(Path file, InputStream stream) {
    this.file = file;
    this.stream = stream;
  }

  /** Whether the first character that is no space begins an object or an array of objects. */
  static boolean looksLike(byte[] start) {
    int at = start.length > 2 && start[0] == (byte) 0xef ? 3 : 0;
    at = skip(start, at);
    if (at < start.length && start[at] == '[') {
      at = skip(start, at + 1);
      return at < start.length && (start[at] == '{' || start[at] == ']');
    }
    if (at >= start.length || start[at] != '{') {
      return false;
    }
    at = skip(start, at + 1);
    return at < start.length && (start[at] == '"' || start[at] == '}');
  }

  private static int skip(byte[] start, int from) {
    int at = from;
    while (at < start.length && Character.isWhitespace(start[at])) {
      at++;
    }
    return at;
  }

  static Table read(Path file, ReadOptions options) {
    TableCollector collector = new TableCollector(file.toString(), options, false);
    try (Content content = Content.open(file)) {
      new JsonTable(file, content.stream()).read(collector);
      return collector.table(content.hash());
    } catch (IOException e) {
      throw Content.failure(file, e);
    } catch (OutOfMemoryError e) {
      throw Content.tooLarge(file, e);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public void read(Receiver receiver) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), stream)) {
      JsonToken token = json.nextToken();
      boolean array = token == JsonToken.START_ARRAY;
      if (array) {
        token = json.nextToken();
      }
      for (; token != null && token != JsonToken.END_ARRAY; token = json.nextToken()) {
        long line = json.currentTokenLocation().getLineNr();
        if (token != JsonToken.START_OBJECT) {
          throw new BadInput(
              "%s, line %d: %s stands where an object with the values of a row is due; write [{\"column\": value, ...}, ...], or an object a line"
                  .formatted(file, line, token == JsonToken.START_ARRAY ? "a list" : "a value"));
        }
        object(json, receiver, line);
        receiver.endRow(line);
      }
      if (array && json.nextToken() != null) {
        throw new BadInput(
            "%s goes on behind its list of rows, in line %d; keep the list alone"
                .formatted(file, json.currentTokenLocation().getLineNr()));
      }
    } catch (JacksonException e) {
      throw failure(e);
    }
    if (values == 0) {
      throw new BadInput(
          "%s holds no rows: its values are objects or lists (%s); write a list of objects, each a row (in pandas: to_json(..., orient=\"records\"))"
              .formatted(
                  file,
                  Stream.concat(flattened.stream().sorted(), lists.keySet().stream())
                      .limit(3)
                      .collect(Collectors.joining(", "))));
    }
    lists.forEach((name, rows) ->
        receiver.note(
            "%s: \"%s\" holds a list in %d row%s, which cannot be used; it is left out"
                .formatted(file, name, rows, rows == 1 ? "" : "s")));
    if (!flattened.isEmpty()) {
      receiver.note(
          "%s: the objects in %s are flattened: a column for each of their values"
              .formatted(file, String.join(", ", flattened.stream().sorted().toList())));
    }
  }

  private BadInput failure(JacksonException e) {
    if (Content.outOfMemory(file, e).isPresent()) {
      return Content.outOfMemory(file, e).get();
    }
    return new BadInput(
        "%s%s is not proper JSON: %s; correct it there"
            .formatted(
                file,
                e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr(),
                e.getOriginalMessage().lines().findFirst().orElse("")),
        e);
  }

  private void object(JsonParser json, Receiver receiver, long line) {
    if (path.size() > DEEPEST) {
      throw new BadInput(
          "%s, line %d: objects lie in one another more than %d deep; flatten them"
              .formatted(file, line, DEEPEST));
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      values += path.isEmpty() ? 1 : 0;
      path.add(json.currentName());
      String name = String.join(".", path);
      switch (json.nextToken()) {
        case START_OBJECT -> {
          values -= path.size() == 1 ? 1 : 0;
          flattened.add("\"" + name + "\"");
          object(json, receiver, line);
        }
        case START_ARRAY -> {
          values -= path.size() == 1 ? 1 : 0;
          json.skipChildren();
          lists.merge(name, 1, Integer::sum);
        }
        case VALUE_STRING -> receiver.value(receiver.column(name), json.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            receiver.value(receiver.column(name), Double.parseDouble(json.getString()));
        case VALUE_TRUE -> receiver.value(receiver.column(name), true);
        case VALUE_FALSE -> receiver.value(receiver.column(name), false);
        case null, default -> receiver.value(receiver.column(name), null);
      }
      path.removeLast();
    }
  }
}
