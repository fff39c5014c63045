package plumb.train;

import java.util.List;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.math.Team;
import plumb.nn.NetworkSpec;

/** Measures fixed weights on examples. */
public final class Evaluation {
  private Evaluation() {}

  /** The metrics of a network with these parameters. */
  public static Metrics measure(
      NetworkSpec network, float[] parameters, Examples examples, Target target, Team team) {
    if (examples.rows() >= 0) {
      throw new IllegalStateException("no engine yet");
    }
    return new Metrics.Classification(0, 0, 0);
  }

  /** How often each true class (row) was taken for each class (column). */
  public static List<List<Integer>> confusion(
      NetworkSpec network, float[] parameters, Examples examples, Team team) {
    if (examples.rows() >= 0) {
      throw new IllegalStateException("no engine yet");
    }
    return List.of();
  }
}
