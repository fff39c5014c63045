package plumb.model;

import plumb.data.Encoding;
import plumb.nn.NetworkSpec;

/**
 * A trained network with the preprocessing that was fitted to its training data.
 *
 * @param encoding turns raw rows into inputs, and the network's answers into values of the target
 * @param network its description
 * @param parameters its weights, in the layout of {@link plumb.nn.ParameterLayout}, as they are
 *     used for prediction: where dropout is made up for at test time, already multiplied
 */
public record Model(Encoding encoding, NetworkSpec network, float[] parameters) {}
