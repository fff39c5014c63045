package plumb.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import plumb.data.Encoding;
import plumb.nn.NetworkSpec;

/**
 * A trained network with the preprocessing that was fitted to its training data.
 *
 * @param encoding turns raw rows into inputs, and the network's answers into values of the target
 * @param network its description
 * @param parameters its weights, in the layout of {@link plumb.nn.ParameterLayout}, as training
 *     left them: where dropout is made up for at test time, prediction multiplies
 */
public record Model(Encoding encoding, NetworkSpec network, float[] parameters) {
  /**
   * SHA-256 over the parameters' bits, big-endian, in hexadecimal: equal only for equal weights.
   */
  public String weightsHash() {
    return HexFormat.of().formatHex(Sha256.of(bytes(parameters)));
  }

  /** The parameters' bits, big-endian, four bytes each. */
  static byte[] bytes(float[] parameters) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, parameters.length));
    for (float parameter : parameters) {
      bytes.putInt(Float.floatToRawIntBits(parameter));
    }
    return bytes.array();
  }
}
