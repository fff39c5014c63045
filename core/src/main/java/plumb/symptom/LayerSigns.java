package plumb.symptom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What numbers of single layers, written down while a network was trained, give reason to suspect.
 */
public final class LayerSigns {
  /** Where more than half of a layer's units are dead or saturated, most of it does not learn. */
  private static final double HALF = 0.5;

  /** A gradient this much smaller in the first layer than in the last moves nothing there. */
  private static final double VANISHED = 1e-3;

  /** Of two layers none is far from the loss. */
  private static final int FEWEST_LAYERS = 3;

  /** Updates below this share of the weights move nothing; about 1e-3 is usual. */
  private static final double SHORT = 1e-6;

  /** Updates above this share of the weights overshoot. */
  private static final double LONG = 0.1;

  private LayerSigns() {}

  /**
   * A layer at one moment; a number is NaN where it was not measured.
   *
   * @param name for people
   * @param gradient size of the loss's gradient in its weights; norm or mean, the same for all
   *     layers
   * @param updateRatio norm of an update over the norm of the weights
   * @param dead share of its ReLUs that answered 0 to every row, 0 to 1
   * @param saturated share of its outputs where the activation is flat, 0 to 1
   */
  public record Layer(
      String name, double gradient, double updateRatio, double dead, double saturated) {}

  /** Something to suspect. */
  public sealed interface Sign {
    /** What was measured. */
    double value();

    /** What it is held against. */
    double limit();
  }

  /**
   * Most ReLUs of a layer answer 0 to every row.
   *
   * @param layer its name
   * @param value share of them
   */
  public record DeadUnits(String layer, double value) implements Sign {
    @Override
    public double limit() {
      return HALF;
    }
  }

  /**
   * Most outputs of a layer lie where its activation is flat.
   *
   * @param layer its name
   * @param value share of them
   */
  public record SaturatedUnits(String layer, double value) implements Sign {
    @Override
    public double limit() {
      return HALF;
    }
  }

  /**
   * The gradient shrinks on its way to the first layer.
   *
   * @param first name of the first layer
   * @param last name of the last layer
   * @param value the first layer's gradient over the last one's
   */
  public record VanishedGradient(String first, String last, double value) implements Sign {
    @Override
    public double limit() {
      return VANISHED;
    }
  }

  /**
   * Updates are so long that they overshoot.
   *
   * @param layer the last one
   * @param value update over weights
   */
  public record LongUpdates(String layer, double value) implements Sign {
    @Override
    public double limit() {
      return LONG;
    }
  }

  /**
   * Updates are so short that nothing moves.
   *
   * @param layer the last one
   * @param value update over weights
   */
  public record ShortUpdates(String layer, double value) implements Sign {
    @Override
    public double limit() {
      return SHORT;
    }
  }

  /**
   * The signs of layers.
   *
   * @param layers from the input to the output, with what was measured last
   */
  public static List<Sign> of(List<Layer> layers) {
    List<Sign> signs = new ArrayList<>();
    List<Layer> graded = measured(layers, Layer::gradient);
    if (graded.size() >= FEWEST_LAYERS) {
      Layer first = graded.getFirst();
      Layer last = graded.getLast();
      double ratio = first.gradient() / last.gradient();
      if (ratio < VANISHED) {
        signs.add(new VanishedGradient(first.name(), last.name(), ratio));
      }
    }
    for (Layer layer : layers) {
      if (layer.dead() > HALF) {
        signs.add(new DeadUnits(layer.name(), layer.dead()));
      }
      if (layer.saturated() > HALF) {
        signs.add(new SaturatedUnits(layer.name(), layer.saturated()));
      }
    }
    updates(layers).ifPresent(signs::add);
    return signs;
  }

  /** Of the last layer: the gradient reaches it whole, so that its updates speak for the rate. */
  private static Optional<Sign> updates(List<Layer> layers) {
    List<Layer> moved = measured(layers, Layer::updateRatio);
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    Layer last = moved.getLast();
    return last.updateRatio() > LONG
        ? Optional.of(new LongUpdates(last.name(), last.updateRatio()))
        : last.updateRatio() < SHORT
            ? Optional.of(new ShortUpdates(last.name(), last.updateRatio()))
            : Optional.empty();
  }

  private static List<Layer> measured(List<Layer> layers, ToDoubleFunction<Layer> number) {
    return layers.stream().filter(layer -> !Double.isNaN(number.applyAsDouble(layer))).toList();
  }
}
