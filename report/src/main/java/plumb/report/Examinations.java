package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import plumb.report.Figure.Pane;
import plumb.report.Page.ExaminationView;
import plumb.report.Page.Fact;
import plumb.run.Attempt;
import plumb.run.CauseId;
import plumb.run.Examination;
import plumb.run.Examination.Probe;
import plumb.run.RunDocument;
import plumb.run.Sentences;
import plumb.train.Metrics;

/** The doctor's story: before, evidence, remedy, after. */
final class Examinations {
  private static final int WIDTH = 480;
  private static final int TOP = 6;
  private static final int LINE = 17;
  private static final int DOTS = 24;
  private static final int LEFT = 24;
  private static final int MOST_LETTERS = 50;
  private static final int RIGHT = WIDTH - 24;

  private Examinations() {}

  static List<ExaminationView> of(RunDocument run, Sentences said) {
    return run.examination().map(e -> List.of(view(run, e, said))).orElse(List.of());
  }

  private static ExaminationView view(RunDocument run, Examination examination, Sentences said) {
    return new ExaminationView(
        examination.probes().isEmpty() ? "" : story(examination),
        examination.probes().isEmpty() ? List.of() : List.of(figure(run, examination)),
        examination.measurements().stream()
            .map(m -> new Fact(m.name(), Typesetting.set(m.sentence())))
            .toList(),
        examination.ruledOut().stream()
            .map(r -> new Fact(r.id().title(), Typesetting.set(said.fresh(r.sentence()))))
            .toList(),
        examination.proposals().stream()
            .filter(p -> run.attempts().stream().noneMatch(a -> a.title().equals(p.title())))
            .map(p ->
                new Fact(
                    p.title(),
                    Typesetting.set("Against %s. %s".formatted(name(p.cause()), p.reason()))))
            .toList());
  }

  private static String story(Examination examination) {
    int probes = examination.probes().size();
    return "%s; everything together was %.1f times the work of the training itself."
        .formatted(
            probes == 1
                ? "A training took the suspected cause away"
                : probes + " trainings took suspected causes away, one after the other",
            examination.effort());
  }

  private static Metrics held(Attempt attempt) {
    return attempt.scores().validation().orElse(attempt.scores().train());
  }

  private static String name(CauseId cause) {
    return cause.id().replace('-', ' ');
  }

  private static Figure figure(RunDocument run, Examination examination) {
    List<Probe> probes = examination.probes();
    double[] values =
        probes.stream()
            .flatMapToDouble(p -> DoubleStream.of(p.heldBefore(), p.held()))
            .filter(Double::isFinite)
            .toArray();
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(1);
    Axis scale = Axis.linear(low, Math.max(high, low + 1e-3));
    List<List<String>> questions =
        probes.stream()
            .map(p ->
                wrapped(
                    Typesetting.capital(p.question())
                        + (Double.isFinite(p.held()) ? "" : " It lost its numbers.")))
            .toList();
    int bottom = TOP + questions.stream().mapToInt(lines -> LINE * lines.size() + DOTS).sum();
    Metrics scores = held(run.attempts().getFirst());
    String name = Measure.of(run).scoreName() + " on held-out rows";
    String caption =
        "Each row is a probe, a short training with one thing changed: from the %s of the card it"
                .formatted(name)
            + " changes (ring) to its own (dot). A large dot helped so much that it speaks for a cause.";
    Svg svg = new Svg(WIDTH, bottom + 42, "chart", caption);
    for (double tick : scale.ticks()) {
      double at = scale.position(tick, LEFT, RIGHT);
      svg.line(at, TOP, at, bottom, "grid")
          .text(at, bottom + 18, "middle", "tick", Comparisons.tickText(scores, tick));
    }
    svg.line(LEFT, bottom, RIGHT, bottom, "axis")
        .text((LEFT + RIGHT) / 2.0, bottom + 36, "middle", "name", name);
    double y = TOP;
    for (int i = 0; i < probes.size(); i++) {
      for (String line : questions.get(i)) {
        y += LINE;
        svg.text(LEFT, y, "start", "row-name", line);
      }
      step(svg, scale, probes.get(i), y + DOTS / 2.0 - 2);
      y += DOTS;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Probe probe : probes) {
      rows.add(
          List.of(
              probe.question(),
              Integer.toString(probe.epochs()),
              three(probe.trainBefore()),
              three(probe.train()),
              three(probe.heldBefore()),
              three(probe.held()),
              probe.helped() ? "yes" : "no"));
    }
    return new Figure(
        List.of(new Pane("", svg.end())),
        List.of(),
        caption,
        new DataTable(
            "Probes",
            List.of(
                "question",
                "epochs",
                "training before",
                "after",
                "held out before",
                "after",
                "helped"),
            rows));
  }

  /** From the score before to the score after; one that is no number has no place. */
  private static void step(Svg svg, Axis scale, Probe probe, double y) {
    double from = scale.position(probe.heldBefore(), LEFT, RIGHT);
    double to = scale.position(probe.held(), LEFT, RIGHT);
    if (Double.isFinite(from) && Double.isFinite(to)) {
      svg.line(from, y, to, y, "whisker");
    }
    if (Double.isFinite(to)) {
      svg.dot(to, y, probe.helped() ? 7 : 4, "dot net", "after " + three(probe.held()));
    }
    if (Double.isFinite(from)) {
      svg.dot(from, y, 3.5, "stop", "before " + three(probe.heldBefore()));
    }
  }

  /** In lines that fit at the size letters have on a phone. */
  private static List<String> wrapped(String question) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : question.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > MOST_LETTERS) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
