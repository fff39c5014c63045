package plumb.labs;

import plumb.report.Words;

/** The parts of the lecture, in its order. */
public enum Part {
  /** The recipe. */
  RECIPE("Recipe of deep learning", "深度学习的步骤"),
  /** What may be wrong with a network that is bad on its training set. */
  NOT_OVERFITTING("Do not always blame overfitting", "不要总是怪过拟合"),
  /** Sigmoid and the vanishing gradient. */
  VANISHING("Vanishing gradient problem", "梯度消失问题"),
  /** ReLU. */
  RELU("ReLU", "ReLU"),
  /** Maxout. */
  MAXOUT("Maxout", "Maxout"),
  /** Adagrad and RMSProp. */
  ADAPTIVE("Adaptive learning rate", "自适应学习率"),
  /** Momentum. */
  MOMENTUM("Momentum", "动量（Momentum）"),
  /** Early stopping. */
  EARLY_STOPPING("Early stopping", "早停（Early stopping）"),
  /** L1 and L2. */
  REGULARIZATION("Regularization", "正则化（Regularization）"),
  /** Dropout. */
  DROPOUT("Dropout", "Dropout");

  private final String english;
  private final String chinese;

  Part(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /** The heading of the part. */
  public Words heading() {
    return new Words(english, chinese);
  }
}
