package plumb.data.read;

import java.util.List;
import plumb.data.Inputs;

/**
 * Inputs to predict from, one a row of the source.
 *
 * @param inputs the encoded rows
 * @param notes sentences for the user
 */
public record InputData(Inputs inputs, List<String> notes) {
  public InputData {
    notes = List.copyOf(notes);
  }
}
