package plumb;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the packages may know, as rules over compiled classes.
 *
 * @param root the root package: {@code plumb}, or the one of classes that break every rule on
 *     purpose
 */
record ArchitectureRules(String root) {
  /**
   * A package and the packages it may use.
   *
   * @param name relative to the root
   * @param uses relative to the root; all of them stand earlier in {@link #ARROWS}, so that cycles
   *     cannot be written down
   */
  private record Arrow(String name, List<String> uses) {}

  /** All that it takes to train a card and to keep the run. */
  private static final List<String> RUNS =
      List.of("math", "data", "nn", "model", "data.read", "optim", "train", "probe", "run");

  /** From left to right; {@code docs/architecture.md} draws the same. */
  private static final List<Arrow> ARROWS =
      List.of(
          new Arrow("math", List.of()),
          new Arrow("wording", List.of()),
          new Arrow("data", List.of("math")),
          new Arrow("nn", List.of("math", "data")),
          new Arrow("model", List.of("math", "data", "nn")),
          new Arrow("export", List.of("data", "nn", "model")),
          new Arrow("data.read", List.of("math", "data", "model")),
          new Arrow("optim", List.of("math", "data")),
          new Arrow("train", List.of("math", "data", "nn", "model", "optim")),
          new Arrow("probe", List.of("math", "data", "nn", "optim", "train")),
          new Arrow("run", with(RUNS.subList(0, RUNS.size() - 1), "wording")),
          new Arrow(
              "treatment", List.of("data", "nn", "data.read", "optim", "train", "run", "wording")),
          new Arrow(
              "explain",
              List.of("math", "data", "nn", "model", "data.read", "optim", "train", "run")),
          new Arrow("recipe", with(RUNS, "wording")),
          new Arrow("experiment", with(RUNS, "wording", "recipe")),
          new Arrow("symptom", with(RUNS, "wording", "recipe", "experiment")),
          new Arrow("cause", with(RUNS, "wording", "treatment", "recipe", "experiment", "symptom")),
          new Arrow("curves", with(RUNS, "wording", "treatment", "recipe", "symptom", "cause")),
          new Arrow(
              "doctor",
              with(RUNS, "wording", "treatment", "recipe", "experiment", "symptom", "cause")),
          new Arrow("report", with(RUNS, "wording", "recipe", "symptom", "curves")),
          new Arrow("labs", with(RUNS, "recipe", "doctor", "report")),
          new Arrow(
              "cli",
              with(
                  RUNS,
                  "export",
                  "wording",
                  "explain",
                  "recipe",
                  "experiment",
                  "curves",
                  "doctor",
                  "report",
                  "labs")));

  /** What a service carries in order to predict. */
  private static final List<String> MODEL_MODULE = List.of("math", "data", "nn", "model");

  /** Whatever is computed here reaches the weights, so it must round alike everywhere. */
  private static final List<String> FEEDS_TRAINING =
      List.of("math", "math.internal", "data", "data.read", "nn", "optim", "train");

  /** Methods of Math whose last bit may differ between the interpreter and compiled code. */
  private static final Set<String> ROUNDED_FREELY =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  /** Lane-wise operators with the same freedom. */
  private static final Set<String> LANES_ROUNDED_FREELY =
      Set.of(
          "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH", "EXP",
          "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT");

  ArchitectureRules {
    List<String> earlier = new ArrayList<>();
    for (Arrow arrow : ARROWS) {
      if (!earlier.containsAll(arrow.uses())) {
        throw new IllegalArgumentException(
            arrow.name() + " uses a package that stands to the right of it");
      }
      earlier.add(arrow.name());
    }
  }

  private static List<String> with(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  /** All rules; each has a description of its own. */
  List<ArchRule> all() {
    List<ArchRule> rules = new ArrayList<>();
    for (Arrow arrow : ARROWS) {
      if (!arrow.name().equals("cli")) {
        rules.add(onlyUses(arrow));
      }
    }
    rules.add(internalsServeMath());
    rules.add(everyPackageIsPlaced());
    rules.add(vectorsStayInside());
    rules.add(modelModuleIsSmall());
    rules.add(onlyCliTouchesTheProcess());
    rules.add(trainKnowsNoFile());
    rules.add(trainKnowsNoClock());
    rules.add(noHiddenRandomness());
    rules.add(noParallelStreams());
    rules.add(roundsAlikeEverywhere());
    rules.add(lanesRoundAlikeEverywhere());
    rules.add(lanesAreAddedByHand());
    rules.add(noStackTraces());
    return List.copyOf(rules);
  }

  private ArchRule onlyUses(Arrow arrow) {
    Stream<String> itself =
        arrow.name().equals("math") ? Stream.of("math", "math.internal") : Stream.of(arrow.name());
    String[] allowed = packages(Stream.concat(itself, arrow.uses().stream()).toList());
    return rule(
        noClasses()
            .that()
            .resideInAPackage(in(arrow.name()))
            .should()
            .dependOnClassesThat(inside().and(DescribedPredicate.not(resideInAnyPackage(allowed))))
            .as("%s uses only %s".formatted(arrow.name(), arrow.uses())));
  }

  private ArchRule internalsServeMath() {
    return rule(
        noClasses()
            .that()
            .resideInAPackage(in("math.internal"))
            .should()
            .dependOnClassesThat(
                inside()
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage(in("math"), in("math.internal")))))
            .as("math.internal uses only math"));
  }

  private ArchRule everyPackageIsPlaced() {
    List<String> known =
        Stream.concat(ARROWS.stream().map(Arrow::name), Stream.of("math.internal")).toList();
    return rule(
        classes()
            .should()
            .resideInAnyPackage(packages(known))
            .as("every package has its place among the arrows"));
  }

  private ArchRule vectorsStayInside() {
    return rule(
        noClasses()
            .that()
            .resideOutsideOfPackage(in("math.internal"))
            .should()
            .dependOnClassesThat(resideInAPackage("jdk.incubator.vector.."))
            .as("only math.internal sees the incubating Vector API"));
  }

  private ArchRule modelModuleIsSmall() {
    return rule(
        classes()
            .that()
            .resideInAnyPackage(
                packages(Stream.concat(MODEL_MODULE.stream(), Stream.of("math.internal")).toList()))
            .should()
            .onlyDependOnClassesThat(
                inside()
                    .or(
                        resideInAnyPackage(
                            "java..",
                            "jdk.incubator.vector..",
                            "tools.jackson..",
                            "com.fasterxml.jackson.annotation..",
                            "org.jspecify..")))
            .as("what a service needs to predict stands on the JDK, Jackson and JSpecify alone"));
  }

  private ArchRule onlyCliTouchesTheProcess() {
    return rule(
        noClasses()
            .that()
            .resideOutsideOfPackage(in("cli"))
            .and()
            .doNotHaveFullyQualifiedName(in("data.read") + ".Outside")
            .should()
            .accessTargetWhere(
                access(
                        System.class,
                        Set.of("out", "err", "in", "exit", "getenv", "console", "setOut", "setErr"))
                    .or(access(Runtime.class, Set.of("exit", "halt"))))
            .as(
                "only cli prints, exits or reads the environment, and one class what a card names of it"));
  }

  private ArchRule trainKnowsNoFile() {
    return rule(
        noClasses()
            .that()
            .resideInAPackage(in("train"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file.."))
            .as("train knows no file"));
  }

  private ArchRule trainKnowsNoClock() {
    DescribedPredicate<JavaAccess<?>> now =
        describe(
            "ask java.time for the present",
            access -> {
              JavaClass owner = access.getTargetOwner();
              String name = access.getName();
              return owner.getPackageName().equals("java.time")
                  && (name.equals("now") || name.startsWith("system") || name.startsWith("tick"));
            });
    return rule(
        noClasses()
            .that()
            .resideInAPackage(in("train"))
            .should()
            .accessTargetWhere(
                access(System.class, Set.of("nanoTime", "currentTimeMillis")).or(now))
            .as("train knows no clock"));
  }

  private ArchRule noHiddenRandomness() {
    DescribedPredicate<JavaAccess<?>> unseeded =
        describe(
            "make a generator without a seed",
            access ->
                access.getName().equals("<init>")
                    && access
                        .getTargetOwner()
                        .isAssignableTo(java.util.random.RandomGenerator.class)
                    && access.getDescription().contains("<init>()"));
    return rule(
        noClasses()
            .should()
            .accessTargetWhere(access(Math.class, Set.of("random")).or(unseeded))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                java.util.concurrent.ThreadLocalRandom.class, java.security.SecureRandom.class)
            .as("random numbers come from a seed that is passed in"));
  }

  private ArchRule noParallelStreams() {
    return rule(
        noClasses()
            .should()
            .accessTargetWhere(
                describe(
                    "turn a stream parallel",
                    access ->
                        access.getName().equals("parallelStream")
                            || (access.getName().equals("parallel")
                                && access
                                    .getTargetOwner()
                                    .isAssignableTo(java.util.stream.BaseStream.class))))
            .as("no parallel streams: work is split by shape"));
  }

  private ArchRule roundsAlikeEverywhere() {
    return rule(
        noClasses()
            .that()
            .resideInAnyPackage(packages(FEEDS_TRAINING))
            .should()
            .accessTargetWhere(access(Math.class, ROUNDED_FREELY))
            .as("what feeds training uses StrictMath or its own polynomials"));
  }

  private ArchRule lanesRoundAlikeEverywhere() {
    return rule(
        noClasses()
            .should()
            .accessTargetWhere(
                describe(
                    "use a lane-wise operator that rounds freely",
                    access ->
                        access
                                .getTargetOwner()
                                .getName()
                                .equals("jdk.incubator.vector.VectorOperators")
                            && LANES_ROUNDED_FREELY.contains(access.getName())))
            .as("no transcendental operators of the Vector API"));
  }

  private ArchRule lanesAreAddedByHand() {
    return rule(
        noClasses()
            .should()
            .callMethodWhere(
                describe(
                    "reduce the lanes of a vector of floats",
                    call ->
                        call.getName().equals("reduceLanes")
                            && call.getTargetOwner()
                                .getName()
                                .equals("jdk.incubator.vector.FloatVector")))
            .as("lanes are added by hand, for the order of reduceLanes is left open"));
  }

  private ArchRule noStackTraces() {
    return rule(
        noClasses()
            .that()
            .resideOutsideOfPackage(in("cli"))
            .should()
            .accessTargetWhere(
                describe(
                    "print a stack trace",
                    access ->
                        access.getName().equals("printStackTrace")
                            && access.getTargetOwner().isAssignableTo(Throwable.class)))
            .as("nobody prints a stack trace but cli, when asked to"));
  }

  private static DescribedPredicate<JavaAccess<?>> access(Class<?> owner, Set<String> names) {
    return describe(
        "use %s.%s".formatted(owner.getSimpleName(), names.stream().sorted().toList()),
        access ->
            access.getTargetOwner().isEquivalentTo(owner) && names.contains(access.getName()));
  }

  /** Packages that are still empty are no mistake: {@code ArchitectureTest} counts what it saw. */
  private static ArchRule rule(ArchRule rule) {
    return rule.allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> inside() {
    return resideInAPackage(root + "..");
  }

  private String in(String name) {
    return root + "." + name;
  }

  private String[] packages(List<String> names) {
    return names.stream().map(this::in).collect(Collectors.toList()).toArray(String[]::new);
  }
}
