package plumb.data.read;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** A way to pack one file, told by its first bytes. */
enum Packing {
  GZIP("gzip", "\u001f\u008b") {
    @Override
    InputStream unpack(InputStream packed, int buffer) throws IOException {
      return new GzipStream(packed, buffer);
    }
  },
  // Any block size; then the digits of pi, without which a header "BZh" would be taken for it.
  BZIP2("bzip2", "BZh" + Packing.ANY + "1AY&SY") {
    @Override
    InputStream unpack(InputStream packed, int buffer) throws IOException {
      return new BZip2CompressorInputStream(packed, true);
    }
  },
  XZ("xz", "\u00fd7zXZ\0") {
    @Override
    InputStream unpack(InputStream packed, int buffer) throws IOException {
      return new XZInputStream(packed, MOST_XZ_MEMORY);
    }
  },
  ZSTD("zstd", "(\u00b5/\u00fd") {
    @Override
    InputStream unpack(InputStream packed, int buffer) {
      return new ZstdInputStream(packed);
    }
  },
  LZ4("LZ4", "\u0004\"M\u0018") {
    @Override
    InputStream unpack(InputStream packed, int buffer) throws IOException {
      return new FramedLZ4CompressorInputStream(packed, true);
    }
  },
  SNAPPY("Snappy", "\u00ff\u0006\0\0sNaPpY") {
    @Override
    InputStream unpack(InputStream packed, int buffer) throws IOException {
      return new FramedSnappyCompressorInputStream(packed);
    }
  },
  ZIP("zip", "PK\u0003\u0004") {
    @Override
    InputStream unpack(InputStream packed, int buffer) {
      throw new IllegalStateException("a zip archive is opened by its table of contents");
    }
  };

  /** Bytes that tell every way to pack. */
  static final int START = 10;

  /** Stands for any byte. */
  private static final char ANY = '\uffff';

  /** KiB of the dictionary that unpacking may take; the strongest setting of xz asks for 64 MiB. */
  private static final int MOST_XZ_MEMORY = 256 << 10;

  private final String title;

  /** First bytes, as characters. */
  private final String magic;

  Packing(String title, String magic) {
    this.title = title;
    this.magic = magic;
  }

  /** From what is packed to what was packed. */
  abstract InputStream unpack(InputStream packed, int buffer) throws IOException;

  /** The way that bytes begin with. */
  static Optional<Packing> of(byte[] start) {
    for (Packing packing : values()) {
      if (packing.begins(start)) {
        return Optional.of(packing);
      }
    }
    return Optional.empty();
  }

  private boolean begins(byte[] start) {
    if (start.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (magic.charAt(i) != ANY && (start[i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a file, unpacked where they are packed. */
  static InputStream open(Path file, InputStream raw, int buffer) throws IOException {
    raw.mark(START);
    byte[] start = raw.readNBytes(START);
    raw.reset();
    Optional<Packing> packing = of(start);
    if (packing.isEmpty()) {
      return raw;
    }
    if (packing.get() == GZIP) {
      return GZIP.unpack(raw, buffer); // Names its damages itself.
    }
    if (packing.get() == ZIP) {
      raw.close();
      return new Guarded(ZIP.title, ZipArchive.open(file));
    }
    return packing.get().guarded(raw, buffer);
  }

  private InputStream guarded(InputStream raw, int buffer) throws IOException {
    try {
      return new Guarded(title, unpack(raw, buffer));
    } catch (IOException | RuntimeException e) {
      throw Guarded.damaged(title, e);
    }
  }

  /** A packed file cannot be unpacked. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Tells whatever goes wrong while unpacking as a damage of the file. */
  private static final class Guarded extends FilterInputStream {
    private final String title;

    Guarded(String title, InputStream in) {
      super(in);
      this.title = title;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        return in.read(into, from, length);
      } catch (IOException | RuntimeException e) {
        throw damaged(title, e);
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    static IOException damaged(String title, Exception e) {
      return new Damaged(
          "is a damaged %s file (%s); fetch or pack it again"
              .formatted(title, reason(Content.deepest(e))),
          e);
    }

    private static String reason(@Nullable String message) {
      return message == null ? "it ends too early" : message;
    }
  }
}
