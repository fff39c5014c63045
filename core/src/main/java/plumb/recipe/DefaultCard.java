package plumb.recipe;

import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Choices;
import plumb.run.Convention;
import plumb.run.DataSettings;
import plumb.train.Stopping;

/** The card used where the user gives only data: a network of the data's size. */
public final class DefaultCard {
  /** Updates that even a small set is trained for, and that it is waited for. */
  private static final int FEWEST_UPDATES = 2400;

  private static final int PATIENCE_UPDATES = 400;

  private DefaultCard() {}

  /** Before the data are known. */
  public static Card of(DataSettings data, long seed) {
    return new Card(
        data,
        network(64, Init.AUTO),
        Optional.empty(),
        Optional.empty(),
        Penalty.NONE,
        new Optimizer(new UpdateRule.Adam(1e-3)),
        32,
        60,
        new Stopping.Patience(12, 0),
        Convention.MODERN,
        seed);
  }

  /**
   * The same with network, batch and epochs by the size of the data.
   *
   * @param settings that hold whatever the size of the data says
   */
  static Card sized(Card card, Examples train, List<String> settings) {
    Card sized = CardReader.apply(sized(card, train), settings);
    return sized.withData(card.data()).withSeed(card.seed());
  }

  private static Card sized(Card card, Examples train) {
    int rows = train.rows();
    boolean pixels = train.inputs() instanceof Inputs.Bytes;
    // Many inputs need many units to be combined in: 4 an input, within reason.
    boolean regression = train.targets() instanceof Targets.Values;
    int fewest = rows <= 5000 ? 64 : regression ? 256 : 128;
    int units =
        pixels ? 512 : Math.clamp(Integer.highestOneBit(4 * train.inputs().width()), fewest, 256);
    int batch = rows > 20_000 ? 128 : rows > 5000 ? 64 : 32;
    // A small set needs more epochs for as many updates, and more of them to see a trend.
    int updates = Math.ceilDiv(rows, batch);
    int epochs = pixels ? 15 : rows > 20_000 ? 30 : Math.max(80, FEWEST_UPDATES / updates);
    int patience = pixels ? 15 : Math.max(12, PATIENCE_UPDATES / updates);
    // Many rows show the way in few epochs: smaller steps, so that the best epoch is not overrun.
    boolean many = !pixels && !regression && rows > 20_000;
    Optimizer falling =
        new Optimizer(
            many ? new UpdateRule.Adam(5e-4) : card.optimizer().rule(),
            Clip.NONE,
            new Schedule.Cosine(0.01));
    Init init = Choices.of(card.convention()).init();
    return card.withNetwork(network(units, init))
        .withBatch(batch)
        .withEpochs(epochs)
        .withStopping(new Stopping.Patience(patience, 0))
        .withOptimizer(pixels || regression || many ? falling : card.optimizer());
  }

  private static List<Layer> network(int units, Init init) {
    Layer dense = new Layer.Dense(units, init, 0);
    Layer relu = new Layer.Activate(Activation.RELU);
    return List.of(dense, relu, dense, relu);
  }
}
