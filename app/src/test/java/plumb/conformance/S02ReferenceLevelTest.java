package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Verdict;
import plumb.train.Metrics;

/**
 * S2: what "bad on the training set" means is set by simple models on the same rows: logistic or
 * linear regression, and a decision tree, which fit a training set easily.
 */
class S02ReferenceLevelTest {
  @TempDir Path folder;

  private static double accuracy(Metrics metrics) {
    return ((Metrics.Classification) metrics).accuracy();
  }

  @Test
  void S2_a_network_worse_than_a_tree_on_the_training_set_is_not_trained() throws IOException {
    RunDocument run =
        Runs.once(Runs.learnsNothing(Runs.circle(folder.resolve("train.csv"), 600, 1)));
    var references =
        run.references().stream().collect(Collectors.toMap(Reference::kind, Function.identity()));
    assertThat(references)
        .containsOnlyKeys(Reference.Kind.CONSTANT, Reference.Kind.LINEAR, Reference.Kind.TREE);
    Metrics tree = references.get(Reference.Kind.TREE).scores().train();
    assertThat(accuracy(tree)).isGreaterThan(0.97);
    assertThat(tree.rows()).isEqualTo(run.metrics().train().rows());
    assertThat(run.goal().score()).isGreaterThan(accuracy(run.metrics().train()));
    assertThat(run.goal().sentence()).contains("tree");
    assertThat(run.verdict()).isEqualTo(Verdict.NOT_TRAINED);
  }
}
