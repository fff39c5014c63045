package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.read.Profile;
import plumb.nn.Layer;
import plumb.optim.Penalty;
import plumb.report.Page.Fact;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.CardWriter;
import plumb.run.RunDocument;

/** What was trained, in a few words: network, update rule, length. */
final class Setup {
  private Setup() {}

  static List<Fact> of(RunDocument run, Attempt attempt) {
    Card card = attempt.card();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Network", network(run, card)));
    facts.add(
        new Fact(
            "Optimizer",
            "%s, batches of %d".formatted(Typesetting.capital(optimizer(card)), card.batch())));
    if (!card.penalty().equals(Penalty.NONE)) {
      facts.add(new Fact("Penalty", penalty(card.penalty())));
    }
    facts.add(
        new Fact(
            "Weights kept",
            "after epoch %d of %d trained, %d allowed"
                .formatted(
                    attempt.bestEpoch(),
                    attempt.epochs().isEmpty() ? 0 : attempt.epochs().getLast().epoch(),
                    card.epochs())));
    facts.add(new Fact("Ended", attempt.stopped()));
    return facts;
  }

  private static String network(RunDocument run, Card card) {
    String layers = layers(card);
    long inputs =
        run.profile()
            .map(p -> p.columns().stream().filter(c -> c.use() == Profile.Use.INPUT).count())
            .orElse(0L);
    String from = inputs == 0 ? "" : Numbers.count(inputs, "column") + " \u2192 ";
    String to = run.classes().isEmpty() ? "1 number" : run.classes().size() + " classes";
    return from + (layers.isEmpty() ? "" : layers + " \u2192 ") + to;
  }

  /** As the card writes them, without how they start: "dense 64, relu, dropout 0.3". */
  private static String layers(Card card) {
    List<?> written = (List<?>) CardWriter.tree(card).get("network");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < card.network().size(); i++) {
      words.add(
          switch (card.network().get(i)) {
            case Layer.Dense dense -> "dense " + dense.units();
            case Layer.Maxout maxout ->
                "maxout %d of %d".formatted(maxout.units(), maxout.pieces());
            case Layer.Dropout dropout -> "dropout " + dropout.dropProbability();
            case Layer.Activate _ -> name(written == null ? "" : written.get(i));
          });
    }
    return String.join(", ", words);
  }

  private static String name(@Nullable Object described) {
    return described instanceof Map<?, ?> one
        ? String.valueOf(one.keySet().iterator().next())
        : String.valueOf(described);
  }

  private static String optimizer(Card card) {
    Object described = CardWriter.tree(card).get("optimizer");
    return "%s at rate %s"
        .formatted(name(described), Numbers.plain(card.optimizer().rule().rate()));
  }

  private static String penalty(Penalty penalty) {
    return Optional.of(
            (penalty.l2() == 0 ? "" : "L2 " + Numbers.plain(penalty.l2()) + " ")
                + (penalty.l1() == 0 ? "" : "L1 " + Numbers.plain(penalty.l1())))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElse("norms bounded");
  }
}
