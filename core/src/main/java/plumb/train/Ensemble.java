package plumb.train;

import plumb.math.RandomStream;

/**
 * Several networks of one description, each trained on rows of its own and from its own first
 * weights, that answer together by the mean of what they give out (lecture: "Dropout", why it is an
 * ensemble).
 *
 * @param networks how many, at least 1
 * @param resampling which rows each is trained on
 */
public record Ensemble(int networks, Resampling resampling) {
  /** Which rows of the training set a network of an ensemble is trained on. */
  public enum Resampling {
    /** As many as there are, drawn with replacement: about 63 % of them, some several times. */
    BOOTSTRAP,
    /** A part of its own: the parts have nothing in common, and together they are all rows. */
    PARTS,
    /** All of them: the networks differ by their first weights and the order of the rows. */
    NONE
  }

  /** One network on all rows. */
  public static final Ensemble SINGLE = new Ensemble(1, Resampling.NONE);

  public Ensemble {
    if (networks < 1) {
      throw new IllegalArgumentException("an ensemble needs a network, not " + networks);
    }
  }

  /**
   * The rows of the training set that one of the networks is trained on.
   *
   * @param member index of the network
   * @param rows in the training set; for {@link Resampling#PARTS} at least one a network
   * @param random of the ensemble, the same for all of its networks
   */
  public int[] rows(int member, int rows, RandomStream random) {
    int[] order = new int[rows];
    switch (resampling) {
      case BOOTSTRAP -> {
        RandomStream own = random.child(member);
        for (int i = 0; i < rows; i++) {
          order[i] = own.below(i, rows);
        }
      }
      case PARTS -> {
        if (rows < networks) {
          throw new IllegalArgumentException(
              "%d rows cannot be split into %d parts".formatted(rows, networks));
        }
        random.permutation(order);
        int from = (int) ((long) rows * member / networks);
        int to = (int) ((long) rows * (member + 1) / networks);
        return java.util.Arrays.copyOfRange(order, from, to);
      }
      case NONE -> {
        for (int i = 0; i < rows; i++) {
          order[i] = i;
        }
      }
    }
    return order;
  }
}
