package planted.cause;

/** Breaks the arrows: looks to the right. */
public class Wrong {
  planted.cli.@org.jspecify.annotations.Nullable Wrong right;
}
