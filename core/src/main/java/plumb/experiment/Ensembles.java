package plumb.experiment;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.read.Prepared;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.recipe.Score;
import plumb.run.Member;
import plumb.run.Scores;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.Metrics;

/** Measures the networks of an ensemble, alone and together. */
public final class Ensembles {
  private final Evaluation evaluation;
  private final Examples train;
  private final Optional<Examples> validation;
  private final Target target;

  Ensembles(NetworkSpec network, Prepared prepared, Team team) {
    this.evaluation = new Evaluation(network, team);
    this.train = prepared.train();
    this.validation = prepared.validation();
    this.target = prepared.encoding().target();
  }

  /** Networks that answer together, on the whole training set and on validation. */
  Scores together(List<float[]> members) {
    return new Scores(
        evaluation.measure(members, train, target),
        validation.map(v -> evaluation.measure(members, v, target)),
        Optional.empty());
  }

  /** What is to be remembered of one network. */
  Member alone(long seed, int[] rows, FitResult result) {
    return new Member(
        seed,
        rows.length,
        (int) Arrays.stream(rows).distinct().count(),
        result.bestEpoch(),
        result.reason().sentence(),
        together(List.of(result.best())));
  }

  /** How the networks do alone and together, as further sentences; empty for a single network. */
  public static String words(List<Member> members, Scores together) {
    if (members.isEmpty()) {
      return "";
    }
    DoubleSummaryStatistics alone =
        members.stream().mapToDouble(m -> Score.of(shown(m.scores())).value()).summaryStatistics();
    return String.format(
        Locale.ROOT,
        " An ensemble of %d: alone its networks get %.4f to %.4f on %s, on average %.4f; together %.4f. The curves are of the first.",
        members.size(),
        alone.getMin(),
        alone.getMax(),
        together.validation().isPresent() ? "validation" : "the training set",
        alone.getAverage(),
        Score.of(shown(together)).value());
  }

  private static Metrics shown(Scores scores) {
    return scores.validation().orElse(scores.train());
  }
}
