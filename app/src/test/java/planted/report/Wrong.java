package planted.report;

/** Breaks the arrows, prints, prints a stack trace, and leaves the order of a sum to chance. */
public class Wrong {
  planted.cli.@org.jspecify.annotations.Nullable Wrong right;

  void prints(Throwable trouble) {
    System.out.println("here");
    trouble.printStackTrace();
  }

  double sums(java.util.List<Double> numbers) {
    return numbers.parallelStream().mapToDouble(Double::doubleValue).sum();
  }
}
