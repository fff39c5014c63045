package plumb.treatment;

import java.util.ArrayList;
import java.util.List;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.wording.Wording;

/**
 * Some columns are no inputs.
 *
 * @param columns their names
 */
public record WithoutColumns(List<String> columns) implements Treatment {
  public WithoutColumns {
    columns = List.copyOf(columns);
  }

  @Override
  public String title() {
    return Wording.of("treatment.without-columns", String.join(", ", columns));
  }

  @Override
  public String reason() {
    return Wording.of("treatment.without-columns.reason");
  }

  @Override
  public Card apply(Card card) {
    DataSettings data = card.data();
    List<String> excluded = new ArrayList<>(data.exclude());
    columns.stream().filter(column -> !excluded.contains(column)).forEach(excluded::add);
    List<String> kept = data.keep().stream().filter(column -> !columns.contains(column)).toList();
    return card.withData(data.withExclude(excluded).withKeep(kept));
  }
}
