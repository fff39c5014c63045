package plumb.data.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;

/**
 * The bytes of a file, unpacked where they are packed, and their digest.
 *
 * @param stream from the first byte
 * @param digest of what was read from the stream so far
 */
record Content(InputStream stream, MessageDigest digest) implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Reads everything. */
  static byte[] read(Path file) {
    try (Content content = open(file)) {
      return content.stream.readAllBytes();
    } catch (IOException e) {
      throw failure(file, e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, e);
    }
  }

  static BadInput tooLarge(Path file, OutOfMemoryError e) {
    return new BadInput(
        "%s is too large for memory; give Java more with -Xmx or use a part of it".formatted(file),
        e);
  }

  /** The sentence for a file that was unpacked into more than memory holds; nothing if not that. */
  static Optional<BadInput> outOfMemory(Path file, Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof OutOfMemoryError error) {
        return Optional.of(tooLarge(file, error));
      }
    }
    return Optional.empty();
  }

  /** SHA-256 of the bytes of a file as they are, in hexadecimal. */
  static String rawHash(Path file) {
    MessageDigest digest = sha256();
    try (InputStream raw = new DigestInputStream(Files.newInputStream(file), digest)) {
      raw.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Names of the files in a zip archive; empty for a file that is none. */
  static Optional<List<String>> archive(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream raw = Files.newInputStream(file)) {
      return Packing.of(raw.readNBytes(Packing.START)).filter(Packing.ZIP::equals).isPresent()
          ? Optional.of(ZipArchive.names(file))
          : Optional.empty();
    } catch (IOException e) {
      throw new BadInput(
          "%s is a damaged zip file (%s); fetch or pack it again".formatted(file, damage(e)), e);
    }
  }

  /** The first bytes, at most {@code count}. */
  static byte[] start(Path file, int count) {
    try (Content content = open(file)) {
      return content.stream.readNBytes(count);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Opens a file that has at least one byte. */
  static Content open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new BadInput("There is no file %s; check the path".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new BadInput("%s is a folder; name a file in it".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "%s is a pipe or a device, and the data are read more than once; save them to a file first"
              .formatted(file));
    }
    if (Files.size(file) == 0) {
      throw new BadInput("%s is empty; give a file with rows".formatted(file));
    }
    MessageDigest digest = sha256();
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      InputStream plain = Packing.open(file, raw, BUFFER);
      return new Content(
          new BufferedInputStream(new DigestInputStream(plain, digest), BUFFER), digest);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** SHA-256 of what was read, in hexadecimal; ends the digest. */
  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** The sentence for what went wrong while reading. */
  static BadInput failure(Path file, Throwable thrown) {
    Optional<BadInput> outOfMemory = outOfMemory(file, thrown);
    if (outOfMemory.isPresent()) {
      return outOfMemory.get();
    }
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      switch (e) {
        case BadInput known -> {
          return known;
        }
        case Packing.Damaged damaged -> {
          return new BadInput("%s %s".formatted(file, damaged.getMessage()), e);
        }
        case EOFException _ -> {
          return new BadInput(
              "%s is a damaged gzip file that ends too early; fetch or pack it again"
                  .formatted(file),
              e);
        }
        case ZipException _ -> {
          return new BadInput(
              "%s is a damaged gzip file (%s); fetch or pack it again"
                  .formatted(file, e.getMessage()),
              e);
        }
        case CharacterCodingException _ -> {
          return notUtf8(file);
        }
        default -> {}
      }
    }
    return new BadInput("%s cannot be read: %s".formatted(file, reason(file, thrown)), thrown);
  }

  /**
   * Why a file could not be read, in words: Java's exceptions for the commonest reasons carry only
   * the path.
   */
  static String reason(Path file, Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return switch (deepest) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it is not there, or a link to nowhere";
      case Throwable other -> {
        String message = String.valueOf(other.getMessage());
        yield message.startsWith(file + ": ")
            ? message.substring(file.toString().length() + 2)
            : message;
      }
    };
  }

  /** What is wrong with a damaged file; programs that trip over one say it in their own terms. */
  static String damage(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    boolean tripped =
        deepest instanceof NullPointerException
            || deepest instanceof IndexOutOfBoundsException
            || deepest instanceof NegativeArraySizeException;
    return message == null || tripped ? "its bytes contradict one another" : message;
  }

  static @Nullable String deepest(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage();
  }

  /** Reads the file again to say where it stops being UTF-8. */
  private static BadInput notUtf8(Path file) {
    try (Content content = open(file)) {
      Utf8 utf8 = new Utf8();
      long line = 1;
      byte[] block = new byte[BUFFER];
      int count = content.stream.read(block);
      for (; count > 0; count = content.stream.read(block)) {
        for (int i = 0; i < count; i++) {
          if (!utf8.accepts(block[i] & 0xff)) {
            return new BadInput(
                "%s, line %d: byte 0x%02x is not UTF-8 text; save the file as UTF-8"
                    .formatted(file, line, utf8.first()));
          }
          line += block[i] == '\n' ? 1 : 0;
        }
      }
      return new BadInput("%s ends in the middle of a UTF-8 character".formatted(file));
    } catch (IOException e) {
      return failure(file, e);
    }
  }

  /** Follows the bytes of UTF-8, remembering the one that starts the current character. */
  private static final class Utf8 {
    private int first;
    private int expected;

    boolean accepts(int b) {
      if (expected > 0) {
        expected--;
        return (b & 0xc0) == 0x80;
      }
      first = b;
      if (b >= 0xc2 && b < 0xf5) {
        expected = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
      }
      return b < 0x80 || expected > 0;
    }

    int first() {
      return first;
    }
  }

  /** SHA-256 in hexadecimal. */
  static String hash(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
