package plumb.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import plumb.data.BadInput;
import plumb.data.read.Profile;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Run documents as JSON, and back; {@code docs/run-json.md} describes them. A number that is
 * infinite, not a number or was not measured is null; earlier versions wrote the texts {@code
 * "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, which are still read. Sets that were not
 * measured are left out, and so is what only classes have; {@code epochs} at the top are those of
 * the attempt whose weights were returned.
 */
public final class RunJson {
  /** Under which name evidence says of which kind a cause is. */
  private static final String KIND = "kind";

  /** Under which name the units of evidence stand; a plain number has none. */
  private static final String UNITS = "units";

  private static final JsonMapper MAPPER =
      Json.MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunJson() {}

  /** The document as JSON. */
  public static String write(RunDocument run) {
    return MAPPER.writeValueAsString(tree(run)) + "\n";
  }

  /**
   * The document in a text.
   *
   * @param file what to call the text in messages
   * @throws BadInput if it is no run document
   */
  public static RunDocument read(String json, String file) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JacksonException e) {
      // No place is known where the nesting is too deep.
      TokenStreamLocation at = e.getLocation();
      throw new BadInput(
          "%s%s: this is not JSON of a run; run the training again or restore the file"
              .formatted(
                  file,
                  at == null ? "" : ":%d, column %d".formatted(at.getLineNr(), at.getColumnNr())),
          e);
    }
    int schema = tree.path("schema").asInt(0);
    if (schema != RunDocument.SCHEMA) {
      throw new BadInput(
          schema == 0
              ? file + " is not a run of Plumb; name the run.json that training wrote"
              : "%s has version %d of the run document and this Plumb reads version %d; %s"
                  .formatted(
                      file,
                      schema,
                      RunDocument.SCHEMA,
                      schema > RunDocument.SCHEMA ? "use a newer Plumb" : "run it again"));
    }
    return new Reader(file).run(tree);
  }

  /** The document as a tree of maps, lists, texts and numbers, in a fixed order. */
  public static Map<String, Object> tree(RunDocument run) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", run.schema());
    tree.put("name", run.name());
    tree.put("verdict", run.verdict().id());
    tree.put("sentence", run.sentence());
    tree.put(
        "goal",
        fields(
            "score",
            run.goal().score(),
            "sentence",
            run.goal().sentence(),
            "asked",
            run.goal().asked()));
    tree.put("score", run.score().word());
    tree.put("metrics", scores(run.metrics()));
    tree.put("references", run.references().stream().map(RunJson::reference).toList());
    tree.put("attempts", run.attempts().stream().map(RunJson::attempt).toList());
    tree.put("kept", run.kept());
    tree.put("causes", run.causes().stream().map(RunJson::cause).toList());
    tree.put(
        "epochs",
        run.kept() >= 1 && run.kept() <= run.attempts().size()
            ? run.keptAttempt().epochs().stream().map(RunJson::epoch).toList()
            : List.of());
    tree.put("notes", run.notes());
    run.profile().ifPresent(profile -> tree.put("profile", profile));
    if (!run.classes().isEmpty()) {
      tree.put("confusion", run.confusion());
      tree.put("classes", run.classes());
    }
    tree.put("environment", environment(run.environment()));
    tree.put("weightsHash", run.weightsHash());
    tree.put("seconds", run.seconds());
    run.examination().ifPresent(e2 -> tree.put("examination", examination(e2)));
    return tree;
  }

  private static Map<String, Object> environment(Environment e) {
    Map<String, Object> tree =
        fields(
            "plumb",
            e.plumb(),
            "jvm",
            e.jvm(),
            "os",
            e.os(),
            "kernels",
            e.kernels(),
            "threads",
            e.threads(),
            "seed",
            e.seed(),
            "dataHash",
            e.dataHash());
    if (!e.command().isEmpty()) {
      tree.put("command", e.command());
    }
    return tree;
  }

  private static Map<String, Object> examination(Examination examination) {
    return fields(
        "ruledOut",
        examination.ruledOut().stream()
            .map(r -> said(fields("id", r.id().id()), r.evidence(), r.sentence()))
            .toList(),
        "proposals",
        examination.proposals().stream()
            .map(p ->
                fields(
                    "cause",
                    p.cause().id(),
                    "title",
                    p.title(),
                    "reason",
                    p.reason(),
                    "card",
                    CardWriter.tree(p.card())))
            .toList(),
        "probes",
        examination.probes().stream()
            .map(p ->
                fields(
                    "question",
                    p.question(),
                    "epochs",
                    p.epochs(),
                    "trainBefore",
                    p.trainBefore(),
                    "heldBefore",
                    p.heldBefore(),
                    "train",
                    p.train(),
                    "held",
                    p.held(),
                    "helped",
                    p.helped()))
            .toList(),
        "measurements",
        examination.measurements().stream()
            .map(m -> said(fields("name", m.name()), m.evidence(), m.sentence()))
            .toList(),
        "effort",
        examination.effort());
  }

  private static Map<String, Object> scores(Scores scores) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("train", metrics(scores.train()));
    scores.validation().ifPresent(m -> tree.put("validation", metrics(m)));
    scores.test().ifPresent(m -> tree.put("test", metrics(m)));
    return tree;
  }

  /** The numbers of a result by name, in a fixed order; those that were not measured left out. */
  public static Map<String, Object> metrics(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> {
        Map<String, Object> tree = fields("loss", c.loss(), "accuracy", c.accuracy());
        c.byClass()
            .ifPresent(classes -> {
              tree.put("balancedAccuracy", classes.balancedAccuracy());
              tree.put("balancedStandardError", classes.standardError());
              if (!classes.recalls().isEmpty()) {
                tree.put("recall", classes.recalls());
              }
            });
        c.auc().ifPresent(auc -> tree.put("auc", auc));
        tree.put("rows", c.rows());
        yield tree;
      }
      case Metrics.Regression(
              double loss,
              double rmse,
              double mae,
              double r2,
              double error,
              int rows) ->
          fields(
              "loss",
              loss,
              "rmse",
              rmse,
              "mae",
              mae,
              "r2",
              r2,
              "r2StandardError",
              error,
              "rows",
              rows);
    };
  }

  /** The same without single classes, which every epoch of many classes would repeat. */
  private static Map<String, Object> shortly(Metrics metrics) {
    Map<String, Object> tree = metrics(metrics);
    tree.remove("recall");
    return tree;
  }

  private static Map<String, Object> reference(Reference reference) {
    return fields(
        "kind",
        Values.word(reference.kind()),
        "name",
        reference.name(),
        "metrics",
        scores(reference.scores()),
        "note",
        reference.note(),
        "finished",
        reference.finished());
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!evidence.kind().isEmpty()) {
      tree.put(KIND, evidence.kind());
    }
    tree.putAll(evidence.numbers());
    return tree;
  }

  /** Adds what speaks for something, and the sentence about it. */
  private static Map<String, Object> said(
      Map<String, Object> tree, Evidence evidence, String sentence) {
    tree.put("evidence", evidence(evidence));
    Map<String, String> units = new LinkedHashMap<>();
    evidence.readings().stream()
        .filter(r -> r.unit() != Unit.PLAIN && Double.isFinite(r.value()))
        .forEach(r -> units.put(r.name(), Values.word(r.unit())));
    if (!units.isEmpty()) {
      tree.put(UNITS, units);
    }
    tree.put("sentence", sentence);
    return tree;
  }

  private static Map<String, Object> cause(Cause cause) {
    return said(
        fields("id", cause.id().id(), "confidence", cause.confidence()),
        cause.evidence(),
        cause.sentence());
  }

  private static Map<String, Object> attempt(Attempt attempt) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("number", attempt.number());
    tree.put("title", attempt.title());
    tree.put("remedy", attempt.remedy());
    tree.put("card", CardWriter.tree(attempt.card()));
    tree.put("verdict", attempt.verdict().id());
    tree.put("sentence", attempt.sentence());
    tree.put("causes", attempt.causes().stream().map(RunJson::cause).toList());
    tree.put("metrics", scores(attempt.scores()));
    tree.put("bestEpoch", attempt.bestEpoch());
    tree.put("stopped", attempt.stopped());
    tree.put("seconds", attempt.seconds());
    tree.put("kept", attempt.kept());
    tree.put("decision", attempt.decision());
    if (!attempt.members().isEmpty()) {
      tree.put("members", attempt.members().stream().map(RunJson::member).toList());
    }
    tree.put("epochs", attempt.epochs().stream().map(RunJson::epoch).toList());
    attempt.watch().ifPresent(watch -> tree.put("watch", WatchJson.tree(watch)));
    return tree;
  }

  private static Map<String, Object> member(Member member) {
    return fields(
        "seed",
        member.seed(),
        "rows",
        member.rows(),
        "distinct",
        member.distinct(),
        "bestEpoch",
        member.bestEpoch(),
        "stopped",
        member.stopped(),
        "metrics",
        scores(member.scores()));
  }

  private static Map<String, Object> epoch(EpochRecord epoch) {
    Map<String, Object> tree =
        fields(
            "epoch",
            epoch.epoch(),
            "updates",
            epoch.updates(),
            "runningLoss",
            epoch.runningLoss(),
            "penalty",
            epoch.penalty(),
            "rate",
            epoch.rate(),
            "train",
            shortly(epoch.train()));
    epoch.validation().ifPresent(m -> tree.put("validation", shortly(m)));
    return tree;
  }

  private static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** Reads the parts of a document; a part that is absent or of another type is named. */
  private record Reader(String file) {
    RunDocument run(JsonNode tree) {
      JsonNode goal = need(tree, "goal");
      JsonNode environment = need(tree, "environment");
      Scores scores = scores(need(tree, "metrics"));
      return new RunDocument(
          whole(tree, "schema"),
          text(tree, "name"),
          verdict(tree),
          text(tree, "sentence"),
          new Goal(
              number(goal, "score"),
              text(goal, "sentence"),
              goal.path("asked").booleanValue(false)),
          scores,
          list(tree, "references", this::reference),
          list(tree, "attempts", this::attempt),
          whole(tree, "kept"),
          list(tree, "causes", this::cause),
          list(tree, "notes", JsonNode::asString),
          Optional.ofNullable(tree.get("profile")).map(this::profile),
          elements(tree.path("confusion"), row -> elements(row, JsonNode::asInt)),
          elements(tree.path("classes"), JsonNode::asString),
          new Environment(
              text(environment, "plumb"),
              text(environment, "jvm"),
              text(environment, "os"),
              text(environment, "kernels"),
              whole(environment, "threads"),
              need(environment, "seed").asLong(),
              text(environment, "dataHash"),
              environment.path("command").asString("")),
          text(tree, "weightsHash"),
          number(tree, "seconds"),
          Optional.ofNullable(tree.get("examination")).map(this::examination),
          tree.has("score")
              ? constant(text(tree, "score"), PrimaryScore.values(), PrimaryScore::word)
              : PrimaryScore.usual(scores.train()));
    }

    private Examination examination(JsonNode node) {
      return new Examination(
          list(
              node,
              "ruledOut",
              n ->
                  new Examination.RuledOut(
                      constant(text(n, "id"), CauseId.values(), CauseId::id),
                      evidence(n),
                      text(n, "sentence"))),
          list(
              node,
              "proposals",
              n ->
                  new Examination.Proposal(
                      constant(text(n, "cause"), CauseId.values(), CauseId::id),
                      text(n, "title"),
                      text(n, "reason"),
                      CardReader.fromTree(
                          MAPPER.treeToValue(need(n, "card"), Object.class), file))),
          list(
              node,
              "probes",
              n ->
                  new Examination.Probe(
                      text(n, "question"),
                      whole(n, "epochs"),
                      number(n, "trainBefore"),
                      number(n, "heldBefore"),
                      number(n, "train"),
                      number(n, "held"),
                      need(n, "helped").asBoolean())),
          node.has("measurements")
              ? list(
                  node,
                  "measurements",
                  n ->
                      new Examination.Measurement(
                          text(n, "name"), evidence(n), text(n, "sentence")))
              : List.of(),
          number(node, "effort"));
    }

    private Evidence evidence(JsonNode node) {
      Map<String, Double> evidence = new LinkedHashMap<>();
      JsonNode numbers = need(node, "evidence");
      numbers
          .propertyNames()
          .forEach(name -> {
            if (!name.equals(KIND)) {
              evidence.put(name, number(numbers, name));
            }
          });
      Map<String, Unit> units = new LinkedHashMap<>();
      JsonNode named = node.path(UNITS);
      named
          .propertyNames()
          .forEach(
              name -> units.put(name, constant(text(named, name), Unit.values(), Values::word)));
      return Evidence.of(evidence).withKind(numbers.path(KIND).asString("")).withUnits(units);
    }

    private Profile profile(JsonNode node) {
      try {
        return MAPPER.treeToValue(node, Profile.class);
      } catch (JacksonException e) {
        throw new BadInput(
            file + ": the profile is not as it was written; restore the file or run it again", e);
      }
    }

    private Attempt attempt(JsonNode node) {
      return new Attempt(
          whole(node, "number"),
          text(node, "title"),
          text(node, "remedy"),
          CardReader.fromTree(MAPPER.treeToValue(need(node, "card"), Object.class), file),
          verdict(node),
          text(node, "sentence"),
          list(node, "causes", this::cause),
          scores(need(node, "metrics")),
          whole(node, "bestEpoch"),
          text(node, "stopped"),
          list(node, "epochs", this::epoch),
          node.has("members") ? list(node, "members", this::member) : List.of(),
          number(node, "seconds"),
          need(node, "kept").asBoolean(),
          text(node, "decision"),
          Optional.ofNullable(node.get("watch")).map(watch -> WatchJson.read(watch, file)));
    }

    private Member member(JsonNode node) {
      return new Member(
          need(node, "seed").asLong(),
          whole(node, "rows"),
          whole(node, "distinct"),
          whole(node, "bestEpoch"),
          text(node, "stopped"),
          scores(need(node, "metrics")));
    }

    private EpochRecord epoch(JsonNode node) {
      return new EpochRecord(
          whole(node, "epoch"),
          need(node, "updates").asLong(),
          number(node, "runningLoss"),
          number(node, "penalty"),
          number(node, "rate"),
          metrics(need(node, "train")),
          Optional.ofNullable(node.get("validation")).map(this::metrics));
    }

    private Reference reference(JsonNode node) {
      return new Reference(
          constant(text(node, "kind"), Reference.Kind.values(), Values::word),
          text(node, "name"),
          scores(need(node, "metrics")),
          text(node, "note"),
          node.path("finished").booleanValue(true));
    }

    private Cause cause(JsonNode node) {
      return new Cause(
          constant(text(node, "id"), CauseId.values(), CauseId::id),
          number(node, "confidence"),
          evidence(node),
          text(node, "sentence"));
    }

    private Verdict verdict(JsonNode node) {
      return constant(text(node, "verdict"), Verdict.values(), Verdict::id);
    }

    private <E> E constant(String text, E[] constants, Function<E, String> name) {
      for (E constant : constants) {
        if (name.apply(constant).equals(text)) {
          return constant;
        }
      }
      throw new BadInput(
          "%s: \"%s\" is not known to this Plumb; restore the file or run it again"
              .formatted(file, text));
    }

    private Scores scores(JsonNode node) {
      return new Scores(
          metrics(need(node, "train")),
          Optional.ofNullable(node.get("validation")).map(this::metrics),
          Optional.ofNullable(node.get("test")).map(this::metrics));
    }

    private Metrics metrics(JsonNode node) {
      return node.has("accuracy")
          ? new Metrics.Classification(
              number(node, "loss"),
              number(node, "accuracy"),
              whole(node, "rows"),
              node.has("balancedAccuracy") ? Optional.of(byClass(node)) : Optional.empty(),
              node.has("auc") ? OptionalDouble.of(number(node, "auc")) : OptionalDouble.empty())
          : new Metrics.Regression(
              number(node, "loss"),
              number(node, "rmse"),
              number(node, "mae"),
              number(node, "r2"),
              number(node, "r2StandardError"),
              whole(node, "rows"));
    }

    private Metrics.ByClass byClass(JsonNode node) {
      return new Metrics.ByClass(
          number(node, "balancedAccuracy"),
          number(node, "balancedStandardError"),
          elements(node.path("recall"), recall -> value(recall, "recall")));
    }

    private <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> read) {
      return elements(need(node, name), read);
    }

    private static <T> List<T> elements(JsonNode node, Function<JsonNode, T> read) {
      List<T> list = new ArrayList<>();
      node.forEach(element -> list.add(read.apply(element)));
      return list;
    }

    private JsonNode need(JsonNode node, String name) {
      JsonNode found = node.get(name);
      if (found == null) {
        throw missing(name);
      }
      return found;
    }

    private String text(JsonNode node, String name) {
      JsonNode found = need(node, name);
      if (!found.isString()) {
        throw missing(name);
      }
      return found.stringValue();
    }

    private int whole(JsonNode node, String name) {
      JsonNode found = need(node, name);
      if (!found.isIntegralNumber()) {
        throw missing(name);
      }
      return found.asInt();
    }

    private double number(JsonNode node, String name) {
      return value(need(node, name), name);
    }

    /** A number; null and the texts of earlier versions for what is none. */
    private double value(JsonNode found, String name) {
      if (found.isNumber()) {
        return found.doubleValue();
      }
      if (found.isNull()) {
        return Double.NaN;
      }
      return switch (found.asString("")) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw missing(name);
      };
    }

    private BadInput missing(String name) {
      return new BadInput(
          "%s lacks a usable \"%s\"; restore the file or run it again".formatted(file, name));
    }
  }
}
