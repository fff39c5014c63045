package plumb.doctor;

import java.util.List;
import plumb.data.read.Prepared;
import plumb.model.Model;
import plumb.nn.NetworkSpec;
import plumb.recipe.Evidence;
import plumb.recipe.Gain;
import plumb.recipe.Trace;
import plumb.run.Card;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.EpochRecord;
import plumb.train.FitResult;

/**
 * A card that was trained.
 *
 * @param card what was trained
 * @param data the examples it means
 * @param network its whole network
 * @param result what training gave back
 * @param seconds it took
 */
record Trial(Card card, Prepared data, NetworkSpec network, FitResult result, double seconds) {
  List<EpochRecord> history() {
    return result.history();
  }

  /** Whether nobody ended it before its time. */
  boolean whole() {
    return result.rest().isEmpty();
  }

  EpochRecord best() {
    return result.bestRecord();
  }

  Scores scores() {
    return new Scores(best().train(), best().validation(), java.util.Optional.empty());
  }

  Evidence evidence(List<Reference> references) {
    return Evidence.of(history(), result.bestEpoch(), references, card.data().drawnAtRandom());
  }

  Trace trace() {
    return Trace.of(card, result);
  }

  Gain.Weights weights() {
    return new Gain.Weights(network, result.best());
  }

  Model model() {
    return new Model(data.encoding(), network, result.best());
  }
}
