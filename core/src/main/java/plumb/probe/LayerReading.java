package plumb.probe;

/**
 * What was seen of one {@link Block} in one update. A ratio by 0 is NaN where both are 0, otherwise
 * infinite.
 *
 * @param gradientMean mean of {@code |dL/dw|} over the weights, of the data loss alone
 * @param gradientNorm length of the same gradient
 * @param weightNorm length of the weights before the update
 * @param updateRatio length of the update over {@link #weightNorm}; healthy is about 1e-3
 * @param moved {@code ||W_t - W_0|| / ||W_0||} after the update
 * @param penaltyRatio length of the penalty's gradient over that of the data loss; 0 without one
 * @param activationMean mean of the outputs over rows and units
 * @param activationSpread their standard deviation
 * @param saturated share of the outputs, over rows and units, where the activation is so flat that
 *     its slope is below 1/37 of its steepest: a sigmoid beyond -5 or 5, tanh beyond -2.5 or 2.5,
 *     the left of ELU, SELU and softplus. 0 for all others
 * @param dead share of the ReLUs (or leaky ones of slope 0) that answered 0 to every row of the
 *     latest readings: all of them until they are 512 rows, then the latest 512. 0 for all other
 *     activations
 */
public record LayerReading(
    double gradientMean,
    double gradientNorm,
    double weightNorm,
    double updateRatio,
    double moved,
    double penaltyRatio,
    double activationMean,
    double activationSpread,
    double saturated,
    double dead) {}
