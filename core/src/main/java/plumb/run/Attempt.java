package plumb.run;

import java.util.List;
import java.util.Optional;
import plumb.probe.WatchRecord;
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
 * @param scores of the best weights; of an ensemble, of its networks together
 * @param bestEpoch the epoch they are from; of an ensemble, those of its first network
 * @param stopped why training ended
 * @param epochs one record an epoch; of an ensemble, of its first network on the rows drawn for it
 * @param members the networks of an ensemble; empty for a single network
 * @param seconds it took
 * @param kept whether it became the model to beat
 * @param decision why it was kept or rolled back
 * @param watch what was seen of its layers while it trained, if anybody watched
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
    List<Member> members,
    double seconds,
    boolean kept,
    String decision,
    Optional<WatchRecord> watch) {
  public Attempt {
    causes = List.copyOf(causes);
    epochs = List.copyOf(epochs);
    members = List.copyOf(members);
  }

  /** Of a single network. */
  public Attempt(
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
      String decision,
      Optional<WatchRecord> watch) {
    this(
        number, title, remedy, card, verdict, sentence, causes, scores, bestEpoch, stopped, epochs,
        List.of(), seconds, kept, decision, watch);
  }

  /** Of a single network that nobody watched. */
  public Attempt(
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
    this(
        number,
        title,
        remedy,
        card,
        verdict,
        sentence,
        causes,
        scores,
        bestEpoch,
        stopped,
        epochs,
        seconds,
        kept,
        decision,
        Optional.empty());
  }
}
