package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.read.Profile;
import plumb.report.Page.AttemptView;
import plumb.report.Page.Badge;
import plumb.report.Page.CauseView;
import plumb.report.Page.Fact;
import plumb.report.Page.Tile;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.Environment;
import plumb.run.Gist;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Sentences;
import plumb.run.Verdict;
import plumb.train.Metrics;

/** Puts a run into the words and pictures of the page. */
final class Pages {
  private Pages() {}

  static Page of(RunDocument run, String style, String script) {
    Optional<Attempt> kept =
        run.attempts().stream().filter(a -> a.number() == run.kept()).findFirst();
    Gist gist = Gist.of(run);
    Sentences said = new Sentences();
    said.fresh(gist.finding());
    said.fresh(gist.detail());
    String remedy = remedy(run, gist);
    said.fresh(remedy);
    said.fresh(gist.remedy());
    List<String> further =
        gist.further().stream()
            .filter(s -> !Gist.isScore(s) && !Gist.isComparison(s))
            .map(said::fresh)
            .filter(s -> !s.isEmpty())
            .toList();
    return new Page(
        run.name(),
        badge(run, gist),
        heading(run, gist),
        Typesetting.set(detail(run, gist)),
        Typesetting.set(remedy),
        further.stream().map(Typesetting::set).toList(),
        Typesetting.set(run.goal().sentence()),
        run.notes().stream()
            .filter(Gist::isNotExamined)
            .map(note -> note.replace("`", ""))
            .toList(),
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
        // A single attempt is told by the rest of the page.
        run.attempts().size() == 1
            ? List.of()
            : run.attempts().stream().map(a -> attempt(run, a)).toList(),
        run.kept() > 1 ? "Why the card as given came to this" : "Why",
        run.causes().stream().map(c -> cause(c, said, run.attempts().size() > 1)).toList(),
        Examinations.of(run, said),
        Confusions.of(run),
        run.profile().map(p -> List.of(Profiles.of(p))).orElse(List.of()),
        notes(run),
        facts(run),
        run.environment().command().isEmpty()
            ? kept.map(a -> command(a.card())).orElse("")
            : run.environment().command(),
        run.environment().command().isEmpty()
            ? "Saved as a file there, such as again.yaml, it gives the same weights by plumb train again.yaml --once."
            : "It lies beside this page as card.yaml, with paths that lead to the data from there.",
        kept.map(a -> plumb.run.CardWriter.yaml(a.card())).orElse(""),
        style,
        script);
  }

  /** What was noted and stands nowhere else. */
  private static List<String> notes(RunDocument run) {
    List<String> ofData = run.profile().map(Profile::notes).orElse(List.of());
    return run.notes().stream()
        .filter(note -> !ofData.contains(note) && !Gist.isNotExamined(note))
        .map(Typesetting::set)
        .toList();
  }

  /** The finding in a few words, which end with a colon where a sentence follows. */
  private static String heading(RunDocument run, Gist gist) {
    return gist.title() + ":" + (gist.caused() ? "" : " " + plain(run.verdict()));
  }

  /** The sentence behind the heading; of a run that is fine the numbers stand below. */
  private static String detail(RunDocument run, Gist gist) {
    return gist.caused() || run.verdict() != Verdict.FINE ? gist.detail() : "";
  }

  /** The verdict on what is handed over, which need not be what was found. */
  private static Badge badge(RunDocument run, Gist gist) {
    Badge verdict = badge(run.verdict());
    return gist.caused() && run.kept() > 1 && run.verdict() == Verdict.FINE
        ? new Badge(verdict.word() + " after mending", verdict.tone())
        : verdict;
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

  /** A verdict that no cause explains. */
  private static String plain(Verdict verdict) {
    return switch (verdict) {
      case FINE -> "good on the training set, and on rows it has not seen";
      case NOT_TRAINED -> "the training result is not good yet";
      case OVERFIT -> "good on the training set, worse on rows it has not seen";
      case SHIFT -> "the validation rows are of another kind";
      case DOUBTFUL -> "the score itself cannot be believed";
      case CANNOT_TELL -> "what was measured does not decide it";
    };
  }

  /** What was done with what effect, or what is to be done. */
  private static String remedy(RunDocument run, Gist gist) {
    if (run.kept() <= 1 || run.kept() > run.attempts().size()) {
      return gist.remedy();
    }
    Measure measure = Measure.of(run);
    Attempt kept = run.keptAttempt();
    Scores before = run.attempts().getFirst().scores();
    if (!measure.isOf(before.train())) {
      return gist.remedy();
    }
    boolean validated = kept.scores().validation().isPresent();
    String effect =
        "%s on the %s set %s instead of %s."
            .formatted(
                Typesetting.capital(measure.scoreName()),
                validated ? "validation" : "training",
                measure.scoreWithMargin(kept.scores().validation().orElse(kept.scores().train())),
                measure.scoreWithMargin(before.validation().orElse(before.train())));
    return Sentences.of(gist.remedy()).getFirst()
        + " "
        + effect
        + (kept.verdict() == Verdict.OVERFIT || kept.verdict() == Verdict.NOT_TRAINED
            ? " " + kept.sentence()
            : "");
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
    // How the kept one ended stands at the top of the page.
    if (attempt.number() != run.kept()) {
      facts.add(new Fact("ended", attempt.stopped()));
    }
    return new AttemptView(
        attempt.number(),
        attempt.title(),
        badge(attempt.verdict()),
        fate(run, attempt),
        Typesetting.set(attempt.remedy()),
        Typesetting.set(attempt.decision()),
        facts,
        attempt.causes().equals(run.causes())
            ? List.of()
            : attempt.causes().stream().map(Pages::cause).toList(),
        attempt.number() == run.kept() ? List.of() : List.of(HistoryFigures.loss(attempt)));
  }

  /** The returned attempt may have been kept after another. */
  private static List<Badge> fate(RunDocument run, Attempt attempt) {
    return List.of(
        attempt.number() == run.kept()
            ? new Badge("returned", "kept")
            : attempt.kept()
                ? new Badge("kept for a while", "passed")
                : new Badge("rolled back", "passed"));
  }

  /** A cause with its evidence. */
  static CauseView cause(Cause cause) {
    return cause(cause, new Sentences(), false);
  }

  /**
   * The same without what was said before.
   *
   * @param tried whether what came of trying stands in the list of attempts
   */
  private static CauseView cause(Cause cause, Sentences said, boolean tried) {
    String more =
        String.join(
            " ",
            Sentences.of(cause.sentence()).stream()
                .filter(sentence -> !tried || !Gist.saysTried(sentence))
                .map(said::fresh)
                .filter(sentence -> !sentence.isEmpty())
                .toList());
    return new CauseView(
        cause.id().title(),
        Typesetting.set(more),
        "%.0f\u00a0%% sure".formatted(100 * cause.confidence()),
        Gist.evidence(cause).stream()
            .map(r -> new Fact(Typesetting.set(r.label()), Typesetting.set(r.value())))
            .toList());
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
        new StringBuilder("./plumb train ")
            .append(
                card.data()
                    .train()
                    .file()
                    .map(file -> quoted(file.toString()))
                    .orElse("card.yaml"));
    card.data().target().ifPresent(t -> text.append(" --target ").append(quoted(t)));
    card.data().test().ifPresent(t -> text.append(" --test ").append(quoted(t.toString())));
    return text.append(" --seed ").append(card.seed()).toString();
  }

  /** For a shell, where a name needs it. */
  private static String quoted(String text) {
    return text.matches("[\\w./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
