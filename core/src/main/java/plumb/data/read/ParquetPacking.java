package plumb.data.read;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;

/** The ways in which pages of a Parquet file are packed. */
enum ParquetPacking {
  UNCOMPRESSED,
  SNAPPY,
  GZIP,
  BROTLI,
  LZ4,
  ZSTD,
  LZ4_RAW;

  /** The number of the only method of the format that is not read. */
  static final int LZO = 3;

  /** Bytes in front of a block of Hadoop's LZ4: how many it becomes, and how many it has. */
  private static final int HADOOP_HEADER = 8;

  /** The method of a number in the format. */
  static Optional<ParquetPacking> of(long number) {
    return switch (Math.clamp(number, -1, Integer.MAX_VALUE)) {
      case 0 -> Optional.of(UNCOMPRESSED);
      case 1 -> Optional.of(SNAPPY);
      case 2 -> Optional.of(GZIP);
      case 4 -> Optional.of(BROTLI);
      case 5 -> Optional.of(LZ4);
      case 6 -> Optional.of(ZSTD);
      case 7 -> Optional.of(LZ4_RAW);
      default -> Optional.empty();
    };
  }

  /** Unpacks a page, or fails where it is not of this size. */
  void unpack(byte[] packed, int from, int length, byte[] into, int at, int size)
      throws IOException {
    if (length == 0 && size == 0) {
      return;
    }
    int found;
    try {
      found =
          switch (this) {
            case UNCOMPRESSED -> {
              if (length > size) {
                throw new IOException("a page is larger than its header says");
              }
              System.arraycopy(packed, from, into, at, length);
              yield length;
            }
            case SNAPPY -> all(new SnappyDecompressor(), packed, from, length, into, at, size);
            case ZSTD -> all(new ZstdDecompressor(), packed, from, length, into, at, size);
            case LZ4_RAW -> all(new Lz4Decompressor(), packed, from, length, into, at, size);
            case LZ4 -> lz4(packed, from, length, into, at, size);
            case GZIP ->
                all(
                    new GZIPInputStream(new ByteArrayInputStream(packed, from, length)),
                    into,
                    at,
                    size);
            case BROTLI ->
                all(
                    new BrotliInputStream(new ByteArrayInputStream(packed, from, length)),
                    into,
                    at,
                    size);
          };
    } catch (RuntimeException e) {
      throw new IOException("a page cannot be unpacked: " + e.getMessage(), e);
    }
    if (found != size) {
      throw new IOException("a page has %d bytes where %d are due".formatted(found, size));
    }
  }

  private static int all(
      Decompressor by, byte[] packed, int from, int length, byte[] into, int at, int size) {
    return size == 0 ? 0 : by.decompress(packed, from, length, into, at, size);
  }

  private static int all(InputStream unpacked, byte[] into, int at, int size) throws IOException {
    try (unpacked) {
      int found = unpacked.readNBytes(into, at, size);
      return found == size && unpacked.read() >= 0 ? size + 1 : found;
    }
  }

  /** Hadoop writes blocks with two sizes in front of each; others a bare block. */
  private static int lz4(byte[] packed, int from, int length, byte[] into, int at, int size) {
    return isHadoop(packed, from, length, size)
        ? hadoop(packed, from, length, into, at)
        : all(new Lz4Decompressor(), packed, from, length, into, at, size);
  }

  /** Whether the sizes of blocks lead exactly to the end and to the size of the page. */
  private static boolean isHadoop(byte[] packed, int from, int length, int size) {
    ByteBuffer sizes = ByteBuffer.wrap(packed);
    long end = (long) from + length;
    long at = from;
    long unpacked = 0;
    while (at + HADOOP_HEADER <= end) {
      long becomes = sizes.getInt((int) at);
      long has = sizes.getInt((int) at + Integer.BYTES);
      if (becomes < 0 || has <= 0) {
        return false;
      }
      unpacked += becomes;
      at += HADOOP_HEADER + has;
    }
    return at == end && unpacked == size;
  }

  private static int hadoop(byte[] packed, int from, int length, byte[] into, int at) {
    ByteBuffer sizes = ByteBuffer.wrap(packed);
    int to = at;
    for (int block = from; block < from + length; ) {
      int becomes = sizes.getInt(block);
      int has = sizes.getInt(block + Integer.BYTES);
      to += all(new Lz4Decompressor(), packed, block + HADOOP_HEADER, has, into, to, becomes);
      block += HADOOP_HEADER + has;
    }
    return to - at;
  }
}
