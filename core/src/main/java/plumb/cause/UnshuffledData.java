package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import plumb.data.Targets;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.treatment.DataTreatments.ShuffledRows;
import plumb.wording.Wording;

/** Rows that are trained on and held out in an order, so that neither are a fair sample. */
public final class UnshuffledData implements CauseRule {
  /** Correlation of the targets of neighbours, from which on rows stand in an order. */
  private static final double ALIKE = 0.3;

  @Override
  public CauseId id() {
    return CauseId.UNSHUFFLED_DATA;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    if (file.card().data().shuffle()) {
      return List.of();
    }
    double alike = alike(file.train().targets());
    return alike > ALIKE
        ? List.of(
            new Finding(
                id(),
                0.97,
                Evidence.of(Reading.of("neighboursAlike", alike, ALIKE, Unit.PLAIN)),
                Wording.of("order.sorted", alike),
                List.of(new ShuffledRows())))
        : List.of();
  }

  /** How far neighbours agree: 0 by chance, 1 always. */
  private static double alike(Targets targets) {
    return switch (targets) {
      case Targets.Classes(int[] labels, int classes) -> {
        double[] shares = new double[classes];
        int same = 0;
        for (int i = 0; i < labels.length; i++) {
          shares[labels[i]] += 1.0 / labels.length;
          same += i > 0 && labels[i] == labels[i - 1] ? 1 : 0;
        }
        double chance = Arrays.stream(shares).map(s -> s * s).sum();
        yield chance >= 1
            ? 0
            : ((double) same / Math.max(1, labels.length - 1) - chance) / (1 - chance);
      }
      case Targets.Values(float[] values) -> {
        double mean = 0;
        for (float value : values) {
          mean += value / (double) values.length;
        }
        double squares = 0;
        double products = 0;
        for (int i = 0; i < values.length; i++) {
          squares += (values[i] - mean) * (values[i] - mean);
          products += i > 0 ? (values[i] - mean) * (values[i - 1] - mean) : 0;
        }
        yield squares == 0 ? 0 : products / squares;
      }
    };
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.ALWAYS;
  }

  @Override
  public Verdict verdict(Verdict judged) {
    return judged == Verdict.OVERFIT || judged == Verdict.NOT_TRAINED
        ? Verdict.NOT_TRAINED
        : Verdict.CANNOT_TELL;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "whether the targets of rows that stand next to each other agree, where the card does not shuffle",
        List.of(String.format(Locale.ROOT, "a correlation above %.1f", ALIKE)),
        List.of(new ShuffledRows().title()),
        CausePages.TAKEN_AWAY + "; the shuffled card is then always the one handed over");
  }
}
