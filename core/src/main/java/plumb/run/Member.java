package plumb.run;

/**
 * One network of an ensemble, alone.
 *
 * @param seed of its first weights, the order of its rows and its masks
 * @param rows it was trained on, each counted as often as it was drawn
 * @param distinct rows among them
 * @param bestEpoch the epoch its weights are from
 * @param stopped why its training ended
 * @param scores on the whole training set and the validation set, so that they can be compared with
 *     those of the ensemble
 */
public record Member(
    long seed, int rows, int distinct, int bestEpoch, String stopped, Scores scores) {}
