package plumb.probe;

/**
 * How much of a change of one weight arrives at a layer.
 *
 * @param layer name of the {@link Block}
 * @param change length of the difference of its outputs, averaged over the rows
 */
public record Echo(String layer, double change) {}
