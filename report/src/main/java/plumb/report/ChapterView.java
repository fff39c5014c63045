package plumb.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A chapter in one language, as the template shows it. */
record ChapterView(
    String code,
    String id,
    String heading,
    String claim,
    String badge,
    String tone,
    String answer,
    List<PartView> parts,
    List<Figure> figures,
    DataTable numbers,
    List<String> sources,
    String command,
    String before,
    String after) {
  record PartView(String heading, List<String> paragraphs) {}

  static ChapterView of(
      Chapter chapter, Language language, Optional<String> before, Optional<String> after) {
    return new ChapterView(
        language.code(),
        chapter.id(),
        chapter.heading().in(language),
        Typesetting.setFormulas(chapter.claim().in(language)),
        chapter.badge().in(language),
        chapter.tone().style(),
        Typesetting.setFormulas(chapter.answer().in(language)),
        chapter.parts().stream()
            .map(part ->
                new PartView(
                    part.heading().in(language),
                    part.paragraphs().stream()
                        .map(words -> Typesetting.setFormulas(words.in(language)))
                        .toList()))
            .toList(),
        chapter.exhibits().stream().map(exhibit -> exhibit.in(language).set()).toList(),
        chapter.numbers().in(language),
        chapter.sources(),
        chapter.command(),
        before.orElse(""),
        after.orElse(""));
  }

  static String file(String id) {
    return id.toLowerCase(Locale.ROOT) + ".html";
  }
}
