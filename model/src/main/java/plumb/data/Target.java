package plumb.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The column to predict, and how the network's answer is turned back into a value of it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Target.Classification.class, name = "classification"),
  @JsonSubTypes.Type(value = Target.Regression.class, name = "regression")
})
public sealed interface Target {
  /** Name of the column. */
  String column();

  /**
   * A class out of a fixed list.
   *
   * @param column name of the column
   * @param labels the classes as the file spells them; the network's output {@code i} is {@code
   *     labels.get(i)}
   */
  record Classification(String column, List<String> labels) implements Target {
    public Classification {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A number; the network is trained on {@code (y - mean) / scale}.
   *
   * @param column name of the column
   * @param mean subtracted before training, added back when predicting; 0 for raw targets
   * @param scale divided by before training; 1 for raw targets
   */
  record Regression(String column, double mean, double scale) implements Target {}
}
