package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.recipe.Preview;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.train.TrainingListener;

/** Test data may follow another distribution, so less training error is not less test error. */
final class C25AnotherDistribution implements Lab {
  private static final String CARD =
      "network: [dense: 64, relu]\noptimizer: {adam: 0.002}\nbatch: 32\nepochs: %d\nstop: none\n";

  @Override
  public About about() {
    return new About(
        "C25",
        Part.EARLY_STOPPING,
        new Words(
            "Data of the test set may differ, in distribution or nature; so an error that falls on the"
                + " training set need not fall on the test set.",
            "testing set 的 data 可能会有不同的地方（不同的 distribution、不同的性质），所以 training set 的 error 越来越小，并不保证 testing set 的 error 越来越小。"),
        new Words(
            "A network learns the digits, pixels from 0 to 1, and is measured on held-out digits as they are and on the same"
                + " ones moved one pixel to the right. A second network is asked to tell training rows"
                + " from held-out rows (adversarial validation); five seeds.",
            "网络学习 digits，然后在留出的 digits 上测两次：原样的，和整体右移一个像素的。再让第二个网络去分辨一行是训练数据还是留出数据（adversarial validation）；五个种子。"),
        new Words(
            "Confirmed if in every seed the training loss falls on from the epoch at which the moved"
                + " digits' loss is lowest to the end while their loss rises by a tenth or more, their"
                + " error is at least five times that of the others, and the second network tells them"
                + " apart (area under the curve above 0.9) but not the others (between 0.4 and 0.6).",
            "若每个种子中，从右移数据 loss 最低的 epoch 到最后，训练 loss 继续下降而右移数据的 loss 至少上升十分之一，其错误率至少是原样数据的五倍，且第二个网络能认出右移的数据（AUC 高于 0.9）、认不出原样的（0.4 到 0.6 之间），则成立。"));
  }

  /** Pixels from 0 to 16 as numbers from 0 to 1. */
  private static Examples scaled(Examples raw) {
    float[] values = Slices.values(raw);
    for (int i = 0; i < values.length; i++) {
      values[i] /= 16;
    }
    return new Examples(new Inputs.Floats(values, raw.rows(), raw.inputs().width()), raw.targets());
  }

  /**
   * The 8x8 images moved one pixel to the right; what comes in is blank, as are pixels that are no
   * input because they are blank in every training row.
   *
   * @param names of the inputs, such as pixel23 for row 2, column 3
   */
  private static Examples moved(Examples held, List<String> names) {
    int width = names.size();
    float[] values = Slices.values(held);
    float[] out = new float[values.length];
    for (int i = 0; i < width; i++) {
      int place = Integer.parseInt(names.get(i).substring("pixel".length()));
      int from = place % 10 == 0 ? -1 : names.indexOf("pixel%02d".formatted(place - 1));
      for (int row = 0; row < held.rows() && from >= 0; row++) {
        out[row * width + i] = values[row * width + from];
      }
    }
    return new Examples(new Inputs.Floats(out, held.rows(), width), held.targets());
  }

  /** How well a network tells rows of {@code a} from rows of {@code b} that it has not seen. */
  private static double tellApart(Examples a, Examples b, long seed, int epochs) {
    int count = Math.min(a.rows(), b.rows());
    int width = a.inputs().width();
    float[] values = new float[2 * count * width];
    int[] labels = new int[2 * count];
    for (int i = 0; i < count; i++) {
      a.inputs().copyRow(i, values, 2 * i * width);
      b.inputs().copyRow(i, values, (2 * i + 1) * width);
      labels[2 * i + 1] = 1;
    }
    Examples both =
        new Examples(new Inputs.Floats(values, 2 * count, width), new Targets.Classes(labels, 2));
    int half = count / 2 * 2;
    Examples known = Slices.between(both, 0, half);
    Examples unknown = Slices.between(both, half, 2 * count);
    NetworkSpec judge =
        new NetworkSpec(
            width,
            List.of(new Layer.Dense(32), new Layer.Activate(Activation.RELU)),
            new Head(1, Activation.SIGMOID),
            Loss.BINARY_CROSS_ENTROPY);
    Card card = Sample.DIGITS.card(CARD.formatted(epochs)).withSeed(seed);
    Trial trial =
        Trial.of(
            card,
            judge,
            known,
            Optional.empty(),
            new Target.Classification("set", List.of("training", "held out")),
            TrainingListener.NONE);
    float[] answers = new float[unknown.rows()];
    new Inference(judge, trial.result().last(), unknown.rows())
        .run(Slices.values(unknown), unknown.rows(), answers);
    int[] truth = ((Targets.Classes) unknown.targets()).labels();
    double above = 0;
    double pairs = 0;
    for (int i = 0; i < answers.length; i++) {
      for (int j = 0; j < answers.length; j++) {
        if (truth[i] == 1 && truth[j] == 0) {
          above += answers[i] > answers[j] ? 1 : answers[i] == answers[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return above / pairs;
  }

  private record Result(Trial same, Trial other, double aucSame, double aucOther) {
    double lowest() {
      return loss(best());
    }

    int best() {
      int best = 1;
      for (int e = 1; e < other.result().history().size(); e++) {
        best = loss(e) < loss(best) ? e : best;
      }
      return best;
    }

    double loss(int epoch) {
      var record = other.result().history().get(epoch);
      return record.validation().orElse(record.train()).loss();
    }

    double end() {
      return loss(other.result().history().size() - 1);
    }

    boolean holds() {
      var history = other.result().history();
      return history.getLast().train().loss() < history.get(best()).train().loss()
          && end() >= 1.1 * lowest()
          && 1 - other.validationScore() >= 5 * (1 - same.validationScore())
          && aucOther > 0.9
          && aucSame > 0.4
          && aucSame < 0.6;
    }
  }

  private static Result result(long seed, int epochs) {
    Card card =
        CardReader.apply(Sample.DIGITS.card(CARD.formatted(epochs)), List.of("data.inputs=raw"))
            .withSeed(seed);
    Preview preview = Preview.of(card);
    Examples train = scaled(preview.data().train());
    Examples held = scaled(preview.data().validation().orElseThrow());
    Examples other = moved(held, preview.data().encoding().names());
    Target target = preview.data().encoding().target();
    int[] order = new int[train.rows()];
    RandomStream.of(seed).child(4).permutation(order);
    Examples some = Slices.rows(train, Arrays.copyOf(order, held.rows()));
    return new Result(
        Trial.of(card, preview.network(), train, Optional.of(held), target, TrainingListener.NONE),
        Trial.of(card, preview.network(), train, Optional.of(other), target, TrainingListener.NONE),
        tellApart(some, held, seed, 40),
        tellApart(some, other, seed, 40));
  }

  @Override
  public Findings run(Setting setting) {
    List<Result> results =
        setting.each(setting.seeds(5, 5), seed -> result(seed, setting.choose(60, 200)));
    Result first = results.getFirst();
    double same =
        results.stream().mapToDouble(r -> 1 - r.same().validationScore()).average().orElseThrow();
    double other =
        results.stream().mapToDouble(r -> 1 - r.other().validationScore()).average().orElseThrow();
    double aucSame = results.stream().mapToDouble(Result::aucSame).average().orElseThrow();
    double aucOther = results.stream().mapToDouble(Result::aucOther).average().orElseThrow();
    List<Draw.Named> lines = new ArrayList<>();
    lines.add(
        new Draw.Named(
            new Words("training set", "训练集"),
            results.stream()
                .map(r -> r.same().line(new Look(1, 0, false), e -> e.train().loss()))
                .toList()));
    lines.add(
        new Draw.Named(
            new Words("held out, as they are", "留出数据，原样"),
            results.stream()
                .map(r ->
                    r.same()
                        .line(new Look(3, 1, false), e -> e.validation().orElse(e.train()).loss()))
                .toList()));
    lines.add(
        new Draw.Named(
            new Words("held out, moved by a pixel", "留出数据，右移一个像素"),
            results.stream()
                .map(r ->
                    r.other()
                        .line(new Look(2, 2, false), e -> e.validation().orElse(e.train()).loss()))
                .toList()));
    return new Findings(
        Outcome.of(results.stream().allMatch(Result::holds)),
        Say.of(
            "Held-out digits: %.1f %% wrong as they are, %.0f %% moved by one pixel. The second network"
                + " tells the moved ones from training rows with an area under the ROC curve of %.2f,"
                + " the others with %.2f; 0.5 is guessing.",
            "留出的 digits：原样错 %.1f %%，右移一个像素错 %.0f %%。第二个网络分辨右移数据与训练数据的 AUC 是 %.2f，分辨原样数据的是 %.2f；0.5 就是瞎猜。",
            100 * same,
            100 * other,
            aucOther,
            aucSame),
        new Words(
            "Test data drawn as the training data were, or training rows moved about in the same way.",
            "测试数据和训练数据来自同样的分布，或者训练时也把图像这样移来移去。"),
        List.of(
            Chart.of(
                new Words(
                    "Loss over the updates, one line a seed: on moved digits it is high and rises while"
                        + " the training loss falls.",
                    "loss 随更新次数的变化，每条线一个种子：在右移的 digits 上 loss 很高，训练 loss 下降时它反而上升。"),
                new Words("updates", "更新次数"),
                new Words("loss", "loss"),
                Chart.Scale.LOGARITHMIC,
                lines),
            new Rows(
                new Words(
                    "How well a second network tells the sets from training rows: 0.5 is guessing.",
                    "第二个网络分辨它们与训练数据的能力：0.5 就是瞎猜。"),
                new Words("area under the ROC curve", "AUC"),
                false,
                List.of(
                    Rows.Row.of(
                        "as they are", "原样", results.stream().map(Result::aucSame).toList(), 3),
                    Rows.Row.of(
                        "moved by a pixel",
                        "右移一个像素",
                        results.stream().map(Result::aucOther).toList(),
                        2)))),
        List.of(
            Measured.of("held-out error, as they are", "留出错误率，原样", same),
            Measured.of("held-out error, moved by a pixel", "留出错误率，右移一个像素", other),
            Measured.of(
                "loss of the moved ones at best, seed 1", "右移数据最低 loss（种子 1）", first.lowest()),
            Measured.of(
                "loss of the moved ones at the end, seed 1", "右移数据最后 loss（种子 1）", first.end()),
            Measured.of("area under the curve, as they are", "AUC，原样", aucSame),
            Measured.of("area under the curve, moved", "AUC，右移", aucOther)),
        List.of(Sample.DIGITS.text(CARD.formatted(200))));
  }
}
