package plumb.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a text file in UTF-8 into pieces, behind ends of lines. */
final class Pieces {
  private final InputStream stream;
  private final int size;
  private byte[] rest;
  private boolean ended;

  /**
   * From the first byte on.
   *
   * @param size bytes of a piece, more than a line has
   */
  Pieces(InputStream stream, int size) throws IOException {
    this.stream = stream;
    this.size = size;
    this.rest = stream.readNBytes(3);
    if (rest.length == 3
        && (rest[0] & 0xff) == 0xef
        && (rest[1] & 0xff) == 0xbb
        && (rest[2] & 0xff) == 0xbf) {
      rest = new byte[0]; // The mark that some programs put in front.
    }
  }

  /**
   * Bytes that end with an end of line, or with the file.
   *
   * @param bytes of which the first {@code length} count
   * @param last whether nothing comes behind
   */
  record Piece(byte[] bytes, int length, boolean last) {
    /** The characters with some more behind them; refuses what is no UTF-8. */
    CharBuffer text(String behind) throws CharacterCodingException {
      CharBuffer text = CharBuffer.allocate(length + behind.length());
      CoderResult result =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, 0, length), text, true);
      if (result.isError()) {
        result.throwException();
      }
      return text.put(behind).flip();
    }
  }

  /** The next few; fewer at the end of the file, and none behind it. */
  List<Piece> next(int count) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    while (!ended && pieces.size() < count) {
      pieces.add(next());
    }
    return pieces;
  }

  private Piece next() throws IOException {
    byte[] block = Arrays.copyOf(rest, rest.length + size);
    int read = stream.readNBytes(block, rest.length, size);
    int length = rest.length + read;
    ended = read < size;
    int end = length;
    if (!ended) {
      while (end > 0 && block[end - 1] != '\n') {
        end--;
      }
      if (end == 0) {
        throw new NotInPieces("a line is longer than a piece");
      }
    }
    rest = Arrays.copyOfRange(block, end, length);
    return new Piece(block, end, ended);
  }

  /** The text cannot be read in pieces: only from front to back is it known what it means. */
  static final class NotInPieces extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotInPieces(String why) {
      super(why);
    }
  }
}
