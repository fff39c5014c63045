package plumb.train;

import java.util.List;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.optim.Range;

/** A network's parameters as the update rules see them, which do not know networks. */
public final class Ranges {
  private Ranges() {}

  /** One range a segment, in order. */
  public static List<Range> of(NetworkSpec network) {
    return ParameterLayout.of(network).segments().stream()
        .map(s -> new Range(s.offset(), s.end(), kind(s.role()), s.columns()))
        .toList();
  }

  /** What a segment's numbers are to an update rule. */
  public static Range.Kind kind(Segment.Role role) {
    return switch (role) {
      case WEIGHT -> Range.Kind.WEIGHT;
      case BIAS -> Range.Kind.BIAS;
      case SLOPE -> Range.Kind.SLOPE;
    };
  }
}
