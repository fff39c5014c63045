package plumb.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.data.read.Outliers;
import plumb.data.read.Scaling;
import plumb.run.CauseId;

/** What the training examples give reason to suspect, as the network gets them. */
final class DataLints {
  /** Rows looked at for the scale of the inputs. */
  private static final int SAMPLE = 4000;

  private final Facts facts;
  private final List<Suspect> suspects = new ArrayList<>();

  private DataLints(Facts facts) {
    this.facts = facts;
  }

  /** The suspects, in no order. */
  static List<Suspect> of(Facts facts) {
    DataLints lints = new DataLints(facts);
    lints.inputs();
    lints.target();
    lints.order();
    lints.corrupt();
    return lints.suspects;
  }

  private void inputs() {
    if (facts.card().data().inputs() == Scaling.STANDARDIZE
        || facts.card().data().inputs() == Scaling.AUTO) {
      return;
    }
    Inputs inputs = facts.train().inputs();
    int width = inputs.width();
    double[] deviations = new double[width];
    double farthest = 0;
    double largest = 0;
    double[][] columns = columns(inputs, SAMPLE);
    for (int j = 0; j < width; j++) {
      double mean = Arrays.stream(columns[j]).average().orElse(0);
      double squares = Arrays.stream(columns[j]).map(x -> (x - mean) * (x - mean)).sum();
      deviations[j] = Math.sqrt(squares / columns[j].length);
      farthest = Math.max(farthest, Math.abs(mean));
      largest = Math.max(largest, Arrays.stream(columns[j]).map(Math::abs).max().orElse(0));
    }
    double[] sorted = Arrays.stream(deviations).filter(d -> d > 0).sorted().toArray();
    if (sorted.length == 0) {
      return;
    }
    double most = sorted[sorted.length - 1];
    double low = sorted[sorted.length / 20];
    double size = Math.max(most, farthest);
    if (size > 5 || (most / low > 100 && most > 2)) {
      double severity = Math.min(0.97, 0.55 + 0.2 * Math.log10(Math.max(size, 5) / 5));
      suspects.add(
          new Suspect(
              CauseId.UNNORMALIZED_INPUT,
              severity,
              Numbers.of(
                  "largestDeviation",
                  most,
                  "largestDeviationLimit",
                  5,
                  "largestMean",
                  farthest,
                  "largestMeanLimit",
                  5,
                  "smallestDeviation",
                  sorted[0],
                  "largestInput",
                  largest),
              String.format(
                  Locale.ROOT,
                  "The inputs are taken as they are: their standard deviations range from %.3g to %.3g, their means up to %.3g.",
                  sorted[0],
                  most,
                  farthest),
              List.of(DataTreatments.standardizedInputs())));
    } else if (largest < 0.05 || most < 0.02) {
      suspects.add(
          new Suspect(
              CauseId.UNNORMALIZED_INPUT,
              0.8,
              Numbers.of(
                  "largestInput", largest, "largestInputLimit", 0.05, "largestDeviation", most),
              String.format(
                  Locale.ROOT,
                  "The inputs are very small: the largest is %.2g, so the network hardly sees them.",
                  largest),
              List.of(DataTreatments.standardizedInputs())));
    }
  }

  private void target() {
    if (!facts.card().data().rawTargets()
        || !(facts.train().targets() instanceof Targets.Values(float[] values))) {
      return;
    }
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    double size = Math.max(deviation, Math.abs(mean) / 3);
    if (size > 3 || deviation < 0.1) {
      suspects.add(
          new Suspect(
              CauseId.UNSCALED_TARGET,
              deviation < 0.1 ? 0.6 : Math.min(0.97, 0.5 + 0.2 * Math.log10(size)),
              Numbers.of(
                  "targetMean", mean, "targetDeviation", deviation, "targetDeviationLimit", 3),
              String.format(
                  Locale.ROOT,
                  "The target is taken as it is, with mean %.4g and standard deviation %.4g; errors and gradients are of that size.",
                  mean,
                  deviation),
              List.of(DataTreatments.standardizedTarget())));
    }
  }

  private void order() {
    if (facts.card().data().shuffle()) {
      return;
    }
    double alike = alike(facts.train().targets());
    if (alike > 0.3) {
      suspects.add(
          new Suspect(
              CauseId.UNSHUFFLED_DATA,
              0.97,
              Numbers.of("neighboursAlike", alike, "neighboursAlikeLimit", 0.3),
              String.format(
                  Locale.ROOT,
                  "The rows are not shuffled and stand in an order: the targets of neighbours agree with a correlation of %.2f. If it is the order of time, keep it: then later rows are what counts, and rows drawn at random look better than they are.",
                  alike),
              List.of(DataTreatments.shuffled())));
    }
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

  /** Values so far from all others that they are no part of the same quantity. */
  private void corrupt() {
    Inputs inputs = facts.train().inputs();
    Set<Integer> rows = new TreeSet<>();
    List<String> names = new ArrayList<>();
    double farthest = 0;
    if (inputs instanceof Inputs.Floats(float[] values, int count, int width)) {
      List<String> all = facts.data().encoding().names();
      Map<Integer, Feature.LongTailed> tails = tails();
      double[] column = new double[count];
      for (int j = 0; j < width; j++) {
        for (int row = 0; row < count; row++) {
          column[row] = values[row * width + j];
        }
        straighten(column, Optional.ofNullable(tails.get(j)));
        Outliers outliers = Outliers.of(column);
        if (!outliers.equals(Outliers.NONE)) {
          names.add(all.get(j));
          double reach = (outliers.high() - outliers.low()) / 2;
          for (int row = 0; row < column.length; row++) {
            if (outliers.outside(column[row])) {
              rows.add(row);
              double out = Math.abs(column[row] - (outliers.high() + outliers.low()) / 2);
              farthest = Math.max(farthest, out / reach);
            }
          }
        }
      }
    } else {
      blank(facts.train(), rows);
      names.add("images of one colour");
    }
    double share = (double) rows.size() / facts.train().rows();
    if (rows.isEmpty() || (share > 0.3 && !(inputs instanceof Inputs.Floats))) {
      return;
    }
    List<Integer> numbers = new ArrayList<>();
    int[] source = facts.data().trainRows();
    rows.forEach(row -> numbers.add(source[row] + 1));
    suspects.add(
        new Suspect(
            CauseId.CORRUPT_INPUT,
            share < 0.002 ? 0.5 : 0.9,
            Numbers.of(
                "corruptRows",
                rows.size(),
                "corruptShare",
                share,
                "timesBeyondTheOthers",
                farthest * Math.sqrt(Outliers.JUMP),
                "timesBeyondTheOthersLimit",
                Outliers.JUMP),
            String.format(
                Locale.ROOT,
                "%d rows (%.1f %%) hold values far from all others (%s), for example row %d.",
                rows.size(),
                100 * share,
                String.join(", ", names.subList(0, Math.min(3, names.size()))),
                numbers.getFirst()),
            List.of(
                inputs instanceof Inputs.Floats
                    ? DataTreatments.filledOutliers()
                    : DataTreatments.leaveOut(
                        numbers, "%d images of one colour".formatted(numbers.size())))));
  }

  /** Those columns that were compressed for their long tails. */
  private Map<Integer, Feature.LongTailed> tails() {
    Map<Integer, Feature.LongTailed> tails = new HashMap<>();
    int at = 0;
    for (Feature feature : facts.data().encoding().features()) {
      if (feature instanceof Feature.LongTailed tail) {
        tails.put(at, tail);
      }
      at += feature.width();
    }
    return tails;
  }

  /** A column as it was before it was compressed. */
  private static void straighten(double[] column, Optional<Feature.LongTailed> compressed) {
    compressed.ifPresent(tail -> {
      for (int row = 0; row < column.length; row++) {
        double s = column[row] * tail.scale() + tail.mean();
        column[row] = Math.signum(s) * tail.unit() * Math.expm1(Math.abs(s));
      }
    });
  }

  private static void blank(Examples examples, Set<Integer> rows) {
    if (!(examples.inputs() instanceof Inputs.Bytes(byte[] pixels, int count, int width, _, _))) {
      return;
    }
    for (int row = 0; row < count; row++) {
      boolean alike = true;
      for (int i = 1; i < width && alike; i++) {
        alike = pixels[row * width + i] == pixels[row * width];
      }
      if (alike) {
        rows.add(row);
      }
    }
  }

  /** One array a column, of at most so many rows, evenly taken. */
  static double[][] columns(Inputs inputs, int most) {
    int rows = Math.min(most, inputs.rows());
    float[] line = new float[inputs.width()];
    double[][] columns = new double[inputs.width()][rows];
    for (int i = 0; i < rows; i++) {
      inputs.copyRow((int) ((long) i * inputs.rows() / rows), line, 0);
      for (int j = 0; j < line.length; j++) {
        columns[j][i] = line[j];
      }
    }
    return columns;
  }
}
