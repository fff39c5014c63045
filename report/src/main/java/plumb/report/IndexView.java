package plumb.report;

import java.util.ArrayList;
import java.util.List;

/** The list of chapters in one language, as the template shows it. */
record IndexView(String code, String title, String lead, List<Group> groups) {
  /** Chapters one after the other with the same heading. */
  record Group(String heading, List<Entry> entries) {}

  record Entry(String id, String file, String claim, String badge, String tone, String answer) {}

  static IndexView of(Book book, Language language) {
    List<Group> groups = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    String heading = "";
    for (Chapter chapter : book.chapters()) {
      String own = chapter.heading().in(language);
      if (!own.equals(heading) && !entries.isEmpty()) {
        groups.add(new Group(heading, List.copyOf(entries)));
        entries.clear();
      }
      heading = own;
      entries.add(
          new Entry(
              chapter.id(),
              Book.file(chapter),
              Typesetting.setFormulas(chapter.claim().in(language)),
              chapter.badge().in(language),
              chapter.tone().style(),
              Typesetting.setFormulas(chapter.answer().in(language))));
    }
    if (!entries.isEmpty()) {
      groups.add(new Group(heading, List.copyOf(entries)));
    }
    return new IndexView(
        language.code(), book.title().in(language), book.lead().in(language), groups);
  }
}
