package plumb.train;

import plumb.optim.Schedule;

/** Follows a schedule through one run. */
final class RateSchedule {
  private final Schedule schedule;
  private final long updates;
  private final int updatesPerEpoch;
  private Checkpoint.Plateau plateau;

  RateSchedule(Schedule schedule, int epochs, int updatesPerEpoch, Checkpoint.Plateau plateau) {
    this.plateau = plateau;
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
      case Schedule.Step(int every, double factor) ->
          StrictMath.pow(factor, Math.floor((double) done / updatesPerEpoch / every));
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
      case Schedule.OnPlateau _ -> plateau.factor();
    };
  }

  /** What it has watched. */
  Checkpoint.Plateau plateau() {
    return plateau;
  }

  /** Tells it the watched loss of an epoch. */
  void epochEnded(double watchedLoss) {
    if (schedule instanceof Schedule.OnPlateau(int patience, double factor)) {
      int waited = plateau.waited() + 1;
      plateau =
          watchedLoss < plateau.lowest()
              ? new Checkpoint.Plateau(plateau.factor(), watchedLoss, 0)
              : waited >= patience
                  ? new Checkpoint.Plateau(plateau.factor() * factor, plateau.lowest(), 0)
                  : new Checkpoint.Plateau(plateau.factor(), plateau.lowest(), waited);
    }
  }
}
