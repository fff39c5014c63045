package plumb.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.nn.Layer;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.train.Stopping;

/** The card for data alone, and what is odd about a card without being wrong. */
public final class Cards {
  private Cards() {}

  /**
   * What a card that names only its data means: two hidden layers of 64 ReLUs, Adam at 0.001, 32
   * examples an update, at most 100 epochs, patience 10, seed 1.
   */
  public static Card of(DataSettings data) {
    return new Card(
        data,
        new NetworkParser(Convention.MODERN, _ -> {}).usual(),
        Optional.empty(),
        Optional.empty(),
        Penalty.NONE,
        new Optimizer(new UpdateRule.Adam(0.001)),
        32,
        100,
        new Stopping.Patience(10, 0),
        Convention.MODERN,
        1);
  }

  /** Sentences on what is allowed but seldom meant; empty for most cards. */
  public static List<String> warnings(Card card) {
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < card.network().size(); i++) {
      if (card.network().get(i) instanceof Layer.Dropout(float p, _, _)) {
        String entry = "Entry %d of the network: ".formatted(i + 1);
        remark(p).ifPresent(remark -> warnings.add(entry + remark));
      }
    }
    return List.copyOf(warnings);
  }

  /** What is odd about a probability to drop: most libraries of the past took the share to keep. */
  static Optional<String> remark(float p) {
    BigDecimal dropped = new BigDecimal(Float.toString(p));
    return p < 0.8f
        ? Optional.empty()
        : Optional.of(
            "dropout %s drops %s%% of the units; did you mean the share to keep? Then write %s,"
                    .formatted(
                        dropped.toPlainString(),
                        dropped.movePointRight(2).stripTrailingZeros().toPlainString(),
                        BigDecimal.ONE.subtract(dropped).toPlainString())
                + " for the number is always the probability to drop");
  }
}
