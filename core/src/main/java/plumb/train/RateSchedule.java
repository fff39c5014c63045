package plumb.train;

import plumb.optim.Schedule;

/** Follows a schedule through one run. */
final class RateSchedule {
  private final Schedule schedule;
  private final long updates;
  private final int updatesPerEpoch;
  private double plateauFactor = 1;
  private double lowest = Double.POSITIVE_INFINITY;
  private int waited;

  RateSchedule(Schedule schedule, int epochs, int updatesPerEpoch) {
    this.schedule = schedule;
    this.updates = (long) epochs * updatesPerEpoch;
    this.updatesPerEpoch = updatesPerEpoch;
  }

  /**
   * The factor on the learning rate of the update after {@code done} others.
   *
   * @param done updates made so far
   */
  double factor(long done) {
    double progress = (double) done / updates;
    return switch (schedule) {
      case Schedule.Constant _ -> 1;
      case Schedule.Step(int every, double factor) -> {
        long steps = done / updatesPerEpoch / every;
        yield StrictMath.pow(factor, (double) steps);
      }
      case Schedule.Cosine(double floor) ->
          floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * progress));
      case Schedule.WarmUp(int over) ->
          Math.min(1, (done + 1.0) / ((double) over * updatesPerEpoch));
      case Schedule.OneCycle(double rise) ->
          progress < rise
              ? 0.04 + 0.96 * 0.5 * (1 - StrictMath.cos(StrictMath.PI * progress / rise))
              : 1e-4
                  + (1 - 1e-4)
                      * 0.5
                      * (1 + StrictMath.cos(StrictMath.PI * (progress - rise) / (1 - rise)));
      case Schedule.OnPlateau _ -> plateauFactor;
    };
  }

  /** Tells it the watched loss of an epoch. */
  void epochEnded(double watchedLoss) {
    if (schedule instanceof Schedule.OnPlateau(int patience, double factor)) {
      if (watchedLoss < lowest) {
        lowest = watchedLoss;
        waited = 0;
      } else if (++waited >= patience) {
        plateauFactor *= factor;
        waited = 0;
      }
    }
  }
}
