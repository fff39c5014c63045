package plumb.cause;

import java.util.Optional;
import plumb.data.read.Prepared;
import plumb.data.read.Source;
import plumb.math.Team;
import plumb.run.Card;

/**
 * A card and the data it means, before anything is trained.
 *
 * @param card as given
 * @param data its examples: encoded training and validation rows
 * @param source the training rows as they were read, columns that are no inputs among them
 * @param validationSource the validation rows as they were read, where they have a file of their
 *     own
 * @param team to compute with; no answer depends on how many threads it has
 */
public record DataCase(
    Card card, Prepared data, Source source, Optional<Source> validationSource, Team team) {}
