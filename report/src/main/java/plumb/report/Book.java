package plumb.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pages that belong together: one for each chapter, and one that lists them. Every page holds its
 * styles, drawings and both languages, and fetches nothing.
 *
 * @param title of the whole
 * @param lead what the whole is, below the title
 * @param chapters in order
 */
public record Book(Words title, Words lead, List<Chapter> chapters) {
  public Book {
    chapters = List.copyOf(chapters);
  }

  /** The name of the page that lists the chapters. */
  public static final String INDEX = "index.html";

  /** The name of the page of a chapter. */
  public static String file(Chapter chapter) {
    return ChapterView.file(chapter.id());
  }

  /** The page of a chapter. */
  public String page(Chapter chapter) {
    int at = chapters.indexOf(chapter);
    Optional<String> before = at > 0 ? Optional.of(chapters.get(at - 1).id()) : Optional.empty();
    Optional<String> after =
        at >= 0 && at + 1 < chapters.size()
            ? Optional.of(chapters.get(at + 1).id())
            : Optional.empty();
    return render("chapter.jte", Map.of("views", views(chapter, before, after), "look", look()));
  }

  /** The page that lists the chapters. */
  public String index() {
    List<IndexView> views = new ArrayList<>();
    for (Language language : Language.values()) {
      views.add(IndexView.of(this, language));
    }
    return render("index.jte", Map.of("views", views, "look", look()));
  }

  private static List<ChapterView> views(
      Chapter chapter, Optional<String> before, Optional<String> after) {
    List<ChapterView> views = new ArrayList<>();
    for (Language language : Language.values()) {
      views.add(ChapterView.of(chapter, language, before, after));
    }
    return views;
  }

  /** What every page carries with it. */
  record Look(String style, String script) {}

  private static Look look() {
    return new Look(
        "<style>\n" + Report.resource("report.css") + Report.resource("book.css") + "</style>",
        "<script>\n" + Report.resource("report.js") + Report.resource("book.js") + "</script>");
  }

  private static String render(String template, Map<String, Object> parameters) {
    TemplateEngine templates =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Book.class.getClassLoader(), Book.class.getPackageName());
    StringOutput output = new StringOutput();
    templates.render(template, parameters, output);
    return output.toString();
  }
}
