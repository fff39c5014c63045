package plumb.cause;

import java.util.List;
import java.util.Optional;
import plumb.experiment.Contrast;
import plumb.experiment.Trained;
import plumb.recipe.Score;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.Shallower;
import plumb.wording.Wording;

/**
 * Whether the same network with fewer layers does better on the training set. If it does, the deep
 * one was not trained well, and what validation says of it is no overfitting (lecture: 20 layers
 * against 56, "Do not always blame overfitting").
 */
public final class ShallowerTwin {
  /** Networks of fewer hidden layers are not called deep. */
  static final int DEEP = 6;

  private ShallowerTwin() {}

  /** The twin to train; empty where the network is not deep. */
  public static Optional<Shallower> of(CaseFile file) {
    return file.depth() < DEEP
        ? Optional.empty()
        : Optional.of(new Shallower(Math.max(2, file.depth() / 3)));
  }

  /** What the twin says; empty where it is not better on the training set. */
  public static Optional<Finding> compared(CaseFile file, Shallower shallower, Trained twin) {
    Score deep = Score.of(file.trained().scores().train(), file.trained().by());
    double limit =
        Math.max(
            Contrast.MATERIAL, deep.margin(Score.of(twin.scores().train(), file.trained().by())));
    if (!(twin.train() - file.trained().train() > limit)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            CauseId.VANISHING_GRADIENT,
            0.6,
            Evidence.of(
                Reading.of("layers", file.depth(), Unit.COUNT),
                Reading.of("layersOfTwin", shallower.layers(), Unit.COUNT),
                Reading.of("trainScore", file.trained().train(), Unit.SCORE),
                Reading.of(
                    "trainScoreOfTwin", twin.train(), file.trained().train() + limit, Unit.SCORE)),
            Wording.of(
                "vanishing.twin",
                file.depth(),
                file.trained().train(),
                shallower.layers(),
                twin.train()),
            List.of(shallower)));
  }
}
