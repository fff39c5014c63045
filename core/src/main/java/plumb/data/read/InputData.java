package plumb.data.read;

import java.util.List;
import plumb.data.Inputs;

/**
 * Inputs to predict from, one a row of the source.
 *
 * @param inputs the encoded rows
 * @param notes sentences for the user
 * @param novelties what no training row had, by column
 */
public record InputData(Inputs inputs, List<String> notes, List<Novelty> novelties) {
  public InputData {
    notes = List.copyOf(notes);
    novelties = List.copyOf(novelties);
  }
}
