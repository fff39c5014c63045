package plumb.data.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), part after part, to the last byte of the file. Java's own stream takes
 * whatever it cannot read behind a part for the end, and rows are lost without a word; here only
 * zeros may follow the last part, with which tapes and blocks are filled up.
 */
final class GzipStream extends InputStream {
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private final InputStream packed;
  private final byte[] buffer;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 content = new CRC32();
  private final CRC32 header = new CRC32();
  private int position;
  private int limit;
  private int part;
  private boolean ended;

  /** Reads the first header at once. */
  GzipStream(InputStream packed, int room) throws IOException {
    this.packed = packed;
    this.buffer = new byte[room];
    startPart();
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(into, from, length);
      if (count > 0) {
        content.update(into, from, count);
        return count;
      }
      if (inflater.finished()) {
        endPart();
      } else if (inflater.needsDictionary()) {
        throw damaged("asks for a dictionary");
      } else if (inflater.needsInput()) {
        fill();
        inflater.setInput(buffer, position, limit - position);
        position = limit;
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int from, int length) throws ZipException {
    try {
      return inflater.inflate(into, from, length);
    } catch (DataFormatException e) {
      ZipException damaged = damaged("has an " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private void startPart() throws IOException {
    part++;
    header.reset();
    if (headerByte() != MAGIC_1 || headerByte() != MAGIC_2) {
      throw damaged("does not start as gzip does");
    }
    readHeader();
  }

  /** The header behind its two magic bytes. */
  private void readHeader() throws IOException {
    if (headerByte() != DEFLATE) {
      throw damaged("is packed by an unknown method");
    }
    int flags = headerByte();
    if ((flags & RESERVED) != 0) {
      throw damaged("has unknown flags");
    }
    for (int i = 0; i < 6; i++) {
      headerByte(); // Time, compression, operating system.
    }
    if ((flags & EXTRA) != 0) {
      int length = headerByte() | headerByte() << 8;
      for (int i = 0; i < length; i++) {
        headerByte();
      }
    }
    skipText((flags & NAME) != 0);
    skipText((flags & COMMENT) != 0);
    if ((flags & HEADER_CHECKSUM) != 0) {
      int computed = (int) (header.getValue() & 0xffff);
      if ((next() | next() << 8) != computed) {
        throw damaged("has a damaged header");
      }
    }
  }

  private void skipText(boolean there) throws IOException {
    while (there && headerByte() != 0) {
      // Up to the zero at its end.
    }
  }

  private void endPart() throws IOException {
    position -= inflater.getRemaining();
    if (nextInt() != (int) content.getValue()) {
      throw damaged("has a wrong checksum");
    }
    if (nextInt() != (int) inflater.getBytesWritten()) {
      throw damaged("has a wrong length");
    }
    if (onlyZerosFollow()) {
      ended = true;
      return;
    }
    inflater.reset();
    content.reset();
    startPart();
  }

  /** Whether there is nothing more but zeros; otherwise the next byte is one that counts. */
  private boolean onlyZerosFollow() throws IOException {
    boolean zeros = false;
    while (position < limit || more()) {
      if (buffer[position] != 0) {
        if (zeros) {
          part++;
          throw damaged("does not start as gzip does");
        }
        return false;
      }
      zeros = true;
      position++;
    }
    return true;
  }

  private boolean more() throws IOException {
    limit = Math.max(0, packed.read(buffer, 0, buffer.length));
    position = 0;
    return limit > 0;
  }

  private void fill() throws IOException {
    if (position == limit && !more()) {
      throw new EOFException();
    }
  }

  private int next() throws IOException {
    fill();
    return buffer[position++] & 0xff;
  }

  private int headerByte() throws IOException {
    int b = next();
    header.update(b);
    return b;
  }

  private int nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private ZipException damaged(String what) {
    return new ZipException(part == 1 ? "it " + what : "its part %d %s".formatted(part, what));
  }

  @Override
  public void close() throws IOException {
    ended = true;
    inflater.end();
    packed.close();
  }
}
