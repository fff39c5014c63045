package plumb.bench.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;

/**
 * Prints the microseconds of a median training step with Adam: {@code NETWORK BATCH DROPOUT
 * SECONDS}. The number of threads is what OMP_NUM_THREADS says.
 */
public final class DjlStep {
  private DjlStep() {}

  /** Measures in this process. */
  public static void main(String[] arguments) {
    int[] widths = Arrays.stream(arguments[0].split("-")).mapToInt(Integer::parseInt).toArray();
    int batch = Integer.parseInt(arguments[1]);
    float dropout = Float.parseFloat(arguments[2]);
    double seconds = Double.parseDouble(arguments[3]);
    SequentialBlock network = new SequentialBlock();
    for (int i = 1; i < widths.length; i++) {
      network.add(Linear.builder().setUnits(widths[i]).build());
      if (i < widths.length - 1) {
        network.add(Activation.reluBlock());
        if (dropout > 0) {
          network.add(Dropout.builder().optRate(dropout).build());
        }
      }
    }
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build());
    try (Model model = Model.newInstance("step")) {
      model.setBlock(network);
      try (Trainer trainer = model.newTrainer(config);
          NDManager rows = trainer.getManager().newSubManager()) {
        trainer.initialize(new Shape(batch, widths[0]));
        NDArray inputs = rows.randomNormal(new Shape(batch, widths[0]));
        NDArray labels =
            rows.randomInteger(0, widths[widths.length - 1], new Shape(batch), DataType.INT64);
        long warm = System.nanoTime() + (long) (Math.min(3, seconds) * 1e9);
        while (System.nanoTime() < warm) {
          step(trainer, inputs, labels);
        }
        long[] times = new long[1 << 20];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (count < times.length && (System.nanoTime() < end || count < 3)) {
          long from = System.nanoTime();
          step(trainer, inputs, labels);
          times[count++] = System.nanoTime() - from;
        }
        Arrays.sort(times, 0, count);
        System.out.println(times[count / 2] / 1e3);
      }
    }
  }

  private static void step(Trainer trainer, NDArray inputs, NDArray labels) {
    try (NDManager scope = inputs.getManager().newSubManager()) {
      NDArray rows = inputs.duplicate();
      rows.attach(scope);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList answers = trainer.forward(new NDList(rows));
        NDArray loss = trainer.getLoss().evaluate(new NDList(labels), answers);
        collector.backward(loss);
        answers.close();
        loss.close();
      }
      trainer.step();
    }
  }
}
