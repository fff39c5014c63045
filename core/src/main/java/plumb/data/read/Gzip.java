package plumb.data.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952) to its last member. Java's own stream takes damage behind the first
 * member for the end of the file, so that half of the rows would be lost without a word; here only
 * zeros, with which tapes and disks fill up, may follow a member.
 */
final class Gzip extends InputStream {
  private static final int BUFFER = 1 << 16;
  private static final int CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream packed;
  private final byte[] buffer = new byte[BUFFER];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private int at;
  private int end;
  private boolean ended;

  /** From the first byte of the first member. */
  Gzip(InputStream packed) throws IOException {
    this.packed = packed;
    header();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(into, from, length);
      if (count > 0) {
        sum.update(into, from, count);
        return count;
      }
      if (inflater.finished()) {
        trailer();
        next();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a preset dictionary, which gzip has not");
      } else {
        fill();
        inflater.setInput(buffer, at, end - at);
        at = end;
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int from, int length) throws ZipException {
    try {
      return inflater.inflate(into, from, length);
    } catch (DataFormatException e) {
      ZipException damaged = new ZipException(String.valueOf(e.getMessage()));
      damaged.initCause(e);
      throw damaged;
    }
  }

  /** What follows the compressed data: their check sum and length. */
  private void trailer() throws IOException {
    at = end - inflater.getRemaining();
    if (number(4) != sum.getValue()) {
      throw new ZipException("the check sum is wrong");
    }
    if (number(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("the length is wrong");
    }
  }

  /** Another member, or nothing but zeros. */
  private void next() throws IOException {
    boolean zeros = true;
    while (zeros && more()) {
      zeros = buffer[at] == 0;
      at += zeros ? 1 : 0;
    }
    if (zeros) {
      ended = true;
      return;
    }
    sum.reset();
    inflater.reset();
    header();
  }

  private void header() throws IOException {
    if (number(2) != 0x8b1f) {
      throw new ZipException("something else follows the compressed data");
    }
    if (number(1) != 8) {
      throw new ZipException("an unknown method");
    }
    int flags = (int) number(1);
    number(4);
    number(2);
    if ((flags & EXTRA) != 0) {
      long length = number(2);
      for (long i = 0; i < length; i++) {
        number(1);
      }
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        skipText();
      }
    }
    if ((flags & CHECKSUM) != 0) {
      number(2);
    }
    inflater.setInput(buffer, at, end - at);
    at = end;
  }

  /** A text ends with a zero. */
  private void skipText() throws IOException {
    long letter;
    do {
      letter = number(1);
    } while (letter != 0);
  }

  /** The next bytes as a number, the lowest first. */
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      fill();
      number |= (buffer[at++] & 0xffL) << (8 * i);
    }
    return number;
  }

  private void fill() throws IOException {
    if (!more()) {
      throw new EOFException("the compressed data end too early");
    }
  }

  /** Whether there is a byte left; then it is in the buffer. */
  private boolean more() throws IOException {
    if (at < end) {
      return true;
    }
    at = 0;
    end = Math.max(0, packed.read(buffer, 0, buffer.length));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
