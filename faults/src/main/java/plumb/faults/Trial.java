package plumb.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.read.DataReader;
import plumb.data.read.Preparation;
import plumb.data.read.Prepared;
import plumb.data.read.ReadOptions;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.recipe.CardData;
import plumb.recipe.Heads;
import plumb.run.Card;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingEvent;
import plumb.train.TrainingSpec;

/**
 * One training of one card, with all a rule set may look at.
 *
 * @param card what was trained
 * @param prepared its data
 * @param network its network
 * @param result of training
 * @param weights after every epoch, the untrained ones first
 */
record Trial(
    Card card, Prepared prepared, NetworkSpec network, FitResult result, List<float[]> weights) {
  Trial {
    weights = List.copyOf(weights);
  }

  /**
   * Trains a card as it stands.
   *
   * @param data where its examples come from
   * @throws plumb.data.BadInput if it cannot be trained
   */
  static Trial of(Card card, CardData data, Team team) {
    Prepared prepared = data.of(card);
    NetworkSpec network = Heads.network(card, prepared.train());
    TrainingSpec spec =
        new TrainingSpec(
            card.optimizer(),
            card.penalty(),
            card.batch(),
            card.epochs(),
            card.stopping(),
            card.data().shuffle(),
            card.seed());
    List<float[]> weights = new ArrayList<>();
    FitResult result =
        new Trainer(network, spec, team)
            .fit(
                prepared.train(),
                prepared.validation(),
                prepared.encoding().target(),
                event -> {
                  if (event instanceof TrainingEvent.EpochEnded ended) {
                    weights.add(ended.checkpoint().get().parameters());
                  }
                },
                StopSignal.NEVER);
    return new Trial(card, prepared, network, result, weights);
  }

  /** Accuracy or R2 on the validation rows with the weights that are returned. */
  double validation() {
    return score(result.bestRecord().validation().orElse(result.bestRecord().train()));
  }

  /** Accuracy or R2 on the test file with the weights that are returned. */
  double test(Path file, Team team) {
    Encoding encoding = prepared.encoding();
    Examples examples =
        Preparation.prepareTest(
                encoding, DataReader.read(file, ReadOptions.usual().like(encoding)), Map.of())
            .examples();
    return score(Evaluation.measure(network, result.best(), examples, encoding.target(), team));
  }

  /** The number a result is judged by: accuracy, or R2; what is not a number counts as 0. */
  static double score(Metrics metrics) {
    double value =
        switch (metrics) {
          case Metrics.Classification c -> c.accuracy();
          case Metrics.Regression r -> r.r2();
        };
    return Double.isFinite(value) ? Math.max(value, -1) : -1;
  }
}
