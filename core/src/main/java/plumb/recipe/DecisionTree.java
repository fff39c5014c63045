package plumb.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;
import plumb.data.Examples;
import plumb.data.Targets;

/**
 * A fitted decision tree. The fitting is Tribuo's; the tree is copied out of it, because looking
 * inputs up by name would make measuring it on large sets slower than fitting it.
 */
final class DecisionTree {
  private static final int LEAF = -1;
  private static final String TARGET = "target";

  // Held here: the logging system forgets the level of a logger nobody refers to.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.OFF);
  }

  /** The rows a tree is fitted on, read once for trees of several depths. */
  sealed interface Rows {
    /** Fits a tree. */
    DecisionTree fit(int depth);
  }

  private record Classes(Dataset<Label> data) implements Rows {
    @Override
    public DecisionTree fit(int depth) {
      TreeModel<Label> model = new CARTClassificationTrainer(depth).train(data);
      return new DecisionTree(model, model.getRoot(), label -> Integer.parseInt(label.getLabel()));
    }
  }

  private record Numbers(Dataset<Regressor> data) implements Rows {
    @Override
    public DecisionTree fit(int depth) {
      // Tribuo grows one tree a target and keeps them by name; the usual root is empty then.
      var model = (IndependentRegressionTreeModel) new CARTRegressionTrainer(depth).train(data);
      return new DecisionTree(
          model,
          Objects.requireNonNull(model.getRoots().get(TARGET)),
          number -> number.getValues()[0]);
    }
  }

  /** The inputs asked about, or {@link #LEAF}. */
  private final List<Integer> inputs = new ArrayList<>();

  /** What an input must exceed to go up, or the answer of a leaf. */
  private final List<Double> numbers = new ArrayList<>();

  /** Index of the node above; the node below follows its parent. */
  private final List<Integer> above = new ArrayList<>();

  private <T extends Output<T>> DecisionTree(
      TreeModel<T> model, Node<T> root, ToDoubleFunction<T> answer) {
    int[] columns = new int[model.getFeatureIDMap().size()];
    for (VariableInfo info : model.getFeatureIDMap()) {
      columns[model.getFeatureIDMap().getID(info.getName())] = Integer.parseInt(info.getName());
    }
    copy(root, columns, answer);
  }

  /** The chosen rows of some examples. */
  static Rows rows(Examples examples, int[] rows) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, int _) -> {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
            new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
        for (int row : rows) {
          add(data, new Label(Integer.toString(labels[row])), examples, row);
        }
        yield new Classes(data);
      }
      case Targets.Values(float[] values) -> {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> data =
            new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
        for (int row : rows) {
          add(data, new Regressor(TARGET, values[row]), examples, row);
        }
        yield new Numbers(data);
      }
    };
  }

  private static <T extends Output<T>> void add(
      MutableDataset<T> data, T output, Examples examples, int row) {
    float[] line = new float[examples.inputs().width()];
    examples.inputs().copyRow(row, line, 0);
    String[] names = new String[line.length];
    double[] values = new double[line.length];
    for (int i = 0; i < line.length; i++) {
      names[i] = Integer.toString(i);
      values[i] = line[i];
    }
    data.add(new ArrayExample<>(output, names, values));
  }

  private <T extends Output<T>> void copy(Node<T> node, int[] columns, ToDoubleFunction<T> answer) {
    int index = inputs.size();
    above.add(LEAF);
    if (node instanceof SplitNode<T> split) {
      inputs.add(columns[split.getFeatureID()]);
      numbers.add(split.splitValue());
      copy(split.getLessThanOrEqual(), columns, answer);
      above.set(index, inputs.size());
      copy(split.getGreaterThan(), columns, answer);
    } else if (node instanceof LeafNode<T> leaf) {
      inputs.add(LEAF);
      numbers.add(answer.applyAsDouble(leaf.getOutput()));
    } else {
      throw new IllegalStateException("a tree of splits and leaves holds " + node);
    }
  }

  /** The answer for a row of inputs: the index of a class, or a number. */
  double answer(float[] row) {
    int node = 0;
    while (inputs.get(node) != LEAF) {
      node = row[inputs.get(node)] > numbers.get(node) ? above.get(node) : node + 1;
    }
    return numbers.get(node);
  }
}
