package plumb.cause;

import java.util.Optional;
import plumb.data.read.Prepared;
import plumb.data.read.Table;
import plumb.math.Team;
import plumb.run.Card;

/**
 * A card and the data it means, before anything is trained.
 *
 * @param card as given
 * @param data its examples, encoded training and validation rows, with the tables they are of
 * @param team to compute with; no answer depends on how many threads it has
 */
public record DataCase(Card card, Prepared data, Team team) {
  /** The training rows as they were read, columns that are no inputs among them; none of images. */
  public Optional<Table> source() {
    return data.source();
  }

  /** The validation rows as they were read, where they have a table of their own. */
  public Optional<Table> validationSource() {
    return data.givenSource();
  }
}
