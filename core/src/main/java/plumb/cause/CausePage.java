package plumb.cause;

import java.util.List;

/**
 * What {@code docs/causes.md} says of a cause or of one kind of it.
 *
 * @param looksAt what is measured, one sentence
 * @param limits what it is held against, one sentence each, made from the constants that the code
 *     compares with
 * @param remedies titles in the order they are tried; empty where no card can help
 * @param accepted how a remedy is accepted, one sentence
 */
public record CausePage(
    String looksAt, List<String> limits, List<String> remedies, String accepted) {
  public CausePage {
    limits = List.copyOf(limits);
    remedies = List.copyOf(remedies);
  }
}
