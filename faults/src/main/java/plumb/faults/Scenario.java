package plumb.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.math.RandomStream;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.DataSettings;

/**
 * A case of the bench: a card that trains well, its clean twin, and what was done to spoil it.
 *
 * @param name unlike any other
 * @param problem name of the base problem
 * @param truths what is wrong: nothing for a healthy control, two for a compound fault
 * @param twin settings of the clean twin beyond those of the problem
 * @param fault settings that make the fault
 * @param spoil what is done to the data
 * @param both done to the data of the clean twin as well
 * @param separate whether the validation rows are in a file of their own
 */
record Scenario(
    String name,
    String problem,
    List<Truth> truths,
    List<String> twin,
    List<String> fault,
    Spoil spoil,
    Spoil both,
    boolean separate) {
  Scenario {
    truths = List.copyOf(truths);
    twin = List.copyOf(twin);
    fault = List.copyOf(fault);
  }

  /** A case with a truth each fault; none for a control. */
  static Scenario scenario(String problem, String name, Truth... truths) {
    return new Scenario(
        problem + "/" + name,
        problem,
        List.of(truths),
        List.of(),
        List.of(),
        Spoil.NONE,
        Spoil.NONE,
        false);
  }

  /** What the clean twin has and the fault keeps. */
  Scenario on(String... settings) {
    return new Scenario(name, problem, truths, List.of(settings), fault, spoil, both, separate);
  }

  /** The fault in the card. */
  Scenario with(String... settings) {
    return new Scenario(name, problem, truths, twin, List.of(settings), spoil, both, separate);
  }

  /** The fault in the data. */
  Scenario spoiled(Spoil change) {
    return new Scenario(name, problem, truths, twin, fault, change, both, separate);
  }

  /** What the data of the clean twin have as well. */
  Scenario onData(Spoil change) {
    return new Scenario(name, problem, truths, twin, fault, spoil, change, separate);
  }

  /** With validation rows in a file of their own. */
  Scenario apart() {
    return new Scenario(name, problem, truths, twin, fault, spoil, both, true);
  }

  /** Whether it is a control that nothing is wrong with. */
  boolean healthy() {
    return truths.isEmpty();
  }

  /**
   * A card to train, with the test file to measure it on.
   *
   * @param card without the test file: whoever diagnoses must not see it
   */
  record Ready(Card card, Path test) {}

  /** The clean twin; its files go below the folder. */
  Ready clean(Problem base, Path folder, long seed) {
    return ready(base, folder.resolve("clean"), seed, Spoil.NONE, List.of());
  }

  /** The case itself. */
  Ready planted(Problem base, Path folder, long seed) {
    return ready(base, folder.resolve("planted"), seed, spoil, fault);
  }

  private Ready ready(Problem base, Path folder, long seed, Spoil change, List<String> more) {
    RandomStream random = RandomStream.of(seed);
    int[] order = new int[base.pool().rows()];
    random.child(1).permutation(order);
    int held = separate ? base.pool().rows() / 4 : 0;
    Spoil.Rows rows =
        new Spoil.Rows(
            base.pool().select(java.util.Arrays.copyOfRange(order, held, order.length)),
            separate
                ? Optional.of(base.pool().select(java.util.Arrays.copyOf(order, held)))
                : Optional.empty(),
            base.test());
    rows = both.apply(rows, random.child(2));
    rows = change.apply(rows, random.child(3));
    Path train = rows.train().write(folder, "train");
    Path test = rows.test().write(folder, "test");
    List<String> settings = new ArrayList<>(base.settings());
    rows.validation()
        .ifPresent(v -> settings.add("data.validation=" + v.write(folder, "validation")));
    settings.addAll(twin);
    settings.addAll(more);
    Card card = Cards.of(DataSettings.of(train, base.target()));
    return new Ready(CardReader.apply(card, settings).withSeed(seed), test);
  }
}
