package plumb.train;

import java.util.Optional;

/**
 * What is known after an epoch.
 *
 * @param epoch 0 for the untrained network, then 1, 2, ...
 * @param updates parameter updates so far
 * @param runningLoss mean loss of the batches as they were trained on, weights moving and dropout
 *     on; NaN for epoch 0
 * @param penalty the penalty at the end of the epoch, kept out of every loss
 * @param rate the learning rate in force during the epoch
 * @param train measured on the training set with the weights of the end of the epoch
 * @param validation measured the same way, if there is a validation set
 */
public record EpochRecord(
    int epoch,
    long updates,
    double runningLoss,
    double penalty,
    double rate,
    Metrics train,
    Optional<Metrics> validation) {}
