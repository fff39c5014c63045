package plumb.labs;

/** Runs labs and takes the time. */
public final class LabRunner {
  private LabRunner() {}

  /** Runs one. */
  public static LabResult run(Lab lab, Setting setting) {
    long from = System.nanoTime();
    Findings findings = lab.run(setting);
    return new LabResult(lab.about(), findings, setting, (System.nanoTime() - from) / 1e9);
  }
}
