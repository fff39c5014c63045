package plumb.explain;

import plumb.data.Encoding;
import plumb.nn.NetworkSpec;

/**
 * What only the data of a card can say.
 *
 * @param network that a run of the card trains, its output layer and loss filled in
 * @param encoding of the columns, fitted on the training rows
 * @param training rows to train on
 * @param validation rows to judge by, 0 without
 */
public record Shape(NetworkSpec network, Encoding encoding, int training, int validation) {}
