package plumb.data.read;

import java.util.List;

/** What was read from a file, before anything is fitted to it. */
public sealed interface Source permits Table, Images {
  /** What to call it in messages: the file as the user named it. */
  String name();

  /** Number of rows. */
  int rows();

  /** SHA-256 of the uncompressed content, in hexadecimal. */
  String hash();

  /** Sentences on what was found out or left out while reading. */
  List<String> notes();

  /**
   * Some of the rows, in the order given, as a source with the same name and hash.
   *
   * @param notes of the new source
   */
  Source select(int[] rows, List<String> notes);
}
