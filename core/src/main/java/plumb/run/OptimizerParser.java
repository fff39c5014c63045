package plumb.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.UpdateRule.AdamEpsilon;
import plumb.optim.UpdateRule.EpsilonAt;
import plumb.optim.UpdateRule.RmsProp.Start;
import plumb.optim.UpdateRule.Velocity;
import plumb.optim.WeightDecay;

/** Reads the optimizer of a card. */
final class OptimizerParser {
  /** The names of the update rules. */
  static final List<String> RULES =
      List.of("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw");

  /** What may stand beside a rule. */
  static final List<String> BESIDE = List.of("clip", "schedule");

  /** The names of the schedules. */
  static final List<String> SCHEDULES =
      List.of("constant", "step", "cosine", "warm-up", "one-cycle", "on-plateau");

  private static final List<String> ADAM =
      List.of("rate", "beta1", "beta2", "epsilon", "epsilon-at");

  private final UsualRules usual;

  OptimizerParser(UsualRules usual) {
    this.usual = usual;
  }

  /** The usual rule. */
  Optimizer usual() {
    return new Optimizer(usual.adam());
  }

  Optimizer optimizer(Node node) {
    if (!(node instanceof Node.Fields(Node.Place place, Map<String, Node.Field> fields))) {
      return new Optimizer(rule(Named.of(node, "optimizer")));
    }
    Map<String, Node.Field> rules = new LinkedHashMap<>(fields);
    rules.keySet().removeAll(BESIDE);
    if (rules.size() > 1) {
      List<String> names = new ArrayList<>(rules.keySet());
      rules.forEach((name, field) -> {
        if (!RULES.contains(name)) {
          throw unknown(field.place(), name);
        }
      });
      throw Values.bad(
          place,
          "optimizer takes one update rule, not %s; remove all but one"
              .formatted(String.join(" and ", names)));
    }
    UpdateRule rule =
        rules.isEmpty() ? usual.adam() : rule(Named.of(new Node.Fields(place, rules), "optimizer"));
    return new Optimizer(
        rule,
        Optional.ofNullable(fields.get("clip")).map(field -> clip(field.value())).orElse(Clip.NONE),
        Optional.ofNullable(fields.get("schedule"))
            .map(field -> schedule(field.value()))
            .orElse(Schedule.CONSTANT));
  }

  private static BadInput unknown(Node.Place place, String name) {
    List<String> all = new ArrayList<>(RULES);
    all.addAll(BESIDE);
    return Values.unknown(place, "optimizer", name, all);
  }

  private UpdateRule rule(Named named) {
    return switch (named.name()) {
      case "sgd" -> new UpdateRule.Sgd(new Hyper(named, List.of("rate")).rate(usual.sgd().rate()));
      case "momentum" -> {
        UpdateRule.Momentum silent = usual.momentum();
        Hyper hyper = new Hyper(named, List.of("rate", "momentum", "velocity"));
        yield new UpdateRule.Momentum(
            hyper.rate(silent.rate()),
            hyper.share("momentum", silent.momentum()),
            hyper.constant("velocity", silent.velocity(), Velocity.class));
      }
      case "nesterov" -> {
        UpdateRule.Nesterov silent = usual.nesterov();
        Hyper hyper = new Hyper(named, List.of("rate", "momentum", "velocity"));
        yield new UpdateRule.Nesterov(
            hyper.rate(silent.rate()),
            hyper.share("momentum", silent.momentum()),
            hyper.constant("velocity", silent.velocity(), Velocity.class));
      }
      case "adagrad" -> {
        UpdateRule.Adagrad silent = usual.adagrad();
        Hyper hyper = new Hyper(named, List.of("rate", "epsilon", "epsilon-at", "start"));
        yield new UpdateRule.Adagrad(
            hyper.rate(silent.rate()),
            hyper.notNegative("epsilon", silent.epsilon()),
            hyper.constant("epsilon-at", silent.epsilonAt(), EpsilonAt.class),
            hyper.notNegative("start", silent.start()));
      }
      case "rmsprop" -> {
        UpdateRule.RmsProp silent = usual.rmsProp();
        Hyper hyper = new Hyper(named, List.of("rate", "decay", "epsilon", "epsilon-at", "start"));
        yield new UpdateRule.RmsProp(
            hyper.rate(silent.rate()),
            hyper.share("decay", silent.decay()),
            hyper.notNegative("epsilon", silent.epsilon()),
            hyper.constant("epsilon-at", silent.epsilonAt(), EpsilonAt.class),
            hyper.constant("start", silent.start(), Start.class));
      }
      case "adam" -> adam(new Hyper(named, ADAM));
      case "adamw" -> {
        WeightDecay silent = usual.adamW().weightDecay();
        List<String> names = new ArrayList<>(ADAM);
        names.addAll(List.of("decay", "biases", "slopes"));
        Hyper hyper = new Hyper(named, names);
        yield new UpdateRule.AdamW(
            adam(hyper),
            new WeightDecay(
                hyper.notNegative("decay", silent.decay()),
                new Scope(
                    hyper.flag("biases", silent.on().biases()),
                    hyper.flag("slopes", silent.on().slopes()))));
      }
      default -> throw unknown(named.place(), named.name());
    };
  }

  private UpdateRule.Adam adam(Hyper hyper) {
    UpdateRule.Adam silent = usual.adam();
    return new UpdateRule.Adam(
        hyper.rate(silent.rate()),
        hyper.share("beta1", silent.beta1()),
        hyper.share("beta2", silent.beta2()),
        hyper.notNegative("epsilon", silent.epsilon()),
        hyper.constant("epsilon-at", silent.epsilonAt(), AdamEpsilon.class));
  }

  /** The hyper-parameters of a rule; a single number behind the colon is the learning rate. */
  private static final class Hyper {
    private final Named named;
    private final Optional<Section> section;

    Hyper(Named named, List<String> names) {
      this.named = named;
      this.section =
          named.single().isPresent() ? Optional.empty() : Optional.of(named.section(names));
    }

    double rate(double silent) {
      Optional<Node> node = named.single().or(() -> section.flatMap(s -> s.find("rate")));
      return node.isPresent() ? Values.positive(node.get(), named.name() + ".rate") : silent;
    }

    double share(String key, double silent) {
      return section
          .map(s -> s.get(key, silent, n -> Values.belowOne(n, s.path(key))))
          .orElse(silent);
    }

    double notNegative(String key, double silent) {
      return section
          .map(s -> s.get(key, silent, n -> Values.notNegative(n, s.path(key))))
          .orElse(silent);
    }

    boolean flag(String key, boolean silent) {
      return section.map(s -> s.get(key, silent, n -> Values.flag(n, s.path(key)))).orElse(silent);
    }

    <E extends Enum<E>> E constant(String key, E silent, Class<E> type) {
      return section
          .map(s -> s.get(key, silent, n -> Values.constant(n, s.path(key), type)))
          .orElse(silent);
    }
  }

  private static Clip clip(Node node) {
    Named named = Named.of(node, "clip");
    return switch (named.name()) {
      case "norm" -> new Clip.ByNorm(limit(named));
      case "value" -> new Clip.ByValue(limit(named));
      case "none" -> {
        named.alone();
        yield Clip.NONE;
      }
      default -> throw named.unknown("clip", List.of("norm", "value", "none"));
    };
  }

  private static double limit(Named named) {
    return Values.positive(
        named
            .argument()
            .orElseThrow(() ->
                Values.bad(named.place(), "clip needs a number: {%s: 1}".formatted(named.name()))),
        "clip." + named.name());
  }

  private static Schedule schedule(Node node) {
    Named named = Named.of(node, "schedule");
    return switch (named.name()) {
      case "constant" -> {
        named.alone();
        yield Schedule.CONSTANT;
      }
      case "step" -> {
        Section section = named.section(List.of("epochs", "factor"));
        yield new Schedule.Step(
            section.need("epochs", n -> Values.whole(n, "step.epochs", 1)),
            section.get("factor", 0.1, OptimizerParser::factor));
      }
      case "cosine" -> {
        Section section = named.section(List.of("floor"));
        yield new Schedule.Cosine(
            section.get("floor", 0.0, n -> Values.belowOne(n, "cosine.floor")));
      }
      case "warm-up" -> {
        Section section = named.section(List.of("epochs"));
        yield new Schedule.WarmUp(
            section.need("epochs", n -> Values.whole(n, "warm-up.epochs", 1)));
      }
      case "one-cycle" -> {
        Section section = named.section(List.of("rise"));
        yield new Schedule.OneCycle(section.get("rise", 0.3, OptimizerParser::rise));
      }
      case "on-plateau" -> {
        Section section = named.section(List.of("patience", "factor"));
        yield new Schedule.OnPlateau(
            section.get("patience", 5, n -> Values.whole(n, "on-plateau.patience", 1)),
            section.get("factor", 0.1, OptimizerParser::factor));
      }
      default -> throw named.unknown("schedule", SCHEDULES);
    };
  }

  private static double factor(Node node) {
    double factor = Values.positive(node, "factor");
    if (factor > 1) {
      throw Values.bad(node, "factor multiplies the learning rate and must be at most 1");
    }
    return factor;
  }

  private static double rise(Node node) {
    Values.positive(node, "one-cycle.rise");
    return Values.belowOne(node, "one-cycle.rise");
  }
}
