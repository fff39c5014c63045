package plumb.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import plumb.nn.Loss;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.Scope;
import plumb.train.Ensemble;
import plumb.train.Ensemble.Resampling;
import plumb.train.PrimaryScore;
import plumb.train.Stopping;

/** Gives the tree of a card its meaning, and fills in what it does not say. */
final class CardParser {
  /** The names of the fields. */
  static final List<String> FIELDS =
      List.of(
          "data",
          "network",
          "head",
          "loss",
          "penalty",
          "optimizer",
          "batch",
          "epochs",
          "stop",
          "score",
          "ensemble",
          "convention",
          "seed");

  /** The names of the fields of the penalty. */
  static final List<String> PENALTY =
      List.of("l2", "l1", "l1-form", "biases", "slopes", "max-norm");

  /** Of an ensemble: more answer no better, and each is kept in the model. */
  private static final int MOST_NETWORKS = 1000;

  private static final Stopping USUAL_STOP = new Stopping.Patience(10, 0);

  private CardParser() {}

  /**
   * What is known about a card beside its tree.
   *
   * @param folder that its paths are relative to
   * @param settings the folder that paths in settings of the command line are relative to
   * @param warnings told what is allowed but seldom meant
   */
  record Context(Path folder, Path settings, Consumer<String> warnings) {
    /** Of a tree whose paths are complete, and which was remarked on before. */
    static final Context NONE = new Context(Path.of(""), Path.of(""), _ -> {});
  }

  /**
   * The card.
   *
   * @throws plumb.data.BadInput for the first thing in it that cannot be used
   */
  static Card card(Node node, Context context) {
    Section section = Section.of(node, "", FIELDS);
    Convention convention =
        section.get(
            "convention",
            Convention.MODERN,
            n -> Values.constant(n, "convention", Convention.class));
    UsualRules usual = new UsualRules(convention);
    NetworkParser network = new NetworkParser(convention, context.warnings());
    OptimizerParser optimizer = new OptimizerParser(usual);
    double l2Factor = Choices.of(convention).l2Factor();
    Node data =
        section
            .find("data")
            .orElseThrow(() ->
                Values.bad(
                    section.place(),
                    "the card names no data; add \"data: {train: FILE, target: COLUMN}\""));
    return new Card(
        new DataParser(context.folder(), context.settings()).data(data),
        section.get("network", network.usual(), network::layers),
        section.get("head", Optional.empty(), network::head),
        section.get("loss", Optional.empty(), CardParser::loss),
        section.get("penalty", usual.penalty(), n -> penalty(n, usual.penalty(), l2Factor)),
        section.get("optimizer", optimizer.usual(), optimizer::optimizer),
        section.get("batch", 32, n -> Values.whole(n, "batch", 1)),
        section.get("epochs", 100, n -> Values.whole(n, "epochs", 1)),
        section.get("stop", USUAL_STOP, CardParser::stopping),
        section.get("score", Optional.empty(), CardParser::score),
        section.get("ensemble", Ensemble.SINGLE, CardParser::ensemble),
        convention,
        section.get("seed", 1L, Values::seed));
  }

  /**
   * Checks what a single field cannot: that the schedule fits into the run. Apart from reading,
   * because a run cut short by the caller is still a run.
   */
  static void checkSchedule(Card card, Node node) {
    int length =
        switch (card.optimizer().schedule()) {
          case Schedule.Step(int epochs, _) -> epochs;
          case Schedule.WarmUp(int epochs) -> epochs;
          case Schedule.OnPlateau(int patience, _) -> patience;
          case Schedule.Constant _, Schedule.Cosine _, Schedule.OneCycle _ -> 0;
        };
    if (length > card.epochs()) {
      Node.Place place =
          Section.of(node, "", FIELDS)
              .find("optimizer")
              .filter(Node.Fields.class::isInstance)
              .map(n -> ((Node.Fields) n).fields().get("schedule"))
              .map(Node.Field::place)
              .orElse(node.place());
      throw Values.bad(
          place,
          "the schedule waits %d epochs but the run has only %d; shorten it or raise epochs"
              .formatted(length, card.epochs()));
    }
  }

  private static Optional<Loss> loss(Node node) {
    String text = Values.text(node, "loss");
    if (text.equals("auto")) {
      return Optional.empty();
    }
    for (Loss loss : Loss.values()) {
      if (word(loss).equals(text)) {
        return Optional.of(loss);
      }
    }
    throw Values.unknown(
        node.place(),
        "loss",
        text,
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("auto"),
                java.util.Arrays.stream(Loss.values()).map(CardParser::word))
            .toList());
  }

  /** How a loss is written in a card. */
  static String word(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY -> "cross-entropy";
      case BINARY_CROSS_ENTROPY -> "binary-cross-entropy";
      case MEAN_SQUARED_ERROR -> "mse";
      case MEAN_ABSOLUTE_ERROR -> "mae";
      case HINGE -> "hinge";
    };
  }

  private static Optional<PrimaryScore> score(Node node) {
    String text = Values.text(node, "score");
    if (text.equals("auto")) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>(List.of("auto"));
    for (PrimaryScore score : PrimaryScore.values()) {
      if (score.word().equals(text)) {
        return Optional.of(score);
      }
      names.add(score.word());
    }
    throw Values.unknown(node.place(), "score", text, names);
  }

  private static Penalty penalty(Node node, Penalty silent, double l2Factor) {
    if (Values.isWord(node, "none")) {
      return Penalty.NONE;
    }
    Section section = Section.of(node, "penalty", PENALTY);
    return new Penalty(
        section.get("l2", silent.l2(), n -> l2Factor * Values.notNegative(n, "penalty.l2")),
        section.get("l1", silent.l1(), n -> Values.notNegative(n, "penalty.l1")),
        section.get(
            "l1-form",
            silent.l1Form(),
            n -> Values.constant(n, "penalty.l1-form", Penalty.L1Form.class)),
        new Scope(
            section.get("biases", silent.on().biases(), n -> Values.flag(n, "penalty.biases")),
            section.get("slopes", silent.on().slopes(), n -> Values.flag(n, "penalty.slopes"))),
        section.get("max-norm", silent.maxNorm(), CardParser::maxNorm));
  }

  private static OptionalDouble maxNorm(Node node) {
    return Values.isWord(node, "none")
        ? OptionalDouble.empty()
        : OptionalDouble.of(Values.positive(node, "penalty.max-norm"));
  }

  private static Stopping stopping(Node node) {
    if (Values.isWord(node, "none")) {
      return new Stopping.Never();
    }
    Section section = Section.of(node, "stop", List.of("patience", "minDelta", "standard-errors"));
    int patience = section.get("patience", 10, n -> Values.whole(n, "stop.patience", 1));
    Optional<Node> delta = section.find("minDelta");
    Optional<Node> errors = section.find("standard-errors");
    if (delta.isPresent() && errors.isPresent()) {
      throw Values.bad(
          errors.get(), "stop takes minDelta or standard-errors, not both; remove one of them");
    }
    if (errors.isPresent()) {
      return new Stopping.PatienceBeyondNoise(
          patience, Values.positive(errors.get(), "stop.standard-errors"));
    }
    return delta.isPresent() && Values.isWord(delta.get(), "auto")
        ? new Stopping.PatienceBeyondNoise(patience, 1)
        : new Stopping.Patience(
            patience, delta.isPresent() ? Values.notNegative(delta.get(), "stop.minDelta") : 0);
  }

  private static Ensemble ensemble(Node node) {
    if (Values.isWord(node, "none")) {
      return Ensemble.SINGLE;
    }
    if (node instanceof Node.Scalar) {
      return new Ensemble(Values.whole(node, "ensemble", 2, MOST_NETWORKS), Resampling.BOOTSTRAP);
    }
    Section section = Section.of(node, "ensemble", List.of("networks", "resample"));
    return new Ensemble(
        section.need("networks", n -> Values.whole(n, "ensemble.networks", 2, MOST_NETWORKS)),
        section.get(
            "resample",
            Resampling.BOOTSTRAP,
            n -> Values.constant(n, "ensemble.resample", Resampling.class)));
  }
}
