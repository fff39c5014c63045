package plumb.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import plumb.report.Book;
import plumb.report.Chapter;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.Words;

/** What every page of a lab must have. */
final class LabPages {
  private LabPages() {}

  static void check(LabResult result) {
    Chapter chapter = result.chapter();
    assertThat(chapter.exhibits()).as("figures").isNotEmpty();
    for (Language language : Language.values()) {
      for (Chapter.Exhibit exhibit : chapter.exhibits()) {
        Figure figure = exhibit.in(language);
        assertThat(figure.sentence()).as("a sentence for those who cannot see").isNotBlank();
        assertThat(figure.table().rows()).as("a table for every figure").isNotEmpty();
        assertThat(figure.table().rows())
            .allSatisfy(row -> assertThat(row).hasSameSizeAs(figure.table().head()));
        assertThat(figure.panes())
            .isNotEmpty()
            .allSatisfy(pane -> assertThat(pane.svg()).startsWith("<svg").endsWith("</svg>"));
      }
    }
    assertThat(chinese(chapter.claim())).isTrue();
    assertThat(chinese(chapter.answer())).isTrue();
    assertThat(chapter.parts()).allSatisfy(part -> assertThat(part.paragraphs()).isNotEmpty());
    String page = new Book(chapter.claim(), chapter.answer(), List.of(chapter)).page(chapter);
    assertThat(page)
        .as("nothing is fetched")
        .doesNotContain("http://", "https://", "src=", "@import", "url(");
    assertThat(page).contains("Content-Security-Policy", "prefers-reduced-motion");
  }

  private static boolean chinese(Words words) {
    return words
        .chinese()
        .codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }
}
