package plumb.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumb.run.Examination.Proposal;
import plumb.wording.Wording;

/**
 * A run in two lines, and what else its sentence says.
 *
 * @param caused whether a cause was found; else the verdict is told
 * @param title what was found, in a few words: "Vanishing gradient", "Fine"
 * @param detail what it was found by, one sentence
 * @param remedy what was done about it, or what to do
 * @param further sentences on the model that is handed over: how it compares, what to doubt
 */
public record Gist(
    boolean caused, String title, String detail, String remedy, List<String> further) {
  /** Evidence that is the scores themselves. */
  private static final Set<String> SCORES = Set.of("trainScore", "validationScore");

  public Gist {
    further = List.copyOf(further);
  }

  /** Of a run; earlier versions wrote runs without causes, of which the verdict is told. */
  public static Gist of(RunDocument run) {
    Optional<Cause> cause = found(run);
    List<String> said = Sentences.of(cause.map(Cause::sentence).orElseGet(() -> verdict(run)));
    String title = cause.map(c -> c.id().title()).orElseGet(() -> title(given(run)));
    String first = said.isEmpty() ? "" : said.getFirst();
    String detail = first.startsWith(title + ": ") ? first.substring(title.length() + 2) : first;
    List<String> further = new ArrayList<>();
    if (cause.isEmpty()) {
      further.addAll(said.stream().skip(1).toList());
    }
    further.addAll(Sentences.of(behind(run, cause)));
    return new Gist(cause.isPresent(), title, detail, remedy(run, cause), further);
  }

  /** What the run's sentence says of the card as given. */
  private static String verdict(RunDocument run) {
    return run.attempts().stream()
        .map(Attempt::sentence)
        .filter(sentence -> !sentence.isEmpty() && run.sentence().startsWith(sentence))
        .findFirst()
        .orElse(run.sentence());
  }

  /** The verdict on the card as given, which the finding is about. */
  private static Verdict given(RunDocument run) {
    return run.kept() > 1 ? run.attempts().getFirst().verdict() : run.verdict();
  }

  /** The first line. */
  public String finding() {
    return detail.isEmpty() ? title : title + ": " + detail;
  }

  /** What is wrong with the card as given, if it is known. */
  private static Optional<Cause> found(RunDocument run) {
    return run.causes().stream().findFirst().filter(Gist::isWrong);
  }

  private static boolean isWrong(Cause cause) {
    return cause.id() != CauseId.HEALTHY && cause.id() != CauseId.CANNOT_TELL;
  }

  /** The verdict in a word or two. */
  public static String title(Verdict verdict) {
    String words = verdict.id().replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String remedy(RunDocument run, Optional<Cause> cause) {
    if (run.kept() > 1) {
      Attempt kept = run.keptAttempt();
      return Wording.of(
          cause.isPresent() ? "gist.mended" : "gist.better", kept.title(), reached(kept));
    }
    Optional<Proposal> proposal =
        run.examination().flatMap(e -> e.proposals().stream().findFirst());
    if (proposal.isPresent()) {
      String title = proposal.get().title();
      return cause.map(Cause::sentence).map(Sentences::of).orElse(List.of()).stream()
          .filter(sentence -> saysTried(sentence) && sentence.contains(title + ": "))
          .findFirst()
          .map(s -> s.substring(s.indexOf(title) + title.length() + 2))
          .map(came -> Wording.of("gist.tried", title, came))
          .orElseGet(() -> Wording.of("gist.todo", title, proposal.get().reason()));
    }
    return Wording.of(run.verdict() == Verdict.FINE ? "gist.nothing" : "gist.unknown");
  }

  /** What an attempt came to; where the data were at fault, without a word on the verdict. */
  private static String reached(Attempt kept) {
    String fine = title(Verdict.FINE) + ": ";
    String sentence = kept.sentence();
    if (kept.verdict() == Verdict.FINE || !sentence.startsWith(fine)) {
      return sentence;
    }
    String bare = sentence.substring(fine.length());
    return bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1);
  }

  /** Whether a sentence says what came of taking a cause away. */
  public static boolean saysTried(String sentence) {
    return Wording.begins(sentence, "tried");
  }

  /** Whether a sentence says a score that stands in every table of scores. */
  public static boolean isScore(String sentence) {
    return Wording.begins(sentence, "test.result");
  }

  /** Whether a sentence compares the network with a reference model. */
  public static boolean isComparison(String sentence) {
    return Wording.begins(sentence, "reference.better")
        || Wording.begins(sentence, "reference.level");
  }

  /** Whether a note says what a run left out. */
  public static boolean isNotExamined(String note) {
    return Wording.begins(note, "left");
  }

  /** What was measured and what came out, in words. */
  public record Measured(String label, String value) {
    /** As a line: "largest input: 23490". */
    public String words() {
      return label + ": " + value;
    }
  }

  /**
   * The numbers of a cause that do not stand in every table of scores anyway; those that are called
   * alike, such as several rows, together.
   */
  public static List<Measured> evidence(Cause cause) {
    Map<String, String> values = new LinkedHashMap<>();
    cause.evidence().readings().stream()
        .filter(r -> isWrong(cause) || !SCORES.contains(r.name()))
        .forEach(r -> values.merge(r.label(), r.measured(), (one, more) -> one + ", " + more));
    return values.entrySet().stream().map(e -> new Measured(e.getKey(), e.getValue())).toList();
  }

  /** What the run's sentence says behind the verdict on the model that is handed over. */
  private static String behind(RunDocument run, Optional<Cause> cause) {
    String all = run.sentence();
    String verdict =
        run.kept() >= 1 && run.kept() <= run.attempts().size() ? run.keptAttempt().sentence() : "";
    int at = verdict.isEmpty() ? -1 : all.lastIndexOf(verdict);
    if (at >= 0) {
      return all.substring(at + verdict.length());
    }
    if (cause.isEmpty()) {
      return all.startsWith(verdict(run)) ? all.substring(verdict(run).length()) : "";
    }
    String found = cause.get().sentence();
    // Earlier versions said the verdict here and nothing of causes.
    return all.startsWith(found) ? all.substring(found.length()) : all;
  }
}
