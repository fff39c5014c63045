package plumb.probe;

import java.util.List;
import java.util.Optional;

/**
 * What all instruments say about one network at fixed parameters.
 *
 * @param rows looked at
 * @param layers what the readings are of, the head last
 * @param readings one a layer; of the update and of the penalty they know nothing
 * @param probes for the steepest weight of each layer: the loss's change beside back-propagation
 * @param echoes what is left, layer by layer, of a change by 1 of the first layer's steepest weight
 * @param linear the linear pieces; empty if a layer is not piecewise linear
 * @param obstacle which layer that is, in words
 * @param pieces how often the pieces of Maxout layers win
 * @param shapes the learned activations of the first units of each layer that learns some
 * @param flatness what kind of place it is
 * @param curvatureRows rows the curvature was measured on
 */
public record Inspection(
    int rows,
    List<WatchRecord.Layer> layers,
    List<LayerReading> readings,
    List<Probed> probes,
    List<Echo> echoes,
    Optional<Pieces> linear,
    Optional<String> obstacle,
    List<PieceUse> pieces,
    List<UnitShape> shapes,
    Flatness flatness,
    int curvatureRows) {
  public Inspection {
    layers = List.copyOf(layers);
    readings = List.copyOf(readings);
    probes = List.copyOf(probes);
    echoes = List.copyOf(echoes);
    pieces = List.copyOf(pieces);
    shapes = List.copyOf(shapes);
  }

  /**
   * The network as the linear functions it is made of.
   *
   * @param dropped of each layer the mean share of units that are taken out for a row
   * @param worst largest difference of {@code W x + b} from the network's answer, over the rows
   * @param onLine pieces on the straight way from the first row to the last
   * @param onPlane pieces over the parallelogram that the first, the middle and the last row span;
   *     empty for fewer than three rows
   * @param planeComplete whether these are all; if not, there are at least so many
   */
  public record Pieces(
      List<Dropped> dropped,
      double worst,
      int onLine,
      Optional<Integer> onPlane,
      boolean planeComplete) {
    public Pieces {
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * The units of a layer that a thin network does without.
   *
   * @param layer index in the network's layers
   * @param share mean over the rows
   */
  public record Dropped(int layer, double share) {}
}
