package plumb.curves;

import java.util.List;
import java.util.Optional;
import plumb.run.Cause;
import plumb.wording.Wording;

/**
 * What to do, in words: of curves there is no card that could be changed. Each cause has the
 * remedies of its branch of the recipe, the first to try first.
 */
final class CurveRemedies {
  private CurveRemedies() {}

  /**
   * Against a cause.
   *
   * @param best the moment at which validation was best, where it turned
   */
  static List<String> of(Curves curves, Cause cause, Optional<String> best) {
    boolean trees = curves.clock() == Clock.ROUND;
    return switch (cause.id()) {
      case OVERFITTING ->
          of(trees ? "overfitting-trees" : "overfitting", best.orElse("the best validation loss"));
      case LEARNING_RATE_TOO_HIGH, OSCILLATION -> of("rate-too-high", rate(curves, 0.1));
      case LEARNING_RATE_TOO_LOW -> of("rate-too-low", rate(curves, 10));
      case EXPLODING_GRADIENT -> of("exploding");
      case CORRUPT_INPUT -> of("corrupt-input");
      case TOO_FEW_EPOCHS ->
          of("too-few-epochs", 3 * length(curves), curves.clock().words(), length(curves));
      case SLOW_CONVERGENCE -> of("slow");
      case PREMATURE_DECAY -> of("premature-decay");
      case VANISHING_GRADIENT -> of("vanishing");
      case DYING_RELU -> of("dying-relu", rate(curves, 0.1));
      case SATURATED_ACTIVATION -> of("saturated");
      // A bad training result without a known cause: in the order of the recipe.
      case CANNOT_TELL -> of("training");
      default -> List.of();
    };
  }

  /** Remedies by their id. */
  static List<String> of(String id, Object... values) {
    return List.of(Wording.of("curves.remedy." + id, values).split("\\|", -1));
  }

  /** " (from 0.1 to 0.01)", where the rate is known. */
  private static String rate(Curves curves, double times) {
    double highest =
        curves.points().stream()
            .mapToDouble(Curves.Point::rate)
            .filter(r -> r > 0)
            .max()
            .orElse(Double.NaN);
    return Double.isNaN(highest)
        ? ""
        : Wording.of(
            "curves.remedy.rate-from-to", Say.number(highest), Say.number(times * highest));
  }

  private static long length(Curves curves) {
    double first = curves.points().getFirst().at();
    double last = curves.points().getLast().at();
    return Math.round(first < 1 ? last + 1 : last);
  }
}
