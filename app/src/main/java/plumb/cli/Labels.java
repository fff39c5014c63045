package plumb.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.data.BadInput;
import plumb.data.Nearest;
import plumb.data.Target;

/** Spellings of classes typed on the command line, each with the class it stands for. */
final class Labels {
  private static final int NAMED = 5;

  private Labels() {}

  /**
   * What {@code FROM=TO} means for a target. A class may have an equals sign in its own name, as in
   * {@code <=50K.=<=50K}: the sign that counts is the one before a class of the model.
   *
   * @throws BadInput if a text is not of that form, TO is no class, or FROM is told twice
   */
  static Map<String, String> read(List<String> typed, Target target) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String text : typed) {
      if (!(target instanceof Target.Classification(String column, List<String> classes))) {
        throw new BadInput(
            "--label %s: the model predicts numbers, which have no labels; leave it out"
                .formatted(text));
      }
      String to = to(text, column, classes);
      String from = text.substring(0, text.length() - to.length() - 1);
      if (labels.putIfAbsent(from, to) != null) {
        throw new BadInput("--label names \"%s\" twice; leave one of them out".formatted(from));
      }
    }
    return labels;
  }

  private static String to(String text, String column, List<String> classes) {
    List<String> tails = new ArrayList<>();
    for (int at = text.indexOf('=', 1); at >= 0; at = text.indexOf('=', at + 1)) {
      tails.add(text.substring(at + 1));
    }
    if (tails.stream().allMatch(String::isEmpty)) {
      throw new BadInput(
          "--label takes FROM=TO, a label of the data and a class of the model, not \"%s\""
              .formatted(text));
    }
    return tails.stream()
        .filter(classes::contains)
        .findFirst()
        .orElseThrow(() -> noClass(text, tails.getFirst(), column, classes));
  }

  private static BadInput noClass(String text, String to, String column, List<String> classes) {
    int named = Math.min(NAMED, classes.size());
    return new BadInput(
        "--label %s: \"%s\" has no class \"%s\"; %s"
            .formatted(
                text,
                column,
                to,
                Nearest.to(to, classes)
                    .map("did you mean \"%s\"?"::formatted)
                    .orElseGet(() ->
                        "its classes are "
                            + String.join(", ", classes.subList(0, named))
                            + (named < classes.size()
                                ? " and %d more".formatted(classes.size() - named)
                                : ""))));
  }
}
