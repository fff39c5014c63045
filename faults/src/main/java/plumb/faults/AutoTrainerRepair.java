package plumb.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import plumb.data.BadInput;
import plumb.data.read.Scaling;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.optim.Clip;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.recipe.CardData;
import plumb.run.Card;

/**
 * AUTOTRAINER's repairs in its order ("balance"). A try is solved as soon as its own checks are
 * silent; if the problem is gone and another one appears, that one is repaired next. Left out is
 * what a card cannot say: batch normalization, Gaussian noise, the thresholded ReLU. Every try here
 * starts from the first weights, which is kinder than its own way of going on with spoilt ones.
 */
final class AutoTrainerRepair {
  /** Trainings at most; its own average is 6. */
  private static final int MOST = 10;

  private final AutoTrainer checks = new AutoTrainer();
  private final CardData data;
  private final Team team;
  private final RandomStream random;
  private int retrainings;

  AutoTrainerRepair(CardData data, Team team, RandomStream random) {
    this.data = data;
    this.team = team;
    this.random = random;
  }

  /**
   * What came out.
   *
   * @param trial the one that is returned
   * @param retrainings made for it
   */
  record Repaired(Trial trial, int retrainings) {}

  /** Repairs until its own checks are silent. */
  Repaired repair(Trial first) {
    Trial now = first;
    List<AutoTrainer.Problem> problems = checks.problems(new Observed(first, team));
    while (!problems.isEmpty() && retrainings < MOST) {
      AutoTrainer.Problem problem = problems.getFirst();
      boolean gone = false;
      for (UnaryOperator<Card> remedy : remedies(problem)) {
        if (retrainings >= MOST) {
          break;
        }
        Card card = remedy.apply(now.card());
        if (card.equals(now.card())) {
          continue;
        }
        retrainings++;
        try {
          Trial tried = Trial.of(card, data, team);
          List<AutoTrainer.Problem> left = checks.problems(new Observed(tried, team));
          if (left.isEmpty()) {
            return new Repaired(tried, retrainings);
          }
          if (!left.contains(problem)) {
            now = tried;
            problems = left;
            gone = true;
            break;
          }
        } catch (BadInput _) {
          // A remedy that does not fit the card is one more try that failed.
        }
      }
      if (!gone) {
        return new Repaired(first, retrainings);
      }
    }
    return new Repaired(problems.isEmpty() ? now : first, retrainings);
  }

  private List<UnaryOperator<Card>> remedies(AutoTrainer.Problem problem) {
    List<UnaryOperator<Card>> list = new ArrayList<>();
    switch (problem) {
      case VANISHING -> {
        list.add(AutoTrainerRepair::selu);
        list.add(AutoTrainerRepair::relu);
      }
      case EXPLODING -> {
        list.add(AutoTrainerRepair::selu);
        list.add(AutoTrainerRepair::relu);
        list.add(card -> Edits.clip(card, new Clip.ByValue(9 + random.uniform(retrainings))));
        list.add(card -> Edits.activation(card, Activation.TANH, Init.AUTO));
      }
      case DYING_RELU -> {
        list.add(AutoTrainerRepair::selu);
        list.addAll(initializers());
        list.add(card -> Edits.activation(card, new Activation.LeakyRelu(0.3f), Init.AUTO));
        list.add(card -> Edits.activation(card, new Activation.Elu(1), Init.AUTO));
      }
      case OSCILLATING -> {
        list.add(card -> Edits.rule(card, new UpdateRule.Adam(0.001)));
        for (int j = 0; j < 3; j++) {
          double factor = StrictMath.pow(0.1, j);
          list.add(
              card -> Edits.rule(card, card.optimizer().rule().withRate(usual(card) * factor)));
        }
        list.add(card -> Edits.schedule(card, new Schedule.OnPlateau(5, 0.2)));
        for (int j = 0; j < 4; j++) {
          int batch = 32 << j;
          list.add(card -> card.withBatch(batch));
        }
        list.addAll(initializers());
      }
      case SLOW -> {
        List<UpdateRule> others =
            List.of(
                new UpdateRule.Sgd(0.01),
                new UpdateRule.Adam(0.001),
                new UpdateRule.RmsProp(0.001, 0.9, 1e-7, UpdateRule.RmsProp.Start.ZERO),
                new UpdateRule.Adagrad(0.01, 1e-7));
        int[] order = new int[others.size()];
        random.child(1).permutation(order);
        for (int j = 0; j < 3; j++) {
          UpdateRule rule = others.get(order[j]);
          list.add(card -> Edits.rule(card, rule));
        }
        for (int j = 0; j < 3; j++) {
          double factor = StrictMath.pow(10, j);
          list.add(
              card -> Edits.rule(card, card.optimizer().rule().withRate(usual(card) * factor)));
        }
        list.addAll(initializers());
      }
      case IMPROPER_ACTIVATION -> list.add(Edits::usualHead);
      case IMPROPER_LOSS -> list.add(Edits::usualLoss);
      case ABNORMAL_DATA -> list.add(card -> Edits.scaling(card, Scaling.MIN_MAX));
    }
    return list;
  }

  private static Card selu(Card card) {
    return Edits.activation(card, new Activation.Selu(), new Init.LeCun());
  }

  private static Card relu(Card card) {
    return Edits.activation(card, Activation.RELU, new Init.He());
  }

  private List<UnaryOperator<Card>> initializers() {
    List<Init> good = List.of(new Init.He(), new Init.Glorot(), new Init.LeCun());
    int[] order = new int[good.size()];
    random.child(2).permutation(order);
    List<UnaryOperator<Card>> list = new ArrayList<>();
    for (int i : order) {
      list.add(card -> Edits.init(card, good.get(i)));
    }
    return list;
  }

  private static double usual(Card card) {
    return card.optimizer().rule() instanceof UpdateRule.Sgd ? 0.01 : 0.001;
  }
}
