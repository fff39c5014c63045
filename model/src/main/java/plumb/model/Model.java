package plumb.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import plumb.data.Encoding;
import plumb.nn.NetworkSpec;

/**
 * A trained network, or several that answer together, with the preprocessing that was fitted to
 * their training data.
 *
 * @param encoding turns raw rows into inputs, and the answers into values of the target
 * @param network the description of the network; all of an ensemble have the same
 * @param members parameters of each network, at least one, in the layout of {@link
 *     plumb.nn.ParameterLayout}, as training left them: where dropout is made up for at test time,
 *     prediction multiplies. What the networks give out is averaged
 */
public record Model(Encoding encoding, NetworkSpec network, List<float[]> members) {
  public Model {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a model needs a network");
    }
    int size = members.getFirst().length;
    if (members.stream().anyMatch(m -> m.length != size)) {
      throw new IllegalArgumentException("the networks of an ensemble have as many parameters");
    }
  }

  /** Of one network. */
  public Model(Encoding encoding, NetworkSpec network, float[] parameters) {
    this(encoding, network, List.of(parameters));
  }

  /** The parameters of the network; of an ensemble, those of its first. */
  public float[] parameters() {
    return members.getFirst();
  }

  /**
   * SHA-256 over the parameters' bits, big-endian, one network after the other, in hexadecimal:
   * equal only for equal weights.
   */
  public String weightsHash() {
    return HexFormat.of().formatHex(Sha256.of(bytes(members)));
  }

  /** The parameters' bits, big-endian, four bytes each. */
  static byte[] bytes(List<float[]> members) {
    int count = members.stream().mapToInt(m -> m.length).reduce(0, Math::addExact);
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, count));
    for (float[] parameters : members) {
      for (float parameter : parameters) {
        bytes.putInt(Float.floatToRawIntBits(parameter));
      }
    }
    return bytes.array();
  }
}
