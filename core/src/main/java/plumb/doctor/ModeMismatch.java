package plumb.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import plumb.data.Examples;
import plumb.nn.NetworkSpec;
import plumb.run.CauseId;
import plumb.train.Evaluation;

/** Dropout that is not made up for is wrong whatever the score says; the loss tells how much. */
final class ModeMismatch {
  /** The same weights with dropout made up for have a loss so many times lower, or no mismatch. */
  private static final double SCALED_BETTER = 1.1;

  private ModeMismatch() {}

  static Optional<Found> of(Laboratory laboratory, Inquiry inquiry, Trial trial) {
    Facts facts = new Facts(trial.card(), trial.data(), trial.network());
    return CardLints.of(facts).stream()
        .filter(s -> s.id() == CauseId.TRAIN_TEST_MODE_MISMATCH)
        .findFirst()
        .flatMap(suspect -> measured(suspect, laboratory, inquiry, trial));
  }

  private static Optional<Found> measured(
      Suspect suspect, Laboratory laboratory, Inquiry inquiry, Trial trial) {
    double unscaled = loss(trial.network(), trial, laboratory);
    NetworkSpec made =
        new NetworkSpec(
            trial.network().inputs(),
            NetworkTreatments.scaledAtTest(trial.card()).network(),
            trial.network().head(),
            trial.network().loss());
    double scaled = loss(made, trial, laboratory);
    if (!(unscaled > SCALED_BETTER * scaled)) {
      return Optional.empty();
    }
    Map<String, Double> evidence = new LinkedHashMap<>(suspect.evidence());
    evidence.put("lossAsItIs", unscaled);
    evidence.put("lossOfTheSameWeightsScaled", scaled);
    evidence.put("lossOfTheSameWeightsScaledLimit", unscaled / SCALED_BETTER);
    String sentence =
        String.format(
            Locale.ROOT,
            " The same weights, scaled by 1 - p, have a loss of %.3g instead of %.3g.",
            scaled,
            unscaled);
    Optional<Trial> tried = inquiry.probe(suspect, trial);
    return Optional.of(
        new Found(
            new Suspect(
                suspect.id(),
                suspect.severity(),
                evidence,
                suspect.sentence() + sentence,
                suspect.treatments()),
            0.93,
            // The loss says what is wrong; the score of another training is no measure of it.
            Optional.empty(),
            tried));
  }

  private static double loss(NetworkSpec network, Trial trial, Laboratory laboratory) {
    Examples rows = trial.data().validation().orElse(trial.data().train());
    return Evaluation.measure(
            network,
            trial.result().best(),
            rows,
            trial.data().encoding().target(),
            laboratory.team())
        .loss();
  }
}
