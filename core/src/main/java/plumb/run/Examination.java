package plumb.run;

import java.util.List;
import java.util.Map;

/**
 * How a diagnosis was come to.
 *
 * @param ruledOut what was looked into and is not the cause, and why
 * @param proposals remedies as cards, the one to try first first; empty for a healthy run
 * @param probes the trainings made to find the cause, in order
 * @param measurements what the network was asked that needs no full training, in order
 * @param effort work of everything together, as a multiple of the training of the card as given
 */
public record Examination(
    List<RuledOut> ruledOut,
    List<Proposal> proposals,
    List<Probe> probes,
    List<Measurement> measurements,
    double effort) {
  public Examination {
    ruledOut = List.copyOf(ruledOut);
    proposals = List.copyOf(proposals);
    probes = List.copyOf(probes);
    measurements = List.copyOf(measurements);
  }

  /**
   * A cause that was suspected and is none.
   *
   * @param id which
   * @param evidence the numbers
   * @param sentence why not
   */
  public record RuledOut(CauseId id, Evidence evidence, String sentence) {
    /** With evidence by name; a name that ends in {@code Limit} is a limit. */
    public RuledOut(CauseId id, Map<String, Double> evidence, String sentence) {
      this(id, Evidence.of(evidence), sentence);
    }
  }

  /**
   * A remedy.
   *
   * @param cause what it is against
   * @param title a few words
   * @param reason why, by the lecture where it says so
   * @param card the changed card
   */
  public record Proposal(CauseId cause, String title, String reason, Card card) {}

  /**
   * A training made to find something out. Scores are accuracy or R2; held out is validation, or
   * the training set where there is none.
   *
   * @param question what for: "does it help: standardized inputs?"
   * @param epochs it was trained for
   * @param trainBefore training score of the card it is compared with
   * @param heldBefore held-out score of that card
   * @param train training score of the probe
   * @param held held-out score of the probe
   * @param helped whether the change helped beyond noise
   */
  public record Probe(
      String question,
      int epochs,
      double trainBefore,
      double heldBefore,
      double train,
      double held,
      boolean helped) {}

  /**
   * A short experiment with its numbers: a range of learning rates, one batch, inputs of 0, the
   * kind of place where training ended, a derivative by hand.
   *
   * @param name a few words
   * @param evidence the numbers
   * @param sentence what came out
   */
  public record Measurement(String name, Evidence evidence, String sentence) {
    /** With evidence by name; a name that ends in {@code Limit} is a limit. */
    public Measurement(String name, Map<String, Double> evidence, String sentence) {
      this(name, Evidence.of(evidence), sentence);
    }
  }
}
