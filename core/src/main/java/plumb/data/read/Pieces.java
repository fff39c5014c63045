package plumb.data.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text file in UTF-8 into pieces, behind ends of lines. */
final class Pieces {
  /** Room for an end of line and a mark. */
  private static final int ROOM = 2;

  private final InputStream stream;
  private final int size;
  private final Deque<byte[]> spare = new ArrayDeque<>();
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
    /**
     * The characters with an ASCII one behind them, in a line of its own; refuses all but UTF-8.
     */
    Reader text(char mark) {
      // What the block holds behind the piece has been copied to the next one.
      int end = length;
      if (end > 0 && bytes[end - 1] != '\n') {
        bytes[end++] = '\n';
      }
      bytes[end++] = (byte) mark;
      return new InputStreamReader(
          new ByteArrayInputStream(bytes, 0, end),
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT));
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

  /** Takes back the bytes of pieces that nobody needs any more, for others to come. */
  void recycle(List<Piece> done) {
    done.forEach(piece -> spare.add(piece.bytes));
  }

  private byte[] block(int room) {
    byte @Nullable [] block = spare.poll();
    return block != null && block.length >= room
        ? block
        : new byte[Math.max(room, size + size / 8)];
  }

  private Piece next() throws IOException {
    byte[] block = block(rest.length + size + ROOM);
    System.arraycopy(rest, 0, block, 0, rest.length);
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
