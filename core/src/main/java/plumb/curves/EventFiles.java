package plumb.curves;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import plumb.data.BadInput;

/**
 * Reads TensorBoard's event files: records of TFRecord (length, checksum, bytes, checksum), each an
 * {@code Event} of protocol buffers, of which the step and the scalars of the summary are read.
 *
 * <p>A reader of our own, because the fields needed are six and TensorFlow's are 200 MB.
 */
final class EventFiles {
  private EventFiles() {}

  static Curves read(List<Path> files, Path named) {
    Map<Path, Map<Double, double[]>> runs = new TreeMap<>();
    for (Path file : files) {
      String set = set(file);
      Map<Double, double[]> bySteps = runs.computeIfAbsent(run(file, set), _ -> new TreeMap<>());
      try {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.remaining() >= 12) {
          long length = bytes.getLong();
          bytes.getInt();
          if (length < 0 || length + 4 > bytes.remaining()) {
            // The writer was still at work, or was interrupted.
            break;
          }
          event(bytes.slice(bytes.position(), (int) length), set, bySteps);
          bytes.position(bytes.position() + (int) length + 4);
        }
      } catch (IOException | java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
        throw new BadInput(file + " is not an event file of TensorBoard, or is damaged", e);
      }
    }
    runs.values().removeIf(Map::isEmpty);
    if (runs.size() > 1) {
      throw new BadInput(
          "%s holds the curves of %d trainings; name the folder of one, such as %s"
              .formatted(named, runs.size(), runs.keySet().iterator().next()));
    }
    return CurveFiles.Cells.curves(
        "TensorBoard event files",
        runs.isEmpty() ? Map.of() : runs.values().iterator().next(),
        named);
  }

  /** The folder of a training; the sets of one may have folders of their own in it. */
  private static Path run(Path file, String set) {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path above = folder.getParent();
    return set.isEmpty() || above == null ? folder : above;
  }

  /** Keras writes the sets into folders of their own, with the same tags. */
  private static String set(Path file) {
    String folder =
        file.toAbsolutePath().getParent() == null
            ? ""
            : String.valueOf(file.toAbsolutePath().getParent().getFileName())
                .toLowerCase(Locale.ROOT);
    return switch (folder) {
      case "validation", "val", "valid", "eval" -> "val_";
      case "train", "training" -> "train_";
      default -> "";
    };
  }

  /** Event: 2 step, 5 summary. */
  private static void event(ByteBuffer event, String set, Map<Double, double[]> bySteps) {
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
        value(bytes(summary), step, set, bySteps);
      } else {
        skip(summary, (int) (key & 7));
      }
    }
  }

  /** Summary.Value: 1 tag, 2 simple_value, 8 tensor. */
  private static void value(
      ByteBuffer value, long step, String set, Map<Double, double[]> bySteps) {
    String tag = "";
    double number = Double.NaN;
    while (value.hasRemaining()) {
      long key = varint(value);
      if (key == ((1 << 3) | 2)) {
        tag = StandardCharsets.UTF_8.decode(bytes(value)).toString();
      } else if (key == ((2 << 3) | 5)) {
        number = value.getFloat();
      } else if (key == ((8 << 3) | 2)) {
        number = scalar(bytes(value));
      } else {
        skip(value, (int) (key & 7));
      }
    }
    int cell = CurveFiles.Cells.of(set + tag, false);
    if (cell >= 0) {
      CurveFiles.Cells.put(
          bySteps.computeIfAbsent((double) step, _ -> CurveFiles.Cells.empty()), cell, number);
    }
  }

  /** TensorProto of one number: 1 dtype, 4 tensor_content, 5 float_val, 6 double_val. */
  private static double scalar(ByteBuffer tensor) {
    double number = Double.NaN;
    long type = 0;
    while (tensor.hasRemaining()) {
      long key = varint(tensor);
      if (key == (1 << 3)) {
        type = varint(tensor);
      } else if (key == ((4 << 3) | 2)) {
        ByteBuffer content = bytes(tensor);
        number =
            content.remaining() == 4
                ? content.getFloat()
                : content.remaining() == 8 && type == 2 ? content.getDouble() : number;
      } else if (key == ((5 << 3) | 2)) {
        ByteBuffer packed = bytes(tensor);
        number = packed.remaining() >= 4 ? packed.getFloat() : number;
      } else if (key == ((5 << 3) | 5)) {
        number = tensor.getFloat();
      } else if (key == ((6 << 3) | 2)) {
        ByteBuffer packed = bytes(tensor);
        number = packed.remaining() >= 8 ? packed.getDouble() : number;
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
