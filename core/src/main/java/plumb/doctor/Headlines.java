package plumb.doctor;

import plumb.run.CauseId;

/** The name of a cause as people write it: "Vanishing gradient". */
final class Headlines {
  private Headlines() {}

  static String of(CauseId id) {
    return id.title();
  }
}
