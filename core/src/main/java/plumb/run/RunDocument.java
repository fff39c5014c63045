package plumb.run;

import java.util.List;
import java.util.Optional;
import plumb.data.read.Profile;
import plumb.train.PrimaryScore;

/**
 * All that is known about a run: the content of run.json, and all a report needs.
 *
 * @param schema version of this document
 * @param name of the run, usually the data file's
 * @param verdict of the recipe on the returned model
 * @param sentence the verdict in words, with its numbers
 * @param goal what counted as good on the training set
 * @param metrics of the returned model
 * @param references simple models on the same split
 * @param attempts every training, in order
 * @param kept number of the attempt whose weights were returned
 * @param causes of the returned model's result, most likely first
 * @param notes what was found and decided while reading the data
 * @param profile of the data; empty for image sets that have none
 * @param confusion rows are true classes, columns predicted ones, on the last set opened; empty for
 *     regression
 * @param classes names of the classes in the order of the network's outputs; empty for regression
 * @param environment where and with what
 * @param weightsHash SHA-256 of the returned parameters
 * @param seconds the whole run took
 * @param examination how the doctor came to the causes, if it was asked
 * @param score by which results were compared
 */
public record RunDocument(
    int schema,
    String name,
    Verdict verdict,
    String sentence,
    Goal goal,
    Scores metrics,
    List<Reference> references,
    List<Attempt> attempts,
    int kept,
    List<Cause> causes,
    List<String> notes,
    Optional<Profile> profile,
    List<List<Integer>> confusion,
    List<String> classes,
    Environment environment,
    String weightsHash,
    double seconds,
    Optional<Examination> examination,
    PrimaryScore score) {
  /** The version written by this release. */
  public static final int SCHEMA = 1;

  public RunDocument {
    references = List.copyOf(references);
    attempts = List.copyOf(attempts);
    causes = List.copyOf(causes);
    notes = List.copyOf(notes);
    confusion = List.copyOf(confusion);
    classes = List.copyOf(classes);
  }

  /** Without an examination. */
  public RunDocument(
      int schema,
      String name,
      Verdict verdict,
      String sentence,
      Goal goal,
      Scores metrics,
      List<Reference> references,
      List<Attempt> attempts,
      int kept,
      List<Cause> causes,
      List<String> notes,
      Optional<Profile> profile,
      List<List<Integer>> confusion,
      List<String> classes,
      Environment environment,
      String weightsHash,
      double seconds) {
    this(
        schema,
        name,
        verdict,
        sentence,
        goal,
        metrics,
        references,
        attempts,
        kept,
        causes,
        notes,
        profile,
        confusion,
        classes,
        environment,
        weightsHash,
        seconds,
        Optional.empty());
  }

  /** Compared by the score that every result of the kind has. */
  public RunDocument(
      int schema,
      String name,
      Verdict verdict,
      String sentence,
      Goal goal,
      Scores metrics,
      List<Reference> references,
      List<Attempt> attempts,
      int kept,
      List<Cause> causes,
      List<String> notes,
      Optional<Profile> profile,
      List<List<Integer>> confusion,
      List<String> classes,
      Environment environment,
      String weightsHash,
      double seconds,
      Optional<Examination> examination) {
    this(
        schema,
        name,
        verdict,
        sentence,
        goal,
        metrics,
        references,
        attempts,
        kept,
        causes,
        notes,
        profile,
        confusion,
        classes,
        environment,
        weightsHash,
        seconds,
        examination,
        PrimaryScore.usual(metrics.train()));
  }

  /** The same, compared by another score. */
  public RunDocument withScore(PrimaryScore score) {
    return new RunDocument(
        schema,
        name,
        verdict,
        sentence,
        goal,
        metrics,
        references,
        attempts,
        kept,
        causes,
        notes,
        profile,
        confusion,
        classes,
        environment,
        weightsHash,
        seconds,
        examination,
        score);
  }

  /** The attempt whose weights were returned. */
  public Attempt keptAttempt() {
    return attempts.get(kept - 1);
  }

  /** The same run, begun by a command line. */
  public RunDocument calledBy(String command) {
    return new RunDocument(
        schema,
        name,
        verdict,
        sentence,
        goal,
        metrics,
        references,
        attempts,
        kept,
        causes,
        notes,
        profile,
        confusion,
        classes,
        environment.withCommand(command),
        weightsHash,
        seconds,
        examination,
        score);
  }
}
