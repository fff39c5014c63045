package plumb.run;

import java.util.Optional;
import plumb.nn.Activation;
import plumb.nn.Init;

/**
 * The output layer as a card asks for it.
 *
 * @param units numbers given out, at least 1
 * @param activation what is done with the weighted sums; empty for what suits task and loss
 * @param init how the weights start
 * @param bias where the biases start
 */
public record HeadChoice(int units, Optional<Activation> activation, Init init, float bias) {
  /** With the usual start. */
  public HeadChoice(int units, Activation activation) {
    this(units, Optional.of(activation), Init.AUTO, 0);
  }

  /** The same with the usual start. */
  public HeadChoice withUsualStart() {
    return new HeadChoice(units, activation, Init.AUTO, 0);
  }

  /** The same with another start. */
  public HeadChoice withInit(Init other) {
    return new HeadChoice(units, activation, other, bias);
  }
}
