package plumb.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import plumb.data.Feature;
import plumb.data.read.Column;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/** The validation file spells the words of an input otherwise: "F" for "female", "1" for "yes". */
public final class LevelCodes implements DataQuestion {
  private static final String KIND = "codes";

  /** Of the rows of a file, with words that never occur in training: fewer are rare words. */
  static final double MANY = 0.2;

  /** Of those rows, whose words are another spelling of words of training. */
  private static final double NEARLY_ALL = 0.8;

  private static final int NAMED = 4;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Optional<OtherRows> other = OtherRows.of(data);
    if (other.isEmpty()) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    for (Feature feature : data.data().encoding().features()) {
      if (feature instanceof Feature.Categories) {
        Unseen.of(data, other.get(), feature.column())
            .flatMap(unseen -> finding(unseen, other.get()))
            .ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingDouble(f -> -f.evidence().value("rowsUnseen").orElse(0)));
    return found;
  }

  private Optional<Finding> finding(Unseen unseen, OtherRows other) {
    Map<String, String> meant = unseen.respelled();
    if (meant.isEmpty() && !unseen.looksRecoded()) {
      return Optional.empty();
    }
    String examples =
        meant.isEmpty()
            ? Wording.of("shift.levels.other", some(unseen.words().keySet()), some(unseen.known()))
            : meant.entrySet().stream()
                .limit(NAMED)
                .map(e -> "\"%s\" for \"%s\"".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    return Optional.of(
        new Finding(
            id(),
            Severity.CERTAIN,
            Evidence.ofKind(
                KIND,
                Reading.of("rowsUnseen", unseen.share(), unseen.limit(), Unit.SHARE),
                Reading.of("wordsUnseen", unseen.words().size(), Unit.COUNT)),
            Wording.of(
                "shift.levels",
                unseen.column(),
                Unit.SHARE.words(unseen.share()),
                other.file(),
                examples),
            List.of()));
  }

  private static String some(Set<String> words) {
    return words.stream().limit(NAMED).map("\"%s\""::formatted).collect(Collectors.joining(", "));
  }

  /**
   * Words of a column of the validation file that no training row has.
   *
   * @param column its name
   * @param words with their rows
   * @param known the words of training
   * @param share of the validation rows that have one
   * @param limit what rare words explain
   */
  record Unseen(
      String column, Map<String, Integer> words, Set<String> known, double share, double limit) {
    /** Of a column in which they are more than rare words explain. */
    static Optional<Unseen> of(DataCase data, OtherRows other, String name) {
      Optional<Column> training = Raw.column(data, name);
      Optional<Column> validation = other.column(name);
      if (training.isEmpty() || validation.isEmpty()) {
        return Optional.empty();
      }
      LevelCounts known = LevelCounts.of(training.get(), Raw.distinct(data.data().trainRows()));
      LevelCounts asked = LevelCounts.of(validation.get(), other.rows());
      double share = known.unseen(asked);
      double rare = known.novelty();
      double limit =
          Math.max(
              MANY,
              rare
                  + Chance.STANDARD_ERRORS
                      * Chance.error(
                          rare, Math.max(1, known.rows()), rare, Math.max(1, asked.rows())));
      return share >= limit
          ? Optional.of(
              new Unseen(name, known.unseenWords(asked), known.counts().keySet(), share, limit))
          : Optional.empty();
    }

    /** Words of training that unseen ones are another spelling of; empty where most are not. */
    Map<String, String> respelled() {
      Map<String, String> meant = new LinkedHashMap<>();
      int rows = 0;
      int respelled = 0;
      for (Map.Entry<String, Integer> word : words.entrySet()) {
        rows += word.getValue();
        Optional<String> other = Spelling.another(word.getKey(), known);
        if (other.isPresent()) {
          respelled += word.getValue();
          meant.put(word.getKey(), other.get());
        }
      }
      return respelled >= NEARLY_ALL * rows ? meant : Map.of();
    }

    /** Whether there are as many words as in training, all other, and of another form. */
    boolean looksRecoded() {
      Set<String> forms = known.stream().map(Spelling::form).collect(Collectors.toSet());
      return words.size() == known.size()
          && share > NEARLY_ALL
          && words.keySet().stream().map(Spelling::form).noneMatch(forms::contains);
    }
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.levels.looks"),
        List.of(
            Wording.of("shift.levels.limit", Unit.SHARE.words(MANY), Unit.SHARE.words(NEARLY_ALL))),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
