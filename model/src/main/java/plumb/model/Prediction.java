package plumb.model;

import java.util.List;
import java.util.Map;

/** A model's answer for one row. */
public sealed interface Prediction {
  /**
   * A class.
   *
   * @param label the most probable class, as the training file spells it
   * @param probability of that class, 0 to 1
   * @param probabilities one a class, in the order of the target's labels; they sum to 1
   */
  record Classification(String label, double probability, List<ClassProbability> probabilities)
      implements Prediction {
    public Classification {
      probabilities = List.copyOf(probabilities);
    }

    /** The probabilities by label. */
    public Map<String, Double> byLabel() {
      Map<String, Double> map = new java.util.LinkedHashMap<>();
      probabilities.forEach(p -> map.put(p.label(), p.probability()));
      return map;
    }
  }

  /**
   * A number.
   *
   * @param value in the unit of the target column
   */
  record Regression(double value) implements Prediction {}

  /**
   * How probable a class is.
   *
   * @param label of the class
   * @param probability 0 to 1
   */
  record ClassProbability(String label, double probability) {}
}
