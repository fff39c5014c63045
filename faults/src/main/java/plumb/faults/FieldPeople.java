package plumb.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Rows of the reports about tables of people and things, and of those whose data are at fault. */
final class FieldPeople {
  private static final String PASSENGER = "pclass sex age sibsp parch fare embarked ";

  private FieldPeople() {}

  /** By the name of the case. */
  static Map<String, Function<Draw, FieldRows>> all() {
    return Map.ofEntries(
        Map.entry("so-47724077", FieldPeople::incomes),
        Map.entry("so-31627380", FieldPeople::codedPassengers),
        Map.entry("gh-seaborn-37", FieldPeople::alive),
        Map.entry("gh-zoomcamp-712", FieldPeople::deliveries),
        Map.entry("gh-pytorch-tabular-21", FieldPeople::results),
        Map.entry("gh-mlnet-737", FieldPeople::prices),
        Map.entry("gh-tsfresh-162", FieldPeople::numbered),
        Map.entry("gh-ohdsi-181", FieldPeople::visits),
        Map.entry("st-60180", FieldPeople::oversampled),
        Map.entry("gh-drexel-15", FieldPeople::mixedUp),
        Map.entry("gh-nordpool-11", FieldPeople::electricity),
        Map.entry("gh-keras-14141", FieldPeople::rare));
  }

  // --- inputs as they come ---

  /** A census: words already turned into whole numbers, amounts left in dollars. */
  private static FieldRows incomes(Draw draw) {
    return FieldRows.drawn(
        "age workclass fnlwgt education education_num marital occupation relationship race sex"
            + " gain loss hours country income",
        3000,
        1500,
        () -> {
          double age = 17 + draw.below(60);
          double learned = Math.clamp(Math.rint(draw.normal(10, 2.6)), 1, 16);
          boolean married = draw.chance(0.47);
          double sex = draw.chance(0.67) ? 1 : 0;
          double hours = Math.clamp(Math.rint(draw.normal(40, 11)), 5, 99);
          double job = draw.below(14);
          double odds =
              -4.2
                  + 0.38 * (learned - 9)
                  + (married ? 2.1 : 0)
                  + 0.035 * Math.min(age - 25, 30)
                  + 0.035 * (hours - 40)
                  + 0.3 * sex;
          boolean rich = draw.chance(Draw.logistic(1.4 * odds + 1.2));
          double gain = draw.chance(rich ? 0.2 : 0.04) ? Math.rint(draw.between(600, 20_000)) : 0;
          return FieldClasses.with(
              Draw.texts(
                  age,
                  draw.below(9),
                  Math.rint(Math.exp(draw.normal(12.1, 0.5))),
                  draw.below(16),
                  learned,
                  married ? 2 : draw.below(7),
                  job,
                  married ? draw.below(2) : 1 + draw.below(5),
                  draw.chance(0.85) ? 4 : draw.below(4),
                  sex,
                  gain,
                  draw.chance(0.05) ? Math.rint(draw.between(1_000, 2_500)) : 0,
                  hours,
                  draw.chance(0.9) ? 39 : draw.below(42)),
              rich ? ">50K" : "<=50K");
        });
  }

  /** Passengers with name, ticket and cabin turned into whole numbers. */
  private static FieldRows codedPassengers(Draw draw) {
    return FieldRows.drawn(
        "pclass name sex age sibsp parch ticket fare cabin embarked survived",
        891,
        1000,
        () -> {
          Passenger p = Passenger.drawn(draw);
          return FieldClasses.with(
              Draw.texts(
                  p.pclass,
                  draw.below(1307),
                  p.male ? 1 : 0,
                  p.age,
                  p.siblings,
                  p.parents,
                  draw.below(929),
                  p.fare,
                  p.pclass == 1 && draw.chance(0.8) ? draw.below(186) : 186,
                  draw.below(3)),
              p.survived ? "1" : "0");
        });
  }

  private record Passenger(
      int pclass,
      boolean male,
      double age,
      int siblings,
      int parents,
      double fare,
      boolean survived) {
    static Passenger drawn(Draw draw) {
      int pclass = draw.chance(0.24) ? 1 : draw.chance(0.27) ? 2 : 3;
      boolean male = draw.chance(0.65);
      double age = Math.clamp(Math.rint(draw.normal(30, 14)), 1, 75);
      int siblings = draw.chance(0.7) ? 0 : 1 + draw.below(3);
      int parents = draw.chance(0.76) ? 0 : 1 + draw.below(2);
      double fare = Math.rint(Math.exp(draw.normal(4.5 - 0.75 * pclass, 0.45)) * 100) / 100.0;
      double odds =
          (male ? -1.9 : 2.1) + 1.1 * (2 - pclass) + (age < 13 ? 1.6 : 0) - 0.25 * siblings;
      return new Passenger(
          pclass, male, age, siblings, parents, fare, draw.chance(Draw.logistic(odds)));
    }

    List<String> cells(Draw draw) {
      List<String> cells = new ArrayList<>(Draw.texts(pclass));
      cells.add(male ? "male" : "female");
      cells.addAll(Draw.texts(age, siblings, parents, fare));
      cells.add(draw.one("S", "S", "S", "C", "Q"));
      return cells;
    }
  }

  // --- the answer among the inputs ---

  /** A column that says whether the passenger is alive; at sea nobody knows, so a coin says it. */
  private static FieldRows alive(Draw draw) {
    Function<Boolean, List<String>> passenger =
        known -> {
          Passenger p = Passenger.drawn(draw);
          List<String> cells = p.cells(draw);
          cells.add((known ? p.survived : draw.chance(0.4)) ? "yes" : "no");
          cells.add(p.survived ? "1" : "0");
          return cells;
        };
    String columns = PASSENGER + "alive survived";
    return FieldRows.same(
        FieldRows.table(columns, 891, () -> passenger.apply(true)),
        FieldRows.table(columns, 1000, () -> passenger.apply(false)));
  }

  /**
   * Orders; late is what took longer than it was to take. When an order comes in, the days it will
   * take are not known: there the column has days of another order.
   */
  private static FieldRows deliveries(Draw draw) {
    Function<Boolean, List<String>> order =
        known -> {
          int mode = draw.below(4);
          double planned = new int[] {4, 2, 1, 0}[mode];
          double far = draw.between(0, 1);
          double needed = Math.max(0, Math.rint(2.6 + 1.6 * (far - 0.5) + draw.normal(0, 1.1)));
          double other = Math.max(0, Math.rint(2.6 + 1.6 * (draw.uniform() - 0.5) + draw.normal()));
          List<String> cells = new ArrayList<>();
          cells.add(List.of("standard", "second", "first", "same_day").get(mode));
          cells.addAll(
              Draw.texts(
                  known ? needed : other,
                  planned,
                  Math.rint(draw.between(20, 500)),
                  1 + draw.below(5),
                  Math.rint(draw.between(0, 25)) / 100.0,
                  Math.rint(4_000 * far)));
          cells.add(draw.one("Consumer", "Corporate", "Home"));
          cells.add(needed > planned ? "1" : "0");
          return cells;
        };
    String columns =
        "shipping_mode days_real days_scheduled sales quantity discount distance segment late";
    return FieldRows.same(
        FieldRows.table(columns, 2500, () -> order.apply(true)),
        FieldRows.table(columns, 1000, () -> order.apply(false)));
  }

  /** A regression with its target once more among the numbers; unknown where the model is used. */
  private static FieldRows results(Draw draw) {
    Function<Boolean, List<String>> match =
        known -> {
          double[] x = draw.normals(8);
          double result = 12 + 3 * x[0] - 2 * x[1] + 1.5 * x[2] + draw.normal(0, 1.5);
          List<String> cells = Draw.texts(x);
          cells.add(draw.one("home", "away", "neutral"));
          cells.add(Draw.text(known ? result : draw.normal(12, 4)));
          cells.add(Draw.text(result));
          return cells;
        };
    String columns = "f1 f2 f3 f4 f5 f6 f7 f8 place result_num result";
    return FieldRows.same(
        FieldRows.table(columns, 1500, () -> match.apply(true)),
        FieldRows.table(columns, 1000, () -> match.apply(false)));
  }

  /**
   * Articles of a shop; the price was only written down where the article was sold. Where the model
   * is used every article has its price.
   */
  private static FieldRows prices(Draw draw) {
    Function<Boolean, List<String>> article =
        logged -> {
          double views = Math.rint(Math.exp(draw.normal(5, 0.8)));
          double rating = Math.rint(draw.between(1, 5) * 10) / 10.0;
          double photos = draw.below(9);
          double days = draw.below(120);
          double odds =
              0.8 * (Math.log(views) - 5) + 0.7 * (rating - 3) + 0.12 * (photos - 4) - 0.008 * days;
          boolean sold = draw.chance(Draw.logistic(1.5 * odds));
          double price = Math.rint(Math.exp(draw.normal(3.2, 0.6)) * 100) / 100.0;
          List<String> cells = Draw.texts(views, rating, photos, days);
          cells.add(draw.one("garden", "books", "toys", "music"));
          cells.add(logged && !sold ? "" : Draw.text(price));
          cells.add(sold ? "sold" : "unsold");
          return cells;
        };
    String columns = "views rating photos days_online kind price sold";
    return FieldRows.same(
        FieldRows.table(columns, 2000, () -> article.apply(true)),
        FieldRows.table(columns, 1000, () -> article.apply(false)));
  }

  /**
   * Series described by ten numbers, in order of their class, with the number of the series as a
   * column. New series have numbers that go on.
   */
  private static FieldRows numbered(Draw draw) {
    Supplier<Integer> kinds = () -> draw.below(4);
    Function<Integer, double[]> features =
        kind -> {
          double[] x = draw.normals(10);
          x[0] += 2.4 * (kind % 2);
          x[1] += 2.4 * (kind >> 1);
          x[2] += kind == 3 ? 1 : 0;
          return x;
        };
    List<List<String>> train = new ArrayList<>();
    for (int id = 0; id < 1600; id++) {
      train.add(numberedRow(id, features.apply(id / 400), id / 400));
    }
    int[] next = {1600};
    String columns = "id mean variance maximum minimum length peaks slope entropy skew energy kind";
    return FieldRows.same(
        FieldRows.table(columns, train),
        FieldRows.table(
            columns,
            1000,
            () -> {
              int kind = kinds.get();
              return numberedRow(next[0]++, features.apply(kind), kind);
            }));
  }

  private static List<String> numberedRow(int id, double[] features, int kind) {
    List<String> cells = new ArrayList<>(Draw.texts(id));
    cells.addAll(Draw.texts(features));
    cells.add("class" + (kind + 1));
    return cells;
  }

  // --- rows that know each other ---

  /**
   * Visits of patients, nearly alike for one patient and with one outcome each; new patients are
   * those the model is for. In the twin, validation patients are none of the training.
   */
  private static FieldRows visits(Draw draw) {
    Function<int[], List<List<String>>> patients =
        range -> {
          List<List<String>> rows = new ArrayList<>();
          for (int patient = range[0]; patient < range[1]; patient++) {
            double[] lasting = draw.normals(12);
            double age = 60 + draw.below(35);
            double odds = 0.9 * lasting[0] - 0.7 * lasting[1] + 0.03 * (age - 77);
            boolean dies = draw.chance(Draw.logistic(odds));
            for (int visit = 0; visit < 10; visit++) {
              List<String> cells = new ArrayList<>(Draw.texts(1000 + patient, age));
              for (double value : lasting) {
                cells.add(Draw.text(value + draw.normal(0, 0.12)));
              }
              cells.add(Draw.text(1 + draw.below(30)));
              cells.add(dies ? "1" : "0");
              rows.add(cells);
            }
          }
          return draw.shuffled(rows);
        };
    String columns = "person_id age " + labs(12) + "days_since_last death_30_days";
    TableSample test = FieldRows.table(columns, patients.apply(new int[] {200, 400}));
    List<List<String>> first = patients.apply(new int[] {0, 96});
    List<List<String>> second = patients.apply(new int[] {96, 120});
    List<List<String>> all = new ArrayList<>(first);
    all.addAll(second);
    return new FieldRows(
        new FieldRows.Files(FieldRows.table(columns, draw.shuffled(all)), Optional.empty(), test),
        new FieldRows.Files(
            FieldRows.table(columns, first), Optional.of(FieldRows.table(columns, second)), test));
  }

  private static String labs(int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      names.append("lab_").append(i).append(' ');
    }
    return names.toString();
  }

  /**
   * One row in ten is of the rarer class. In the card's table those rows stand nine times, before
   * anything was parted; in the twin's the rows for validation were parted first.
   */
  private static FieldRows oversampled(Draw draw) {
    Supplier<List<String>> row =
        () -> {
          boolean rare = draw.chance(0.1);
          double[] x = draw.normals(15);
          for (int i = 0; i < 4; i++) {
            x[i] += rare ? 1.1 : 0;
          }
          return FieldClasses.with(Draw.texts(x), rare ? "1" : "0");
        };
    String columns = FieldRows.names(15, "class");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(row.get());
    }
    TableSample test = FieldRows.table(columns, 1500, row);
    return new FieldRows(
        new FieldRows.Files(
            FieldRows.table(columns, draw.shuffled(repeated(rows))), Optional.empty(), test),
        new FieldRows.Files(
            FieldRows.table(columns, draw.shuffled(repeated(rows.subList(0, 800)))),
            Optional.of(FieldRows.table(columns, rows.subList(800, 1000))),
            test));
  }

  private static List<List<String>> repeated(List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(rows);
    for (List<String> row : rows) {
      for (int copy = 1; copy < 9 && row.getLast().equals("1"); copy++) {
        all.add(row);
      }
    }
    return all;
  }

  /**
   * Questions as numbers, four kinds of them; the card's inputs were mixed and the kinds were not.
   */
  private static FieldRows mixedUp(Draw draw) {
    FieldRows rows = FieldClasses.clouds(draw, 30, 6, 4, 2500);
    TableSample train = rows.card().train();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < train.rows(); i++) {
      labels.add(train.label(i));
    }
    List<String> mixed = draw.shuffled(labels);
    return new FieldRows(
        new FieldRows.Files(train.relabeled(mixed::get), Optional.empty(), rows.card().test()),
        rows.twin());
  }

  /**
   * Hourly prices of electricity, in order of time: weather and demand change slowly, and so does
   * what they do not explain. The model is for hours to come.
   */
  private static FieldRows electricity(Draw draw) {
    List<List<String>> rows = new ArrayList<>();
    double wind = 0;
    double cold = 0;
    double hidden = 0;
    for (int hour = 0; hour < 2600; hour++) {
      wind = 0.985 * wind + 0.17 * draw.normal();
      cold = 0.995 * cold + 0.1 * draw.normal();
      hidden = 0.997 * hidden + 0.077 * draw.normal();
      double day = Math.sin(2 * Math.PI * (hour % 24) / 24);
      double price = 45 - 14 * wind + 7 * cold + 6 * day + 8 * hidden + draw.normal(0, 2);
      rows.add(
          Draw.texts(
              hour,
              hour % 24,
              hour / 24 % 7,
              wind + draw.normal(0, 0.1),
              cold + draw.normal(0, 0.1),
              3_000 + 200 * cold + 300 * day + draw.normal(0, 40),
              price));
    }
    String columns = "hours_since_start hour weekday wind cold demand price";
    return FieldRows.same(
        FieldRows.table(columns, rows.subList(0, 2000)),
        FieldRows.table(columns, rows.subList(2000, 2600)));
  }

  /** Four rows in a hundred are of the class that matters. */
  private static FieldRows rare(Draw draw) {
    return FieldRows.drawn(
        FieldRows.names(12, "class"),
        4000,
        4000,
        () -> {
          boolean rare = draw.chance(0.04);
          double[] x = draw.normals(12);
          for (int i = 0; i < 3; i++) {
            x[i] += rare ? 1.2 : 0;
          }
          return FieldClasses.with(Draw.texts(x), rare ? "1" : "0");
        });
  }
}
