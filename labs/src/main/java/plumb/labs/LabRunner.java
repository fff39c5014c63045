package plumb.labs;

/** Runs labs and takes the time. */
public final class LabRunner {
  private LabRunner() {}

  /** Runs one; a user's table is for labs about data only. */
  public static LabResult run(Lab lab, Setting setting) {
    Setting own = lab instanceof DataLab ? setting : setting.withoutOwn();
    long from = System.nanoTime();
    Findings findings = lab.run(own);
    return new LabResult(lab.about(), findings, own, (System.nanoTime() - from) / 1e9);
  }
}
