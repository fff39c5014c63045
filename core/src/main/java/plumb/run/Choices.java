package plumb.run;

import plumb.nn.Activation.Sharing;
import plumb.nn.Init;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;

/**
 * What a {@link Convention} means wherever a card is silent. {@code docs/conventions.md} shows all
 * of them side by side.
 *
 * @param mask how often dropout draws a new mask
 * @param scaling where dropout makes up for the missing units
 * @param init how weights start, the head's too
 * @param leakySlope slope of leaky ReLU for {@code z <= 0}
 * @param preluSharing which units learn one PReLU slope together
 * @param preluSlope where PReLU slopes start
 * @param l2Factor what the {@code l2} of a card is multiplied by to give that of {@link
 *     plumb.optim.Penalty}: 1 where it means {@code l2 / 2 * sum w^2}, 2 where it means {@code l2 *
 *     sum w^2}
 */
public record Choices(
    MaskScope mask,
    DropoutScaling scaling,
    Init init,
    float leakySlope,
    Sharing preluSharing,
    float preluSlope,
    double l2Factor) {
  /** What a convention stands for. */
  public static Choices of(Convention convention) {
    return switch (convention) {
      case MODERN ->
          new Choices(
              MaskScope.EXAMPLE, DropoutScaling.TRAINING, Init.AUTO, 0.01f, Sharing.UNIT, 0.25f, 1);
      case LECTURE ->
          new Choices(
              MaskScope.BATCH, DropoutScaling.TEST, Init.AUTO, 0.01f, Sharing.UNIT, 0.25f, 1);
      // torch.nn: Dropout, Linear, LeakyReLU, PReLU.
      case PYTORCH ->
          new Choices(
              MaskScope.EXAMPLE,
              DropoutScaling.TRAINING,
              new Init.FanIn(true),
              0.01f,
              Sharing.LAYER,
              0.25f,
              1);
      // keras.layers: Dropout, Dense, LeakyReLU (keras.activations.leaky_relu has 0.2), PReLU;
      // keras.regularizers.L2.
      case KERAS ->
          new Choices(
              MaskScope.EXAMPLE,
              DropoutScaling.TRAINING,
              new Init.Glorot(),
              0.3f,
              Sharing.UNIT,
              0,
              2);
    };
  }
}
