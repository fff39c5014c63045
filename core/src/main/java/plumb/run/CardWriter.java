package plumb.run;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import plumb.data.read.Cleaning;
import plumb.data.read.Origin;
import plumb.data.read.ReadOptions.Header;
import plumb.data.read.Spelling;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.WeightDecay;
import plumb.train.PrimaryScore;
import plumb.train.Stopping;

/** Writes cards in full, every default said: the same card always gives the same text. */
public final class CardWriter {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");

  private CardWriter() {}

  /** As YAML; reading it gives an equal card. */
  public static String yaml(Card card) {
    StringBuilder text = new StringBuilder();
    tree(card)
        .forEach((key, value) -> {
          text.append(key).append(':');
          switch (value) {
            case Map<?, ?> fields when key.equals("data") -> {
              text.append('\n');
              fields.forEach((name, field) ->
                  text.append("  ")
                      .append(inline(name))
                      .append(": ")
                      .append(inline(field))
                      .append('\n'));
            }
            case List<?> items when !items.isEmpty() -> {
              text.append('\n');
              items.forEach(item -> text.append("  - ").append(inline(item)).append('\n'));
            }
            default -> text.append(' ').append(inline(value)).append('\n');
          }
        });
    return text.toString();
  }

  /** As a tree of maps in a fixed order, lists, texts, numbers and booleans. */
  public static Map<String, Object> tree(Card card) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("data", data(card.data()));
    tree.put("network", card.network().stream().map(CardWriter::layer).toList());
    tree.put("head", card.head().<Object>map(CardWriter::head).orElse("auto"));
    tree.put("loss", card.loss().map(CardParser::word).orElse("auto"));
    tree.put("penalty", penalty(card.penalty(), Choices.of(card.convention()).l2Factor()));
    tree.put("optimizer", optimizer(card.optimizer()));
    tree.put("batch", card.batch());
    tree.put("epochs", card.epochs());
    tree.put("stop", stopping(card.stopping()));
    tree.put("score", card.score().map(PrimaryScore::word).orElse("auto"));
    if (card.ensemble().networks() > 1) {
      tree.put(
          "ensemble",
          fields(
              "networks",
              card.ensemble().networks(),
              "resample",
              Values.word(card.ensemble().resampling())));
    }
    tree.put("convention", Values.word(card.convention()));
    tree.put("seed", card.seed());
    return tree;
  }

  private static Map<String, Object> data(DataSettings data) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("train", origin(data.train()));
    data.target().ifPresent(target -> tree.put("target", target));
    tree.put("task", Values.word(data.task()));
    Map<String, Object> columns = new LinkedHashMap<>();
    if (!data.exclude().isEmpty()) {
      columns.put("exclude", data.exclude());
    }
    if (!data.keep().isEmpty()) {
      columns.put("keep", data.keep());
    }
    if (!columns.isEmpty()) {
      tree.put("columns", columns);
    }
    tree.put(
        "validation",
        switch (data.validation()) {
          case DataSettings.Validation.Share share -> share(share);
          case DataSettings.Validation.File(var path) -> file(path.toString());
          case DataSettings.Validation.None _ -> "none";
        });
    data.test()
        .ifPresent(test ->
            tree.put(
                "test",
                switch (test) {
                  case DataSettings.Test.Share(double share) -> share;
                  case DataSettings.Test.File(var path) -> file(path.toString());
                }));
    tree.put("inputs", Values.word(data.inputs()));
    tree.put("targets", data.rawTargets() ? "raw" : "auto");
    tree.put("shuffle", data.shuffle());
    tree.put(
        "header",
        switch (data.header()) {
          case Header.AUTO -> "auto";
          case Header.YES -> true;
          case Header.NO -> false;
        });
    if (!data.cleaning().equals(Cleaning.NONE)) {
      Map<String, Object> clean = new LinkedHashMap<>();
      clean.put("exclude-rows", data.cleaning().exclude());
      if (!data.cleaning().dropped().isEmpty()) {
        clean.put("drop-rows", data.cleaning().dropped());
      }
      clean.put("balance", data.cleaning().balanced());
      clean.put("outliers", data.cleaning().fillsOutliers() ? "fill" : "keep");
      tree.put("clean", clean);
    }
    if (!data.labels().isEmpty()) {
      tree.put("labels", new TreeMap<>(data.labels()));
    }
    spelling(data.spelling(), tree);
    return tree;
  }

  private static Object origin(Origin origin) {
    return switch (origin) {
      case Origin.Files(List<Path> paths) when paths.size() == 1 -> paths.getFirst().toString();
      case Origin.Files(List<Path> paths) -> paths.stream().map(Path::toString).toList();
      case Origin.Query query -> {
        Map<String, Object> tree = fields("jdbc", query.url());
        tree.put("query", query.query());
        query.user().ifPresent(user -> tree.put("user", user));
        query.password().ifPresent(variable -> tree.put("password-from", variable));
        yield tree;
      }
    };
  }

  /** Adds what is said of how the files are written. */
  private static void spelling(Spelling spelling, Map<String, Object> tree) {
    if (!spelling.types().isEmpty()) {
      Map<String, Object> types = new LinkedHashMap<>();
      spelling.types().forEach((column, type) -> types.put(column, Values.word(type)));
      tree.put("types", types);
    }
    if (!spelling.names().isEmpty()) {
      tree.put("names", spelling.names());
    } else if (!spelling.renamed().isEmpty()) {
      tree.put("names", spelling.renamed());
    }
    spelling.decimal().ifPresent(decimal -> tree.put("decimal", Values.word(decimal)));
    spelling.encoding().ifPresent(encoding -> tree.put("encoding", encoding));
  }

  private static Object share(DataSettings.Validation.Share validation) {
    if (validation.equals(new DataSettings.Validation.Share(validation.share()))) {
      return validation.share();
    }
    Map<String, Object> tree = fields("share", validation.share());
    validation.group().ifPresent(column -> tree.put("group", column));
    validation.time().ifPresent(column -> tree.put("time", column));
    tree.put(
        "folds",
        switch (validation.folds()) {
          case DataSettings.Folds.Auto _ -> "auto";
          case DataSettings.Folds.None _ -> "none";
          case DataSettings.Folds.Count(int count) -> count;
        });
    return tree;
  }

  /** A file must not read as a share or as none. */
  private static String file(String path) {
    boolean odd = path.equals("none") || DataSettings.isNumber(path);
    return odd ? "./" + path : path;
  }

  private static Object layer(Layer layer) {
    return switch (layer) {
      case Layer.Dense(int units, Init init, float bias) ->
          Map.of("dense", start(fields("units", units), init, bias));
      case Layer.Maxout(int units, int pieces, Init init, float bias) ->
          Map.of("maxout", start(fields("units", units, "pieces", pieces), init, bias));
      case Layer.Dropout(float p, Layer.MaskScope mask, Layer.DropoutScaling scaling) ->
          Map.of(
              "dropout",
              fields("p", number(p), "mask", Values.word(mask), "scaling", Values.word(scaling)));
      case Layer.Activate(Activation function) -> activation(function);
    };
  }

  private static Object head(HeadChoice head) {
    Map<String, Object> tree = fields("units", head.units());
    head.activation().ifPresent(function -> tree.put("activation", activation(function)));
    return start(tree, head.init(), head.bias());
  }

  /** Adds how weights and biases start; a bias that is said is not drawn. */
  private static Map<String, Object> start(Map<String, Object> layer, Init init, float bias) {
    layer.put("init", init(init));
    if (!(init instanceof Init.FanIn(boolean drawn) && drawn)) {
      layer.put("bias", number(bias));
    }
    return layer;
  }

  private static Object activation(Activation activation) {
    return switch (activation) {
      case Activation.Linear _ -> "linear";
      case Activation.Relu _ -> "relu";
      case Activation.LeakyRelu(float slope) -> Map.of("leaky-relu", number(slope));
      case Activation.PRelu(Activation.Sharing sharing, float slope) ->
          Map.of("prelu", fields("shared", Values.word(sharing), "slope", number(slope)));
      case Activation.Elu(float alpha) -> Map.of("elu", fields("alpha", number(alpha)));
      case Activation.Selu _ -> "selu";
      case Activation.Sigmoid _ -> "sigmoid";
      case Activation.Tanh _ -> "tanh";
      case Activation.Softplus _ -> "softplus";
      case Activation.Gelu _ -> "gelu";
      case Activation.Softmax _ -> "softmax";
    };
  }

  private static Object init(Init init) {
    return switch (init) {
      case Init.Auto _ -> "auto";
      case Init.He _ -> "he";
      case Init.Glorot _ -> "glorot";
      case Init.LeCun _ -> "lecun";
      case Init.FanIn _ -> "fan-in";
      case Init.Zeros _ -> "zeros";
      case Init.Constant(float value) -> Map.of("constant", number(value));
      case Init.Normal(float deviation) -> Map.of("normal", number(deviation));
      case Init.Uniform(float limit) -> Map.of("uniform", number(limit));
    };
  }

  private static Object penalty(Penalty penalty, double l2Factor) {
    return penalty.equals(Penalty.NONE)
        ? "none"
        : fields(
            "l2",
            penalty.l2() / l2Factor,
            "l1",
            penalty.l1(),
            "l1-form",
            Values.word(penalty.l1Form()),
            "biases",
            penalty.on().biases(),
            "slopes",
            penalty.on().slopes(),
            "max-norm",
            penalty.maxNorm().isPresent() ? penalty.maxNorm().getAsDouble() : "none");
  }

  private static Object optimizer(Optimizer optimizer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    switch (optimizer.rule()) {
      case UpdateRule.Sgd(double rate) -> tree.put("sgd", fields("rate", rate));
      case UpdateRule.Momentum(double rate, double momentum, var velocity) ->
          tree.put(
              "momentum",
              fields("rate", rate, "momentum", momentum, "velocity", Values.word(velocity)));
      case UpdateRule.Nesterov(double rate, double momentum, var velocity) ->
          tree.put(
              "nesterov",
              fields("rate", rate, "momentum", momentum, "velocity", Values.word(velocity)));
      case UpdateRule.Adagrad(double rate, double epsilon, var at, double start) ->
          tree.put(
              "adagrad",
              fields(
                  "rate", rate, "epsilon", epsilon, "epsilon-at", Values.word(at), "start", start));
      case UpdateRule.RmsProp(double rate, double decay, double epsilon, var at, var start) ->
          tree.put(
              "rmsprop",
              fields(
                  "rate",
                  rate,
                  "decay",
                  decay,
                  "epsilon",
                  epsilon,
                  "epsilon-at",
                  Values.word(at),
                  "start",
                  Values.word(start)));
      case UpdateRule.Adam adam -> tree.put("adam", adam(adam));
      case UpdateRule.AdamW(UpdateRule.Adam adam, WeightDecay(double decay, Scope on)) -> {
        Map<String, Object> fields = adam(adam);
        fields.putAll(fields("decay", decay, "biases", on.biases(), "slopes", on.slopes()));
        tree.put("adamw", fields);
      }
    }
    switch (optimizer.clip()) {
      case Clip.None _ -> {}
      case Clip.ByNorm(double limit) -> tree.put("clip", fields("norm", limit));
      case Clip.ByValue(double limit) -> tree.put("clip", fields("value", limit));
    }
    switch (optimizer.schedule()) {
      case Schedule.Constant _ -> {}
      case Schedule schedule -> tree.put("schedule", schedule(schedule));
    }
    return tree;
  }

  private static Map<String, Object> adam(UpdateRule.Adam adam) {
    return fields(
        "rate",
        adam.rate(),
        "beta1",
        adam.beta1(),
        "beta2",
        adam.beta2(),
        "epsilon",
        adam.epsilon(),
        "epsilon-at",
        Values.word(adam.epsilonAt()));
  }

  private static Object schedule(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant _ -> "constant";
      case Schedule.Step(int epochs, double factor) ->
          Map.of("step", fields("epochs", epochs, "factor", factor));
      case Schedule.Cosine(double floor) -> Map.of("cosine", fields("floor", floor));
      case Schedule.WarmUp(int epochs) -> Map.of("warm-up", fields("epochs", epochs));
      case Schedule.OneCycle(double rise) -> Map.of("one-cycle", fields("rise", rise));
      case Schedule.OnPlateau(int patience, double factor) ->
          Map.of("on-plateau", fields("patience", patience, "factor", factor));
    };
  }

  private static Object stopping(Stopping stopping) {
    return switch (stopping) {
      case Stopping.Never _ -> "none";
      case Stopping.Patience(int patience, double minDelta) ->
          fields("patience", patience, "minDelta", minDelta);
      case Stopping.PatienceBeyondNoise(int patience, double errors) ->
          fields("patience", patience, "standard-errors", errors);
    };
  }

  /** The double that is written with the digits of the float: 0.1, not 0.10000000149. */
  private static Double number(float value) {
    return Double.valueOf(Float.toString(value));
  }

  private static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private static String inline(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> inline(e.getKey()) + ": " + inline(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream()
              .map(item -> inline((Object) item))
              .collect(Collectors.joining(", ", "[", "]"));
      case Double number -> {
        String text = new BigDecimal(number.toString()).stripTrailingZeros().toString();
        yield text.startsWith("0E") ? "0" : text;
      }
      case String text -> quoted(text);
      default -> value.toString();
    };
  }

  /** A text as YAML: in quotes unless it is a word that can mean nothing else. */
  private static String quoted(String text) {
    boolean word =
        PLAIN.matcher(text).matches()
            && !new ArrayList<>(List.of("true", "false", "null", "yes", "no", "on", "off"))
                .contains(text.toLowerCase(java.util.Locale.ROOT));
    if (word) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"', '\\' -> quoted.append('\\').append((char) c);
            case '\n' -> quoted.append("\\n");
            default -> {
              if (c < 0x20
                  || (c >= 0x7f && c < 0xa0)
                  || c == 0x2028
                  || c == 0x2029
                  || c == 0xfeff) {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
