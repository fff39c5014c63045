package plumb.report;

import java.util.List;

/**
 * One page of a book: a claim, what became of it, and everything that was seen.
 *
 * @param id short, for the file's name and the table of contents
 * @param heading the part of the book it belongs to
 * @param claim what is claimed
 * @param badge the outcome in a word
 * @param tone how the badge looks
 * @param answer what came out, in a sentence with its numbers
 * @param parts what else there is to say, each under a heading
 * @param exhibits the figures, most important first
 * @param numbers what was measured
 * @param sources cards or lines of code to copy
 * @param command that makes the page
 */
public record Chapter(
    String id,
    Words heading,
    Words claim,
    Words badge,
    Tone tone,
    Words answer,
    List<Part> parts,
    List<Exhibit> exhibits,
    Sheet numbers,
    List<String> sources,
    String command) {
  public Chapter {
    parts = List.copyOf(parts);
    exhibits = List.copyOf(exhibits);
    sources = List.copyOf(sources);
  }

  /** How a badge looks. */
  public enum Tone {
    /** As was said. */
    GOOD,
    /** Not as was said. */
    BAD,
    /** Both. */
    MIXED;

    /** Its class in the style sheet. */
    String style() {
      return switch (this) {
        case GOOD -> "good";
        case BAD -> "bad";
        case MIXED -> "warn";
      };
    }
  }

  /**
   * A heading and what stands under it.
   *
   * @param heading of the part
   * @param paragraphs in order
   */
  public record Part(Words heading, List<Words> paragraphs) {
    public Part {
      paragraphs = List.copyOf(paragraphs);
    }
  }

  /** A figure that can be drawn in any language. */
  @FunctionalInterface
  public interface Exhibit {
    /** The figure with its words in one language. */
    Figure in(Language language);
  }

  /** A table that can be written in any language. */
  @FunctionalInterface
  public interface Sheet {
    /** The table with its words in one language. */
    DataTable in(Language language);
  }
}
