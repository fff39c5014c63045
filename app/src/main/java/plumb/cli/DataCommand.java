package plumb.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.ColumnRef;
import plumb.data.read.DataReader;
import plumb.data.read.Description;
import plumb.data.read.ReadOptions;
import plumb.data.read.ReadOptions.Header;
import plumb.data.read.Source;
import plumb.data.read.Table;
import plumb.data.read.Understood;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.DataSettings;
import plumb.run.Json;

/** Shows what is understood of a file, without training. */
@Command(
    name = "data",
    description = {
      "Shows what is understood of DATA, or of the training data of CARD, column by column, without training:",
      "type, how the values are spelled, cells that do not fit, what becomes of the column, and what"
          + " in a card would change it."
    })
final class DataCommand implements Callable<Integer> {
  /** Characters of a line. */
  private static final int WIDTH = 80;

  private static final int LONGEST_NAME = 20;

  private final Console console;

  @Parameters(index = "0", paramLabel = "DATA|CARD", description = "A data file, or a card.")
  @Nullable Path what;

  @Option(
      names = "--target",
      paramLabel = "COL",
      description = "Column to predict, by name or number (the first is 1).")
  @Nullable String target;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Set one field of the card, such as data.decimal=comma; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--header",
      negatable = true,
      description = "Whether the first line names the columns; found out by default.")
  @Nullable Boolean header;

  @Option(names = "--json", description = "Print one JSON document on standard output.")
  boolean json;

  DataCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path file = console.path(what);
    DataSettings data = settings(file);
    Source source =
        RunOptions.placing(file, settings, () -> DataReader.read(data.train(), options(data)));
    if (!(source instanceof Table table)) {
      images(source);
      return 0;
    }
    Description description = RunOptions.placing(file, settings, () -> describe(data, table));
    if (json) {
      console.out().println(Json.MAPPER.writeValueAsString(tree(description)));
    } else {
      print(description);
    }
    return 0;
  }

  private DataSettings settings(Path file) {
    Card card =
        RunOptions.isCard(file)
            ? CardReader.read(file, settings, console.folder(), console.err()::println)
            : CardReader.apply(
                Cards.of(DataSettings.of(file, Optional.empty())),
                settings,
                console.folder(),
                _ -> {});
    DataSettings data = card.data();
    if (target != null) {
      data = data.withTarget(Optional.of(target));
    }
    return header == null ? data : data.withHeader(header ? Header.YES : Header.NO);
  }

  /** Without a target, no column is taken for it. */
  private static ReadOptions options(DataSettings data) {
    return data.target().isPresent()
        ? data.reading()
        : ReadOptions.usual().withHeader(data.header()).withSpelling(data.spelling());
  }

  private static Description describe(DataSettings data, Table table) {
    OptionalInt predicted =
        data.target()
            .map(name ->
                OptionalInt.of(
                    new ColumnRef(name).resolve(table.names(), table.name(), "data.target")))
            .orElse(OptionalInt.empty());
    return Description.of(
        table,
        predicted,
        indexes(data.exclude(), table, "data.columns.exclude"),
        indexes(data.keep(), table, "data.columns.keep"));
  }

  private static Set<Integer> indexes(List<String> columns, Table table, String field) {
    return columns.stream()
        .map(name -> new ColumnRef(name).resolve(table.names(), table.name(), field))
        .collect(Collectors.toSet());
  }

  private void images(Source source) {
    if (json) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("file", source.name());
      tree.put("rows", source.rows());
      tree.put("columns", List.of());
      tree.put("notes", source.notes());
      console.out().println(Json.MAPPER.writeValueAsString(tree));
      return;
    }
    console.out().println("%s: %d pictures".formatted(source.name(), source.rows()));
    source.notes().forEach(note -> wrapped("  ", note));
  }

  private static Map<String, Object> tree(Description description) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Table table = description.table();
    tree.put("file", table.name());
    tree.put("rows", table.rows());
    tree.put("decimal", table.decimal().map(DataCommand::word).orElse("undecided"));
    tree.put(
        "columns",
        description.columns().stream()
            .map(column -> {
              Understood understood = column.understood();
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("name", column.name());
              one.put("type", word(column.type()));
              one.put("convention", understood.convention());
              one.put("missing", column.missing());
              one.put("missingWords", understood.missing());
              one.put("misfitCells", understood.cells());
              one.put(
                  "misfits",
                  understood.misfits().stream()
                      .map(m -> Map.of("place", m.place(), "text", m.text(), "cells", m.cells()))
                      .toList());
              one.put("values", column.values());
              one.put("use", word(column.fate()));
              one.put("why", column.why());
              one.put("doubts", understood.doubts());
              one.put("change", column.changes());
              return one;
            })
            .toList());
    tree.put("notes", table.notes());
    return tree;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void print(Description description) {
    Table table = description.table();
    console
        .out()
        .println(
            "%s: %d row%s, %d column%s"
                .formatted(
                    table.name(),
                    table.rows(),
                    table.rows() == 1 ? "" : "s",
                    table.columns().size(),
                    table.columns().size() == 1 ? "" : "s"));
    console.out().println();
    int name =
        Math.min(
            LONGEST_NAME,
            description.columns().stream().mapToInt(c -> c.name().length()).max().orElse(0));
    String line = "  %-" + name + "s  %-9s %7s  %s";
    console.out().println(line.formatted("", "type", "missing", "values"));
    for (Description.Described column : description.columns()) {
      String shown =
          column.name().length() <= name
              ? column.name()
              : column.name().substring(0, name - 1) + "…";
      String start =
          line.formatted(shown, word(column.type()), String.valueOf(column.missing()), "");
      wrapped(start, values(column), " ".repeat(start.length()));
    }
    console.out().println();
    table
        .notes()
        .forEach(note ->
            wrapped("  ", note.replace(table.name() + ": ", "").replace(table.name() + ", ", "")));
    List<String> changes =
        description.columns().stream().flatMap(c -> c.changes().stream()).distinct().toList();
    if (!changes.isEmpty()) {
      console.out().println();
      console.out().println("To change it, in the card under data, or with --set data.…:");
      changes.forEach(change -> console.out().println("  " + change));
    }
  }

  private static String values(Description.Described column) {
    List<String> parts = new ArrayList<>();
    if (!column.values().isEmpty()) {
      parts.add(column.values());
    }
    if (!column.understood().convention().isEmpty()) {
      parts.add(column.understood().convention());
    }
    switch (column.fate()) {
      case TARGET -> parts.add("predicted");
      case NO_INPUT -> parts.add("no input: " + column.why());
      case INPUT -> {}
    }
    return String.join("; ", parts);
  }

  private void wrapped(String indent, String text) {
    wrapped(indent, text, indent + "  ");
  }

  /** Text in lines of a width that fits most screens. */
  private void wrapped(String first, String text, String next) {
    StringBuilder line = new StringBuilder(first);
    boolean begun = false;
    for (String word : text.split(" ", -1)) {
      if (begun && line.length() + 1 + word.length() > WIDTH) {
        console.out().println(line.toString().stripTrailing());
        line = new StringBuilder(next);
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    console.out().println(line.toString().stripTrailing());
  }
}
