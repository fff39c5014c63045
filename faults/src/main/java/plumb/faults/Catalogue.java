package plumb.faults;

import java.util.ArrayList;
import java.util.List;

/** The two halves of the bench. */
enum Catalogue {
  /** Thresholds may be tuned on it. */
  TUNING,
  /** For the report, once thresholds are frozen. */
  REPORT;

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
    }
    return all;
  }
}
