package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.math.internal.VectorKernels;

/** The products of machines with shorter vectors, in a Java of their own. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class NarrowVectorsTest {
  @ParameterizedTest
  @ValueSource(strings = {"-XX:UseAVX=2", "-XX:MaxVectorSize=16"})
  void products_have_the_same_bits_by_shorter_vectors(String flag) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                NarrowVectorsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("vector, [48] floats").contains("all the same");
  }

  /** Says whether the vector kernels come to the bits of the readable ones. */
  public static void main(String[] arguments) {
    MatrixProduct scalar = new ScalarKernels().product();
    MatrixProduct vector = new VectorKernels().product();
    System.out.println(new VectorKernels().name());
    try (Team team = Team.of(2)) {
      for (int m : new int[] {1, 12, 33, 270}) {
        for (int n : new int[] {13, 65, 300}) {
          for (int k : new int[] {17, 384, 900}) {
            for (int t = 0; t < 4; t++) {
              compare(team, scalar, vector, m, n, k, (t & 1) != 0, (t & 2) != 0);
            }
          }
        }
      }
    }
    System.out.println("all the same");
  }

  private static void compare(
      Team team,
      MatrixProduct scalar,
      MatrixProduct vector,
      int m,
      int n,
      int k,
      boolean ta,
      boolean tb) {
    float[] a = KernelsAgreeTest.numbers(m * k, 1);
    float[] b = KernelsAgreeTest.numbers(n * k, 2);
    float[] expected = new float[m * n];
    float[] actual = new float[m * n];
    MatrixProduct.Tile none = MatrixProduct.Tile.NOTHING;
    scalar.multiply(team, m, n, k, a, 0, ta, b, 0, tb, expected, 0, none);
    vector.multiply(team, m, n, k, a, 0, ta, b, 0, tb, actual, 0, none);
    int differs = Arrays.mismatch(expected, actual);
    if (differs >= 0) {
      throw new AssertionError(
          "%d x %d x %d %b %b at %d: %s instead of %s"
              .formatted(m, n, k, ta, tb, differs, actual[differs], expected[differs]));
    }
  }
}
