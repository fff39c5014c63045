package plumb.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import plumb.nn.Layer;
import plumb.report.Figure.Pane;
import plumb.report.LineChart.Level;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Mark;
import plumb.report.LineChart.Point;
import plumb.run.Attempt;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/** What happened over the updates: the errors on both sets, and the losses. */
final class HistoryFigures {
  private static final int MOST_POINTS = 400;
  private static final int MOST_ROWS = 40;
  private static final int COLOURS = 5;
  private static final int DASHES = 5;

  /** Curves nearer to each other than this share of the axis look like one. */
  private static final double SAME = 0.01;

  private static final Look KEPT = new Look(1, 0, true);
  private static final Look VALIDATION = new Look(2, 1, true);
  private static final Look RUNNING = new Look(6, 2, false);
  private static final Look PENALTY = new Look(4, 3, true);

  private HistoryFigures() {}

  /** The lecture's picture: training set left, validation set right, on the same scale. */
  static Figure error(RunDocument run) {
    double[] errors = allErrors(run);
    Axis y = Axis.close(errors);
    Axis x =
        Axis.exact(0, drawn(run).stream().mapToDouble(HistoryFigures::lastUpdate).max().orElse(1));
    List<Pane> panes = new ArrayList<>();
    panes.add(
        new Pane(
            "Training set",
            bestNote(run, r -> Optional.of(r.train())),
            pane(run, x, y, "training", r -> Optional.of(r.train()), s -> Optional.of(s.train()))));
    boolean validated =
        drawn(run).stream()
            .flatMap(a -> a.epochs().stream())
            .anyMatch(r -> r.validation().isPresent());
    if (validated) {
      panes.add(
          new Pane(
              "Validation set",
              bestNote(run, EpochRecord::validation),
              pane(run, x, y, "validation", EpochRecord::validation, s -> s.validation())));
    }
    List<Figure.Key> keys = new ArrayList<>();
    for (Attempt attempt : drawn(run)) {
      Look look = look(run, attempt);
      keys.add(
          new Figure.Key(
              look.swatch(),
              "attempt %d: %s%s"
                  .formatted(
                      attempt.number(),
                      attempt.title(),
                      attempt.number() == run.kept()
                          ? " (returned)"
                          : sameCurve(run, attempt, y) ? " (nearly the same curve)" : "")));
    }
    if (run.references().stream().anyMatch(Reference::finished)) {
      keys.add(new Figure.Key("reference", "reference models"));
    }
    return new Figure(panes, keys, errorSentence(run, validated), errorTable(run, validated));
  }

  /** The losses of one attempt, the penalty apart. */
  static Figure loss(Attempt attempt) {
    List<EpochRecord> records = thin(attempt.epochs(), attempt.bestEpoch(), MOST_POINTS);
    boolean validated = records.stream().anyMatch(r -> r.validation().isPresent());
    Line train = line(KEPT, records, r -> r.train().loss(), "training loss");
    Line validation =
        line(
            VALIDATION,
            records.stream().filter(r -> r.validation().isPresent()).toList(),
            r -> r.validation().map(Metrics::loss).orElse(Double.NaN),
            "validation loss");
    Line running =
        line(
            RUNNING,
            records.stream().filter(r -> r.epoch() > 0).toList(),
            EpochRecord::runningLoss,
            "running loss");
    List<Line> lines = new ArrayList<>(List.of(running, train));
    if (validated) {
      lines.add(validation);
    }
    Axis x = Axis.exact(0, lastUpdate(attempt));
    Axis y =
        Axis.fitting(
            lines.stream().flatMap(l -> l.points().stream()).mapToDouble(Point::y).toArray());
    String sentence = lossSentence(attempt, validated);
    List<Mark> marks = new ArrayList<>();
    best(attempt)
        .ifPresent(r ->
            marks.add(
                new Mark(
                    r.updates(),
                    validated
                        ? r.validation().map(Metrics::loss).orElse(Double.NaN)
                        : r.train().loss(),
                    true,
                    "")));
    List<Pane> panes = new ArrayList<>();
    boolean penalized = records.stream().anyMatch(r -> r.penalty() != 0);
    panes.add(
        new Pane(
            penalized ? "Data loss" : "",
            best(attempt).map(r -> "best: epoch " + r.epoch()).orElse(""),
            new LineChart(
                    "Loss over updates of attempt %d. %s".formatted(attempt.number(), sentence),
                    x,
                    y,
                    "updates",
                    named(y, lossName(attempt)),
                    Numbers::plain,
                    lines,
                    List.of(),
                    marks)
                .svg()));
    List<Figure.Key> keys = new ArrayList<>();
    keys.add(Figure.Key.of(KEPT, "training set, weights at the end of each epoch"));
    if (validated) {
      keys.add(Figure.Key.of(VALIDATION, "validation set, the same weights"));
    }
    keys.add(Figure.Key.of(RUNNING, running(attempt)));
    if (penalized) {
      Line penalty = line(PENALTY, records, EpochRecord::penalty, "penalty");
      Axis scale = Axis.fitting(penalty.points().stream().mapToDouble(Point::y).toArray());
      panes.add(
          new Pane(
              "Penalty, apart",
              "",
              new LineChart(
                      "Penalty on the weights over updates of attempt " + attempt.number(),
                      x,
                      scale,
                      "updates",
                      named(scale, "penalty"),
                      Numbers::plain,
                      List.of(penalty),
                      List.of(),
                      List.of())
                  .svg()));
      keys.add(Figure.Key.of(PENALTY, "penalty, in none of the losses"));
    }
    return new Figure(panes, keys, sentence, lossTable(attempt, validated));
  }

  private static String running(Attempt attempt) {
    boolean drops = attempt.card().network().stream().anyMatch(Layer.Dropout.class::isInstance);
    return "running loss: while the weights moved" + (drops ? ", dropout on" : "");
  }

  /** With its unit, where it has one that is not the error's. */
  private static String lossName(Attempt attempt) {
    return attempt.scores().train() instanceof Metrics.Regression
        ? attempt.card().data().rawTargets() ? "loss, target as it is" : "loss, target standardized"
        : "loss";
  }

  private static String pane(
      RunDocument run,
      Axis x,
      Axis y,
      String set,
      Function<EpochRecord, Optional<Metrics>> of,
      Function<plumb.run.Scores, Optional<Metrics>> referenceOf) {
    Measure measure = Measure.of(run);
    List<Line> lines = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (Attempt attempt : keptFirst(run)) {
      lines.add(
          line(
              look(run, attempt),
              thin(attempt.epochs(), attempt.bestEpoch(), MOST_POINTS).stream()
                  .filter(r -> of.apply(r).isPresent())
                  .toList(),
              r -> of.apply(r).map(measure::error).orElse(Double.NaN),
              "attempt " + attempt.number()));
      if (attempt.number() != run.kept()) {
        continue;
      }
      if (stoppedEarly(attempt)) {
        EpochRecord end = attempt.epochs().getLast();
        if (end.epoch() != attempt.bestEpoch()) {
          of.apply(end)
              .ifPresent(m -> marks.add(new Mark(end.updates(), measure.error(m), false, "")));
        }
      }
      best(attempt)
          .ifPresent(r ->
              of.apply(r)
                  .ifPresent(m -> marks.add(new Mark(r.updates(), measure.error(m), true, ""))));
    }
    List<Level> levels = new ArrayList<>();
    for (Reference reference : fitted(run)) {
      referenceOf
          .apply(reference.scores())
          .ifPresent(m -> levels.add(new Level(measure.error(m), shortName(reference))));
    }
    Metrics kind = run.metrics().train();
    String label =
        "%s on the %s set over updates, %s, %s"
            .formatted(
                Typesetting.capital(measure.errorName()),
                set,
                Numbers.count(drawn(run).size(), "attempt"),
                Numbers.count(levels.size(), "reference model"));
    return new LineChart(
            label,
            x,
            y,
            "updates",
            named(y, measure.errorName()),
            v -> axisText(kind, v),
            lines,
            levels,
            marks)
        .svg();
  }

  private static String axisText(Metrics kind, double value) {
    return switch (kind) {
      case Metrics.Classification _ -> Numbers.plain(value * 100) + "\u00a0%";
      case Metrics.Regression _ -> Numbers.plain(value);
    };
  }

  private static double[] allErrors(RunDocument run) {
    List<Metrics> all = new ArrayList<>();
    for (Attempt attempt : drawn(run)) {
      for (EpochRecord r : attempt.epochs()) {
        all.add(r.train());
        r.validation().ifPresent(all::add);
      }
    }
    for (Reference reference : fitted(run)) {
      all.add(reference.scores().train());
      reference.scores().validation().ifPresent(all::add);
    }
    return all.stream().mapToDouble(Measure.of(run)::error).toArray();
  }

  private static String errorSentence(RunDocument run, boolean validated) {
    if (drawn(run).isEmpty()) {
      return "Nothing was trained.";
    }
    Measure measure = Measure.of(run);
    Attempt kept = run.keptAttempt();
    StringBuilder text = new StringBuilder();
    Optional<EpochRecord> best = best(kept);
    if (best.isEmpty()) {
      return "No epoch was measured.";
    }
    EpochRecord record = best.get();
    text.append(
        "The weights kept are from epoch %d, after %s: %s %s on the training set"
            .formatted(
                record.epoch(),
                Numbers.count(record.updates(), "update"),
                measure.errorName(),
                measure.errorText(record.train())));
    record
        .validation()
        .ifPresent(v -> text.append(", %s on the validation set".formatted(measure.errorText(v))));
    text.append('.');
    nearest(run, validated).ifPresent(text::append);
    broken(kept)
        .ifPresent(r ->
            text.append(
                " The loss stopped being a finite number by epoch %d; a cross marks the place in the loss chart."
                    .formatted(r.epoch())));
    if (stoppedEarly(kept) && broken(kept).isEmpty()) {
      text.append(
          " Training stopped early, after epoch %d of %d%s."
              .formatted(
                  kept.epochs().getLast().epoch(),
                  kept.card().epochs(),
                  kept.epochs().getLast().epoch() == kept.bestEpoch() ? "" : " (open circle)"));
    }
    if (!validated) {
      text.append(" There is no validation set, so nothing can be said about new data.");
    }
    return text.toString();
  }

  private static Optional<String> nearest(RunDocument run, boolean validated) {
    Measure measure = Measure.of(run);
    return fitted(run).stream()
        .filter(r -> Double.isFinite(measure.error(of(r, validated))))
        .min(Comparator.comparingDouble(r -> measure.error(of(r, validated))))
        .map(r ->
            " The best reference model (%s) has %s on the %s set."
                .formatted(
                    r.name(),
                    measure.errorText(of(r, validated)),
                    validated ? "validation" : "training"));
  }

  /** Those that came to their end: what was left in the middle says nothing. */
  private static List<Reference> fitted(RunDocument run) {
    return run.references().stream().filter(Reference::finished).toList();
  }

  private static Metrics of(Reference reference, boolean validated) {
    return validated
        ? reference.scores().validation().orElse(reference.scores().train())
        : reference.scores().train();
  }

  private static String lossSentence(Attempt attempt, boolean validated) {
    List<EpochRecord> epochs = attempt.epochs();
    if (epochs.isEmpty()) {
      return "No epoch was measured.";
    }
    EpochRecord first = epochs.getFirst();
    Optional<EpochRecord> broken = broken(attempt);
    if (broken.isPresent()) {
      return "The training loss started at %s and was %s by epoch %d: training diverged (cross)."
          .formatted(
              Numbers.plain(first.train().loss()), lossWord(broken.get()), broken.get().epoch());
    }
    EpochRecord last = epochs.getLast();
    String text =
        "The training loss went from %s to %s in %s."
            .formatted(
                Numbers.plain(first.train().loss()),
                Numbers.plain(last.train().loss()),
                Numbers.count(last.epoch(), "epoch"));
    EpochRecord best = best(attempt).orElse(last);
    if (validated && best.validation().isPresent() && last.validation().isPresent()) {
      text +=
          " The validation loss was %s at epoch %d and %s at the end."
              .formatted(
                  Numbers.plain(best.validation().get().loss()),
                  best.epoch(),
                  Numbers.plain(last.validation().get().loss()));
    }
    return text;
  }

  private static String lossWord(EpochRecord record) {
    double loss = record.train().loss();
    return Numbers.plain(Double.isFinite(loss) ? record.runningLoss() : loss);
  }

  private static DataTable errorTable(RunDocument run, boolean validated) {
    Measure measure = Measure.of(run);
    List<List<String>> rows = new ArrayList<>();
    boolean thinned = false;
    int each = Math.max(8, MOST_ROWS / Math.max(1, drawn(run).size()));
    for (Attempt attempt : drawn(run)) {
      List<EpochRecord> records = thin(attempt.epochs(), attempt.bestEpoch(), each);
      thinned |= records.size() < attempt.epochs().size();
      for (EpochRecord r : records) {
        List<String> row =
            new ArrayList<>(
                List.of(
                    "attempt " + attempt.number(),
                    String.valueOf(r.epoch()),
                    Numbers.count(r.updates()),
                    measure.errorText(r.train())));
        if (validated) {
          row.add(r.validation().map(measure::errorText).orElse("–"));
        }
        rows.add(row);
      }
    }
    for (Reference reference : run.references()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  reference.name(),
                  "–",
                  "–",
                  reference.finished()
                      ? measure.errorText(reference.scores().train())
                      : Measure.NOT_FITTED));
      if (validated && !reference.finished()) {
        row.add(Measure.NOT_FITTED);
      } else if (validated) {
        row.add(reference.scores().validation().map(measure::errorText).orElse("–"));
      }
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("model", "epoch", "updates", "training"));
    if (validated) {
      head.add("validation");
    }
    return new DataTable(
        Typesetting.capital(measure.errorName()) + (thinned ? ", every few epochs" : ""),
        head,
        rows);
  }

  private static DataTable lossTable(Attempt attempt, boolean validated) {
    List<EpochRecord> records = thin(attempt.epochs(), attempt.bestEpoch(), MOST_ROWS);
    List<List<String>> rows = new ArrayList<>();
    for (EpochRecord r : records) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  String.valueOf(r.epoch()),
                  Numbers.count(r.updates()),
                  Numbers.plain(r.train().loss())));
      if (validated) {
        row.add(r.validation().map(v -> Numbers.plain(v.loss())).orElse("–"));
      }
      row.add(r.epoch() == 0 ? "–" : Numbers.plain(r.runningLoss()));
      row.add(Numbers.plain(r.penalty()));
      row.add(Numbers.plain(r.rate()));
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("epoch", "updates", "training"));
    if (validated) {
      head.add("validation");
    }
    head.addAll(List.of("running", "penalty", "learning rate"));
    return new DataTable(
        "Losses of attempt %d%s"
            .formatted(
                attempt.number(),
                records.size() < attempt.epochs().size() ? ", every few epochs" : ""),
        head,
        rows);
  }

  private static Line line(
      Look look, List<EpochRecord> records, ToDoubleFunction<EpochRecord> value, String name) {
    return new Line(
        look,
        records.stream()
            .map(r ->
                new Point(
                    r.updates(),
                    value.applyAsDouble(r),
                    "%s, epoch %d: %s"
                        .formatted(name, r.epoch(), Numbers.plain(value.applyAsDouble(r)))))
            .toList());
  }

  /** Evenly chosen records, always with the first, the best, the last and the first broken one. */
  private static List<EpochRecord> thin(List<EpochRecord> all, int best, int most) {
    if (all.size() <= most) {
      return all;
    }
    Set<Integer> chosen = new LinkedHashSet<>();
    for (int i = 0; i < most; i++) {
      chosen.add((int) Math.round((double) i * (all.size() - 1) / (most - 1)));
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).epoch() == best) {
        chosen.add(i);
      }
    }
    all.stream()
        .filter(HistoryFigures::isBroken)
        .findFirst()
        .map(all::indexOf)
        .ifPresent(chosen::add);
    return chosen.stream().sorted().map(all::get).toList();
  }

  private static boolean isBroken(EpochRecord r) {
    return !Double.isFinite(r.train().loss())
        || (r.epoch() > 0 && !Double.isFinite(r.runningLoss()));
  }

  private static Optional<EpochRecord> broken(Attempt attempt) {
    return attempt.epochs().stream().filter(HistoryFigures::isBroken).findFirst();
  }

  private static Optional<EpochRecord> best(Attempt attempt) {
    return attempt.epochs().stream().filter(r -> r.epoch() == attempt.bestEpoch()).findFirst();
  }

  private static boolean stoppedEarly(Attempt attempt) {
    return !attempt.epochs().isEmpty()
        && attempt.epochs().getLast().epoch() < attempt.card().epochs();
  }

  private static double lastUpdate(Attempt attempt) {
    return attempt.epochs().isEmpty() ? 1 : attempt.epochs().getLast().updates();
  }

  /** The thick line below the thin ones, or it would hide those that run along it. */
  private static List<Attempt> keptFirst(RunDocument run) {
    return drawn(run).stream()
        .sorted(Comparator.comparing((Attempt a) -> a.number() != run.kept()))
        .toList();
  }

  /** Whether an attempt's curves lie on those of the returned one, as far as both go. */
  private static boolean sameCurve(RunDocument run, Attempt attempt, Axis y) {
    Measure measure = Measure.of(run);
    List<EpochRecord> ours = run.keptAttempt().epochs();
    List<EpochRecord> theirs = attempt.epochs();
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      EpochRecord a = ours.get(i);
      EpochRecord b = theirs.get(i);
      if (apart(Optional.of(a.train()), Optional.of(b.train()), y, measure)
          || apart(a.validation(), b.validation(), y, measure)) {
        return false;
      }
    }
    return !theirs.isEmpty();
  }

  private static boolean apart(Optional<Metrics> a, Optional<Metrics> b, Axis y, Measure measure) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() != b.isPresent();
    }
    double ya = y.position(measure.error(a.get()), 0, 1);
    double yb = y.position(measure.error(b.get()), 0, 1);
    return !(Math.abs(ya - yb) < SAME);
  }

  /** What the filled dot marks: "best: epoch 7, 48.1". */
  private static String bestNote(RunDocument run, Function<EpochRecord, Optional<Metrics>> of) {
    return drawn(run).isEmpty()
        ? ""
        : best(run.keptAttempt())
            .flatMap(r ->
                of.apply(r)
                    .map(m ->
                        "best: epoch %d, %s".formatted(r.epoch(), Measure.of(run).errorText(m))))
            .orElse("");
  }

  private static Look look(RunDocument run, Attempt attempt) {
    if (attempt.number() == run.kept()) {
      return KEPT;
    }
    int other = attempt.number() - 1;
    return new Look(2 + other % COLOURS, 1 + other % DASHES, false);
  }

  private static String named(Axis axis, String name) {
    return axis.named(Words.same(name), Language.ENGLISH);
  }

  private static String shortName(Reference reference) {
    return switch (reference.kind()) {
      case CONSTANT -> "constant";
      case LINEAR -> "linear";
      case TREE -> "tree";
      case NEIGHBOURHOODS -> "neighbourhoods";
    };
  }

  /** Attempts of the run's own task: numbers and classes have no scale in common. */
  private static List<Attempt> drawn(RunDocument run) {
    return run.attempts().stream()
        .filter(attempt -> Measure.of(run).isOf(attempt.scores().train()))
        .toList();
  }
}
