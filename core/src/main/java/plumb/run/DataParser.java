package plumb.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.data.Decimal;
import plumb.data.read.Cleaning;
import plumb.data.read.Origin;
import plumb.data.read.ReadAs;
import plumb.data.read.ReadOptions.Header;
import plumb.data.read.Scaling;
import plumb.data.read.Spelling;
import plumb.data.read.Task;

/** Reads the data part of a card. */
final class DataParser {
  /** The names of the fields. */
  static final List<String> FIELDS =
      List.of(
          "train",
          "target",
          "task",
          "columns",
          "validation",
          "test",
          "inputs",
          "targets",
          "shuffle",
          "header",
          "labels",
          "clean",
          "types",
          "names",
          "decimal",
          "encoding");

  /** The names of the fields of validation. */
  static final List<String> VALIDATION = List.of("share", "group", "time", "folds");

  /** The names of the fields of a query; the password itself has no place in a card. */
  static final List<String> QUERY = List.of("jdbc", "query", "user", "password-from");

  private static final double USUAL_SHARE = 0.2;

  private final Path folder;
  private final Path settings;

  /**
   * A reader.
   *
   * @param folder that the paths of the card are relative to
   * @param settings that the paths in settings of the command line are relative to
   */
  DataParser(Path folder, Path settings) {
    this.folder = folder;
    this.settings = settings;
  }

  DataSettings data(Node node) {
    if (node instanceof Node.Scalar) {
      return DataSettings.of(path(node, "data"), Optional.empty());
    }
    Section section = Section.of(node, "data", FIELDS);
    return new DataSettings(
        section.need("train", this::origin),
        section.find("target").map(n -> Values.text(n, "data.target")),
        section.get("task", Task.AUTO, n -> Values.constant(n, "data.task", Task.class)),
        section.get("columns", List.of(), n -> columns(n, "exclude")),
        section.get("columns", List.of(), n -> columns(n, "keep")),
        section.get("validation", new DataSettings.Validation.Share(USUAL_SHARE), this::validation),
        section.find("test").flatMap(this::test),
        section.get("inputs", Scaling.AUTO, n -> Values.constant(n, "data.inputs", Scaling.class)),
        section.get("targets", false, DataParser::raw),
        section.get("shuffle", true, n -> Values.flag(n, "data.shuffle")),
        section.get("header", Header.AUTO, DataParser::header),
        section.get("labels", Map.of(), DataParser::labels),
        section.get("clean", Cleaning.NONE, DataParser::cleaning),
        spelling(section));
  }

  /** A file, a list of files, or a query to a database. */
  private Origin origin(Node node) {
    return switch (node) {
      case Node.Scalar _ -> Origin.of(path(node, "data.train"));
      case Node.Items(_, List<Node> items) when items.isEmpty() ->
          throw Values.bad(node, "data.train is an empty list; name the files");
      case Node.Items(_, List<Node> items) ->
          new Origin.Files(items.stream().map(item -> path(item, "data.train")).toList());
      case Node.Fields _ -> {
        Section section = Section.of(node, "data.train", QUERY);
        String url = section.need("jdbc", n -> Values.text(n, "data.train.jdbc"));
        if (!url.startsWith("jdbc:")) {
          throw Values.bad(
              section.place(),
              "data.train.jdbc is a URL that begins with jdbc:, such as jdbc:postgresql://HOST/DATABASE");
        }
        yield new Origin.Query(
            url,
            section.need("query", n -> Values.text(n, "data.train.query")),
            section.find("user").map(n -> Values.text(n, "data.train.user")),
            section.find("password-from").map(n -> Values.text(n, "data.train.password-from")));
      }
    };
  }

  private Path path(Node node, String what) {
    String text = Values.text(node, what);
    if (text.equals(Origin.STANDARD_INPUT.toString())) {
      return Origin.STANDARD_INPUT;
    }
    try {
      return (node.place().commandLine() ? settings : folder).resolve(text);
    } catch (InvalidPathException e) {
      throw new BadInput(
          "%s: %s \"%s\" is not the path of a file; correct it"
              .formatted(node.place().text(), what, text),
          e);
    }
  }

  /** The columns under {@code exclude} or {@code keep}. */
  private static List<String> columns(Node node, String which) {
    Section section = Section.of(node, "data.columns", List.of("exclude", "keep"));
    String what = "data.columns." + which;
    return section.get(
        which,
        List.of(),
        n ->
            switch (n) {
              case Node.Items(_, List<Node> items) ->
                  items.stream().map(item -> Values.text(item, what)).toList();
              default -> List.of(Values.text(n, what));
            });
  }

  private DataSettings.Validation validation(Node node) {
    if (Values.isWord(node, "none")) {
      return new DataSettings.Validation.None();
    }
    if (node instanceof Node.Fields) {
      return heldOut(Section.of(node, "data.validation", VALIDATION));
    }
    String text = Values.text(node, "data.validation");
    if (!DataSettings.isNumber(text)) {
      return new DataSettings.Validation.File(path(node, "data.validation"));
    }
    return new DataSettings.Validation.Share(share(node, "data.validation", "none"));
  }

  private static DataSettings.Validation heldOut(Section section) {
    if (section.find("group").isPresent() && section.find("time").isPresent()) {
      throw Values.bad(
          section.place(), "data.validation takes group or time, not both; remove one of them");
    }
    return new DataSettings.Validation.Share(
        section.get(
            "share", USUAL_SHARE, n -> share(n, "data.validation.share", "data.validation: none")),
        section.find("group").map(n -> Values.text(n, "data.validation.group")),
        section.find("time").map(n -> Values.text(n, "data.validation.time")),
        section.get("folds", DataSettings.Folds.AUTO, DataParser::folds));
  }

  private static DataSettings.Folds folds(Node node) {
    String what = "data.validation.folds";
    String text = Values.text(node, what);
    if (text.equals("auto")) {
      return DataSettings.Folds.AUTO;
    }
    if (text.equals("none")) {
      return DataSettings.Folds.NONE;
    }
    if (!DataSettings.isNumber(text) || Values.number(node, what) == 1) {
      throw Values.bad(
          node,
          "%s is auto, none or a whole number from 2 on, not %s"
              .formatted(what, Values.kind(node)));
    }
    int count = Values.whole(node, what, 0);
    return count == 0 ? DataSettings.Folds.NONE : new DataSettings.Folds.Count(count);
  }

  private static double share(Node node, String what, String none) {
    double share = Values.number(node, what);
    if (!(share > 0 && share < 1)) {
      throw Values.bad(
          node,
          "%s is a share of the rows above 0 and below 1, not %s; write %s to do without"
              .formatted(what, Values.text(node, what), none));
    }
    return share;
  }

  private Optional<DataSettings.Test> test(Node node) {
    if (Values.isWord(node, "none")) {
      return Optional.empty();
    }
    String text = Values.text(node, "data.test");
    return Optional.of(
        DataSettings.isNumber(text)
            ? new DataSettings.Test.Share(share(node, "data.test", "none"))
            : new DataSettings.Test.File(path(node, "data.test")));
  }

  private static boolean raw(Node node) {
    return switch (Values.text(node, "data.targets")) {
      case "auto" -> false;
      case "raw" -> true;
      case String other ->
          throw Values.unknown(node.place(), "data.targets", other, List.of("auto", "raw"));
    };
  }

  private static Header header(Node node) {
    return switch (Values.text(node, "data.header")) {
      case "auto" -> Header.AUTO;
      case "true" -> Header.YES;
      case "false" -> Header.NO;
      case String other ->
          throw Values.unknown(
              node.place(), "data.header", other, List.of("auto", "true", "false"));
    };
  }

  private static boolean fills(Node node) {
    return switch (Values.text(node, "data.clean.outliers")) {
      case "keep" -> false;
      case "fill" -> true;
      case String other ->
          throw Values.unknown(node.place(), "data.clean.outliers", other, List.of("keep", "fill"));
    };
  }

  private static Cleaning cleaning(Node node) {
    Section section =
        Section.of(node, "data.clean", List.of("exclude-rows", "drop-rows", "balance", "outliers"));
    return new Cleaning(
        rows(section, "exclude-rows"),
        section.get("balance", false, n -> Values.flag(n, "data.clean.balance")),
        section.get("outliers", false, DataParser::fills),
        rows(section, "drop-rows"));
  }

  /** Numbers of rows, from 1 on. */
  private static List<Integer> rows(Section section, String field) {
    String name = "data.clean." + field;
    return section.get(
        field,
        List.of(),
        n ->
            switch (n) {
              case Node.Items(_, List<Node> items) ->
                  items.stream().map(i -> Values.whole(i, name, 1)).toList();
              default -> List.of(Values.whole(n, name, 1));
            });
  }

  private static Spelling spelling(Section section) {
    Optional<Node> names = section.find("names");
    return new Spelling(
        section.get("types", Map.of(), DataParser::types),
        names.filter(node -> node instanceof Node.Items).map(DataParser::names).orElse(List.of()),
        names
            .filter(node -> !(node instanceof Node.Items))
            .map(node -> pairs(node, "data.names", "the names of all columns, or {old: new}"))
            .orElse(Map.of()),
        section.find("decimal").flatMap(DataParser::decimal),
        section
            .find("encoding")
            .map(node -> Values.text(node, "data.encoding"))
            .filter(name -> !name.equals("auto")));
  }

  private static Map<String, ReadAs> types(Node node) {
    if (!(node instanceof Node.Fields(_, Map<String, Node.Field> fields))) {
      throw Values.bad(
          node, "data.types takes what columns are: {column: type}, not " + Values.kind(node));
    }
    Map<String, ReadAs> types = new LinkedHashMap<>();
    fields.forEach((column, type) ->
        types.put(column, Values.constant(type.value(), "data.types." + column, ReadAs.class)));
    return types;
  }

  private static List<String> names(Node node) {
    return node instanceof Node.Items(_, List<Node> items)
        ? items.stream().map(item -> Values.text(item, "data.names")).toList()
        : List.of();
  }

  private static Optional<Decimal> decimal(Node node) {
    return switch (Values.text(node, "data.decimal")) {
      case "auto" -> Optional.empty();
      case "point", "." -> Optional.of(Decimal.POINT);
      case "comma", "," -> Optional.of(Decimal.COMMA);
      case String other ->
          throw Values.unknown(
              node.place(), "data.decimal", other, List.of("auto", "point", "comma"));
    };
  }

  private static Map<String, String> labels(Node node) {
    return pairs(node, "data.labels", "the spellings to replace: {old: new}");
  }

  private static Map<String, String> pairs(Node node, String what, String takes) {
    if (!(node instanceof Node.Fields(_, Map<String, Node.Field> fields))) {
      throw Values.bad(node, "%s takes %s, not %s".formatted(what, takes, Values.kind(node)));
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    fields.forEach((from, to) -> pairs.put(from, Values.text(to.value(), what)));
    return pairs;
  }
}
