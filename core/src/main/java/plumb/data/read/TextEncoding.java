package plumb.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;

/**
 * How the characters of a text file are written.
 *
 * @param charset the encoding
 * @param mark bytes in front that say so and are no text
 * @param said a sentence on it; empty where it is plain UTF-8 or was asked for
 */
record TextEncoding(Charset charset, int mark, Optional<String> said) {
  /** UTF-8, with a mark or without. */
  static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8, 0, Optional.empty());

  /** Bytes looked at for a mark and for zeros. */
  private static final int START = 1 << 12;

  /** In UTF-16 half of the bytes of digits, Latin letters and delimiters are zeros. */
  private static final double ZEROS = 0.2;

  /**
   * By the first bytes, or as asked for.
   *
   * @throws BadInput if the encoding is unknown, or the file no text
   */
  static TextEncoding of(Path file, Optional<String> asked) {
    byte[] start = Content.start(file, START);
    if (asked.isPresent()) {
      Charset charset = named(asked.get());
      return new TextEncoding(charset, mark(start, charset), Optional.empty());
    }
    for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
      if (mark(start, charset) > 0) {
        return new TextEncoding(charset, 2, Optional.of(said(file, "UTF-16")));
      }
    }
    int[] zeros = new int[2];
    for (int i = 0; i < start.length; i++) {
      zeros[i & 1] += start[i] == 0 ? 1 : 0;
    }
    if (zeros[0] + zeros[1] == 0) {
      return UTF_8;
    }
    boolean big = zeros[0] > zeros[1];
    boolean oneSided = Math.min(zeros[0], zeros[1]) == 0;
    if (oneSided && zeros[0] + zeros[1] >= ZEROS * start.length) {
      return new TextEncoding(
          big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE,
          0,
          Optional.of(said(file, "UTF-16 without a mark")));
    }
    throw new BadInput(
        "%s is no text: it holds zero bytes, as binary files do; save it as CSV in UTF-8"
            .formatted(file));
  }

  private static String said(Path file, String name) {
    return "%s: the text is in %s".formatted(file, name);
  }

  private static Charset named(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new BadInput(
          "data.encoding: \"%s\" is no encoding that Java knows; write for example UTF-8, UTF-16, windows-1252, GB18030, Big5, Shift_JIS or EUC-KR"
              .formatted(name),
          e);
    }
  }

  /** How many bytes in front say the encoding. */
  private static int mark(byte[] start, Charset charset) {
    String mark = "\ufeff";
    byte[] bytes = charset.newEncoder().canEncode('\ufeff') ? mark.getBytes(charset) : new byte[0];
    // Java writes a mark of its own in front of "UTF-16".
    if (charset.equals(StandardCharsets.UTF_16)
        || bytes.length == 0
        || start.length < bytes.length) {
      return 0;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (start[i] != bytes[i]) {
        return 0;
      }
    }
    return bytes.length;
  }

  /** Whether it is read in pieces: only in UTF-8 each byte says whether a character begins. */
  boolean inPieces() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** The characters of a content, which is refused where it is no text of this encoding. */
  Reader reader(InputStream stream) throws IOException {
    if (charset.equals(StandardCharsets.UTF_8)) {
      stream.mark(3);
      byte[] front = stream.readNBytes(3);
      if (mark(front, charset) == 0) {
        stream.reset();
      }
    } else {
      stream.skipNBytes(mark);
    }
    return new InputStreamReader(
        stream,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** Tells that a file is not in UTF-8 but in another encoding, which can be read. */
  static final class OtherEncoding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient TextEncoding instead;

    OtherEncoding(TextEncoding instead) {
      super("the text is in " + instead.charset());
      this.instead = instead;
    }

    TextEncoding instead() {
      return instead;
    }
  }

  /** What went wrong while reading: where bytes are not of this encoding, another may fit. */
  RuntimeException failure(Path file, Throwable thrown) {
    return failure(file, thrown, null);
  }

  /**
   * The same.
   *
   * @param known the sentence for other mistakes; null to find it
   */
  RuntimeException failure(Path file, Throwable thrown, @Nullable BadInput known) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof CharacterCodingException && !charset.equals(StandardCharsets.UTF_8)) {
        return new BadInput(
            "%s is not in %s; say with data.encoding in what it is written, or save it as UTF-8"
                .formatted(file, charset),
            thrown);
      }
      if (e instanceof CharacterCodingException) {
        Optional<TextEncoding> other = EncodingFinder.find(file);
        return other
            .<RuntimeException>map(OtherEncoding::new)
            .orElseGet(() -> Content.failure(file, thrown));
      }
    }
    return known != null ? known : Content.failure(file, thrown);
  }
}
