package plumb.cause;

import java.util.List;
import java.util.Locale;
import plumb.recipe.Lead;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.run.Verdict;
import plumb.wording.Wording;

/**
 * Dense layers for photos. To a dense layer a picture is a list of numbers in any order, so it must
 * learn a shape anew for every place where it can be. The evidence is a cheap model that is told
 * which pixels are neighbours: a line on what 5 x 5 neighbourhoods show. It must be ahead of the
 * network, of every network that a remedy made of it, of the line and of the tree, beyond noise,
 * and by as much as another kind of network is worth: five points, more than the luck of a split
 * moves a network by on a few hundred held-out pictures, and one wrong answer in five, for such
 * layers are dearer than any setting of a card ({@link Lead}). Both numbers were fixed with photos
 * and signs of the hand in view, before handwritten digits and clothes were looked at.
 *
 * <p>A table whose columns happen to be pixels is left alone: nobody said which of them are
 * neighbours.
 */
public final class WrongArchitecture implements CauseRule {
  /** The name in the evidence of how far ahead neighbourhoods are. */
  public static final String LEAD = "lead";

  /** Beyond noise and by a wide margin, but not proved by a network that has such layers. */
  private static final double SEVERITY = 0.85;

  @Override
  public CauseId id() {
    return CauseId.WRONG_ARCHITECTURE;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    if (file.notTrained()) {
      return List.of();
    }
    return file.trained().scores().validation().stream()
        .flatMap(measured -> Lead.over(measured, file.references(), file.trained().by()).stream())
        .map(lead ->
            new Finding(
                id(),
                SEVERITY,
                Evidence.of(
                    Reading.of("neighbourhoodScore", lead.score(), Unit.SCORE),
                    Reading.of("denseScore", lead.rest(), Unit.SCORE),
                    Reading.of(LEAD, lead.lead(), lead.limit(), Unit.SCORE),
                    Reading.of("trainScore", file.trained().train(), Unit.SCORE)),
                Wording.of("architecture.dense", lead.score(), lead.rest()),
                List.of()))
        .toList();
  }

  @Override
  public Proof proof() {
    return Proof.STANDS;
  }

  @Override
  public Verdict verdict(Verdict judged) {
    return Verdict.OVERFIT;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "for pictures only: what a line on 5 x 5 neighbourhoods gets on validation beside the network, its remedies, a line and a tree on pixels, where the training result is good",
        List.of(
            String.format(
                Locale.ROOT,
                "ahead of all of them beyond noise, by at least %.2f and by %.0f %% of the wrong answers",
                Lead.POINTS,
                100 * Lead.SHARE_OF_ERRORS)),
        List.of(),
        "no card can help: layers that look at neighbourhoods are needed");
  }
}
