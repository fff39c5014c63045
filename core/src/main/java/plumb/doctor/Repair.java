package plumb.doctor;

import java.util.List;
import plumb.model.Model;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Scores;

/**
 * What became of a card.
 *
 * @param diagnosis of the card as given
 * @param card the one whose model is returned: the given one where nothing helped beyond noise
 * @param model trained by it, with its preprocessing
 * @param attempts the card as given and every remedy tried in full, in order
 * @param kept number of the attempt whose model is returned
 * @param scores of the returned model
 * @param retrainings remedies tried in full
 * @param effort work done altogether, as a multiple of the training of the card
 */
public record Repair(
    Diagnosis diagnosis,
    Card card,
    Model model,
    List<Attempt> attempts,
    int kept,
    Scores scores,
    int retrainings,
    double effort) {
  public Repair {
    attempts = List.copyOf(attempts);
  }
}
