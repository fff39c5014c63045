package plumb.labs;

import plumb.report.Words;

/**
 * What a lab is about.
 *
 * @param id number of the claim, such as {@code C22}
 * @param part of the lecture it is from
 * @param claim in the lecture's words
 * @param method what is done
 * @param rule how the outcome follows from the numbers
 */
public record About(String id, Part part, Words claim, Words method, Words rule) {}
