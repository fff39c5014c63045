package plumb.symptom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.probe.Curvature;
import plumb.probe.Flatness;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;

/**
 * What a trained network is asked directly, each question for a small part of the work of a
 * training. Every question is asked once at most.
 */
public final class DirectAnswers {
  /** Work of all questions together, as a multiple of the training, at least {@link #LITTLE}. */
  private static final double MOST_WORK = 1;

  /** Updates times examples times parameters that take a fraction of a second. */
  private static final double LITTLE = 1e9;

  /** Rows times parameters times products with the Hessian that take a second. */
  private static final double MOST_CURVATURE = 1e8;

  private static final int PRODUCTS = 30;

  /** With fewer rows the curvature is that of single rows. */
  private static final int FEWEST_ROWS = 8;

  private final Trained trained;
  private final Workbench workbench;
  private final List<Examination.Measurement> all = new ArrayList<>();
  private Optional<RateRange> rates = Optional.empty();
  private Optional<OneBatch> batch = Optional.empty();
  private Optional<ZeroedInput> zeroed = Optional.empty();
  private Optional<ShuffledLabels> shuffled = Optional.empty();
  private Optional<GradientCheck> gradient = Optional.empty();
  private Optional<Flatness> place = Optional.empty();
  private boolean asked;

  /** Of a network that was trained. */
  public DirectAnswers(Trained trained, Workbench workbench) {
    this.trained = trained;
    this.workbench = workbench;
  }

  /** All answers so far, in the order they were asked for. */
  public List<Examination.Measurement> all() {
    return List.copyOf(all);
  }

  /** Whether the network learns a few rows by heart, if it was asked that. */
  public Optional<OneBatch> batch() {
    return batch;
  }

  /** What each learning rate does, if that was asked. */
  public Optional<RateRange> rates() {
    return rates;
  }

  /** Whether the derivative is right, if that was asked. */
  public Optional<GradientCheck> gradient() {
    return gradient;
  }

  /** Saddle or minimum, where training ended, if that was asked. */
  public Optional<Flatness> place() {
    return place;
  }

  /**
   * Asks everything that is asked of a network whose training is bad, as far as the work allows.
   */
  public void ask() {
    if (asked) {
      return;
    }
    asked = true;
    double until =
        workbench.work() + Math.max(LITTLE, MOST_WORK * workbench.planned(trained.card()));
    gradient =
        Optional.of(
            GradientCheck.of(
                trained.network(),
                trained.data().train(),
                trained.card().seed(),
                workbench.team()));
    gradient.ifPresent(g -> all.add(g.measurement()));
    zeroed();
    if (goesOn(until)) {
      batch = OneBatch.of(trained, workbench);
      batch.ifPresent(b -> all.add(b.measurement()));
    }
    if (goesOn(until)) {
      rates = Optional.of(RateRange.of(trained, workbench));
      rates.ifPresent(r -> all.add(r.measurement()));
    }
    if (goesOn(until)) {
      askPlace();
    }
  }

  private boolean goesOn(double until) {
    return workbench.work() < until && !workbench.stopped();
  }

  /** What it gets with every input 0. */
  public ZeroedInput zeroed() {
    if (zeroed.isEmpty()) {
      zeroed = Optional.of(ZeroedInput.of(trained, workbench));
      zeroed.ifPresent(z -> all.add(z.measurement()));
    }
    return zeroed.orElseThrow();
  }

  /** What it gets with targets that say nothing. */
  public ShuffledLabels shuffled() {
    if (shuffled.isEmpty()) {
      shuffled = Optional.of(ShuffledLabels.of(trained, workbench));
      shuffled.ifPresent(s -> all.add(s.measurement()));
    }
    return shuffled.orElseThrow();
  }

  private void askPlace() {
    float[] last = trained.result().last();
    int rows = (int) Math.min(64, MOST_CURVATURE / PRODUCTS / last.length);
    for (float value : last) {
      if (!Float.isFinite(value)) {
        return;
      }
    }
    if (rows < FEWEST_ROWS) {
      return;
    }
    Curvature curvature =
        new Curvature(
            trained.network(), last, trained.data().train(), rows, trained.card().penalty());
    if (!Double.isFinite(curvature.loss())) {
      return;
    }
    Flatness flatness = curvature.flatness(PRODUCTS, trained.card().seed());
    place = Optional.of(flatness);
    all.add(
        new Examination.Measurement(
            "saddle or minimum",
            Evidence.of(
                Reading.of("loss", flatness.loss(), Unit.PLAIN),
                Reading.of("gradientNorm", flatness.gradientNorm(), Unit.PLAIN),
                Reading.of("gainOfAStep", flatness.gain(), Flatness.SLOPE, Unit.PLAIN),
                Reading.of("lowestCurvature", flatness.spectrum().lowest(), Unit.PLAIN),
                Reading.of("highestCurvature", flatness.spectrum().highest(), Unit.PLAIN)),
            flatness.sentence()));
  }
}
