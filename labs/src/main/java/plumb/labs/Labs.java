package plumb.labs;

import java.util.List;
import java.util.Locale;
import plumb.data.BadInput;
import plumb.data.Nearest;

/** All labs, in the order of the lecture. */
public final class Labs {
  private static final List<Lab> ALL =
      List.of(
          new C01SimpleModelsFitEasily(),
          new C02DeeperIsNotTrained(),
          new C03SaddlesAndHollows(),
          new C04WrongMedicine(),
          new C05SigmoidBreaksWithDepth(),
          new C06GradientsVanish(),
          new C07BackLayersFirst(),
          new C08StuckAndFlat(),
          new C09EveryLayerDampens(),
          new C10RatesByLayer(),
          new C11ReluIsFast(),
          new C12ReluFromSigmoids(),
          new C13ReluCures(),
          new C14LinearNearby(),
          new C15MaxoutIsRelu(),
          new C16LearnedActivations(),
          new C17MaxoutIsConvex(),
          new C18EveryPieceIsTrained(),
          new C19AdagradInABowl(),
          new C20RmsPropAfterTheCanyon(),
          new C21MomentumRemembers(),
          new C22BallOverTheHill(),
          new C23DeepHollowTraps(),
          new C24ValidationTurnsUp(),
          new C25AnotherDistribution(),
          new C26UselessInputs(),
          new C27WeightDecay(),
          new C28L2AndWeightDecay(),
          new C29L1AndL2(),
          new C30EarlyStoppingIsEnough(),
          new C31ThinnerEveryUpdate(),
          new C32HalfOfTheSum(),
          new C33HarderTraining(),
          new C34EnsembleAverages(),
          new C35TwoToTheM(),
          new C36AverageOfThinNetworks(),
          new C37OnlyForLinear(),
          new C38NearlyLinearHelps());

  private Labs() {}

  /** All of them. */
  public static List<Lab> all() {
    return ALL;
  }

  /**
   * The lab of a claim.
   *
   * @throws BadInput if there is none
   */
  public static Lab find(String id) {
    List<String> known = ALL.stream().map(lab -> lab.about().id()).toList();
    return ALL.stream()
        .filter(lab -> lab.about().id().equals(id.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "There is no lab \"%s\".%s \"plumb lab list\" shows all"
                    .formatted(
                        id,
                        Nearest.to(id.toUpperCase(Locale.ROOT), known)
                            .map(" Did you mean %s?"::formatted)
                            .orElse(""))));
  }
}
