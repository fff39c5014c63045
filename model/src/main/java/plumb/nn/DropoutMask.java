package plumb.nn;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import plumb.math.RandomStream;

/**
 * Which of the droppable units of a network are there: one of the thin networks that share its
 * weights (lecture: "Dropout"). {@code M} droppable units make {@code 2^M} of them.
 *
 * <p>Units are numbered through all dropout layers, from the inputs on. A mask is fixed: {@link
 * Pass#forwardThin} and {@link Inference#run(float[], int, float[], DropoutMask)} apply the same
 * one to every row.
 *
 * @param network whose units they are
 * @param kept set where a unit is there; not changed afterwards
 */
public record DropoutMask(NetworkSpec network, BitSet kept) {
  /** Droppable units whose thin networks can still be listed: about a million. */
  public static final int MOST_LISTED = 20;

  /** Checks that no bit is set behind the last unit. */
  public DropoutMask {
    kept = (BitSet) kept.clone();
    if (kept.length() > units(network)) {
      throw new IllegalArgumentException(
          "bit %d is set, but only %d units can be dropped"
              .formatted(kept.length() - 1, units(network)));
    }
  }

  /** A dropout layer: where it stands, its first unit's number, and how many it has. */
  private record Place(int layer, Layer.Dropout dropout, int first, int units) {}

  private static List<Place> places(NetworkSpec network) {
    List<Place> places = new ArrayList<>();
    int width = network.inputs();
    int first = 0;
    for (int i = 0; i < network.layers().size(); i++) {
      switch (network.layers().get(i)) {
        case Layer.Dense dense -> width = dense.units();
        case Layer.Maxout maxout -> width = maxout.units();
        case Layer.Dropout dropout -> {
          places.add(new Place(i, dropout, first, width));
          first += width;
        }
        case Layer.Activate _ -> {}
      }
    }
    return places;
  }

  /** How many units of a network can be dropped. */
  public static int units(NetworkSpec network) {
    return places(network).stream().mapToInt(Place::units).sum();
  }

  /** The mask that drops nothing. */
  public static DropoutMask whole(NetworkSpec network) {
    BitSet kept = new BitSet();
    kept.set(0, units(network));
    return new DropoutMask(network, kept);
  }

  /** A mask drawn as training draws them, each unit for itself. */
  public static DropoutMask draw(NetworkSpec network, RandomStream random) {
    BitSet kept = new BitSet();
    for (Place place : places(network)) {
      for (int unit = place.first(); unit < place.first() + place.units(); unit++) {
        kept.set(unit, random.uniform(unit) >= place.dropout().dropProbability());
      }
    }
    return new DropoutMask(network, kept);
  }

  /**
   * Every mask there is, counted in binary; their probabilities sum to 1.
   *
   * @throws IllegalArgumentException for more than {@value #MOST_LISTED} droppable units
   */
  public static Stream<DropoutMask> all(NetworkSpec network) {
    int units = units(network);
    if (units > MOST_LISTED) {
      throw new IllegalArgumentException(
          "%d droppable units make 2^%d thin networks; at most 2^%d can be listed, draw some instead"
              .formatted(units, units, MOST_LISTED));
    }
    return LongStream.range(0, 1L << units)
        .mapToObj(bits -> new DropoutMask(network, BitSet.valueOf(new long[] {bits})));
  }

  /** Whether a unit is there. */
  public boolean keeps(int unit) {
    return kept.get(unit);
  }

  /** Share of the droppable units that are there; 1 for a network without any. */
  public double share() {
    int units = units(network);
    return units == 0 ? 1 : (double) kept.cardinality() / units;
  }

  /** How likely training is to draw this very mask: the product of {@code p} and {@code 1 - p}. */
  public double probability() {
    double product = 1;
    for (Place place : places(network)) {
      double keep = place.dropout().keep();
      for (int unit = place.first(); unit < place.first() + place.units(); unit++) {
        product *= kept.get(unit) ? keep : 1 - keep;
      }
    }
    return product;
  }

  @Override
  public BitSet kept() {
    return (BitSet) kept.clone();
  }

  /** The units of one dropout layer, by the layer's index in the network. */
  boolean[] ofLayer(int layer) {
    Place place =
        places(network).stream().filter(p -> p.layer() == layer).findFirst().orElseThrow();
    boolean[] units = new boolean[place.units()];
    for (int unit = 0; unit < units.length; unit++) {
      units[unit] = kept.get(place.first() + unit);
    }
    return units;
  }
}
