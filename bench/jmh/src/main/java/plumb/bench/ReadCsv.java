package plumb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.data.read.DataReader;
import plumb.data.read.Preparation;
import plumb.data.read.PrepareOptions;
import plumb.data.read.Prepared;

/**
 * Reads a made-up table up to the numbers a network sees: {@code make mixed|numbers FILE
 * [MEGABYTES]} writes one, {@code plumb|tribuo FILE [ROUNDS]} prints for each round the
 * milliseconds of wall-clock and of processor time, then the bytes of the encoded table and the
 * most memory the process ever held. The first round is the cold one. {@code bench/read_csv.py}
 * starts each in a process of its own, pandas among them.
 */
public final class ReadCsv {
  private ReadCsv() {}

  /** What was made of the table. */
  record Encoded(long rows, long bytes) {}

  /** One way to read. */
  @FunctionalInterface
  private interface Reader {
    Encoded read(Path file) throws IOException;
  }

  /** Writes a table, or measures in this process. */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "make" -> {
        long megabytes = arguments.length > 3 ? Long.parseLong(arguments[3]) : 100;
        MadeCsv.valueOf(arguments[1].toUpperCase(Locale.ROOT))
            .write(Path.of(arguments[2]), megabytes * 1_000_000);
      }
      case "plumb" -> measure(ReadCsv::plumb, arguments);
      case "tribuo" -> measure(TribuoCsv::read, arguments);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void measure(Reader reader, String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    List<String> times = new ArrayList<>();
    Encoded encoded = new Encoded(0, 0);
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      long used = processorNanos();
      encoded = reader.read(file);
      times.add(
          "[%.0f, %.0f]"
              .formatted((System.nanoTime() - start) / 1e6, (processorNanos() - used) / 1e6));
    }
    System.out.printf(
        "{\"rows\": %d, \"encoded\": %d, \"peak\": %d, \"milliseconds\": %s}%n",
        encoded.rows(), encoded.bytes(), peak(), times);
  }

  /** As the trainer does: read, typed, split, profiled, the encoding fitted, encoded. */
  private static Encoded plumb(Path file) {
    Prepared prepared = Preparation.prepare(DataReader.read(file), PrepareOptions.usual());
    long rows = 0;
    long bytes = 0;
    for (Examples part : List.of(prepared.train(), prepared.validation().orElseThrow())) {
      rows += part.rows();
      bytes += Float.BYTES * (long) part.rows() * part.inputs().width();
      bytes += part.targets() instanceof Targets.Classes ? Integer.BYTES * (long) part.rows() : 0;
    }
    return new Encoded(rows, bytes);
  }

  private static long processorNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  /** Bytes this process held in memory at most, as Linux counts them; 0 elsewhere. */
  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
