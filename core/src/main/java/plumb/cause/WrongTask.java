package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.NumberText;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.Task;
import plumb.math.RandomStream;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.DataTreatments;
import plumb.treatment.OtherTask;
import plumb.wording.Wording;

/**
 * Numbers of classes that are learned as a quantity, or a quantity whose every number is learned as
 * a class. Whether numbers are one or the other is asked of the inputs: of a quantity, rows with
 * neighbouring numbers are alike, so one number a row, in the order of the quantity, tells nearly
 * as much as one number a class.
 */
public final class WrongTask implements DataQuestion {
  private static final String CLASSES_AS_QUANTITY = "classes-as-quantity";

  private static final String QUANTITY_AS_CLASSES = "quantity-as-classes";

  /** More numbers are a quantity. */
  private static final int MOST_CLASSES = 20;

  private static final int FEWEST_ROWS_A_CLASS = 10;

  /** What classes must gain over a quantity, of all rows. */
  private static final double GAIN = 0.15;

  /** Accuracy from which on the inputs tell small numbers from 0 or 1 on as surely as classes. */
  private static final double SURE = 0.95;

  /** Rows a class in the mean, below which a number is hardly ever met again. */
  private static final int FEW_A_CLASS = 10;

  /** Deals of the numbers among the classes that the order of the numbers is held against. */
  private static final int DEALS = 40;

  /** Score by which the order of the numbers must beat every other deal. */
  private static final double IN_ORDER = 0.1;

  /** Intervals of the one number a row, each of which is answered with its most frequent class. */
  private static final int BINS = 40;

  private static final int ROWS_A_BIN = 15;

  private static final int MOST_ROWS = 3000;

  private static final int FEWEST_ROWS = 40;

  private static final long HALVES = 56;
  private static final long DEAL = 57;

  @Override
  public CauseId id() {
    return CauseId.WRONG_TASK;
  }

  @Override
  public String kind() {
    return CLASSES_AS_QUANTITY + ", " + QUANTITY_AS_CLASSES;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    if (data.source().isEmpty()
        || data.data().train().rows() < FEWEST_ROWS
        || data.card().data().task() == Task.AUTO) {
      return List.of();
    }
    return switch (data.data().encoding().target()) {
      case Target.Regression target -> quantity(data, target).map(List::of).orElse(List.of());
      case Target.Classification target -> classes(data, target).map(List::of).orElse(List.of());
    };
  }

  /**
   * How rows not fitted to are answered by a model of one number a class.
   *
   * @param codes number that each class is called
   * @param asClasses accuracy of the largest answer
   * @param asQuantity accuracy of one number a row in the order of the codes, at its best
   * @param error standard error of the difference of both
   * @param inOrder share of the variance of the codes that one number a row explains
   * @param dealt the same with the codes dealt anew, at best
   */
  private record Answers(
      double[] codes,
      double asClasses,
      double asQuantity,
      double error,
      double inOrder,
      double dealt) {
    static Answers of(DataCase data, int[] classOf, double[] codes) {
      Examples train = data.data().train();
      int[] places = Raw.firstOfEach(data.data().trainRows());
      int[] order = new int[places.length];
      RandomStream.of(data.card().seed()).child(HALVES).permutation(order);
      int fitted = Math.min(MOST_ROWS, places.length / 2);
      int asked = Math.min(MOST_ROWS, places.length - fitted);
      int[] fit = Arrays.stream(order, 0, fitted).map(i -> places[i]).toArray();
      int[] ask = Arrays.stream(order, fitted, fitted + asked).map(i -> places[i]).toArray();
      double[][] answers = new double[codes.length][fit.length];
      for (int i = 0; i < fit.length; i++) {
        answers[classOf[fit[i]]][i] = 1;
      }
      QuickModel model =
          QuickModel.fit(train.inputs(), data.data().encoding(), fit, answers, data.card().seed());
      double[][] seen = said(model, train, fit);
      double[][] met = said(model, train, ask);
      int[] seenClass = IntStream.of(fit).map(i -> classOf[i]).toArray();
      int[] metClass = IntStream.of(ask).map(i -> classOf[i]).toArray();
      boolean[] right = new boolean[ask.length];
      for (int i = 0; i < ask.length; i++) {
        double[] each = met[i];
        int best = 0;
        for (int k = 1; k < each.length; k++) {
          best = each[k] > each[best] ? k : best;
        }
        right[i] = best == metClass[i];
      }
      boolean[] rounded = rounded(met, metClass, codes);
      boolean[] binned = binned(seen, seenClass, met, metClass, codes);
      boolean[] ordered = count(rounded) > count(binned) ? rounded : binned;
      int differ = (int) IntStream.range(0, ask.length).filter(i -> right[i] != ordered[i]).count();
      double best = Double.NEGATIVE_INFINITY;
      RandomStream random = RandomStream.of(data.card().seed()).child(DEAL);
      for (int deal = 0; deal < DEALS; deal++) {
        int[] permutation = new int[codes.length];
        random.child(deal).permutation(permutation);
        double[] dealt = IntStream.of(permutation).mapToDouble(k -> codes[k]).toArray();
        best = Arrays.equals(dealt, codes) ? best : Math.max(best, explained(met, metClass, dealt));
      }
      return new Answers(
          codes,
          (double) count(right) / ask.length,
          (double) count(ordered) / ask.length,
          Math.sqrt(differ + 1) / ask.length,
          explained(met, metClass, codes),
          best);
    }

    private static double[][] said(QuickModel model, Examples train, int[] rows) {
      return IntStream.of(rows)
          .mapToObj(row -> model.answers(train.inputs(), row))
          .toArray(double[][]::new);
    }

    private static int count(boolean[] right) {
      return (int) IntStream.range(0, right.length).filter(i -> right[i]).count();
    }

    /** One number a row: the codes, weighed by the answers. */
    private static double one(double[] said, double[] codes) {
      double sum = 0;
      for (int k = 0; k < codes.length; k++) {
        sum += said[k] * codes[k];
      }
      return sum;
    }

    private static boolean[] rounded(double[][] said, int[] classOf, double[] codes) {
      boolean[] right = new boolean[said.length];
      for (int i = 0; i < right.length; i++) {
        double number = one(said[i], codes);
        int near =
            IntStream.range(0, codes.length)
                .reduce(
                    0, (a, b) -> Math.abs(codes[b] - number) < Math.abs(codes[a] - number) ? b : a);
        right[i] = near == classOf[i];
      }
      return right;
    }

    /** Each interval of the one number is answered with the class most frequent in it. */
    private static boolean[] binned(
        double[][] seen, int[] seenClass, double[][] met, int[] metClass, double[] codes) {
      double[] numbers = Arrays.stream(seen).mapToDouble(s -> one(s, codes)).toArray();
      double[] sorted = numbers.clone();
      Arrays.sort(sorted);
      int bins = Math.clamp(numbers.length / ROWS_A_BIN, 1, BINS);
      double[] edges =
          IntStream.range(1, bins)
              .mapToDouble(b -> sorted[(int) ((long) b * sorted.length / bins)])
              .toArray();
      int[][] counts = new int[bins][codes.length];
      for (int i = 0; i < numbers.length; i++) {
        counts[bin(edges, numbers[i])][seenClass[i]]++;
      }
      boolean[] right = new boolean[met.length];
      for (int i = 0; i < right.length; i++) {
        int[] here = counts[bin(edges, one(met[i], codes))];
        int best = IntStream.range(0, here.length).reduce(0, (a, b) -> here[b] > here[a] ? b : a);
        right[i] = best == metClass[i];
      }
      return right;
    }

    private static int bin(double[] edges, double value) {
      int at = Arrays.binarySearch(edges, value);
      return at >= 0 ? at + 1 : -at - 1;
    }

    /** The share of the variance of the codes that one number a row explains. */
    private static double explained(double[][] said, int[] classOf, double[] codes) {
      double mean = Arrays.stream(classOf).mapToDouble(k -> codes[k]).average().orElse(0);
      double errors = 0;
      double squares = 0;
      for (int i = 0; i < classOf.length; i++) {
        double y = codes[classOf[i]];
        double error = one(said[i], codes) - y;
        errors += error * error;
        squares += (y - mean) * (y - mean);
      }
      return squares == 0 ? 0 : 1 - errors / squares;
    }
  }

  private Optional<Finding> quantity(DataCase data, Target.Regression target) {
    float[] values = ((Targets.Values) data.data().train().targets()).values();
    double[] numbers = new double[values.length];
    for (int i = 0; i < numbers.length; i++) {
      double number = values[i] * target.scale() + target.mean();
      numbers[i] = Math.rint(number);
      // Scaled in single precision on the way.
      if (Math.abs(number - numbers[i]) > 1e-4 * (1 + Math.abs(number))) {
        return Optional.empty();
      }
    }
    double[] codes = Arrays.stream(numbers).sorted().distinct().toArray();
    if (codes.length < 2
        || codes.length > MOST_CLASSES
        || codes.length * FEWEST_ROWS_A_CLASS > numbers.length) {
      return Optional.empty();
    }
    int[] classOf = Arrays.stream(numbers).mapToInt(n -> Arrays.binarySearch(codes, n)).toArray();
    Answers answers = Answers.of(data, classOf, codes);
    double gain = answers.asClasses() - answers.asQuantity();
    double limit = Math.max(GAIN, Chance.STANDARD_ERRORS * answers.error());
    boolean counted =
        (codes[0] == 0 || codes[0] == 1) && codes[codes.length - 1] == codes[0] + codes.length - 1;
    if (gain < limit && !(counted && answers.asClasses() >= SURE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            id(),
            gain >= limit ? Severity.CERTAIN : Severity.REMARK,
            Evidence.ofKind(
                CLASSES_AS_QUANTITY,
                Reading.of("differentNumbers", codes.length, MOST_CLASSES, Unit.COUNT),
                Reading.of("accuracyAsClasses", answers.asClasses(), Unit.SCORE),
                Reading.of("accuracyAsQuantity", answers.asQuantity(), Unit.SCORE),
                Reading.of("gain", gain, limit, Unit.SCORE)),
            Wording.of(
                gain >= limit ? "task.quantity" : "task.quantity.remark",
                target.column(),
                codes.length,
                Raw.text(codes[0]),
                Raw.text(codes[codes.length - 1]),
                answers.asClasses(),
                answers.asQuantity()),
            List.of(new OtherTask(Task.CLASSIFICATION))));
  }

  private Optional<Finding> classes(DataCase data, Target.Classification target) {
    int classes = target.labels().size();
    if (classes <= MOST_CLASSES
        || target.labels().stream().anyMatch(label -> NumberText.parse(label).isEmpty())) {
      return Optional.empty();
    }
    double[] codes =
        target.labels().stream().mapToDouble(l -> NumberText.parse(l).orElse(0)).toArray();
    int[] classOf = ((Targets.Classes) data.data().train().targets()).labels();
    double rows = (double) Raw.firstOfEach(data.data().trainRows()).length / classes;
    Answers answers = Answers.of(data, classOf, codes);
    boolean ordered = answers.inOrder() >= answers.dealt() + IN_ORDER;
    if (!ordered) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            id(),
            rows < FEW_A_CLASS ? Severity.CERTAIN : Severity.DOUBTFUL,
            Evidence.ofKind(
                QUANTITY_AS_CLASSES,
                Reading.of("classes", classes, MOST_CLASSES, Unit.COUNT),
                Reading.of("rowsAClass", rows, FEW_A_CLASS, Unit.PLAIN),
                Reading.of("scoreInOrder", answers.inOrder(), Unit.SCORE),
                Reading.of("scoreDealtAnew", answers.dealt(), Unit.SCORE)),
            Wording.of(
                "task.classes",
                target.column(),
                classes,
                Unit.PLAIN.words(rows),
                answers.inOrder(),
                answers.dealt()),
            List.of(new OtherTask(Task.REGRESSION), new DataTreatments.TaskOfTheTarget())));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("task.looks"),
        List.of(
            Wording.of("task.limit", MOST_CLASSES, FEWEST_ROWS_A_CLASS, GAIN),
            Wording.of("task.remark", SURE),
            Wording.of("task.classes.limit", MOST_CLASSES, IN_ORDER, DEALS)),
        List.of(new OtherTask(Task.CLASSIFICATION).title(), new OtherTask(Task.REGRESSION).title()),
        Wording.of("task.accepted"));
  }
}
