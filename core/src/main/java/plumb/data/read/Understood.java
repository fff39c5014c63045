package plumb.data.read;

import java.util.List;

/**
 * How a column of text was understood, beyond its type.
 *
 * @param column its name
 * @param convention how its values are spelled, in a few words: {@code decimal comma, €}; empty
 *     where there is nothing to say
 * @param misfits cells that count as missing because they are not what the others are, most
 *     frequent first; a few of them
 * @param cells how many cells that are
 * @param missing how many cells hold another spelling of a missing value
 * @param doubts sentences on what the file leaves open
 * @param changes lines of a card, under {@code data:}, that decide it otherwise
 */
public record Understood(
    String column,
    String convention,
    List<Misfit> misfits,
    int cells,
    int missing,
    List<String> doubts,
    List<String> changes) {
  /** Different misfits that are kept. */
  static final int MOST = 5;

  public Understood {
    misfits = List.copyOf(misfits);
    doubts = List.copyOf(doubts);
    changes = List.copyOf(changes);
  }

  /** A column with nothing to say of. */
  static Understood plain(String column) {
    return new Understood(column, "", List.of(), 0, 0, List.of(), List.of());
  }

  /**
   * A spelling that does not fit.
   *
   * @param place of the first cell with it: {@code line 12}
   * @param text how it is spelled
   * @param cells how many cells have it
   */
  public record Misfit(String place, String text, int cells) {}

  /** Whether there is nothing to say. */
  boolean silent() {
    return convention.isEmpty() && cells == 0 && missing == 0 && doubts.isEmpty();
  }
}
