package plumb.labs;

/**
 * One claim of the lecture as an experiment. A lab is a card or a few lines of the public
 * interface, so that a reader can copy it; it draws nothing at random but by its fixed seeds.
 */
public interface Lab {
  /** What is claimed, and how it will be decided: fixed before the experiment. */
  About about();

  /** Does the experiment. */
  Findings run(Setting setting);
}
