package plumb.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.read.Task;
import plumb.run.DataSettings;

/** Faults of split and target, planted in public tables, and the same tables without any. */
class PlantedShiftsTest {
  /** From here on a finding is more than a remark. */
  private static final double MORE_THAN_A_REMARK = 0.5;

  private static final String ADULT = "adult/adult-train.csv.gz";
  private static final String PENGUINS = "penguins/penguins.csv";
  private static final String SPAM = "spambase/spambase.data.gz";
  private static final String HOUSING = "california-housing/housing.csv.gz";
  private static final String DIGITS = "optdigits/digits.csv.gz";
  private static final String WHITE = "wine-quality/winequality-white.csv.gz";
  private static final String HOUSES = "kc-house-sales/kc_house_data.csv.gz";
  private static final String VOICES = "parkinsons-telemonitoring/parkinsons_updrs.data.gz";

  private static final String RENTALS = "bike-sharing-hourly/hour.csv.gz";

  /** They add up to all rentals, which is another fault. */
  private static final List<String> RIDERS = List.of("casual", "registered");

  @TempDir Path folder;

  private static void assertFirst(List<Finding> found, String kind, String... said) {
    assertThat(found).as("nothing was found").isNotEmpty();
    Finding first = found.getFirst();
    assertThat(first.evidence().kind()).as(first.sentence()).isEqualTo(kind);
    assertThat(first.severity()).isEqualTo(Severity.CERTAIN);
    assertThat(first.sentence()).contains(said);
  }

  /** Two thirds of the rows, at most 4000, to train on. */
  private static Sheet training(Sheet all) {
    return all.draw(0, Math.min(4000, 2 * all.rows().size() / 3), 3);
  }

  /** The others, at most 1500. */
  private static Sheet validation(Sheet all) {
    int from = 2 * all.rows().size() / 3;
    return all.draw(from, Math.min(all.rows().size(), from + 1500), 3);
  }

  @ParameterizedTest
  @CsvSource({
    ADULT + ", column15, >50K, 0.5",
    SPAM + ", result, 1, 0.6",
    PENGUINS + ", species, Adelie, 0.1",
    WHITE + ", column12, 6, 0.4",
  })
  void other_shares_of_classes_are_said(String file, String target, String label, double kept) {
    Sheet all = Sheet.shared(file);
    Sheet training = training(all);
    int[] seen = {0};
    Sheet validation =
        validation(all).where(target, l -> !l.equals(label) || seen[0]++ % 10 < 10 * kept);

    assertFirst(Sheet.ask(training.settings(folder, target, validation)), "shares", label);
  }

  @ParameterizedTest
  @CsvSource({
    DIGITS + ", column65, '0:3,1:4,2:5,3:6,4:7,5:8,6:9,7:0,8:1,9:2', 3 for 0",
    DIGITS + ", column65, '4:9,9:4', 4 for 9",
    PENGUINS + ", species, 'Adelie:Gentoo,Gentoo:Chinstrap,Chinstrap:Adelie', Gentoo for Adelie",
    SPAM + ", result, '0:1,1:0', 0 for 1",
    ADULT + ", column15, '<=50K:>50K,>50K:<=50K', <=50K for >50K",
    "sklearn-small/wine_data.csv, column14, 'class_0:class_1,class_1:class_0', class_0 for class_1",
    "covtype/covtype.20k.csv.gz, column55, '3:5,5:3', 3 for 5",
  })
  void other_codes_of_classes_are_said(String file, String target, String codes, String said) {
    Sheet all = Sheet.shared(file);
    String name = all.name(target.startsWith("column") ? target.substring(6) : target);
    Sheet validation = validation(all).with(name, label -> recoded(label, codes));

    assertFirst(
        Sheet.ask(training(all).settings(folder, name, validation).withTask(Task.CLASSIFICATION)),
        "codes",
        said);
  }

  private static String recoded(String label, String codes) {
    for (String code : codes.split(",", -1)) {
      String[] parts = code.split(":", -1);
      if (parts[0].equals(label)) {
        return parts[1];
      }
    }
    return label;
  }

  @ParameterizedTest
  @CsvSource({
    ADULT + ", column15, column10, 'Male:M,Female:F'",
    ADULT
        + ", column15, column8, 'Husband:husband,Wife:wife,Own-child:own child,Unmarried:unmarried,Not-in-family:not in family,Other-relative:other relative'",
    PENGUINS + ", species, sex, 'MALE:1,FEMALE:0'",
    HOUSING
        + ", median_house_value, ocean_proximity, 'NEAR BAY:Near Bay,INLAND:Inland,<1H OCEAN:<1h Ocean,NEAR OCEAN:Near Ocean'",
  })
  void other_codes_of_words_are_said(String file, String target, String column, String codes) {
    Sheet all = Sheet.shared(file);
    Sheet validation =
        validation(all).with(column, word -> recoded(recoded(word, codes), upper(codes)));

    assertFirst(Sheet.ask(training(all).settings(folder, target, validation)), "codes", column);
  }

  /** The same codes for words in small letters but for the first. */
  private static String upper(String codes) {
    return codes.replace("FEMALE", "Female").replace("MALE", "Male");
  }

  @ParameterizedTest
  @CsvSource({
    PENGUINS + ", species, body_mass_g, 0.001, 1000",
    PENGUINS + ", species, bill_length_mm, 0.1, 10",
    HOUSING + ", median_house_value, median_house_value, 0.001, 1000",
    HOUSING + ", median_house_value, housing_median_age, 365.25, 0.002738",
    WHITE + ", column12, column11, 0.01, 100",
    HOUSES + ", price, sqft_living, 0.0929, 10.76",
    RENTALS + ", cnt, temp, 41, 0.024",
  })
  void other_units_are_said(String file, String target, String column, double factor, String said) {
    Sheet all = Sheet.shared(file);
    Sheet validation = validation(all.without(RIDERS)).withNumbers(column, x -> factor * x);

    List<Finding> found =
        Sheet.ask(training(all.without(RIDERS)).settings(folder, target, validation));

    assertFirst(found, "units", column, "times " + said);
  }

  @ParameterizedTest
  @CsvSource({HOUSING + ", median_house_value", HOUSES + ", price", VOICES + ", total_UPDRS"})
  void a_target_by_its_logarithm_is_said(String file, String target) {
    Sheet all = Sheet.shared(file);
    Sheet validation = validation(all).withNumbers(target, Math::log);

    assertFirst(
        Sheet.ask(training(all).settings(folder, target, validation)),
        "units",
        target,
        "e to the power of it");
  }

  @Test
  void degrees_of_another_scale_are_said() {
    Sheet all = Sheet.shared(RENTALS).without(RIDERS).withNumbers("temp", t -> 41 * t);
    Sheet validation = validation(all).withNumbers("temp", t -> 1.8 * t + 32);

    assertFirst(
        Sheet.ask(training(all).settings(folder, "cnt", validation)),
        "units",
        "\"temp\" (times 0.5");
  }

  @ParameterizedTest
  @CsvSource({
    VOICES + ", total_UPDRS, subject#, '35,36,37,38,39,40,41,42'",
    HOUSING + ", median_house_value, ocean_proximity, 'INLAND'",
    PENGUINS + ", body_mass_g, species, 'Gentoo'",
  })
  void rows_of_other_groups_are_said(String file, String target, String column, String groups) {
    Sheet all = Sheet.shared(file);
    List<String> apart = List.of(groups.split(",", -1));

    List<Finding> found =
        Sheet.ask(
            all.where(column, g -> !apart.contains(g))
                .settings(folder, target, all.where(column, apart::contains)));

    assertFirst(found, "other-group", column);
  }

  @Test
  void negatives_of_pictures_are_said() {
    Sheet all = Sheet.shared(DIGITS);
    Sheet validation =
        validation(all)
            .changed(row -> {
              for (int i = 0; i < 64; i++) {
                row[i] = Double.toString(16 - Double.parseDouble(row[i]));
              }
            });

    List<Finding> found = Sheet.ask(training(all).settings(folder, "column65", validation));

    assertThat(found.getFirst().evidence().kind()).isIn("other", "units");
    assertThat(found.getFirst().severity()).isGreaterThanOrEqualTo(Severity.CERTAIN_BUT_WHY);
  }

  @Test
  void pictures_upside_down_are_another_kind_and_no_other_codes() {
    Sheet all = Sheet.shared(DIGITS);
    Sheet validation =
        validation(all)
            .changed(row -> {
              for (int i = 0; i < 32; i++) {
                String swapped = row[i];
                row[i] = row[63 - i];
                row[63 - i] = swapped;
              }
            });

    List<Finding> found = Sheet.ask(training(all).settings(folder, "column65", validation));

    assertThat(found.getFirst().evidence().kind()).isEqualTo("other");
    assertThat(found.getFirst().severity()).isGreaterThanOrEqualTo(Severity.CERTAIN_BUT_WHY);
  }

  @ParameterizedTest
  @CsvSource({
    HOUSING + ", median_house_value, 1, Total",
    HOUSING + ", median_house_value, 10, Summe",
    PENGUINS + ", body_mass_g, 1, Total:",
    PENGUINS + ", body_mass_g, 3, Grand Total",
    HOUSES + ", price, 2, 合计",
    WHITE + ", column12, 1, Sum",
  })
  void a_line_that_adds_up_is_said(String file, String target, int place, String word) {
    Sheet all = Sheet.shared(file);
    Sheet some = all.draw(0, Math.min(1000, all.rows().size()), 5);
    String[] total = some.empty();
    total[some.column(target)] = Double.toString(some.sum(target));
    total[place - 1] = word;

    List<Finding> found = Sheet.ask(some.plus(total).settings(folder, target));

    assertFirst(found, "total-line", "Line " + (some.rows().size() + 2), "was left out");
  }

  @ParameterizedTest
  @CsvSource({HOUSING + ", median_house_value", HOUSES + ", price", WHITE + ", column12"})
  void a_line_that_adds_up_and_does_not_say_so_is_said(String file, String target) {
    Sheet all = Sheet.shared(file);
    Sheet some = all.draw(0, 1000, 5);
    String[] total = some.empty();
    total[some.column(target)] = Double.toString(some.sum(target));

    List<Finding> found =
        Sheet.ask(some.plus(total).settings(folder, target).withTask(Task.REGRESSION));

    assertFirst(found, "total-line", "Line 1002");
    assertThat(found.getFirst().treatments()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    HOUSING + ", median_house_value, -999",
    HOUSING + ", median_house_value, -1",
    HOUSING + ", median_house_value, 99999999",
    PENGUINS + ", body_mass_g, 9999",
    PENGUINS + ", body_mass_g, -1",
    HOUSES + ", price, 999999999",
    VOICES + ", total_UPDRS, 999",
    VOICES + ", total_UPDRS, -99",
  })
  void an_error_code_is_said(String file, String target, String code) {
    Sheet all = Sheet.shared(file);
    Sheet broken =
        all.draw(0, Math.min(2000, all.rows().size()), 5).withEvery(50, target, _ -> code);

    List<Finding> found = Sheet.ask(broken.settings(folder, target));

    assertFirst(found, "error-code", target, code);
    assertThat(found.getFirst().treatments()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    PENGUINS + ", species, Adelie, adelie",
    PENGUINS + ", species, Chinstrap, Chinstrp",
    ADULT + ", column15, >50K, > 50k",
    "breast-cancer/wdbc-sklearn.csv.gz, column31, benign, Benign",
    "sklearn-small/iris.csv, column5, virginica, VIRGINICA",
  })
  void one_class_in_two_spellings_is_said(
      String file, String target, String label, String spelled) {
    Sheet all = Sheet.shared(file);
    Sheet broken =
        all.draw(0, Math.min(2000, all.rows().size()), 5)
            .withEvery(7, target, l -> l.equals(label) ? spelled : l);

    List<Finding> found = Sheet.ask(broken.settings(folder, target));

    assertFirst(found, "spellings", "labels: {\"%s\": \"%s\"}".formatted(spelled, label));
    assertThat(found.getFirst().treatments()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({DIGITS + ", column65, 10", "covtype/covtype.20k.csv.gz, column55, 7"})
  void numbers_of_classes_learned_as_a_quantity_are_said(String file, String target, int classes) {
    Sheet all = Sheet.shared(file);

    List<Finding> found =
        Sheet.ask(training(all).settings(folder, target).withTask(Task.REGRESSION));

    assertFirst(found, "classes-as-quantity", target, Integer.toString(classes));
  }

  @ParameterizedTest
  @CsvSource({
    ADULT + ", column1",
    HOUSES + ", yr_built",
    "sklearn-small/diabetes_data_raw.csv.gz, column1",
  })
  void a_quantity_learned_as_classes_is_said(String file, String target) {
    Sheet all = Sheet.shared(file);

    List<Finding> found =
        Sheet.ask(training(all).settings(folder, target).withTask(Task.CLASSIFICATION));

    assertThat(found).anyMatch(f -> f.evidence().kind().equals("quantity-as-classes"));
  }

  @Test
  void rentals_by_the_hour_are_in_order_of_time() {
    Sheet all = Sheet.shared(RENTALS);

    List<Finding> found = Sheet.ask(all.settings(folder, "cnt"));

    assertThat(found)
        .anyMatch(f ->
            f.evidence().kind().equals("later")
                && f.severity() == Severity.DOUBTFUL
                && f.sentence().contains("time: dteday"));
  }

  @Test
  void prices_cut_off_at_the_top_are_a_remark() {
    Sheet all = Sheet.shared(HOUSING);

    List<Finding> found = Sheet.ask(all.settings(folder, "median_house_value"));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().evidence().kind()).isEqualTo("capped");
    assertThat(found.getFirst().severity()).isEqualTo(Severity.REMARK);
    assertThat(found.getFirst().sentence()).contains("965 rows", "500001");
  }

  @Test
  void nothing_is_found_in_clean_tables() {
    SoftAssertions all = new SoftAssertions();
    for (String[] table : CLEAN) {
      Sheet sheet = Sheet.shared(table[0]);
      DataSettings settings = sheet.settings(folder, table[1]);
      settings = table.length > 2 ? settings.withTask(Task.valueOf(table[2])) : settings;
      all.assertThat(ours(Sheet.ask(settings))).as(table[0] + " " + table[1]).isEmpty();

      settings = training(sheet).settings(folder, table[1], validation(sheet));
      settings = table.length > 2 ? settings.withTask(Task.valueOf(table[2])) : settings;
      all.assertThat(ours(Sheet.ask(settings))).as(table[0] + " in two files").isEmpty();
    }
    all.assertAll();
  }

  /** Findings of this package's questions about split and target that are more than remarks. */
  private static List<String> ours(List<Finding> found) {
    return found.stream()
        .filter(f -> f.severity() >= MORE_THAN_A_REMARK)
        .filter(f ->
            switch (f.id()) {
              case TRAIN_VALIDATION_SHIFT, CORRUPT_TARGET, WRONG_TASK -> true;
              default -> false;
            })
        .map(Finding::sentence)
        .toList();
  }

  private static final String[][] CLEAN = {
    {ADULT, "column15"},
    {ADULT, "column1", "REGRESSION"},
    {HOUSING, "median_house_value"},
    {"covtype/covtype.20k.csv.gz", "column55"},
    {SPAM, "result"},
    {PENGUINS, "species"},
    {PENGUINS, "body_mass_g"},
    {PENGUINS, "island"},
    {WHITE, "column12"},
    {WHITE, "column12", "REGRESSION"},
    {"wine-quality/winequality-red.csv.gz", "column12"},
    {"wine-quality/winequality-red.csv.gz", "column12", "REGRESSION"},
    {"breast-cancer/wdbc-sklearn.csv.gz", "column31"},
    {"breast-cancer/breast-cancer-wisconsin.data", "column11"},
    {"sklearn-small/iris.csv", "column5"},
    {"sklearn-small/wine_data.csv", "column14"},
    {"sklearn-small/diabetes_data_raw.csv.gz", "column10"},
    {DIGITS, "column65"},
    {HOUSES, "price"},
    {HOUSES, "bedrooms", "REGRESSION"},
    {HOUSES, "grade", "REGRESSION"},
    {VOICES, "total_UPDRS"},
    {"microarray/khan.csv.gz", "class"},
    {"microarray/golub.csv.gz", "class"},
  };

  @ParameterizedTest
  @CsvSource({
    "04, total-line, Line 602",
    "36, shares, yes",
    "38, codes, 3 for 0",
    "39, later, next",
    "46, classes-as-quantity, digit",
    "51, shares, yes",
  })
  void field_cases_are_seen(String number, String kind, String said) {
    assertFirst(Sheet.ask(Sheet.fieldCase(number)), kind, said);
  }
}
