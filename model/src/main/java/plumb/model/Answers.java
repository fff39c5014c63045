package plumb.model;

import java.util.ArrayList;
import java.util.List;
import plumb.data.Target;
import plumb.nn.Activation;
import plumb.nn.NetworkSpec;

/**
 * What a network's outputs mean for the target.
 *
 * @param network whose head and loss say how to read an output
 * @param target what is predicted
 */
record Answers(NetworkSpec network, Target target) {
  /** The prediction in the outputs of one row. */
  Prediction prediction(float[] outputs, int at) {
    double[] numbers = numbers(outputs, at);
    return switch (target) {
      case Target.Regression _ -> new Prediction.Regression(numbers[0]);
      case Target.Classification _ -> classification(numbers, largest(outputs, at));
    };
  }

  /** The prediction in numbers as {@link #numbers} gives them. */
  Prediction prediction(double[] numbers) {
    return switch (target) {
      case Target.Regression _ -> new Prediction.Regression(numbers[0]);
      case Target.Classification _ -> {
        int best = 0;
        for (int j = 1; j < numbers.length; j++) {
          best = numbers[j] > numbers[best] ? j : best;
        }
        yield classification(numbers, best);
      }
    };
  }

  /** One probability a class; or the value in the unit of the target column. */
  double[] numbers(float[] outputs, int at) {
    return switch (target) {
      case Target.Regression(_, double mean, double scale) ->
          new double[] {outputs[at] * scale + mean};
      case Target.Classification(_, List<String> labels) ->
          probabilities(labels.size(), outputs, at);
    };
  }

  private Prediction classification(double[] p, int best) {
    List<String> labels = ((Target.Classification) target).labels();
    List<Prediction.ClassProbability> probabilities = new ArrayList<>(p.length);
    for (int j = 0; j < p.length; j++) {
      probabilities.add(new Prediction.ClassProbability(labels.get(j), p[j]));
    }
    return new Prediction.Classification(labels.get(best), p[best], probabilities);
  }

  private int largest(float[] outputs, int at) {
    int width = network.outputs();
    if (width == 1) {
      return outputs[at] > (network.answersWithSign() ? 0 : 0.5f) ? 1 : 0;
    }
    int best = 0;
    for (int j = 1; j < width; j++) {
      best = outputs[at + j] > outputs[at + best] ? j : best;
    }
    return best;
  }

  private double[] probabilities(int classes, float[] outputs, int at) {
    int width = network.outputs();
    double[] p = new double[classes];
    if (width == 1) {
      double share =
          network.answersWithSign() ? logistic(outputs[at]) : Math.clamp(outputs[at], 0.0, 1.0);
      p[0] = 1 - share;
      p[1] = share;
      return p;
    }
    for (int j = 0; j < width; j++) {
      p[j] = outputs[at + j];
    }
    normalize(p, outputs[at + largest(outputs, at)]);
    return p;
  }

  private void normalize(double[] p, double largest) {
    Activation head = network.head().activation();
    if (head instanceof Activation.Softmax) {
      return;
    }
    boolean shares = head instanceof Activation.Sigmoid;
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = shares ? p[j] : StrictMath.exp(p[j] - largest);
      sum += p[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] = sum == 0 ? 1.0 / p.length : p[j] / sum;
    }
  }

  private static double logistic(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }
}
