package plumb.treatment;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import plumb.run.Card;
import plumb.wording.Wording;

/**
 * Some spellings of classes are read as another.
 *
 * @param labels each spelling with the one it is read as
 */
public record MergeLabels(Map<String, String> labels) implements Treatment {
  public MergeLabels {
    labels = Map.copyOf(labels);
  }

  @Override
  public String title() {
    return Wording.of(
        "treatment.merge-labels",
        new TreeMap<>(labels)
            .entrySet().stream()
                .map(e -> "\"%s\": \"%s\"".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ")));
  }

  @Override
  public String reason() {
    return Wording.of("treatment.merge-labels.reason");
  }

  @Override
  public boolean proposedOnly() {
    return true;
  }

  @Override
  public Card apply(Card card) {
    Map<String, String> all = new TreeMap<>(card.data().labels());
    all.putAll(labels);
    return card.withData(card.data().withLabels(all));
  }
}
