package plumb;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("plumb");

  /** Classes of this test folder that break every rule. */
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  static List<ArchRule> rules() {
    return new ArchitectureRules("plumb").all();
  }

  static List<ArchRule> rulesForThePlanted() {
    return new ArchitectureRules("planted").all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_code_keeps_the_rule(ArchRule rule) {
    rule.check(OURS);
  }

  @ParameterizedTest
  @MethodSource("rulesForThePlanted")
  void the_rule_catches_code_that_breaks_it(ArchRule rule) {
    assertThat(rule.evaluate(PLANTED).hasViolation()).as(rule.getDescription()).isTrue();
  }

  @Test
  void the_classes_of_all_modules_are_looked_at() {
    assertThat(OURS.stream().map(JavaClass::getPackageName).distinct())
        .contains(
            "plumb.math",
            "plumb.math.internal",
            "plumb.data",
            "plumb.nn",
            "plumb.model",
            "plumb.data.read",
            "plumb.optim",
            "plumb.train",
            "plumb.probe",
            "plumb.run",
            "plumb.wording",
            "plumb.treatment",
            "plumb.explain",
            "plumb.export",
            "plumb.recipe",
            "plumb.experiment",
            "plumb.symptom",
            "plumb.cause",
            "plumb.curves",
            "plumb.doctor",
            "plumb.report",
            "plumb.labs",
            "plumb.cli");
  }
}
