package plumb.labs;

import java.util.List;
import plumb.report.Words;

/** What became of a claim. */
public sealed interface Outcome {
  /** It holds in every setting that was tried. */
  record Confirmed() implements Outcome {}

  /** It holds in none. */
  record NotConfirmed() implements Outcome {}

  /**
   * It holds in some settings and not in others.
   *
   * @param cases every setting that was tried, at least one of either kind
   */
  record Depends(List<Case> cases) implements Outcome {
    public Depends {
      cases = List.copyOf(cases);
    }
  }

  /**
   * A setting that was tried.
   *
   * @param setting in words
   * @param holds whether the claim held there
   */
  record Case(Words setting, boolean holds) {}

  /** The outcome of some settings: at least one. */
  static Outcome of(List<Case> cases) {
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("an outcome needs a setting that was tried");
    }
    if (cases.stream().allMatch(Case::holds)) {
      return new Confirmed();
    }
    return cases.stream().anyMatch(Case::holds) ? new Depends(cases) : new NotConfirmed();
  }

  /** The outcome of a claim that was tried in one setting. */
  static Outcome of(boolean holds) {
    return holds ? new Confirmed() : new NotConfirmed();
  }

  /** As written in documents: {@code CONFIRMED}, {@code NOT_CONFIRMED} or {@code DEPENDS}. */
  default String id() {
    return switch (this) {
      case Confirmed _ -> "CONFIRMED";
      case NotConfirmed _ -> "NOT_CONFIRMED";
      case Depends _ -> "DEPENDS";
    };
  }
}
