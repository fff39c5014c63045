package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.report.Page.AttemptView;
import plumb.report.Page.Badge;
import plumb.report.Page.CauseView;
import plumb.report.Page.Fact;
import plumb.report.Page.Tile;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.Environment;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Metrics;

/** Puts a run into the words and pictures of the page. */
final class Pages {
  private Pages() {}

  static Page of(RunDocument run, String style, String script) {
    Optional<Attempt> kept =
        run.attempts().stream().filter(a -> a.number() == run.kept()).findFirst();
    return new Page(
        run.name(),
        badge(run.verdict()),
        heading(run),
        Typesetting.set(run.sentence()),
        Typesetting.set(run.goal().sentence()),
        tiles(run),
        kept.map(a -> Setup.of(run, a)).orElse(List.of()),
        HistoryFigures.error(run),
        kept.map(HistoryFigures::loss)
            .orElseGet(() ->
                new Figure(
                    List.of(),
                    List.of(),
                    "Nothing was trained.",
                    new DataTable("Losses", List.of(), List.of()))),
        Comparisons.of(run),
        run.attempts().stream().map(a -> attempt(run, a)).toList(),
        run.causes().stream().map(Pages::cause).toList(),
        Examinations.of(run),
        Confusions.of(run),
        run.profile().map(p -> List.of(Profiles.of(p))).orElse(List.of()),
        run.notes().stream().map(Typesetting::set).toList(),
        facts(run),
        kept.map(a -> command(a.card())).orElse(""),
        kept.map(a -> plumb.run.CardWriter.yaml(a.card())).orElse(""),
        style,
        script);
  }

  /** A verdict in a word. */
  static Badge badge(Verdict verdict) {
    return switch (verdict) {
      case FINE -> new Badge("fine", "good");
      case NOT_TRAINED -> new Badge("not trained", "bad");
      case OVERFIT -> new Badge("overfit", "warn");
      case SHIFT -> new Badge("shift", "warn");
      case DOUBTFUL -> new Badge("doubtful", "warn");
      case CANNOT_TELL -> new Badge("cannot tell", "calm");
    };
  }

  /** The verdict in a line; its numbers follow in the text. */
  private static String heading(RunDocument run) {
    return switch (run.verdict()) {
      case FINE -> "Good on the training set, and on rows it has not seen";
      case NOT_TRAINED -> "Not good on the training set yet";
      case OVERFIT -> "Good on the training set, worse on rows it has not seen";
      case SHIFT -> "The validation rows are of another kind";
      case DOUBTFUL -> "The score itself cannot be believed";
      case CANNOT_TELL -> "Good on the training set; validation cannot tell the rest";
    };
  }

  private static List<Tile> tiles(RunDocument run) {
    Measure measure = Measure.of(run);
    List<Tile> tiles = new ArrayList<>();
    tiles.add(tile(measure, "Training set", run.metrics().train()));
    run.metrics().validation().ifPresent(m -> tiles.add(tile(measure, "Validation set", m)));
    run.metrics().test().ifPresent(m -> tiles.add(tile(measure, "Test set, opened once", m)));
    String goal = measure.scoreText(run.goal().score());
    tiles.add(new Tile("Goal on the training set", goal, measure.scoreName()));
    return tiles;
  }

  private static Tile tile(Measure measure, String name, Metrics metrics) {
    return new Tile(
        name,
        measure.scoreText(metrics),
        "%s · %s"
            .formatted(
                (measure.scoreName() + " " + measure.marginText(metrics)).strip(),
                Numbers.count(metrics.rows(), "row")));
  }

  private static AttemptView attempt(RunDocument run, Attempt attempt) {
    List<Fact> facts = new ArrayList<>();
    Scores scores = attempt.scores();
    Measure measure = Measure.of(run);
    String name = measure.scoreName();
    facts.add(new Fact("training " + name, measure.scoreWithMargin(scores.train())));
    scores
        .validation()
        .ifPresent(m -> facts.add(new Fact("validation " + name, measure.scoreWithMargin(m))));
    scores.test().ifPresent(m -> facts.add(new Fact("test " + name, measure.scoreWithMargin(m))));
    if (!attempt.members().isEmpty()) {
      facts.add(
          new Fact(
              "ensemble",
              "%d networks; each alone: %s"
                  .formatted(
                      attempt.members().size(),
                      attempt.members().stream()
                          .map(m ->
                              measure.scoreText(m.scores().validation().orElse(m.scores().train())))
                          .collect(java.util.stream.Collectors.joining(", ")))));
    }
    facts.add(
        new Fact(
            "best epoch",
            "%d of %s"
                .formatted(
                    attempt.bestEpoch(),
                    attempt.epochs().isEmpty()
                        ? "0"
                        : String.valueOf(attempt.epochs().getLast().epoch()))));
    facts.add(new Fact("took", Numbers.seconds(attempt.seconds())));
    facts.add(new Fact("ended", attempt.stopped()));
    return new AttemptView(
        attempt.number(),
        attempt.title(),
        badge(attempt.verdict()),
        fate(run, attempt),
        Typesetting.set(attempt.remedy()),
        Typesetting.set(attempt.sentence()),
        run.attempts().size() == 1 ? "" : Typesetting.set(attempt.decision()),
        facts,
        attempt.causes().stream().map(Pages::cause).toList(),
        HistoryFigures.loss(attempt));
  }

  /** Nothing where there was no choice; the returned attempt may have been kept after another. */
  private static List<Badge> fate(RunDocument run, Attempt attempt) {
    if (run.attempts().size() == 1) {
      return List.of();
    }
    return List.of(
        attempt.number() == run.kept()
            ? new Badge("returned", "kept")
            : attempt.kept()
                ? new Badge("kept for a while", "passed")
                : new Badge("rolled back", "passed"));
  }

  /** A cause with its evidence. */
  static CauseView cause(Cause cause) {
    List<Fact> evidence =
        cause.evidence().readings().stream()
            .map(reading ->
                new Fact(
                    Typesetting.spaced(reading.name()),
                    reading.unit().words(reading.value())
                        + (reading.limit().isPresent()
                            ? " (limit %s)"
                                .formatted(reading.unit().words(reading.limit().getAsDouble()))
                            : "")))
            .toList();
    return new CauseView(
        cause.id().id().replace('-', ' '),
        Typesetting.set(cause.sentence()),
        "confidence " + Numbers.percent(cause.confidence()),
        evidence);
  }

  private static List<Fact> facts(RunDocument run) {
    Environment e = run.environment();
    return List.of(
        new Fact("seed", String.valueOf(e.seed())),
        new Fact("weights (SHA-256)", run.weightsHash()),
        new Fact("data (SHA-256)", e.dataHash()),
        new Fact("Plumb", e.plumb()),
        new Fact("Java", e.jvm()),
        new Fact("system", e.os()),
        new Fact("kernels", e.kernels()),
        new Fact("threads", String.valueOf(e.threads())),
        new Fact("whole run", Numbers.seconds(run.seconds())));
  }

  private static String command(Card card) {
    StringBuilder text =
        new StringBuilder("./plumb train ").append(quoted(card.data().train().toString()));
    card.data().target().ifPresent(t -> text.append(" --target ").append(quoted(t)));
    card.data().test().ifPresent(t -> text.append(" --test ").append(quoted(t.toString())));
    return text.append(" --seed ").append(card.seed()).toString();
  }

  /** For a shell, where a name needs it. */
  private static String quoted(String text) {
    return text.matches("[\\w./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
