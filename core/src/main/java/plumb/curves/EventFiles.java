package plumb.curves;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import plumb.data.BadInput;

/**
 * Reads TensorBoard's event files: records of TFRecord (length, checksum, bytes, checksum), each an
 * {@code Event} of protocol buffers, of which the step and the scalars of the summary are read.
 *
 * <p>A reader of our own, because the fields needed are six and TensorFlow's are 200 MB.
 */
final class EventFiles {
  /** What writers put before a suffix of the user's: time, host, process, counter. */
  private static final Pattern ENDING =
      Pattern.compile("^.*tfevents\\.\\d+\\.[^.]*(?:\\.\\d+)*\\.?");

  private EventFiles() {}

  /** What one writer wrote: for each time it began anew, the numbers by step and tag. */
  private static final class Writer {
    private final List<Map<Long, Map<String, Double>>> runs =
        new ArrayList<>(List.of(new TreeMap<>()));
    private final Map<String, Long> last = new HashMap<>();

    void put(long step, String tag, double value) {
      Long before = last.put(tag, step);
      if (before != null && step < before) {
        runs.add(new TreeMap<>());
        last.clear();
        last.put(tag, step);
      }
      runs.getLast().computeIfAbsent(step, _ -> new LinkedHashMap<>()).put(tag, value);
    }

    Set<String> tags() {
      return runs.stream()
          .flatMap(run -> run.values().stream())
          .flatMap(row -> row.keySet().stream())
          .collect(Collectors.toSet());
    }
  }

  /**
   * The trainings that event files hold: each folder is one, with the folders in it that are named
   * after sets or curves, for programs give each of those a writer of its own.
   *
   * @param files in the order of their names
   * @return by folder
   * @throws BadInput if a file is damaged
   */
  static Map<Path, LogTable> read(List<Path> files) {
    Map<Path, List<Writer>> trainings = new TreeMap<>();
    for (Path file : files) {
      Writer writer = new Writer();
      read(file, prefix(file), writer);
      if (!writer.tags().isEmpty()) {
        trainings.computeIfAbsent(training(file), _ -> new ArrayList<>()).add(writer);
      }
    }
    Map<Path, LogTable> tables = new TreeMap<>();
    trainings.forEach((folder, writers) -> tables.put(folder, table(writers)));
    return tables;
  }

  /**
   * Writers side by side make one table, as long as they write different tags; one that writes the
   * tags of another began later, and comes after it.
   */
  private static LogTable table(List<Writer> writers) {
    List<Map<Long, Map<String, Double>>> runs = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Writer writer : writers) {
      boolean beside = writer.tags().stream().noneMatch(known::contains);
      known.addAll(writer.tags());
      for (int i = 0; i < writer.runs.size(); i++) {
        if (beside && i < runs.size()) {
          Map<Long, Map<String, Double>> run = runs.get(i);
          writer
              .runs
              .get(i)
              .forEach(
                  (step, row) -> run.computeIfAbsent(step, _ -> new LinkedHashMap<>()).putAll(row));
        } else {
          runs.add(writer.runs.get(i));
        }
      }
    }
    Set<String> tags = new LinkedHashSet<>();
    List<Map.Entry<Long, Map<String, Double>>> rows = new ArrayList<>();
    runs.forEach(run -> rows.addAll(run.entrySet()));
    rows.forEach(row -> tags.addAll(row.getValue().keySet()));
    List<LogTable.Column> columns = new ArrayList<>();
    columns.add(LogTable.Column.of("step", rows.stream().mapToDouble(Map.Entry::getKey).toArray()));
    for (String tag : tags) {
      columns.add(
          LogTable.Column.of(
              tag,
              rows.stream()
                  .mapToDouble(row -> row.getValue().getOrDefault(tag, Double.NaN))
                  .toArray()));
    }
    return new LogTable("TensorBoard event files", columns, List.of());
  }

  /** The folder of a training; writers of single sets or curves may have folders of their own. */
  private static Path training(Path file) {
    Path folder = folder(file);
    Path above = folder.getParent();
    return above != null && ColumnName.namesACurve(name(folder)) ? above : folder;
  }

  /**
   * What the place of a file says about its tags: the folder, or the end of the file's own name.
   */
  private static String prefix(Path file) {
    String folder = name(folder(file));
    if (ColumnName.namesACurve(folder)) {
      return folder + "/";
    }
    String suffix = ENDING.matcher(name(file)).replaceFirst("");
    return ColumnName.namesACurve(suffix) ? suffix + "/" : "";
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static void read(Path file, String prefix, Writer to) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.remaining() >= 12) {
        long length = bytes.getLong();
        bytes.getInt();
        if (length < 0 || length + 4 > bytes.remaining()) {
          // The writer was still at work, or was interrupted.
          break;
        }
        event(bytes.slice(bytes.position(), (int) length), prefix, to);
        bytes.position(bytes.position() + (int) length + 4);
      }
    } catch (IOException | java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new BadInput(
          file + " is not an event file of TensorBoard, or is damaged; name another", e);
    }
  }

  /** Event: 2 step, 5 summary. */
  private static void event(ByteBuffer event, String prefix, Writer to) {
    event.order(ByteOrder.LITTLE_ENDIAN);
    long step = 0;
    ByteBuffer summary = null;
    while (event.hasRemaining()) {
      long key = varint(event);
      if (key == (2 << 3)) {
        step = varint(event);
      } else if (key == ((5 << 3) | 2)) {
        summary = bytes(event);
      } else {
        skip(event, (int) (key & 7));
      }
    }
    while (summary != null && summary.hasRemaining()) {
      long key = varint(summary);
      if (key == ((1 << 3) | 2)) {
        value(bytes(summary), step, prefix, to);
      } else {
        skip(summary, (int) (key & 7));
      }
    }
  }

  /** Summary.Value: 1 tag, 2 simple_value, 8 tensor. */
  private static void value(ByteBuffer value, long step, String prefix, Writer to) {
    String tag = "";
    double number = Double.NaN;
    boolean known = false;
    while (value.hasRemaining()) {
      long key = varint(value);
      if (key == ((1 << 3) | 2)) {
        tag = StandardCharsets.UTF_8.decode(bytes(value)).toString();
      } else if (key == ((2 << 3) | 5)) {
        number = value.getFloat();
        known = true;
      } else if (key == ((8 << 3) | 2)) {
        OptionalDouble scalar = scalar(bytes(value));
        number = scalar.orElse(number);
        known |= scalar.isPresent();
      } else {
        skip(value, (int) (key & 7));
      }
    }
    if (known) {
      // A tag that names its set needs no word about it from the folder.
      boolean said = ColumnName.of(tag).set() != ColumnName.RowSet.UNSAID;
      to.put(
          step,
          said ? tag : prefix + tag,
          Double.isFinite(number) ? number : Double.POSITIVE_INFINITY);
    }
  }

  /** TensorProto of one number: 1 dtype, 4 tensor_content, 5 float_val, 6 double_val. */
  private static OptionalDouble scalar(ByteBuffer tensor) {
    OptionalDouble number = OptionalDouble.empty();
    long type = 0;
    while (tensor.hasRemaining()) {
      long key = varint(tensor);
      if (key == (1 << 3)) {
        type = varint(tensor);
      } else if (key == ((4 << 3) | 2)) {
        ByteBuffer content = bytes(tensor);
        number =
            content.remaining() == 4 && type == 1
                ? OptionalDouble.of(content.getFloat())
                : content.remaining() == 8 && type == 2
                    ? OptionalDouble.of(content.getDouble())
                    : number;
      } else if (key == ((5 << 3) | 2)) {
        ByteBuffer packed = bytes(tensor);
        number = packed.remaining() == 4 ? OptionalDouble.of(packed.getFloat()) : number;
      } else if (key == ((5 << 3) | 5)) {
        number = OptionalDouble.of(tensor.getFloat());
      } else if (key == ((6 << 3) | 2)) {
        ByteBuffer packed = bytes(tensor);
        number = packed.remaining() == 8 ? OptionalDouble.of(packed.getDouble()) : number;
      } else {
        skip(tensor, (int) (key & 7));
      }
    }
    return number;
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number without an end");
  }

  private static ByteBuffer bytes(ByteBuffer from) {
    int length = (int) varint(from);
    ByteBuffer slice = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    from.position(from.position() + length);
    return slice;
  }

  private static void skip(ByteBuffer from, int wireType) {
    switch (wireType) {
      case 0 -> varint(from);
      case 1 -> from.getLong();
      case 2 -> bytes(from);
      case 5 -> from.getInt();
      default -> throw new IndexOutOfBoundsException("no such wire type: " + wireType);
    }
  }
}
