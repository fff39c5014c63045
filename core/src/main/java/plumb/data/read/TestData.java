package plumb.data.read;

import java.util.List;
import plumb.data.Examples;

/**
 * Examples made from another source by an encoding already fitted.
 *
 * @param examples the rows with a target
 * @param rows row of the source of each example
 * @param notes sentences for the user
 */
public record TestData(Examples examples, int[] rows, List<String> notes) {
  public TestData {
    notes = List.copyOf(notes);
  }
}
