package plumb.data.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * What parts the columns of a text.
 *
 * @param sign between two cells
 * @param run how many spaces or tabs in a row stand for the sign; 0 for the sign itself
 */
record Delimiters(char sign, int run) {
  /** By preference; a space only where nothing else cuts the lines. */
  private static final List<Character> SIGNS = List.of('\t', ';', '|', ',');

  private static final int LINES = 60;

  /** Of the lines between the first row and the last, so many have as many cells. */
  private static final double NEARLY_ALL = 0.9;

  /** Lines above and below a table, such as titles and sources. */
  private static final int MOST_OUTSIDE = 20;

  private static final Pattern SPACES = Pattern.compile("[ \\t]+");
  private static final Pattern WIDE = Pattern.compile(" {2,}|\\t+");

  /** The preferred one that cuts nearly every line into the same number of cells. */
  static Delimiters of(String start, boolean whole) {
    List<String> lines = start.lines().filter(l -> !l.isBlank()).limit(LINES + 1L).toList();
    if (!whole && lines.size() > 1) {
      lines = lines.subList(0, lines.size() - 1);
    }
    char frequent = ',';
    int most = 0;
    for (char sign : SIGNS) {
      Cuts cuts = Cuts.of(lines, line -> count(line, sign));
      if (cuts.regular(lines.size())) {
        if (sign == '\t' || sign == ',') {
          // Aligned columns may hold a tab or a comma somewhere in each line.
          Cuts spaced = Cuts.of(lines, line -> runs(line, SPACES));
          if (spaced.always(lines.size())
              && spaced.usual() > 2 * cuts.usual()
              && lines.stream().allMatch(line -> WIDE.matcher(line.strip()).find())) {
            return new Delimiters('\t', 1);
          }
        }
        return new Delimiters(sign, 0);
      }
      if (cuts.usual() > most) {
        most = cuts.usual();
        frequent = sign;
      }
    }
    Cuts wide = Cuts.of(lines, line -> runs(line, WIDE));
    Cuts spaces = Cuts.of(lines, line -> runs(line, SPACES));
    if (most == 0
        && wide.always(lines.size())
        && wide.usual() < spaces.usual()
        && lines.stream().allMatch(Delimiters::joinsWords)) {
      return new Delimiters('\t', 2);
    }
    if (spaces.regular(lines.size())) {
      boolean aligned =
          lines.stream().anyMatch(l -> !l.equals(l.strip()) || WIDE.matcher(l).find());
      return aligned ? new Delimiters('\t', 1) : new Delimiters(' ', 0);
    }
    if (most == 0 && wide.regular(lines.size())) {
      return new Delimiters('\t', 2);
    }
    return new Delimiters(frequent, 0);
  }

  /**
   * How lines are cut.
   *
   * @param usual cuts in most of the lines that have any
   * @param like how many lines have as many
   * @param span how many lines there are from the first of them to the last
   */
  private record Cuts(int usual, int like, int span) {
    static Cuts of(List<String> text, ToIntFunction<String> count) {
      int[] counts = text.stream().mapToInt(count).toArray();
      Map<Integer, Integer> lineCounts = new HashMap<>();
      int usual = 0;
      int like = 0;
      for (int cuts : counts) {
        int lines = cuts == 0 ? 0 : lineCounts.merge(cuts, 1, Integer::sum);
        if (lines > like || (lines == like && cuts > usual)) {
          usual = cuts;
          like = lines;
        }
      }
      int first = 0;
      int last = -1;
      for (int i = 0; i < counts.length; i++) {
        if (like > 0 && counts[i] == usual) {
          first = last < 0 ? i : first;
          last = i;
        }
      }
      return new Cuts(usual, like, last - first + 1);
    }

    boolean regular(int lines) {
      int outside = lines - span;
      return like > 0
          && like >= NEARLY_ALL * span
          && (outside <= span / 10
              || (span >= 3 && outside <= MOST_OUTSIDE && 2 * span >= outside));
    }

    boolean always(int lines) {
      return like > 0 && like == lines;
    }
  }

  private static int count(String line, char sign) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      count += c == sign && !quoted ? 1 : 0;
    }
    return count;
  }

  /** Whether single spaces stand between words only, and not between numbers. */
  private static boolean joinsWords(String line) {
    return WIDE.splitAsStream(line.strip())
        .flatMap(cell ->
            java.util.Arrays.stream(cell.split(" ", -1)).skip(cell.indexOf(' ') < 0 ? 1 : 0))
        .allMatch(word -> word.chars().anyMatch(Character::isLetter));
  }

  /** How often a line is cut by runs outside of quotes. */
  private static int runs(String line, Pattern run) {
    String bare = line.strip().replaceAll("\"[^\"]*\"", "q");
    return (int) run.matcher(bare).results().count();
  }
}
