package plumb.data.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import plumb.data.BadInput;

/** The bytes of a file, unpacked if they are gzip. */
final class Content {
  private Content() {}

  static byte[] read(Path file) {
    if (!Files.exists(file)) {
      throw new BadInput("There is no file %s; check the path".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new BadInput("%s is a folder; name a file in it".formatted(file));
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      byte[] bytes = gzip ? new GZIPInputStream(raw, 1 << 16).readAllBytes() : raw.readAllBytes();
      if (bytes.length == 0) {
        throw new BadInput("%s is empty; give a file with a header and rows".formatted(file));
      }
      return bytes;
    } catch (EOFException | ZipException e) {
      throw new BadInput(
          "%s is a damaged gzip file (%s); fetch or pack it again"
              .formatted(file, e instanceof EOFException ? "it ends too early" : e.getMessage()),
          e);
    } catch (IOException e) {
      throw new BadInput("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw new BadInput(
          "%s is too large for memory; give Java more with -Xmx or a part of the rows"
              .formatted(file),
          e);
    }
  }

  /** SHA-256 in hexadecimal. */
  static String hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
