package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/**
 * The validation rows are of another kind than the training rows, whatever the reason: a quick
 * model tells them apart by their inputs, or what it learned on training rows is worth less there.
 */
public final class OtherKind implements DataQuestion {
  private static final String KIND = "other";

  /**
   * Chance that a validation row is ranked above a training row by a model that should tell them
   * apart: 0.5 is a guess.
   */
  private static final double TOLD_APART = 0.65;

  /** From here on hardly any row can be mistaken. */
  private static final double CLEARLY = 0.9;

  /** Rows of each kind. */
  private static final int MOST_ROWS = 1500;

  private static final int FEWEST_ROWS = 40;

  private static final long DRAW = 55;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Optional<OtherRows> other = OtherRows.of(data);
    if (other.isEmpty()
        || other.get().examples().rows() < FEWEST_ROWS
        || data.data().train().rows() < FEWEST_ROWS) {
      return List.of();
    }
    Domains domains = Domains.of(data, other.get());
    double limit = Math.max(TOLD_APART, 0.5 + Chance.STANDARD_ERRORS * domains.error());
    boolean apart = domains.ranked() >= limit;
    BothSides sides = BothSides.of(data, other.get());
    boolean classes = data.data().train().targets() instanceof Targets.Classes;
    BothSides.Worth worth =
        data.data().train().targets() instanceof Targets.Classes(_, int count)
            ? sides.ofClasses(count)
            : sides.ofNumbers();
    if (!apart && !worth.worse()) {
      return List.of();
    }
    double later =
        data.source()
            .flatMap(TimeColumn::of)
            .map(time -> LaterInTime.rowsLater(time, data, other.get()))
            .orElse(Double.NaN);
    // Rows of the future are apart by their time, which a quick model makes too much of.
    double severity =
        apart && worth.worse() && domains.ranked() >= CLEARLY && !(later >= LaterInTime.LATER)
            ? Severity.CERTAIN_BUT_WHY
            : worth.worse() ? Severity.DOUBTFUL : Severity.REMARK;
    String id = apart ? worth.worse() ? "shift.other" : "shift.other.same" : "shift.other.answers";
    return List.of(
        new Finding(
            id(),
            severity,
            Evidence.ofKind(
                KIND,
                Reading.of("toldApart", domains.ranked(), limit, Unit.SHARE),
                Reading.of("quickModelInTraining", worth.training(), Unit.SCORE),
                Reading.of("quickModelInValidation", worth.validation(), Unit.SCORE)),
            Wording.of(
                id,
                other.get().file(),
                Unit.SHARE.words(domains.ranked()),
                Wording.of(classes ? "shift.other.recall" : "shift.other.error"),
                worth.training(),
                worth.validation()),
            List.of()));
  }

  /**
   * How well a quick model tells training rows from validation rows that it has not seen.
   *
   * @param ranked the chance that it takes a validation row rather than a training row for one
   * @param error of that, for rows of one kind
   */
  private record Domains(double ranked, double error) {
    static Domains of(DataCase data, OtherRows other) {
      Examples train = data.data().train();
      int[] places = drawn(data, other);
      int[] others =
          Raw.sample(
              IntStream.range(0, other.examples().rows()).toArray(), MOST_ROWS, data.card().seed());
      int width = train.inputs().width();
      float[] values = new float[(places.length + others.length) * width];
      boolean[] isOther = new boolean[places.length + others.length];
      for (int i = 0; i < places.length; i++) {
        train.inputs().copyRow(places[i], values, i * width);
      }
      for (int i = 0; i < others.length; i++) {
        isOther[places.length + i] = true;
        other.examples().inputs().copyRow(others[i], values, (places.length + i) * width);
      }
      Inputs both = new Inputs.Floats(values, isOther.length, width);
      double[] score = new double[isOther.length];
      int[] order = new int[isOther.length];
      RandomStream.of(data.card().seed()).child(DRAW).permutation(order);
      for (int half = 0; half < 2; half++) {
        int which = half;
        int[] fit =
            IntStream.range(0, order.length)
                .filter(i -> i % 2 == which)
                .map(i -> order[i])
                .toArray();
        double[][] answers = {Arrays.stream(fit).mapToDouble(i -> isOther[i] ? 1 : 0).toArray()};
        QuickModel model =
            QuickModel.fit(both, data.data().encoding(), fit, answers, data.card().seed());
        IntStream.range(0, order.length)
            .filter(i -> i % 2 != which)
            .map(i -> order[i])
            .forEach(i -> score[i] = model.answers(both, i)[0]);
      }
      double n = places.length;
      double m = others.length;
      return new Domains(ranked(score, isOther), Math.sqrt((n + m + 1) / (12 * n * m)));
    }

    /**
     * Training rows, with the classes about as frequent as in validation: other shares of classes
     * are another matter.
     */
    private static int[] drawn(DataCase data, OtherRows other) {
      int[] places = shuffled(Raw.firstOfEach(data.data().trainRows()), data.card().seed());
      if (!(data.data().train().targets() instanceof Targets.Classes(int[] labels, int classes))
          || !(other.examples().targets() instanceof Targets.Classes(int[] there, _))) {
        return Arrays.copyOf(places, Math.min(MOST_ROWS, places.length));
      }
      int[] have = new int[classes];
      Arrays.stream(places).forEach(i -> have[labels[i]]++);
      int[] want = new int[classes];
      Arrays.stream(there).forEach(k -> want[k]++);
      double factor = (double) MOST_ROWS / there.length;
      for (int k = 0; k < classes; k++) {
        factor = want[k] >= FEWEST_ROWS ? Math.min(factor, (double) have[k] / want[k]) : factor;
      }
      int[] room = new int[classes];
      for (int k = 0; k < classes; k++) {
        room[k] = (int) Math.round(factor * want[k]);
      }
      List<Integer> drawn = new ArrayList<>();
      for (int place : places) {
        if (room[labels[place]]-- > 0) {
          drawn.add(place);
        }
      }
      return drawn.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] shuffled(int[] places, long seed) {
      int[] order = new int[places.length];
      RandomStream.of(seed).child(DRAW).child(1).permutation(order);
      return Arrays.stream(order).map(i -> places[i]).toArray();
    }

    /** The area under the curve of true against false alarms, by ranks; ties count half. */
    private static double ranked(double[] score, boolean[] isOther) {
      Integer[] order = IntStream.range(0, score.length).boxed().toArray(Integer[]::new);
      Arrays.sort(order, (a, b) -> Double.compare(score[a], score[b]));
      double wins = 0;
      double below = 0;
      double others = 0;
      for (int from = 0; from < order.length; ) {
        int to = from;
        double equalBelow = 0;
        double equalOthers = 0;
        while (to < order.length && score[order[to]] == score[order[from]]) {
          equalOthers += isOther[order[to]] ? 1 : 0;
          equalBelow += isOther[order[to]] ? 0 : 1;
          to++;
        }
        wins += equalOthers * (below + equalBelow / 2);
        below += equalBelow;
        others += equalOthers;
        from = to;
      }
      return below == 0 || others == 0 ? 0.5 : wins / (below * others);
    }
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.other.looks"),
        List.of(
            Wording.of("shift.other.limit", TOLD_APART, CLEARLY),
            Wording.of(
                "shift.other.worse",
                BothSides.ACCURACY_LOST,
                Unit.TIMES.words(BothSides.ERROR_GROWN),
                BothSides.BIAS)),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
