package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import plumb.report.Figure.Pane;
import plumb.report.Page.ExaminationView;
import plumb.report.Page.Fact;
import plumb.run.Attempt;
import plumb.run.Examination;
import plumb.run.Examination.Probe;
import plumb.run.RunDocument;

/** The doctor's story: before, evidence, remedy, after. */
final class Examinations {
  private static final int WIDTH = 480;
  private static final int ROW = 40;
  private static final int LEFT = 24;
  private static final int RIGHT = WIDTH - 24;

  private Examinations() {}

  static List<ExaminationView> of(RunDocument run) {
    return run.examination().map(e -> List.of(view(run, e))).orElse(List.of());
  }

  private static ExaminationView view(RunDocument run, Examination examination) {
    return new ExaminationView(
        story(run, examination),
        examination.probes().isEmpty() ? List.of() : List.of(figure(examination)),
        examination.ruledOut().stream().map(r -> new Fact(r.id().id(), r.sentence())).toList(),
        examination.proposals().stream()
            .map(p -> new Fact(p.title(), "Against %s. %s".formatted(p.cause().id(), p.reason())))
            .toList());
  }

  /** Before, evidence, remedy, after, in words. */
  private static String story(RunDocument run, Examination examination) {
    String looked =
        "%d probe%s took suspected causes away one after the other; everything together was %.1f times the work of the training itself."
            .formatted(
                examination.probes().size(),
                examination.probes().size() == 1 ? "" : "s",
                examination.effort());
    Attempt first = run.attempts().getFirst();
    Optional<Attempt> kept =
        run.attempts().stream().filter(a -> a.number() == run.kept()).findFirst();
    if (kept.isEmpty() || kept.get().number() == first.number()) {
      return looked;
    }
    return "Before: %s %s. Found: %s. Mended with: %s. After: %s. %s"
        .formatted(
            Measure.scoreName(held(first)),
            Measure.scoreWithMargin(held(first)),
            run.causes().getFirst().id().id(),
            kept.get().title(),
            Measure.scoreWithMargin(held(kept.get())),
            looked);
  }

  private static plumb.train.Metrics held(Attempt attempt) {
    return attempt.scores().validation().orElse(attempt.scores().train());
  }

  private static Figure figure(Examination examination) {
    List<Probe> probes = examination.probes();
    double[] values =
        probes.stream()
            .flatMapToDouble(p -> DoubleStream.of(p.heldBefore(), p.held()))
            .filter(Double::isFinite)
            .toArray();
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(1);
    Axis scale = Axis.linear(low, Math.max(high, low + 1e-3));
    int bottom = 8 + ROW * probes.size();
    String caption =
        "Each row is a probe: from the held-out score of the card it changes to its own score. A filled dot helped beyond noise.";
    Svg svg = new Svg(WIDTH, bottom + 42, "chart", caption);
    for (double tick : scale.ticks()) {
      double at = scale.position(tick, LEFT, RIGHT);
      svg.line(at, 6, at, bottom, "grid")
          .text(at, bottom + 18, "middle", "tick", Numbers.plain(tick));
    }
    svg.line(LEFT, bottom, RIGHT, bottom, "axis")
        .text((LEFT + RIGHT) / 2.0, bottom + 36, "middle", "name", "held-out score");
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      double y = 8 + ROW * i + ROW * 0.7;
      double from = scale.position(finite(probe.heldBefore(), low), LEFT, RIGHT);
      double to = scale.position(finite(probe.held(), low), LEFT, RIGHT);
      svg.text(LEFT, y - 14, "start", "tick", shortened(probe.question()))
          .line(from, y, to, y, "train")
          .dot(from, y, 3, "mark", "before " + three(probe.heldBefore()))
          .dot(to, y, probe.helped() ? 6 : 3, "mark", "after " + three(probe.held()));
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

  private static double finite(double value, double otherwise) {
    return Double.isFinite(value) ? value : otherwise;
  }

  private static String shortened(String question) {
    return question.length() <= 72 ? question : question.substring(0, 70) + "…";
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
