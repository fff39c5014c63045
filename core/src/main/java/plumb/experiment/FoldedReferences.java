package plumb.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import plumb.data.Examples;
import plumb.data.read.Prepared;
import plumb.math.Team;
import plumb.recipe.ReferenceModels;
import plumb.recipe.ReferenceModels.Fitted;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.train.StopSignal;

/**
 * Simple models on few rows: fitted on each fold and measured on its held-out rows, as the network
 * is; that on all rows is measured on a test set later.
 */
final class FoldedReferences {
  private FoldedReferences() {}

  static List<Fitted> of(
      Prepared whole,
      List<Prepared> folds,
      PrimaryScore by,
      Team team,
      StopSignal stop,
      long seed) {
    ReferenceModels all = models(whole, Optional.empty(), by, team, stop, seed);
    List<ReferenceModels> each =
        folds.stream().map(f -> models(f, f.validation(), by, team, stop, seed)).toList();
    List<Fitted> references = new ArrayList<>();
    references.add(pooled(all, each, folds, whole, ReferenceModels::constant));
    references.add(pooled(all, each, folds, whole, ReferenceModels::linear));
    List<Fitted> trees = new ArrayList<>();
    for (int depth : ReferenceModels.depths()) {
      if (trees.isEmpty() || stop.check().isEmpty()) {
        trees.add(pooled(all, each, folds, whole, models -> models.tree(depth)));
      }
    }
    references.add(trees.stream().max(Comparator.comparingDouble(t -> held(t, by))).orElseThrow());
    if (all.pictures()) {
      references.add(
          pooled(all, each, folds, whole, models -> models.neighbourhoods().orElseThrow()));
    }
    return references;
  }

  private static double held(Fitted fitted, PrimaryScore by) {
    return Trained.value(fitted.reference().scores().validation().orElseThrow(), by);
  }

  private static ReferenceModels models(
      Prepared data,
      Optional<Examples> held,
      PrimaryScore by,
      Team team,
      StopSignal stop,
      long seed) {
    return new ReferenceModels(
        data.train(),
        held,
        data.encoding().target(),
        team,
        stop,
        seed,
        by,
        data.encoding().pictures());
  }

  private static Fitted pooled(
      ReferenceModels all,
      List<ReferenceModels> each,
      List<Prepared> folds,
      Prepared whole,
      Function<ReferenceModels, Fitted> model) {
    Fitted onAll = model.apply(all);
    List<Reference> parts = each.stream().map(model).map(Fitted::reference).toList();
    Metrics train =
        PooledMetrics.mean(
            parts.stream().map(r -> r.scores().train()).toList(), whole.train().rows());
    Metrics held =
        PooledMetrics.heldOut(
            parts.stream().map(r -> r.scores().validation().orElseThrow()).toList(), whole, folds);
    Reference reference = onAll.reference();
    return new Fitted(
        new Reference(
            reference.kind(),
            reference.name(),
            new Scores(train, Optional.of(held), Optional.empty()),
            reference.note(),
            parts.stream().allMatch(Reference::finished)),
        onAll.measure());
  }
}
