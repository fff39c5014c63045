package plumb.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import plumb.data.Encoding;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * The readable part of a model file.
 *
 * @param encoding fitted to the training rows
 * @param network without its parameters
 * @param provenance for people
 */
record Header(Encoding encoding, NetworkSpec network, Provenance provenance) {
  /** Knows the names of layers, activations and initializations in a file; they never change. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Layer.class, Layers.class)
          .addMixIn(Activation.class, Activations.class)
          .addMixIn(Init.class, Inits.class)
          .build();

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "layer")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Layer.Activate.class, name = "activate"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.Maxout.class, name = "maxout")
  })
  private interface Layers {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "function")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Activation.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = Activation.Relu.class, name = "relu"),
    @JsonSubTypes.Type(value = Activation.LeakyRelu.class, name = "leaky-relu"),
    @JsonSubTypes.Type(value = Activation.PRelu.class, name = "prelu"),
    @JsonSubTypes.Type(value = Activation.Elu.class, name = "elu"),
    @JsonSubTypes.Type(value = Activation.Selu.class, name = "selu"),
    @JsonSubTypes.Type(value = Activation.Sigmoid.class, name = "sigmoid"),
    @JsonSubTypes.Type(value = Activation.Tanh.class, name = "tanh"),
    @JsonSubTypes.Type(value = Activation.Softplus.class, name = "softplus"),
    @JsonSubTypes.Type(value = Activation.Gelu.class, name = "gelu"),
    @JsonSubTypes.Type(value = Activation.Softmax.class, name = "softmax")
  })
  private interface Activations {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "init")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Init.Auto.class, name = "auto"),
    @JsonSubTypes.Type(value = Init.He.class, name = "he"),
    @JsonSubTypes.Type(value = Init.Glorot.class, name = "glorot"),
    @JsonSubTypes.Type(value = Init.LeCun.class, name = "lecun"),
    @JsonSubTypes.Type(value = Init.FanIn.class, name = "fan-in"),
    @JsonSubTypes.Type(value = Init.Zeros.class, name = "zeros"),
    @JsonSubTypes.Type(value = Init.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Init.Normal.class, name = "normal"),
    @JsonSubTypes.Type(value = Init.Uniform.class, name = "uniform")
  })
  private interface Inits {}
}
