package plumb.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import plumb.run.RunDocument;

/** Turns a finished run into one page that needs nothing but a browser. */
public final class Report {
  private static final String TEMPLATE = "report.jte";

  private Report() {}

  /**
   * A complete HTML document: styles, drawings and data inside, nothing fetched from anywhere, and
   * readable without running its script. The same document gives the same text.
   *
   * @param document any run, also one that diverged, has no validation set or no profile
   */
  public static String html(RunDocument document) {
    return render(TEMPLATE, Pages.of(document, style(), script()));
  }

  /** The style sheet as an element. */
  static String style() {
    return "<style>\n" + resource("report.css") + "</style>";
  }

  /** The script as an element. */
  static String script() {
    return "<script>\n" + resource("report.js") + "</script>";
  }

  /** A page by its template. */
  static String render(String template, Object page) {
    TemplateEngine templates =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Report.class.getClassLoader(), Report.class.getPackageName());
    StringOutput output = new StringOutput();
    templates.render(template, page, output);
    return output.toString();
  }

  /** A text that lies beside this class. */
  static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
