package plumb.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import plumb.run.Cause;

/**
 * A cause that was established.
 *
 * @param suspect what it is, with the evidence before any probe
 * @param confidence 0 to 1
 * @param comparison what taking it away did, if that was tried
 * @param mended the training without it, if there was one
 */
record Found(
    Suspect suspect, double confidence, Optional<Comparison> comparison, Optional<Trial> mended) {
  Cause cause() {
    Map<String, Double> evidence = new LinkedHashMap<>(suspect.evidence());
    String told = "";
    if (comparison.isPresent()) {
      Comparison c = comparison.get();
      evidence.put("gainValidation", c.validation());
      evidence.put("gainValidationLimit", Comparison.MATERIAL);
      evidence.put("gainTrain", c.train());
      String title = suspect.treatment().title();
      told =
          " Tried %s: %s."
              .formatted(title.startsWith("without") ? title : "with " + title, c.words());
    }
    return new Cause(suspect.id(), confidence, evidence, suspect.sentence() + told);
  }
}
