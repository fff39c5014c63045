package plumb.report;

import java.util.Locale;

/** Writes one inline drawing. Text and names are escaped, coordinates are always finite. */
final class Svg {
  private final StringBuilder out = new StringBuilder(4096);

  Svg(int width, int height, String style, String label) {
    out.append(
            "<svg class=\"%s\" role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\""
                .formatted(style, width, height))
        .append(escape(label))
        .append("\">");
  }

  /** A piece of text; {@code anchor} is start, middle or end. */
  Svg text(double x, double y, String anchor, String style, String content) {
    out.append("<text class=\"")
        .append(style)
        .append("\" text-anchor=\"")
        .append(anchor)
        .append('"');
    at(" x", x).at(" y", y).out.append('>').append(escape(content)).append("</text>");
    return this;
  }

  /** Text turned to read upwards. */
  Svg upright(double x, double y, String style, String content) {
    out.append("<text text-anchor=\"middle\" class=\"")
        .append(style)
        .append("\" transform=\"translate(" + number(x) + " " + number(y) + ") rotate(-90)\">")
        .append(escape(content))
        .append("</text>");
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, String style) {
    out.append("<line class=\"").append(style).append('"');
    at(" x1", x1).at(" y1", y1).at(" x2", x2).at(" y2", y2).out.append("/>");
    return this;
  }

  Svg rectangle(double x, double y, double width, double height, String style) {
    out.append("<rect class=\"").append(style).append('"');
    at(" x", x).at(" y", y).at(" width", width).at(" height", height).out.append("/>");
    return this;
  }

  /** A dot that says something when pointed at. */
  Svg dot(double x, double y, double radius, String style, String tip) {
    out.append("<circle class=\"").append(style).append('"');
    at(" cx", x)
        .at(" cy", y)
        .at(" r", radius)
        .out
        .append("><title>")
        .append(escape(tip))
        .append("</title></circle>");
    return this;
  }

  /** A path from {@link #move} and {@link #draw} steps. */
  Svg path(CharSequence steps, String style) {
    if (!steps.isEmpty()) {
      out.append("<path class=\"").append(style).append("\" d=\"").append(steps).append("\"/>");
    }
    return this;
  }

  static String move(double x, double y) {
    return "M" + number(x) + " " + number(y);
  }

  static String draw(double x, double y) {
    return "L" + number(x) + " " + number(y);
  }

  /** The drawing so far, closed. */
  String end() {
    return out + "</svg>";
  }

  private Svg at(String name, double value) {
    out.append(name).append("=\"").append(number(value)).append('"');
    return this;
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a coordinate must be finite, not " + value);
    }
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
