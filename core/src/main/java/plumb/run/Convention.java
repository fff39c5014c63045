package plumb.run;

/** Which form of a method is meant where the lecture, the papers and the libraries differ. */
public enum Convention {
  /** What a practitioner expects today. */
  MODERN,
  /** The lecture's exact form. */
  LECTURE,
  PYTORCH,
  KERAS
}
