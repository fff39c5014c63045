package plumb.train;

import java.util.Optional;

/** Asked after every update: whether training should end now, and on whose behalf. */
@FunctionalInterface
public interface StopSignal {
  /**
   * Empty to go on; otherwise who wants to stop, as the end of a sentence ("because the time is
   * up").
   */
  Optional<String> check();

  /** Never stops. */
  StopSignal NEVER = Optional::empty;
}
