package plumb.run;

import java.util.List;
import plumb.train.EpochRecord;

/**
 * One training of one card, and what became of it.
 *
 * @param number 1 for the card as given
 * @param title a few words: "as given", "dropout 0.3 on the hidden layers"
 * @param remedy what was changed and why, with the lecture's reason; empty for the card as given
 * @param card what was trained
 * @param verdict of the recipe
 * @param sentence the verdict in words, with its numbers
 * @param causes most likely first
 * @param scores of the best weights
 * @param bestEpoch the epoch they are from
 * @param stopped why training ended
 * @param epochs one record an epoch
 * @param seconds it took
 * @param kept whether it became the model to beat
 * @param decision why it was kept or rolled back
 */
public record Attempt(
    int number,
    String title,
    String remedy,
    Card card,
    Verdict verdict,
    String sentence,
    List<Cause> causes,
    Scores scores,
    int bestEpoch,
    String stopped,
    List<EpochRecord> epochs,
    double seconds,
    boolean kept,
    String decision) {
  public Attempt {
    causes = List.copyOf(causes);
    epochs = List.copyOf(epochs);
  }
}
