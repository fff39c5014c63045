package plumb.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.data.BadInput;
import plumb.data.Target;
import plumb.nn.ParameterLayout;
import tools.jackson.core.JacksonException;

/**
 * A model as one file: eight fixed bytes, the version of the format, the length of the header, the
 * header as JSON, in version 2 the number of networks, the number of parameters of a network, the
 * parameters as big-endian floats, and the SHA-256 of everything before it. The same model always
 * gives the same bytes.
 *
 * <p>Version 1 holds one network, version 2 an ensemble; each model is written in the oldest
 * version that can hold it.
 */
public final class ModelFile {
  /** The newest version that this release writes and reads; it reads all older ones too. */
  public static final int VERSION = 2;

  private static final int ONE_NETWORK = 1;

  /** Not text, so that a transfer that changes line ends is found out. */
  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'L', 'U', 'M', 'B', '\r', '\n'};

  private static final int FIXED = MAGIC.length + 3 * Integer.BYTES + Sha256.LENGTH;

  private ModelFile() {}

  /**
   * Writes a model, all of it or nothing; a file that is there already is replaced.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Model model, Provenance provenance) throws IOException {
    WholeFile.write(file, bytes(model, provenance));
  }

  /**
   * Reads a model.
   *
   * @throws BadInput if there is none in the file, or it is not as it was written
   */
  public static Model read(Path file) {
    return content(file).model();
  }

  /**
   * Where the model in a file comes from.
   *
   * @throws BadInput as for {@link #read}
   */
  public static Provenance provenance(Path file) {
    return content(file).provenance();
  }

  private record Content(Model model, Provenance provenance) {}

  /** The bytes of a model file. */
  static byte[] bytes(Model model, Provenance provenance) {
    byte[] header =
        Header.MAPPER.writeValueAsBytes(new Header(model.encoding(), model.network(), provenance));
    byte[] parameters = Model.bytes(model.members());
    boolean ensemble = model.members().size() > 1;
    int fixed = ensemble ? FIXED + Integer.BYTES : FIXED;
    int length = Math.addExact(Math.addExact(fixed, header.length), parameters.length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.put(MAGIC).putInt(ensemble ? VERSION : ONE_NETWORK).putInt(header.length).put(header);
    if (ensemble) {
      bytes.putInt(model.members().size());
    }
    bytes.putInt(model.parameters().length).put(parameters);
    bytes.put(Sha256.of(Arrays.copyOf(bytes.array(), length - Sha256.LENGTH)));
    return bytes.array();
  }

  private static Content content(Path file) {
    byte[] bytes = load(file);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < MAGIC.length + Integer.BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new BadInput(
          file + " is not a model of Plumb; name a file that training wrote, such as model.plumb");
    }
    int version = in.position(MAGIC.length).getInt();
    if (version < ONE_NETWORK || version > VERSION) {
      throw new BadInput(
          "%s has version %d of the model format and this Plumb reads versions %d to %d; %s"
              .formatted(
                  file,
                  version,
                  ONE_NETWORK,
                  VERSION,
                  version > VERSION ? "use a newer Plumb" : "train the model again"));
    }
    int end = bytes.length - Sha256.LENGTH;
    boolean whole =
        bytes.length >= FIXED
            && Arrays.equals(
                Sha256.of(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length));
    if (!whole) {
      throw damaged(file, "it was cut short or altered after it was written");
    }
    byte[] json = new byte[length(in, end, file)];
    in.get(json);
    List<float[]> members = members(in, version == ONE_NETWORK ? 1 : in.getInt(), end, file);
    Header header = header(json, file);
    Model model = new Model(header.encoding(), header.network(), members);
    check(model, file);
    return new Content(model, header.provenance());
  }

  private static List<float[]> members(ByteBuffer in, int networks, int end, Path file) {
    int size = in.position() + Integer.BYTES <= end ? in.getInt() : -1;
    if (networks < 1 || size < 0 || in.position() + (long) Float.BYTES * networks * size != end) {
      throw damaged(file, "its parameters are incomplete");
    }
    List<float[]> members = new ArrayList<>();
    for (int m = 0; m < networks; m++) {
      float[] parameters = new float[size];
      for (int i = 0; i < size; i++) {
        parameters[i] = Float.intBitsToFloat(in.getInt());
      }
      members.add(parameters);
    }
    return members;
  }

  private static int length(ByteBuffer in, int end, Path file) {
    int length = in.getInt();
    if (length < 0 || in.position() + (long) length + Integer.BYTES > end) {
      throw damaged(file, "its header is incomplete");
    }
    return length;
  }

  private static Header header(byte[] json, Path file) {
    try {
      return Header.MAPPER.readValue(new String(json, StandardCharsets.UTF_8), Header.class);
    } catch (JacksonException e) {
      throw new BadInput(
          "%s is damaged: its header cannot be read; copy it again or train again".formatted(file),
          e);
    }
  }

  private static void check(Model model, Path file) {
    if (model.network().inputs() != model.encoding().width()
        || ParameterLayout.of(model.network()).size() != model.parameters().length) {
      throw damaged(file, "its network does not fit its columns or its parameters");
    }
    int outputs = model.network().outputs();
    boolean fits =
        switch (model.encoding().target()) {
          case Target.Regression _ -> outputs == 1;
          case Target.Classification(_, var labels) ->
              outputs == labels.size() || (outputs == 1 && labels.size() == 2);
        };
    if (!fits) {
      throw damaged(
          file, "its network has %d outputs, which its target has not".formatted(outputs));
    }
  }

  private static BadInput damaged(Path file, String what) {
    return new BadInput("%s is damaged: %s; copy it again or train again".formatted(file, what));
  }

  private static byte[] load(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + " does not exist; check the path of the model", e);
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be read (%s); check that it is a file and that you may read it"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
