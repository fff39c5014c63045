package plumb.faults;

import java.util.ArrayList;
import java.util.List;

/** The two halves of the bench, and the cases that came after them. */
enum Catalogue {
  /** Thresholds may be tuned on it. */
  TUNING,
  /** Of the first reports; not unseen any more. */
  REPORT,
  /**
   * Other data and other plants, written when the doctor had been finished with the two halves:
   * what it makes of them the first time is what a user's own card may expect.
   */
  FRESH;

  /** All cases: single faults, compound ones, controls. */
  List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    switch (this) {
      case TUNING -> {
        all.addAll(TuningFaults.single());
        all.addAll(TuningFaults.compound());
        all.addAll(Controls.tuning());
      }
      case REPORT -> {
        all.addAll(ReportFaults.single());
        all.addAll(ReportFaults.compound());
        all.addAll(Controls.report());
      }
      case FRESH -> {
        all.addAll(FreshFaults.single());
        all.addAll(FreshFaults.compound());
        all.addAll(Controls.fresh());
      }
    }
    return all;
  }
}
