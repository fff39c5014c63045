package plumb.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.run.Reference;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

/**
 * How far a line on neighbourhoods is ahead, on validation, of a network and of the simple models
 * that take a picture as a list of numbers, where that is beyond noise and worth another kind of
 * network.
 *
 * @param reference the line on neighbourhoods
 * @param score what it gets on validation
 * @param rest the best that the network, the line and the tree get there
 * @param limit from which lead on it counts
 */
public record Lead(Reference reference, double score, double rest, double limit) {
  /**
   * The least lead. Five points are more than the luck of a split moves a network by on the few
   * hundred held-out pictures that most folders have.
   */
  public static final double POINTS = 0.05;

  /**
   * The least lead as a share of the wrong answers. Another kind of network is dearer than any
   * setting of a card, so at least one wrong answer in five must become right by it.
   */
  public static final double SHARE_OF_ERRORS = 0.2;

  /** By how much a score must be bettered. */
  private static double limit(double score) {
    return Math.max(POINTS, SHARE_OF_ERRORS * (1 - score));
  }

  /** How far it is ahead. */
  public double lead() {
    return score - rest;
  }

  /**
   * The lead over a network.
   *
   * @param own what the network gets on validation
   * @param references measured on the same rows; without a line on neighbourhoods there is no lead
   */
  public static Optional<Lead> over(Metrics own, List<Reference> references, PrimaryScore by) {
    Score network = Score.of(own, by);
    return references.stream()
        .filter(r -> r.kind() == Reference.Kind.NEIGHBOURHOODS && r.finished())
        .filter(r -> r.scores().validation().isPresent())
        .findFirst()
        .flatMap(seeing -> of(network, seeing, references, by));
  }

  private static Optional<Lead> of(
      Score network, Reference seeing, List<Reference> references, PrimaryScore by) {
    Score score = Score.of(seeing.scores().validation().orElseThrow(), by);
    Score rest =
        Stream.concat(
                Stream.of(network),
                references.stream()
                    .filter(r -> r.kind() != Reference.Kind.NEIGHBOURHOODS)
                    .flatMap(r -> r.scores().validation().stream())
                    .map(m -> Score.of(m, by)))
            .filter(s -> Double.isFinite(s.value()))
            .max(Comparator.comparingDouble(Score::value))
            .orElse(network);
    double limit = limit(rest.value());
    return score.value() - rest.value() >= limit && score.against(rest) == Score.Standing.BETTER
        ? Optional.of(new Lead(seeing, score.value(), rest.value(), limit))
        : Optional.empty();
  }
}
