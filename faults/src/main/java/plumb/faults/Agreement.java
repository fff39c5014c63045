package plumb.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import plumb.data.BadInput;
import plumb.faults.Agreed.Outcome;
import plumb.faults.Agreed.Side;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cause;

/**
 * Whether {@code train} and {@code doctor --repair} say the same of a card: {@code --seeds 1 --out
 * DIR [--only TEXT] [--data DIR] [--field DIR] [--root DIR] [--workers 2]}, on every case of the
 * fault benchmark and every card of the field cases. What is in {@code agreement.jsonl} of the
 * folder already is not done again; {@code disagreements.md} lists the cases that differ.
 */
public final class Agreement {
  private static final String FIELD = "field";
  private static final String CARD = "card.yaml";

  /** The share of cases that may differ by what {@code train} says it did not examine. */
  private static final double MOST_APART = 0.05;

  private final Problems problems;
  private final Path field;
  private final Path out;
  private final Journal<Agreed> journal;
  private final PrintStream to;
  private final Map<String, Optional<Problem>> known = new HashMap<>();

  private Agreement(Options options, PrintStream to) {
    this.problems = new Problems(options.root().resolve("examples"), options.data());
    this.field =
        Path.of(options.text("field", options.data().resolveSibling("field-cases").toString()));
    this.out = options.out("agree-out");
    this.journal = new Journal<>(out, "agreement.jsonl", Agreed.class);
    this.to = to;
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = Options.of(arguments);
    new Agreement(options, System.out)
        .run(options.number("seeds", 1), options.text("only", ""), options.number("workers", 2));
  }

  private record Case(String key, Callable<Optional<Agreed>> work) {}

  private void run(int seeds, String only, int workers) throws IOException, InterruptedException {
    List<Case> asked = new ArrayList<>();
    for (Catalogue half : Catalogue.values()) {
      for (long seed = 1; seed <= seeds; seed++) {
        for (Scenario scenario : half.scenarios()) {
          asked.add(planted(half.name().toLowerCase(Locale.ROOT), scenario, seed));
        }
      }
    }
    withCard().forEach(folder -> asked.add(inTheField(folder)));
    asked.removeIf(c -> !c.key().contains(only));
    Map<String, Agreed> results = new LinkedHashMap<>();
    journal.earlier().forEach(r -> results.put(r.key(), r));
    List<Callable<Optional<Agreed>>> work =
        asked.stream().filter(c -> !results.containsKey(c.key())).map(Case::work).toList();
    Workers.all(workers, work, to).forEach(r -> results.put(r.key(), r));
    Set<String> keys = new HashSet<>(asked.stream().map(Case::key).toList());
    results.keySet().retainAll(keys);
    String text = text(List.copyOf(results.values()), asked.size());
    Files.writeString(out.resolve("disagreements.md"), text);
    to.println(text);
  }

  private List<Path> withCard() throws IOException {
    if (!Files.isDirectory(field)) {
      to.println("There are no field cases in " + field);
      return List.of();
    }
    try (Stream<Path> folders = Files.list(field)) {
      return folders.filter(f -> Files.exists(f.resolve(CARD))).sorted().toList();
    }
  }

  private Case planted(String half, Scenario scenario, long seed) {
    return new Case(
        new Agreed(half, scenario.name(), seed, Side.refused(""), Side.refused(""), true, "").key(),
        () -> {
          Optional<Problem> base;
          synchronized (known) {
            base = known.computeIfAbsent(scenario.problem(), problems::find);
          }
          if (base.isEmpty()) {
            return Optional.empty();
          }
          Problem problem = base.get();
          return Optional.of(
              Workers.inFolder(folder ->
                  asked(
                      half,
                      scenario.name(),
                      seed,
                      () -> scenario.planted(problem, folder, seed).card())));
        });
  }

  private Case inTheField(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return new Case(
        new Agreed(FIELD, name, 0, Side.refused(""), Side.refused(""), true, "").key(),
        () -> Optional.of(asked(FIELD, name, 0, () -> CardReader.read(folder.resolve(CARD)))));
  }

  private Agreed asked(String half, String name, long seed, Supplier<Card> read) {
    Engine engine = new Engine(CardData.remembered(), 1);
    Asked train = Asked.of(read, engine::train);
    Asked doctor = Asked.of(read, engine::repair);
    Agreed agreed =
        new Agreed(
            half,
            name,
            seed,
            train.side(),
            doctor.side(),
            train.card().equals(doctor.card()),
            train.notExamined());
    journal.add(agreed);
    say(agreed);
    return agreed;
  }

  /**
   * What one side said.
   *
   * @param card that it keeps; empty if it refused
   */
  private record Asked(Side side, Optional<Card> card, String notExamined) {
    static Asked of(Supplier<Card> read, Function<Engine.Question, Engine.Run> engine) {
      try {
        Card given = read.get();
        Engine.Run run = engine.apply(Engine.Question.of(given));
        return new Asked(
            new Side(
                run.verdict().id(),
                run.causes().stream().map(Cause::id).map(id -> id.id()).toList(),
                run.attempts().stream()
                    .filter(Engine.Tried::handedOver)
                    .map(Engine.Tried::title)
                    .findFirst()
                    .orElse(""),
                Treatments.between(given, run.card()),
                ""),
            Optional.of(run.card()),
            run.notExamined());
      } catch (BadInput e) {
        return new Asked(Side.refused(String.valueOf(e.getMessage())), Optional.empty(), "");
      }
    }
  }

  private synchronized void say(Agreed agreed) {
    to.printf(
        Locale.ROOT,
        "%-9s %s: %s%n",
        agreed.outcome().name().toLowerCase(Locale.ROOT),
        agreed.key(),
        both(agreed));
  }

  // --- the result ---

  /** The counts, and every case that differs. */
  static String text(List<Agreed> results, int asked) {
    StringBuilder text =
        new StringBuilder(
            "| cases | asked | same cause | same verdict | same card | agree | not examined | disagree |\n|---|---|---|---|---|---|---|---|\n");
    for (String half : results.stream().map(Agreed::half).distinct().toList()) {
      text.append(row(half, results.stream().filter(r -> r.half().equals(half)).toList()));
    }
    text.append(row("all", results));
    long apart = count(results, Outcome.APART);
    boolean passed =
        results.size() == asked
            && asked > 0
            && count(results, Outcome.DISAGREE) == 0
            && apart <= MOST_APART * results.size();
    text.append(
        "%n%s: %d of %d cases agree, %d differ by what train says it did not examine (at most %.0f %%), %d were not asked%n"
            .formatted(
                passed ? "pass" : "FAIL",
                count(results, Outcome.AGREE),
                results.size(),
                apart,
                100 * MOST_APART,
                asked - results.size()));
    list(text, results, Outcome.DISAGREE, "Disagreements");
    list(text, results, Outcome.APART, "Differ by what train did not examine");
    return text.toString();
  }

  private static String row(String name, List<Agreed> results) {
    return "| %s | %d | %d | %d | %d | %d | %d | %d |%n"
        .formatted(
            name,
            results.size(),
            results.stream().filter(Agreed::sameCause).count(),
            results.stream().filter(Agreed::sameVerdict).count(),
            results.stream().filter(Agreed::sameCard).count(),
            count(results, Outcome.AGREE),
            count(results, Outcome.APART),
            count(results, Outcome.DISAGREE));
  }

  private static long count(List<Agreed> results, Outcome outcome) {
    return results.stream().filter(r -> r.outcome() == outcome).count();
  }

  private static void list(
      StringBuilder text, List<Agreed> results, Outcome outcome, String heading) {
    if (count(results, outcome) == 0) {
      return;
    }
    text.append("\n").append(heading).append(":\n\n");
    results.stream()
        .filter(r -> r.outcome() == outcome)
        .forEach(r -> text.append("* %s: %s%n".formatted(r.key(), both(r))));
  }

  private static String both(Agreed agreed) {
    return agreed.outcome() == Outcome.AGREE
        ? words(agreed.train())
        : "train %s; doctor %s%s"
            .formatted(
                words(agreed.train()),
                words(agreed.doctor()),
                agreed.sameCard() ? "" : "; not the same card");
  }

  private static String words(Side side) {
    return side.refused().isEmpty()
        ? "%s, %s, keeps \"%s\" %s"
            .formatted(side.verdict(), side.first(), side.kept(), side.changed())
        : "refuses: " + side.refused();
  }
}
