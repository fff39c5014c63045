package plumb.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.math.RandomStream;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.DataSettings;

/**
 * A small table, drawn from a larger one.
 *
 * @param name unlike any other
 * @param source the larger table
 * @param target the column to predict
 * @param inputs the columns that are kept; all if empty
 * @param rows how many are drawn
 * @param classes whether classes are predicted, otherwise a number
 * @param card settings of a card that names its network; empty for data without a card
 */
record SmallTable(
    String name,
    String source,
    String target,
    List<String> inputs,
    int rows,
    boolean classes,
    List<String> card) {
  /** Rows kept apart at most; of a table with fewer than twice as many, half of them. */
  private static final int APART = 1000;

  /** Rows of each class that a draw has at least, so that every class can be learned. */
  private static final int OF_A_CLASS = 2;

  SmallTable {
    inputs = List.copyOf(inputs);
    card = List.copyOf(card);
  }

  private static SmallTable numbers(
      String name, String source, String target, int rows, String... inputs) {
    return new SmallTable(name, source, target, List.of(inputs), rows, false, List.of());
  }

  private static SmallTable classes(
      String name, String source, String target, int rows, String... inputs) {
    return new SmallTable(name, source, target, List.of(inputs), rows, true, List.of());
  }

  /** With a card that names its network. */
  private SmallTable with(String... settings) {
    return new SmallTable(name, source, target, inputs, rows, classes, List.of(settings));
  }

  /** The twenty tables of the bench. */
  static List<SmallTable> all() {
    return List.of(
        numbers("diabetes-by-bmi-10", "diabetes", "progress", 10, "bmi"),
        numbers("houses-by-income-10", "california", "median_house_value", 10, "median_income"),
        numbers("penguins-by-flipper-15", "penguins", "body_mass_g", 15, "flipper_length_mm"),
        classes("iris-15", "iris", "species", 15),
        classes("wine-cultivar-20", "wine-cultivar", "cultivar", 20),
        classes("wdbc-20", "wdbc", "diagnosis", 20),
        numbers("red-wine-by-alcohol-30", "wine-red", "quality", 30, "m10"),
        classes("penguins-30", "penguins", "species", 30)
            .with("network=[dense: 16, relu]", "epochs=200", "optimizer={adam: 0.003}", "batch=8"),
        classes("alon-30", "alon", "class", 30, genes()),
        numbers("bike-50", "bike", "cnt", 50, "yr", "hr", "workingday", "temp", "hum"),
        numbers(
                "house-sales-50",
                "kc-house",
                "price",
                50,
                "sqft_living",
                "grade",
                "yr_built",
                "lat")
            .with("network=[dense: 32, tanh, dense: 16, tanh]", "epochs=100", "stop=none"),
        classes("spam-50", "spam", "result", 50)
            .with("network=[dense: 64, relu, dense: 64, relu]", "epochs=60", "batch=16"),
        // Nearly a line: what a network adds to it is mostly noise.
        numbers("wdbc-area-75", "wdbc", "f3", 75, "f0", "f1", "f4", "f5", "f7"),
        numbers("diabetes-75", "diabetes", "progress", 75)
            .with("network=[dense: 64, relu, dense: 64, relu]", "epochs=200", "stop=none"),
        numbers("houses-75", "california", "median_house_value", 75),
        classes("income-100", "adult", "income", 100),
        classes("digits-100", "digits", "digit", 100)
            .with("network=[dense: 32, relu, dense: 32, relu]", "epochs=60", "stop=none"),
        classes("forest-150", "covtype", "cover", 150),
        numbers("white-wine-200", "wine-white", "quality", 200),
        numbers("houses-300", "california", "median_house_value", 300));
  }

  private static String[] genes() {
    String[] genes = new String[100];
    Arrays.setAll(genes, i -> "X" + (i + 1));
    return genes;
  }

  /** The larger table with the columns that are kept. */
  TableSample whole(SharedTables tables) {
    TableSample all = tables.find(source);
    List<String> kept =
        inputs.isEmpty()
            ? all.columns().stream().filter(column -> !column.equals(target)).toList()
            : inputs;
    return all.keeping(kept, target);
  }

  /** Rows that no draw has, dealt once. */
  static Sample apart(Sample whole) {
    return whole.select(Arrays.copyOf(dealt(whole), apart(whole.rows())));
  }

  private static int apart(int rows) {
    return Math.min(APART, rows / 2);
  }

  private static int[] dealt(Sample whole) {
    int[] order = new int[whole.rows()];
    RandomStream.of(Problems.DEAL).permutation(order);
    return order;
  }

  /** The rows of a draw: at random among those not kept apart, of every class at least two. */
  Sample draw(Sample whole, long draw) {
    int[] dealt = dealt(whole);
    int[] pool = Arrays.copyOfRange(dealt, apart(whole.rows()), dealt.length);
    int[] order = new int[pool.length];
    RandomStream.of(draw).child(name.hashCode()).permutation(order);
    List<Integer> first = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int at : order) {
      int row = pool[at];
      boolean needed = classes && seen.merge(whole.label(row), 1, Integer::sum) <= OF_A_CLASS;
      (needed ? first : others).add(row);
    }
    first.addAll(others);
    return whole.select(first.stream().limit(rows).mapToInt(Integer::intValue).toArray());
  }

  /** What is handed over for a file of a draw. */
  Engine.Question question(Path file, long seed) {
    String task = "data.task=" + (classes ? "classification" : "regression");
    if (card.isEmpty()) {
      return Engine.Question.of(file, Optional.of(target), List.of(task), seed);
    }
    List<String> settings = new ArrayList<>(card);
    settings.add(task);
    Card usual = Cards.of(DataSettings.of(file, Optional.of(target)));
    return Engine.Question.of(CardReader.apply(usual, settings).withSeed(seed));
  }
}
