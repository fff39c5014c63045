package plumb.run;

import java.util.Optional;
import plumb.train.Metrics;

/**
 * The same weights measured on every set there is.
 *
 * @param train on the training set, dropout off, penalty apart
 * @param validation on the validation set
 * @param test on the test set, opened once
 */
public record Scores(Metrics train, Optional<Metrics> validation, Optional<Metrics> test) {}
