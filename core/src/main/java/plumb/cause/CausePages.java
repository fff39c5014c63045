package plumb.cause;

import java.util.Locale;
import plumb.experiment.Contrast;
import plumb.experiment.PairedTest;

/** Sentences that the descriptions of several causes share. */
final class CausePages {
  /** Of causes that are proved by taking them away. */
  static final String TAKEN_AWAY =
      String.format(
          Locale.ROOT,
          "a cause only if the held-out score gains at least %.2f without it, beyond noise (luck less than once in %.0f times); the model with the best held-out estimate is handed over",
          Contrast.MATERIAL,
          1 / PairedTest.BEYOND_NOISE);

  /** Of causes that what was looked at proves. */
  static final String STANDS =
      "what was looked at proves it; the mended card is trained to say what it costs";

  private CausePages() {}
}
