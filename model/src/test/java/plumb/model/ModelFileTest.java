package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.data.DateFormat;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;

class ModelFileTest {
  private static final Provenance FROM = new Provenance("0.1", "a.csv", "abc", 7);

  /** One of every kind of feature, layer, activation and initialization. */
  private static Model everything() {
    Encoding encoding =
        new Encoding(
            List.of(
                new Feature.Numeric("n", 0.1, 1.0 / 3, -5, true),
                new Feature.Flag("f", 0.25, false),
                new Feature.Categories("c", List.of("a", "ü"), true),
                new Feature.Date("d", DateFormat.DAY_FIRST, 1, 2, 3, true),
                new Feature.Pixels("p", 2, 2, 1, 1f / 255, -0.5f)),
            new Target.Classification("y", List.of("no", "yes", "?")));
    Stream<Layer> layers =
        Stream.of(
            new Layer.Dropout(0.2f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST),
            new Layer.Dense(3, new Init.He(), 0.1f),
            new Layer.Maxout(2, 3, new Init.Constant(0.1f), 0),
            new Layer.Dense(2, new Init.Glorot(), 0),
            new Layer.Dense(2, new Init.LeCun(), 0),
            new Layer.Dense(2, new Init.Zeros(), 0),
            new Layer.Dense(2, new Init.Normal(0.3f), 0),
            new Layer.Dense(2, new Init.Uniform(0.3f), 0));
    Stream<Layer> activations =
        Stream.of(
                Activation.LINEAR,
                Activation.RELU,
                new Activation.LeakyRelu(0.01f),
                new Activation.PRelu(Activation.Sharing.UNIT, 0.25f),
                new Activation.Elu(1),
                new Activation.Selu(),
                Activation.SIGMOID,
                Activation.TANH,
                new Activation.Softplus(),
                new Activation.Gelu())
            .map(Layer.Activate::new);
    NetworkSpec network =
        new NetworkSpec(
            encoding.width(),
            Stream.concat(layers, activations).toList(),
            new Head(3, Activation.SOFTMAX),
            Loss.CROSS_ENTROPY);
    float[] parameters = new float[ParameterLayout.of(network).size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (i % 7 - 3) / 3f;
    }
    parameters[0] = -0f;
    return new Model(encoding, network, parameters);
  }

  @Test
  void a_model_written_and_read_is_the_same(@TempDir Path folder) throws IOException {
    Model model = everything();
    Path file = folder.resolve("model.plumb");
    ModelFile.write(file, model, FROM);
    Model read = ModelFile.read(file);
    assertThat(read.encoding()).isEqualTo(model.encoding());
    assertThat(read.network()).isEqualTo(model.network());
    assertThat(read.weightsHash()).isEqualTo(model.weightsHash());
    assertThat(ModelFile.provenance(file)).isEqualTo(FROM);
    assertThat(ModelFile.bytes(read, FROM)).isEqualTo(Files.readAllBytes(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void the_hash_of_weights_is_of_their_big_endian_bits() {
    Model model = everything();

    Model one = new Model(model.encoding(), model.network(), new float[] {1});
    Model zero = new Model(model.encoding(), model.network(), new float[] {0f});
    Model minusZero = new Model(model.encoding(), model.network(), new float[] {-0f});
    assertThat(Model.bytes(one.members())).containsExactly(0x3f, 0x80, 0, 0);
    assertThat(zero.weightsHash())
        .isEqualTo("df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119")
        .isNotEqualTo(minusZero.weightsHash());
  }

  @Test
  void every_cut_and_every_altered_byte_is_found(@TempDir Path folder) throws IOException {
    byte[] bytes = ModelFile.bytes(everything(), FROM);
    Path file = folder.resolve("m.plumb");
    for (int i = 0; i < bytes.length; i += i < 24 ? 1 : 37) {
      Files.write(file, Arrays.copyOf(bytes, i));
      assertThatThrownBy(() -> ModelFile.read(file)).isInstanceOf(BadInput.class);
      byte[] altered = bytes.clone();
      altered[i] ^= 1;
      Files.write(file, altered);
      assertThatThrownBy(() -> ModelFile.read(file))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("m.plumb");
    }
  }

  @Test
  void other_files_and_newer_versions_are_named(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n1,2\n1,2\n1,2\n");
    assertThatThrownBy(() -> ModelFile.read(file)).hasMessageContaining("not a model of Plumb");
    byte[] newer = ModelFile.bytes(everything(), FROM);
    newer[11] = 9;
    Files.write(file, newer);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("version 9")
        .hasMessageContaining("newer Plumb");
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("no")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> ModelFile.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void parameters_that_do_not_fit_the_network_are_named(@TempDir Path folder) throws IOException {
    Model model = everything();
    Path file = folder.resolve("m");
    ModelFile.write(file, new Model(model.encoding(), model.network(), new float[3]), FROM);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("does not fit");
  }

  @Test
  void an_ensemble_comes_back_whole_and_one_network_stays_in_the_old_version(@TempDir Path folder)
      throws IOException {
    Model one = everything();
    float[] other = one.parameters().clone();
    other[0] += 1;
    Model two = new Model(one.encoding(), one.network(), List.of(one.parameters(), other));
    Path file = folder.resolve("two.plumb");
    ModelFile.write(file, two, FROM);
    Model read = ModelFile.read(file);
    assertThat(read.members()).hasSize(2);
    assertThat(read.members().get(0)).containsExactly(one.parameters());
    assertThat(read.members().get(1)).containsExactly(other);
    assertThat(read.weightsHash()).isEqualTo(two.weightsHash()).isNotEqualTo(one.weightsHash());
    assertThat(Files.readAllBytes(file)[11]).isEqualTo((byte) 2);

    ModelFile.write(folder.resolve("one.plumb"), one, FROM);
    assertThat(Files.readAllBytes(folder.resolve("one.plumb"))[11]).isEqualTo((byte) 1);
  }
}
