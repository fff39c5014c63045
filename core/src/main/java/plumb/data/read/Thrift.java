package plumb.data.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Structures in Thrift's compact protocol, read without knowing their meaning, so that a few fields
 * can be changed and everything else written again as it was.
 */
final class Thrift {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int STRUCT = 12;

  /** Structures within structures; Parquet needs fewer than ten. */
  private static final int DEEPEST = 32;

  private Thrift() {}

  /** A value of a field or of a list. */
  sealed interface Value {}

  /** A truth value. */
  record Bool(boolean value) implements Value {}

  /** A whole number, of the type by which it is written. */
  record Whole(int type, long value) implements Value {}

  /** Eight bytes that are passed on. */
  record Eight(byte[] bytes) implements Value {}

  /** Bytes, or text. */
  record Binary(byte[] bytes) implements Value {}

  /** Values of one type, as a list or a set. */
  record Values(int type, int element, List<Value> values) implements Value {}

  /** Fields by their number. */
  record Struct(Map<Integer, Value> fields) implements Value {
    /** A whole number. */
    long whole(int field, String name) throws IOException {
      if (fields.get(field) instanceof Whole(_, long value)) {
        return value;
      }
      throw new IOException("it lacks " + name);
    }

    /** A whole number, or another where it is absent. */
    long whole(int field, long absent) {
      return fields.get(field) instanceof Whole(_, long value) ? value : absent;
    }

    /** A truth value, or another where it is absent. */
    boolean bool(int field, boolean absent) {
      return fields.get(field) instanceof Bool(boolean value) ? value : absent;
    }

    /** A structure. */
    Struct struct(int field, String name) throws IOException {
      if (fields.get(field) instanceof Struct struct) {
        return struct;
      }
      throw new IOException("it lacks " + name);
    }

    /** Structures in a list. */
    List<Struct> structs(int field, String name) throws IOException {
      if (!(fields.get(field) instanceof Values(_, _, List<Value> values))) {
        throw new IOException("it lacks " + name);
      }
      List<Struct> structs = new ArrayList<>();
      for (Value value : values) {
        if (!(value instanceof Struct struct)) {
          throw new IOException("its list of %s holds something else".formatted(name));
        }
        structs.add(struct);
      }
      return structs;
    }

    /** Changes a whole number, or adds it. */
    void set32(int field, int value) {
      fields.put(field, new Whole(I32, value));
    }

    /** Changes a whole number, or adds it. */
    void set64(int field, long value) {
      fields.put(field, new Whole(I64, value));
    }
  }

  /** Reads the structure that begins at the buffer's position, and stops behind it. */
  static Struct read(ByteBuffer from) throws IOException {
    try {
      return struct(from, 0);
    } catch (BufferUnderflowException e) {
      throw new IOException("a header ends too early", e);
    }
  }

  private static Struct struct(ByteBuffer from, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("its headers are nested too deeply");
    }
    Map<Integer, Value> fields = new TreeMap<>();
    int field = 0;
    for (int head = from.get() & 0xff; head != 0; head = from.get() & 0xff) {
      int type = head & 0xf;
      field = head >> 4 == 0 ? (int) zigzag(from) : field + (head >> 4);
      fields.put(
          field,
          switch (type) {
            case TRUE -> new Bool(true);
            case FALSE -> new Bool(false);
            default -> value(from, type, depth);
          });
    }
    return new Struct(fields);
  }

  private static Value value(ByteBuffer from, int type, int depth) throws IOException {
    return switch (type) {
      case TRUE, FALSE -> new Bool(from.get() == TRUE); // In lists truth values have a byte each.
      case BYTE -> new Whole(type, from.get());
      case I16, I32, I64 -> new Whole(type, zigzag(from));
      case DOUBLE -> {
        byte[] bytes = new byte[Double.BYTES];
        from.get(bytes);
        yield new Eight(bytes);
      }
      case BINARY -> {
        long length = varint(from);
        if (length < 0 || length > from.remaining()) {
          throw new IOException("a text in its headers is longer than they are");
        }
        byte[] bytes = new byte[(int) length];
        from.get(bytes);
        yield new Binary(bytes);
      }
      case LIST, SET -> {
        int head = from.get() & 0xff;
        long size = head >> 4 == 15 ? varint(from) : head >> 4;
        // Each value takes a byte at least.
        if (size < 0 || size > from.remaining()) {
          throw new IOException("a list in its headers is longer than they are");
        }
        List<Value> values = new ArrayList<>();
        for (long i = 0; i < size; i++) {
          values.add(
              (head & 0xf) == STRUCT
                  ? struct(from, depth + 1)
                  : value(from, head & 0xf, depth + 1));
        }
        yield new Values(type, head & 0xf, values);
      }
      case STRUCT -> struct(from, depth + 1);
      default -> throw new IOException("its headers hold a value of unknown type " + type);
    };
  }

  private static long varint(ByteBuffer from) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a number in its headers has too many digits");
  }

  private static long zigzag(ByteBuffer from) throws IOException {
    long value = varint(from);
    return (value >>> 1) ^ -(value & 1);
  }

  /** The bytes of a structure. */
  static byte[] write(Struct struct) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    write(struct, to);
    return to.toByteArray();
  }

  private static void write(Struct struct, ByteArrayOutputStream to) {
    int last = 0;
    for (Map.Entry<Integer, Value> entry : struct.fields.entrySet()) {
      int field = entry.getKey();
      int type =
          switch (entry.getValue()) {
            case Bool(boolean value) -> value ? TRUE : FALSE;
            case Whole(int whole, _) -> whole;
            case Eight _ -> DOUBLE;
            case Binary _ -> BINARY;
            case Values(int list, _, _) -> list;
            case Struct _ -> STRUCT;
          };
      int step = field - last;
      if (step > 0 && step < 16) {
        to.write((step << 4) | type);
      } else {
        to.write(type);
        zigzag(field, to);
      }
      if (!(entry.getValue() instanceof Bool)) {
        write(entry.getValue(), to);
      }
      last = field;
    }
    to.write(0);
  }

  private static void write(Value value, ByteArrayOutputStream to) {
    switch (value) {
      case Bool(boolean truth) -> to.write(truth ? TRUE : FALSE);
      case Whole(int type, long whole) -> {
        if (type == BYTE) {
          to.write((int) whole);
        } else {
          zigzag(whole, to);
        }
      }
      case Eight(byte[] bytes) -> to.writeBytes(bytes);
      case Binary(byte[] bytes) -> {
        varint(bytes.length, to);
        to.writeBytes(bytes);
      }
      case Values(_, int element, List<Value> values) -> {
        if (values.size() < 15) {
          to.write((values.size() << 4) | element);
        } else {
          to.write((15 << 4) | element);
          varint(values.size(), to);
        }
        values.forEach(each -> write(each, to));
      }
      case Struct struct -> write(struct, to);
    }
  }

  private static void zigzag(long value, ByteArrayOutputStream to) {
    varint((value << 1) ^ (value >> 63), to);
  }

  private static void varint(long value, ByteArrayOutputStream to) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      to.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    to.write((int) rest);
  }

  /** A copy whose fields can be changed without changing this one. */
  static Struct copy(Struct struct) {
    return new Struct(new TreeMap<>(struct.fields));
  }

  /** A list of structures as a field. */
  static Values list(List<Struct> structs) {
    return new Values(LIST, STRUCT, List.copyOf(structs));
  }
}
