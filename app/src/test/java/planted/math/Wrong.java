package planted.math;

/** Breaks the arrows, and rounds freely. */
public class Wrong {
  planted.cli.@org.jspecify.annotations.Nullable Wrong right;

  double roundsFreely(double x) {
    return Math.exp(x);
  }
}
