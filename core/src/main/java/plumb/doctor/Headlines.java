package plumb.doctor;

import plumb.run.CauseId;

/** The name of a cause as people write it: "Vanishing gradient". */
final class Headlines {
  private Headlines() {}

  static String of(CauseId id) {
    String words = id.id().replace('-', ' ').replace("relu", "ReLU");
    return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
  }
}
