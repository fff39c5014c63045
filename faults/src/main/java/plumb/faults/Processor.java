package plumb.faults;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Processor time: of all threads of this process, so that no helper, tree or collector is left out.
 * It means something only while nothing else runs in the process.
 */
final class Processor {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Short work is done again until it took so long, for the clock counts in hundredths. */
  private static final double SHORTEST = 0.5;

  private static final int MOST_TIMES = 100;

  private Processor() {}

  /** Seconds that this process has computed so far, on all processors together. */
  static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }

  /** Seconds of processor time that a piece of work takes, the mean of several times if short. */
  static double of(Runnable work) {
    double from = seconds();
    int times = 0;
    do {
      work.run();
      times++;
    } while (seconds() - from < SHORTEST && times < MOST_TIMES);
    return (seconds() - from) / times;
  }
}
