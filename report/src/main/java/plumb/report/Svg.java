package plumb.report;

import java.util.List;
import java.util.Locale;

/** Writes one inline drawing. Text and names are escaped, coordinates are always finite. */
public final class Svg {
  private final StringBuilder out = new StringBuilder(4096);

  /**
   * An empty drawing.
   *
   * @param width of the coordinates; the page decides how large they are drawn
   * @param height of the coordinates
   * @param style classes of the style sheet
   * @param label what is shown, for those who cannot see it
   */
  public Svg(int width, int height, String style, String label) {
    out.append(
            "<svg class=\"%s\" role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\""
                .formatted(style, width, height))
        .append(escape(label))
        .append("\">");
  }

  /** A piece of text; {@code anchor} is start, middle or end. */
  public Svg text(double x, double y, String anchor, String style, String content) {
    out.append("<text class=\"")
        .append(style)
        .append("\" text-anchor=\"")
        .append(anchor)
        .append('"');
    at(" x", x).at(" y", y).out.append('>').append(escape(content)).append("</text>");
    return this;
  }

  /** Text turned to read upwards. */
  public Svg upright(double x, double y, String style, String content) {
    out.append("<text text-anchor=\"middle\" class=\"")
        .append(style)
        .append("\" transform=\"translate(" + number(x) + " " + number(y) + ") rotate(-90)\">")
        .append(escape(content))
        .append("</text>");
    return this;
  }

  /** A straight line. */
  public Svg line(double x1, double y1, double x2, double y2, String style) {
    out.append("<line class=\"").append(style).append('"');
    at(" x1", x1).at(" y1", y1).at(" x2", x2).at(" y2", y2).out.append("/>");
    return this;
  }

  /** A filled rectangle. */
  public Svg rectangle(double x, double y, double width, double height, String style) {
    out.append("<rect class=\"").append(style).append('"');
    at(" x", x).at(" y", y).at(" width", width).at(" height", height).out.append("/>");
    return this;
  }

  /** A dot that says something when pointed at. */
  public Svg dot(double x, double y, double radius, String style, String tip) {
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
  public Svg path(CharSequence steps, String style) {
    if (!steps.isEmpty()) {
      out.append("<path class=\"").append(style).append("\" d=\"").append(steps).append("\"/>");
    }
    return this;
  }

  /** The step of a path that lifts the pen. */
  public static String move(double x, double y) {
    return "M" + number(x) + " " + number(y);
  }

  /** The step of a path that draws a line. */
  public static String draw(double x, double y) {
    return "L" + number(x) + " " + number(y);
  }

  /**
   * A ball that rolls through points for ever, or rests on the last one for those who want no
   * motion.
   *
   * @param points at equal distances in time; at least one
   * @param seconds for the whole way
   * @param radius of the ball
   * @param name of the movement, of letters and digits, its own on the page
   */
  Svg ball(List<double[]> points, double seconds, double radius, String style, String name) {
    double[] end = points.getLast();
    StringBuilder frames = new StringBuilder("@keyframes " + name + "{");
    for (int i = 0; i < points.size(); i++) {
      // The last tenth of the time is a rest at the end.
      double share = points.size() == 1 ? 0 : 90.0 * i / (points.size() - 1);
      frames
          .append(number(share))
          .append("%{transform:translate(")
          .append(number(points.get(i)[0] - end[0]))
          .append("px,")
          .append(number(points.get(i)[1] - end[1]))
          .append("px)}");
    }
    out.append("<style>").append(frames).append("100%{transform:none}}</style>");
    out.append("<circle class=\"ball ").append(style).append('"');
    at(" cx", end[0]).at(" cy", end[1]).at(" r", radius);
    out.append(" style=\"animation:%s %ss linear infinite\"/>".formatted(name, number(seconds)));
    return this;
  }

  /** The drawing so far, closed. */
  public String end() {
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
