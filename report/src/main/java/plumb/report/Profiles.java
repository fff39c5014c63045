package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import plumb.data.read.Profile;
import plumb.data.read.Profile.ColumnProfile;
import plumb.data.read.Profile.LevelCount;
import plumb.data.read.Profile.NumberSummary;
import plumb.report.Page.Bar;
import plumb.report.Page.ColumnView;
import plumb.report.Page.Columns;
import plumb.report.Page.MiniChart;

/** What the columns hold, one small card each. */
final class Profiles {
  private static final int SHOWN_AT_ONCE = 12;
  private static final int LEVELS = 5;
  private static final int STEPS = 20;
  private static final int WIDTH = 220;
  private static final int HEIGHT = 46;

  private Profiles() {}

  static Columns of(Profile profile) {
    List<ColumnView> all = new ArrayList<>();
    all.add(view(profile.target(), profile.rows()));
    profile.columns().forEach(c -> all.add(view(c, profile.rows())));
    // Many columns are often of one kind, such as pixels: the target alone stays in sight.
    int cut = all.size() <= 1 + SHOWN_AT_ONCE ? all.size() : 1;
    return new Columns(
        sentence(profile), all.subList(0, cut), all.subList(cut, all.size()), profile.notes());
  }

  private static String sentence(Profile profile) {
    StringBuilder text =
        new StringBuilder(
            "%s: %s, %s beside the target %s."
                .formatted(
                    profile.source(),
                    Numbers.count(profile.rows(), "row"),
                    Numbers.count(profile.columns().size(), "column"),
                    profile.target().name()));
    if (profile.withoutTarget() > 0) {
      text.append(
          " Left out for want of a target: %s."
              .formatted(Numbers.count(profile.withoutTarget(), "row")));
    }
    if (profile.duplicates() > 0) {
      text.append(
          " Exact repeats of an earlier row: %s."
              .formatted(Numbers.count(profile.duplicates(), "row")));
    }
    if (profile.conflicts() > 0) {
      text.append(
          " The inputs of an earlier row but another target: %s; no model can get both right."
              .formatted(Numbers.count(profile.conflicts(), "row")));
    }
    return text.toString();
  }

  private static ColumnView view(ColumnProfile column, int rows) {
    String missing =
        column.missing() == 0
            ? "none missing"
            : "%s missing (%s)"
                .formatted(
                    Numbers.count(column.missing()),
                    Numbers.percent((double) column.missing() / Math.max(1, rows)));
    NumberSummary numbers = column.numbers();
    List<MiniChart> chart =
        numbers == null || column.levels().size() > 0
            ? List.of()
            : List.of(chart(column.name(), numbers));
    return new ColumnView(
        column.name(),
        column.type().name().toLowerCase(Locale.ROOT),
        column.use().name().toLowerCase(Locale.ROOT),
        "%s · %s".formatted(missing, Numbers.count(column.distinct(), "different value")),
        chart,
        bars(column, rows),
        column.notes());
  }

  private static List<Bar> bars(ColumnProfile column, int rows) {
    List<Bar> bars = new ArrayList<>();
    List<LevelCount> levels = column.levels();
    int most = levels.stream().mapToInt(LevelCount::count).max().orElse(1);
    for (LevelCount level : levels.subList(0, Math.min(LEVELS, levels.size()))) {
      String name =
          level.level().length() > 40 ? level.level().substring(0, 39) + "…" : level.level();
      bars.add(
          new Bar(
              name,
              "%s · %s"
                  .formatted(
                      Numbers.count(level.count()),
                      Numbers.percent((double) level.count() / Math.max(1, rows))),
              "w" + Math.round((double) STEPS * level.count() / Math.max(1, most))));
    }
    int rest = column.distinct() - bars.size();
    if (!bars.isEmpty() && rest > 0) {
      bars.add(new Bar("and " + Numbers.count(rest) + " more", "", "w0"));
    }
    return bars;
  }

  private static MiniChart chart(String name, NumberSummary numbers) {
    List<Integer> bins = numbers.bins();
    int most = bins.stream().mapToInt(Integer::intValue).max().orElse(0);
    String sentence =
        "%s to %s, mean %s, deviation %s"
            .formatted(
                Numbers.plain(numbers.min()),
                Numbers.plain(numbers.max()),
                Numbers.plain(numbers.mean()),
                Numbers.plain(numbers.deviation()));
    Svg svg = new Svg(WIDTH, HEIGHT, "mini", "Distribution of %s: %s".formatted(name, sentence));
    double width = (double) WIDTH / Math.max(1, bins.size());
    for (int i = 0; i < bins.size(); i++) {
      double height = most == 0 ? 0 : (double) (HEIGHT - 3) * bins.get(i) / most;
      svg.rectangle(i * width + 0.5, HEIGHT - 1 - height, Math.max(1, width - 1), height, "bin");
    }
    svg.line(0, HEIGHT - 0.5, WIDTH, HEIGHT - 0.5, "axis");
    double step = (numbers.max() - numbers.min()) / Math.max(1, bins.size());
    List<List<String>> rows =
        IntStream.range(0, bins.size())
            .mapToObj(i ->
                List.of(
                    Numbers.plain(numbers.min() + i * step),
                    Numbers.plain(numbers.min() + (i + 1) * step),
                    Numbers.count(bins.get(i))))
            .toList();
    return new MiniChart(
        svg.end(),
        sentence,
        new DataTable(
            "Rows of " + name + " in each interval", List.of("from", "to", "rows"), rows));
  }
}
