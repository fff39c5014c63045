package plumb.data.read;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumb.data.ColumnType;

/**
 * What a source looks like, column by column.
 *
 * @param source the file as the user named it
 * @param rows rows with a target
 * @param withoutTarget rows dropped because their target is missing
 * @param duplicates rows that repeat an earlier one in every input and the target
 * @param conflicts rows whose inputs repeat an earlier row's but whose target differs
 * @param target the column to predict
 * @param columns all others, in the order of the file
 * @param notes sentences about the table as a whole
 */
public record Profile(
    String source,
    int rows,
    int withoutTarget,
    int duplicates,
    int conflicts,
    ColumnProfile target,
    List<ColumnProfile> columns,
    List<String> notes) {
  public Profile {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** What becomes of a column. */
  public enum Use {
    /** It is an input. */
    INPUT,
    /** It is predicted. */
    TARGET,
    /** It holds nothing that can be used; its notes say why. */
    DROPPED,
    /** The user left it out. */
    EXCLUDED
  }

  /**
   * One column.
   *
   * @param name its name
   * @param type what it holds
   * @param use what becomes of it
   * @param missing rows without a value
   * @param distinct different values, missing ones aside
   * @param numbers for numbers and dates (in days since 1970-01-01); null for others
   * @param levels for words, and for classes to predict: all or the most frequent ones, most
   *     frequent first
   * @param notes sentences about it
   */
  public record ColumnProfile(
      String name,
      ColumnType type,
      Use use,
      int missing,
      int distinct,
      @Nullable NumberSummary numbers,
      List<LevelCount> levels,
      List<String> notes) {
    public ColumnProfile {
      levels = List.copyOf(levels);
      notes = List.copyOf(notes);
    }
  }

  /**
   * How numbers are distributed.
   *
   * @param min smallest
   * @param max largest
   * @param mean average
   * @param deviation standard deviation, dividing by the count
   * @param bins how many lie in each of equally wide intervals from {@code min} to {@code max}
   */
  public record NumberSummary(
      double min, double max, double mean, double deviation, List<Integer> bins) {
    public NumberSummary {
      bins = List.copyOf(bins);
    }
  }

  /**
   * A word and how often it occurs.
   *
   * @param level the word
   * @param count rows that hold it
   */
  public record LevelCount(String level, int count) {}
}
