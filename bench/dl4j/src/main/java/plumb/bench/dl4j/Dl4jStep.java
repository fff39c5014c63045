package plumb.bench.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Prints the microseconds of a median training step with Adam: {@code NETWORK BATCH DROPOUT
 * SECONDS}. The number of threads is what OMP_NUM_THREADS says.
 */
public final class Dl4jStep {
  private Dl4jStep() {}

  /** Measures in this process. */
  public static void main(String[] arguments) {
    int[] widths = Arrays.stream(arguments[0].split("-")).mapToInt(Integer::parseInt).toArray();
    int batch = Integer.parseInt(arguments[1]);
    double dropout = Double.parseDouble(arguments[2]);
    double seconds = Double.parseDouble(arguments[3]);
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(0.001))
            .weightInit(WeightInit.RELU)
            .list();
    for (int i = 1; i < widths.length - 1; i++) {
      DenseLayer.Builder layer =
          new DenseLayer.Builder().nIn(widths[i - 1]).nOut(widths[i]).activation(Activation.RELU);
      // Here dropout acts on what goes into a layer, and the number is the chance to be kept.
      layers.layer(dropout > 0 && i > 1 ? layer.dropOut(1 - dropout).build() : layer.build());
    }
    int last = widths.length - 1;
    OutputLayer.Builder head =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(widths[last - 1])
            .nOut(widths[last])
            .activation(Activation.SOFTMAX);
    layers.layer(dropout > 0 ? head.dropOut(1 - dropout).build() : head.build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    INDArray rows = Nd4j.randn(batch, widths[0]);
    INDArray labels = Nd4j.zeros(batch, widths[last]);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, i % widths[last], 1);
    }
    long warm = System.nanoTime() + (long) (Math.min(3, seconds) * 1e9);
    while (System.nanoTime() < warm) {
      network.fit(rows, labels);
    }
    long[] times = new long[1 << 20];
    int count = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (count < times.length && (System.nanoTime() < end || count < 3)) {
      long from = System.nanoTime();
      network.fit(rows, labels);
      times[count++] = System.nanoTime() - from;
    }
    Arrays.sort(times, 0, count);
    System.out.println(times[count / 2] / 1e3);
    System.exit(0); // its helpers would keep the process alive
  }
}
