package plumb.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that guards files. */
public final class Sha256 {
  /** Bytes of a hash. */
  public static final int LENGTH = 32;

  private Sha256() {}

  /** The hash of bytes one after the other. */
  public static byte[] of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
