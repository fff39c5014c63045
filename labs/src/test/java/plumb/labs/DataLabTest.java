package plumb.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lab is a {@link DataLab} exactly if its code asks for the user's table. */
class DataLabTest {
  static List<Lab> labs() {
    return Labs.all();
  }

  @ParameterizedTest
  @MethodSource("labs")
  void labs_about_data_ask_for_the_users_table(Lab lab) throws IOException {
    assertThat(asks(lab.getClass())).as(lab.about().id()).isEqualTo(lab instanceof DataLab);
  }

  private static boolean asks(Class<?> type) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
      return ClassFile.of().parse(in.readAllBytes()).methods().stream()
          .flatMap(method -> method.code().stream())
          .flatMap(code -> code.elementStream())
          .anyMatch(element ->
              element instanceof InvokeInstruction call
                  && call.owner().asInternalName().equals("plumb/labs/Setting")
                  && call.name().stringValue().startsWith("sample"));
    }
  }
}
