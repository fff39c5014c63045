package plumb.run;

import plumb.optim.Penalty;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.UpdateRule.AdamEpsilon;
import plumb.optim.UpdateRule.EpsilonAt;
import plumb.optim.UpdateRule.RmsProp.Start;
import plumb.optim.UpdateRule.Velocity;
import plumb.optim.WeightDecay;

/**
 * What each convention means for update rules and penalties: the one place where the lecture, the
 * papers and the libraries part. A card overrides any of it.
 */
final class UsualRules {
  private final Convention convention;

  UsualRules(Convention convention) {
    this.convention = convention;
  }

  UpdateRule.Sgd sgd() {
    return new UpdateRule.Sgd(sgdRate());
  }

  UpdateRule.Momentum momentum() {
    return new UpdateRule.Momentum(sgdRate(), 0.9, velocity());
  }

  UpdateRule.Nesterov nesterov() {
    return new UpdateRule.Nesterov(sgdRate(), 0.9, velocity());
  }

  UpdateRule.Adagrad adagrad() {
    return switch (convention) {
      case LECTURE -> new UpdateRule.Adagrad(0.01, 0);
      case MODERN, PYTORCH -> new UpdateRule.Adagrad(0.01, 1e-10);
      case KERAS -> new UpdateRule.Adagrad(0.001, 1e-7, EpsilonAt.INSIDE_ROOT, 0.1);
    };
  }

  UpdateRule.RmsProp rmsProp() {
    return switch (convention) {
      case LECTURE -> new UpdateRule.RmsProp(0.001, 0.9, 0, Start.FIRST_GRADIENT);
      case MODERN -> new UpdateRule.RmsProp(0.001, 0.9, 1e-8, Start.ZERO);
      case PYTORCH -> new UpdateRule.RmsProp(0.01, 0.99, 1e-8, Start.ZERO);
      case KERAS -> new UpdateRule.RmsProp(0.001, 0.9, 1e-7, EpsilonAt.INSIDE_ROOT, Start.ZERO);
    };
  }

  UpdateRule.Adam adam() {
    return convention == Convention.KERAS
        ? new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-7, AdamEpsilon.UNCORRECTED)
        : new UpdateRule.Adam(0.001);
  }

  UpdateRule.AdamW adamW() {
    return new UpdateRule.AdamW(
        adam(),
        switch (convention) {
          case MODERN, LECTURE -> new WeightDecay(0.01, Scope.WEIGHTS);
          case PYTORCH -> new WeightDecay(0.01, Scope.ALL);
          case KERAS -> new WeightDecay(0.004, Scope.ALL);
        });
  }

  /** A penalty of 0: what it acts on and how is what counts. */
  Penalty penalty() {
    return convention == Convention.PYTORCH
        ? new Penalty(0, 0, Penalty.NONE.l1Form(), Scope.ALL, Penalty.NONE.maxNorm())
        : Penalty.NONE;
  }

  private double sgdRate() {
    return convention == Convention.PYTORCH ? 0.001 : 0.01;
  }

  private Velocity velocity() {
    return switch (convention) {
      case LECTURE, KERAS -> Velocity.STEPS;
      case MODERN, PYTORCH -> Velocity.GRADIENTS;
    };
  }
}
