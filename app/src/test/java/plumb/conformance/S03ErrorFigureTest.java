package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.report.Report;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.RunDocument;
import plumb.train.EpochRecord;

/**
 * S3: the figure against blaming overfitting too soon: error over updates, the training set left,
 * the other set right, for two networks.
 */
class S03ErrorFigureTest {
  @TempDir Path folder;

  @Test
  void S3_two_runs_make_the_figure() throws IOException {
    Path train = Runs.circle(folder.resolve("train.csv"), 300, 1);
    Card shallow = Runs.learns(train).withEpochs(4);
    Card deep = Runs.learnsNothing(train).withEpochs(4);
    RunDocument one = Runs.once(shallow);
    Attempt other = Runs.once(deep).attempts().getFirst();
    String page = Report.html(both(one, other));

    int left = page.indexOf("on the training set over updates");
    int right = page.indexOf("on the validation set over updates");
    assertThat(page.indexOf("Training set"))
        .isPositive()
        .isLessThan(page.indexOf("Validation set"));
    assertThat(left).isPositive().isLessThan(right);
    // One line for each network in each pane, a name for each, and its numbers in the table below.
    assertThat(lines(page.substring(left, right))).isEqualTo(2);
    assertThat(lines(page.substring(right, page.indexOf("</svg>", right)))).isEqualTo(2);
    assertThat(page).contains("attempt 1: as given", "attempt 2: ten layers");
    assertThat(page).contains(">attempt 1<", ">attempt 2<");
  }

  private static int lines(String drawing) {
    return drawing.split("<path ", -1).length - 1;
  }

  @Test
  void S3_the_axis_counts_updates_not_epochs() throws IOException {
    Path train = Runs.circle(folder.resolve("train.csv"), 300, 1);
    List<EpochRecord> epochs =
        Runs.once(Runs.learns(train).withEpochs(3)).attempts().getFirst().epochs();
    // 240 rows to train on, 32 an update.
    assertThat(epochs).extracting(EpochRecord::updates).containsExactly(0L, 8L, 16L, 24L);
  }

  private static RunDocument both(RunDocument run, Attempt a) {
    Attempt second =
        new Attempt(
            2,
            "ten layers",
            a.remedy(),
            a.card(),
            a.verdict(),
            a.sentence(),
            a.causes(),
            a.scores(),
            a.bestEpoch(),
            a.stopped(),
            a.epochs(),
            a.seconds(),
            false,
            a.decision());
    return new RunDocument(
        run.schema(),
        run.name(),
        run.verdict(),
        run.sentence(),
        run.goal(),
        run.metrics(),
        run.references(),
        List.of(run.attempts().getFirst(), second),
        1,
        run.causes(),
        run.notes(),
        run.profile(),
        run.confusion(),
        run.classes(),
        run.environment(),
        run.weightsHash(),
        run.seconds());
  }
}
