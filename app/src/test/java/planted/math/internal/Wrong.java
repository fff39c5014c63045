package planted.math.internal;

/** Breaks the arrows, and rounds lanes freely. */
public class Wrong {
  planted.cli.@org.jspecify.annotations.Nullable Wrong right;

  jdk.incubator.vector.VectorOperators.Unary roundsLanesFreely() {
    return jdk.incubator.vector.VectorOperators.EXP;
  }

  float addsLanesInAnyOrder(jdk.incubator.vector.FloatVector vector) {
    return vector.reduceLanes(jdk.incubator.vector.VectorOperators.ADD);
  }
}
