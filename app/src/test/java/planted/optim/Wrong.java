package planted.optim;

/** Breaks the arrows, and draws numbers nobody seeded. */
public class Wrong {
  planted.cli.@org.jspecify.annotations.Nullable Wrong right;

  double draws() {
    return Math.random();
  }
}
