package plumb.data.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes the smallest Parquet files there are: one row group, one page a column, plain values, no
 * compression; the footer in Thrift's compact protocol.
 */
final class ParquetWriter {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final int rows;
  private final int codec;
  private final List<byte[]> schema = new ArrayList<>();
  private final List<byte[]> chunks = new ArrayList<>();
  private int repetition = 1;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  ParquetWriter(int rows) {
    this(rows, 0);
  }

  /**
   * A file that says it is packed, though it is not.
   *
   * @param codec number of the packing in the format
   */
  ParquetWriter(int rows, int codec) {
    this.rows = rows;
    this.codec = codec;
    file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
  }

  ParquetWriter doubles(String name, @Nullable Double... values) {
    return column(name, 5, -1, values, 8, (buffer, v) -> buffer.putDouble(v));
  }

  ParquetWriter longs(String name, @Nullable Long... values) {
    return column(name, 2, -1, values, 8, (buffer, v) -> buffer.putLong(v));
  }

  /** A column that the schema calls a list. */
  ParquetWriter lists(String name, @Nullable Long... values) {
    repetition = 2;
    longs(name, values);
    repetition = 1;
    return this;
  }

  /** Days since 1970-01-01. */
  ParquetWriter dates(String name, @Nullable Integer... values) {
    return column(name, 1, 6, values, 4, (buffer, v) -> buffer.putInt(v));
  }

  ParquetWriter strings(String name, @Nullable String... values) {
    return column(
        name,
        6,
        0,
        values,
        64,
        (buffer, v) -> {
          byte[] bytes = v.getBytes(StandardCharsets.UTF_8);
          buffer.putInt(bytes.length).put(bytes);
        });
  }

  private interface Put<T> {
    void put(ByteBuffer buffer, T value);
  }

  private <T> ParquetWriter column(
      String name, int type, int converted, @Nullable T[] values, int room, Put<T> put) {
    ByteBuffer plain = ByteBuffer.allocate(room * rows).order(ByteOrder.LITTLE_ENDIAN);
    // Definition levels, one bit each, packed in groups of eight.
    int groups = (rows + 7) / 8;
    byte[] present = new byte[groups];
    for (int i = 0; i < rows; i++) {
      T value = values[i];
      if (value != null) {
        present[i / 8] |= (byte) (1 << (i % 8));
        put.put(plain, value);
      }
    }
    ByteBuffer page =
        ByteBuffer.allocate(5 + groups + plain.position()).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(1 + groups).put((byte) (groups << 1 | 1)).put(present);
    page.put(plain.array(), 0, plain.position());
    CRC32 checksum = new CRC32();
    checksum.update(page.array());
    byte[] header =
        new Thrift()
            .i32(1, 0)
            .i32(2, page.capacity())
            .i32(3, page.capacity())
            .i32(4, (int) checksum.getValue())
            .struct(5, new Thrift().i32(1, rows).i32(2, 0).i32(3, 3).i32(4, 3))
            .end();
    long offset = file.size();
    file.writeBytes(header);
    file.writeBytes(page.array());
    long size = file.size() - offset;
    Thrift element = new Thrift().i32(1, type).i32(3, repetition).binary(4, name);
    schema.add((converted < 0 ? element : element.i32(6, converted)).end());
    Thrift meta =
        new Thrift()
            .i32(1, type)
            .list(2, I32, List.of(Thrift.zigzag(0), Thrift.zigzag(3)))
            .list(3, BINARY, List.of(Thrift.text(name)))
            .i32(4, codec)
            .i64(5, rows)
            .i64(6, size)
            .i64(7, size)
            .i64(9, offset);
    chunks.add(new Thrift().i64(2, offset).struct(3, meta).end());
    return this;
  }

  byte[] bytes() {
    List<byte[]> elements = new ArrayList<>();
    elements.add(new Thrift().binary(4, "schema").i32(5, schema.size()).end());
    elements.addAll(schema);
    byte[] group = new Thrift().list(1, STRUCT, chunks).i64(2, file.size()).i64(3, rows).end();
    byte[] footer =
        new Thrift()
            .i32(1, 1)
            .list(2, STRUCT, elements)
            .i64(3, rows)
            .list(4, STRUCT, List.of(group))
            .end();
    file.writeBytes(footer);
    file.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
    file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    return file.toByteArray();
  }

  /** A struct of the compact protocol; fields in ascending order. */
  private static final class Thrift {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int last;

    Thrift i32(int field, int value) {
      return raw(field, I32, zigzag(value));
    }

    Thrift i64(int field, long value) {
      return raw(field, I64, zigzag(value));
    }

    Thrift binary(int field, String value) {
      return raw(field, BINARY, text(value));
    }

    Thrift struct(int field, Thrift value) {
      return raw(field, STRUCT, value.end());
    }

    Thrift list(int field, int type, List<byte[]> elements) {
      ByteArrayOutputStream list = new ByteArrayOutputStream();
      list.write(elements.size() << 4 | type); // Fewer than 15 elements.
      elements.forEach(list::writeBytes);
      return raw(field, LIST, list.toByteArray());
    }

    byte[] end() {
      out.write(0);
      return out.toByteArray();
    }

    private Thrift raw(int field, int type, byte[] value) {
      out.write((field - last) << 4 | type);
      last = field;
      out.writeBytes(value);
      return this;
    }

    static byte[] text(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(varint(bytes.length));
      out.writeBytes(bytes);
      return out.toByteArray();
    }

    static byte[] zigzag(long value) {
      return varint((value << 1) ^ (value >> 63));
    }

    private static byte[] varint(long value) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
      return out.toByteArray();
    }
  }
}
