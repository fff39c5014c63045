package plumb.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.data.BadInput;

/**
 * Where each layer's parameters lie in the one flat array that holds them all.
 *
 * @param segments in order, without gaps
 * @param shared the slope that PReLU layers share over the network, if any do; one of the segments
 */
public record ParameterLayout(List<Segment> segments, Optional<Segment> shared) {
  /** As many numbers as every Java machine can hold in an array. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  public ParameterLayout {
    segments = List.copyOf(segments);
  }

  /**
   * The layout of a network.
   *
   * @throws BadInput if it has more parameters than one array can hold
   */
  public static ParameterLayout of(NetworkSpec spec) {
    Builder builder = new Builder();
    int width = spec.inputs();
    for (int i = 0; i < spec.layers().size(); i++) {
      String name = "layer " + (i + 1);
      switch (spec.layers().get(i)) {
        case Layer.Dense dense -> {
          builder.dense(name, i, width, dense.units());
          width = dense.units();
        }
        case Layer.Maxout maxout -> {
          builder.dense(name, i, width, (long) maxout.units() * maxout.pieces());
          width = maxout.units();
        }
        case Layer.Activate(Activation.PRelu prelu) -> builder.slopes(name, i, prelu, width);
        case Layer.Activate _, Layer.Dropout _ -> {}
      }
    }
    int head = spec.layers().size();
    builder.dense("head", head, width, spec.head().units());
    if (spec.head().activation() instanceof Activation.PRelu prelu) {
      builder.slopes("head", head, prelu, spec.head().units());
    }
    return new ParameterLayout(builder.segments, builder.shared);
  }

  /**
   * How many parameters a network has, also where they are more than an array can hold.
   *
   * @return a whole number, exact up to 2^53
   */
  public static double count(NetworkSpec spec) {
    double count = 0;
    double width = spec.inputs();
    for (Layer layer : spec.layers()) {
      switch (layer) {
        case Layer.Dense dense -> {
          count += (width + 1) * dense.units();
          width = dense.units();
        }
        case Layer.Maxout maxout -> {
          count += (width + 1) * maxout.units() * maxout.pieces();
          width = maxout.units();
        }
        case Layer.Activate(Activation function) -> count += ownSlopes(function, width);
        case Layer.Dropout _ -> {}
      }
    }
    Head head = spec.head();
    count += (width + 1) * head.units() + ownSlopes(head.activation(), head.units());
    return count + (hasSlopeOfTheNetwork(spec) ? 1 : 0);
  }

  /** Slopes of a layer that no other one shares. */
  private static double ownSlopes(Activation function, double width) {
    return !(function instanceof Activation.PRelu prelu)
        ? 0
        : switch (prelu.sharing()) {
          case UNIT -> width;
          case LAYER -> 1;
          case NETWORK -> 0;
        };
  }

  private static boolean hasSlopeOfTheNetwork(NetworkSpec spec) {
    return Stream.concat(
            spec.layers().stream()
                .filter(Layer.Activate.class::isInstance)
                .map(layer -> ((Layer.Activate) layer).function()),
            Stream.of(spec.head().activation()))
        .anyMatch(function ->
            function instanceof Activation.PRelu prelu
                && prelu.sharing() == Activation.Sharing.NETWORK);
  }

  /** How many parameters in all. */
  public int size() {
    return segments.isEmpty() ? 0 : segments.getLast().end();
  }

  /** The segment of a layer with a role, if it has one. */
  public Optional<Segment> find(int layer, Segment.Role role) {
    return segments.stream().filter(s -> s.layer() == layer && s.role() == role).findFirst();
  }

  /** The segment of a layer with a role, which it must have. */
  public Segment get(int layer, Segment.Role role) {
    return find(layer, role).orElseThrow();
  }

  private static final class Builder {
    private final List<Segment> segments = new ArrayList<>();
    private int offset;
    private Optional<Segment> shared = Optional.empty();

    private void add(String name, int layer, Segment.Role role, int rows, long columns) {
      if (columns > (MOST - offset) / rows) {
        throw new BadInput(
            "The network is too large: with %s, %d x %d, it has more than %d parameters; give its layers fewer units"
                .formatted(name, rows, columns, MOST));
      }
      segments.add(new Segment(name, layer, role, offset, rows, (int) columns));
      offset += rows * (int) columns;
    }

    private void dense(String name, int layer, int inputs, long sums) {
      add(name + " weights", layer, Segment.Role.WEIGHT, inputs, sums);
      add(name + " biases", layer, Segment.Role.BIAS, 1, sums);
    }

    private void slopes(String name, int layer, Activation.PRelu prelu, int width) {
      switch (prelu.sharing()) {
        case UNIT -> add(name + " slopes", layer, Segment.Role.SLOPE, 1, width);
        case LAYER -> add(name + " slope", layer, Segment.Role.SLOPE, 1, 1);
        case NETWORK -> {
          if (shared.isEmpty()) {
            add("slope of the network", layer, Segment.Role.SLOPE, 1, 1);
            shared = Optional.of(segments.getLast());
          }
        }
      }
    }
  }

  /** The segment that holds the slopes a PReLU layer uses, which several layers may share. */
  public Segment slopes(int layer) {
    return find(layer, Segment.Role.SLOPE).or(() -> shared).orElseThrow();
  }
}
