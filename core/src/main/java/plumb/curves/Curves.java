package plumb.curves;

import java.util.List;
import java.util.function.ToDoubleFunction;
import plumb.symptom.CurveShape;
import plumb.symptom.LayerSigns;

/**
 * The course of a training as somebody wrote it down. A number is NaN where nothing was written,
 * and infinite where what was written is not a finite number.
 *
 * @param source what it was read from, for people: "Keras CSVLogger"
 * @param clock what is counted from point to point
 * @param points in order; at least one
 * @param measures what the losses and scores are
 * @param layers what was written of single layers last, from the input to the output
 * @param notes on what was read as what, changed or left out
 */
public record Curves(
    String source,
    Clock clock,
    List<Point> points,
    Measures measures,
    List<LayerSigns.Layer> layers,
    List<String> notes) {
  public Curves {
    points = List.copyOf(points);
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }

  /** Of epochs, with nothing to add. */
  public Curves(String source, List<Point> points) {
    this(source, Clock.EPOCH, points, Measures.USUAL, List.of(), List.of());
  }

  /**
   * One moment.
   *
   * @param at number of the epoch, step or round, as written
   * @param trainLoss on the training set
   * @param validationLoss on validation rows
   * @param trainScore accuracy, R2 or the like on the training set, 1 at best
   * @param validationScore the same on validation rows
   * @param rate learning rate
   */
  public record Point(
      double at,
      double trainLoss,
      double validationLoss,
      double trainScore,
      double validationScore,
      double rate) {}

  /**
   * What was measured, in the words of the file.
   *
   * @param loss on the training set
   * @param validationLoss on validation rows; the same word where both are one measure
   * @param score on both
   */
  public record Measures(String loss, String validationLoss, String score) {
    /** As most trainings write them. */
    public static final Measures USUAL = new Measures("loss", "loss", "score");

    /** Whether the two losses may be compared with each other. */
    public boolean sameLoss() {
      return loss.equals(validationLoss);
    }
  }

  /** Whether any point has a number of a kind. */
  public boolean has(ToDoubleFunction<Point> number) {
    return points.stream().anyMatch(p -> !Double.isNaN(number.applyAsDouble(p)));
  }

  /** Their shape. */
  public CurveShape shape() {
    return CurveShape.of(
        all(Point::trainLoss),
        all(Point::validationLoss),
        all(Point::trainScore),
        all(Point::validationScore),
        all(Point::rate));
  }

  /** What was read, in a sentence: "Read from 24 steps, 50 to 1200 (TensorBoard event files)." */
  public String extent() {
    return Say.of(
        "Read from %s, %s to %s (%s).",
        Say.count(points.size(), clock.word(), clock.words()),
        Say.at(points.getFirst().at()),
        Say.at(points.getLast().at()),
        source);
  }

  /** A moment in words: "epoch 13". */
  public String moment(int index) {
    return clock.word() + " " + Say.at(points.get(index).at());
  }

  private double[] all(ToDoubleFunction<Point> number) {
    return points.stream().mapToDouble(number).toArray();
  }
}
