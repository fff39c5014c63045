package plumb.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.data.BadInput;
import plumb.model.Sha256;
import plumb.model.WholeFile;
import plumb.optim.Slots;
import plumb.train.Checkpoint;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/**
 * A checkpoint as one file: eight fixed bytes, the version, which run it belongs to, the
 * checkpoint, and the SHA-256 of everything before it. All numbers are big-endian, with all their
 * bits.
 */
public final class CheckpointFile {
  /** Version 1 has no classes one by one in its metrics. */
  private static final int VERSION = 2;

  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'L', 'M', 'C', 'K', '\r', '\n'};

  private CheckpointFile() {}

  /**
   * Which run a checkpoint belongs to.
   *
   * @param card of the run, as {@link CardWriter} writes it
   * @param dataHash SHA-256 of its data
   */
  public record Owner(String card, String dataHash) {
    /** Of a card on data. */
    public static Owner of(Card card, String dataHash) {
      return new Owner(CardWriter.yaml(card), dataHash);
    }
  }

  /**
   * Writes a checkpoint, all of it or nothing; one that is there already is replaced.
   *
   * @throws BadInput if it cannot be written
   */
  public static void write(Path file, Checkpoint checkpoint, Owner owner) {
    try {
      WholeFile.write(file, bytes(checkpoint, owner));
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be written (%s); check the free space and that you may write there"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws BadInput if there is none, it is not as it was written, or it belongs to another run
   */
  public static Checkpoint read(Path file, Owner owner) {
    byte[] bytes = load(file);
    if (bytes.length < MAGIC.length + Integer.BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new BadInput(file + " is not a checkpoint of Plumb; name another file");
    }
    int version = ByteBuffer.wrap(bytes).position(MAGIC.length).getInt();
    if (version < 1 || version > VERSION) {
      throw new BadInput(
          "%s has version %d of the checkpoint format and this Plumb reads versions 1 to %d; remove it to begin anew"
              .formatted(file, version, VERSION));
    }
    int end = bytes.length - Sha256.LENGTH;
    if (end < MAGIC.length + Integer.BYTES
        || !Arrays.equals(
            Sha256.of(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new BadInput(
          file + " is damaged: it was cut short or altered; remove it to begin anew");
    }
    int from = MAGIC.length + Integer.BYTES;
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, from, end - from))) {
      Owner found = new Owner(text(in), text(in));
      if (!found.dataHash().equals(owner.dataHash())) {
        throw new BadInput(
            "%s belongs to a run on other data; name another file, or remove it to begin anew"
                .formatted(file));
      }
      if (!found.card().equals(owner.card()) && !today(found.card()).equals(owner.card())) {
        throw new BadInput(
            "%s belongs to another card: it has%s; use that card, or remove the file to begin anew"
                .formatted(file, difference(found.card(), owner.card())));
      }
      return new Reader(in, version).checkpoint();
    } catch (IOException e) {
      throw new IllegalStateException("the digest is right, but not the content", e);
    }
  }

  private static byte[] load(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + " does not exist; check the path of the checkpoint", e);
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be read (%s); check that it is a file and that you may read it"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** A card as this version writes it, which may say more than the version that wrote it did. */
  private static String today(String card) {
    try {
      return CardWriter.yaml(CardReader.parse(card, Path.of(""), "the checkpoint"));
    } catch (BadInput _) {
      return card;
    }
  }

  /** The first line in which two cards differ. */
  private static String difference(String found, String asked) {
    List<String> those = found.lines().toList();
    List<String> these = asked.lines().toList();
    for (int i = 0; i < Math.min(those.size(), these.size()); i++) {
      if (!those.get(i).equals(these.get(i))) {
        return " \"%s\" where this one has \"%s\""
            .formatted(those.get(i).strip(), these.get(i).strip());
      }
    }
    return " %d lines, this one %d".formatted(those.size(), these.size());
  }

  private static byte[] bytes(Checkpoint checkpoint, Owner owner) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(buffer)) {
      out.write(MAGIC);
      out.writeInt(VERSION);
      text(out, owner.card());
      text(out, owner.dataHash());
      floats(out, checkpoint.parameters());
      out.writeLong(checkpoint.memory().step());
      out.writeInt(checkpoint.memory().arrays().size());
      for (float[] array : checkpoint.memory().arrays()) {
        floats(out, array);
      }
      out.writeInt(checkpoint.epoch());
      out.writeInt(checkpoint.batches());
      out.writeDouble(checkpoint.lossSum());
      out.writeInt(checkpoint.examples());
      out.writeDouble(checkpoint.plateau().factor());
      out.writeDouble(checkpoint.plateau().lowest());
      out.writeInt(checkpoint.plateau().waited());
      floats(out, checkpoint.best());
      out.writeInt(checkpoint.bestEpoch());
      for (EpochRecord record : checkpoint.history()) {
        epoch(out, record);
      }
    }
    byte[] content = buffer.toByteArray();
    byte[] digest = Sha256.of(content);
    byte[] all = Arrays.copyOf(content, content.length + digest.length);
    System.arraycopy(digest, 0, all, content.length, digest.length);
    return all;
  }

  private static void epoch(DataOutputStream out, EpochRecord record) throws IOException {
    out.writeInt(record.epoch());
    out.writeLong(record.updates());
    out.writeDouble(record.runningLoss());
    out.writeDouble(record.penalty());
    out.writeDouble(record.rate());
    metrics(out, record.train());
    out.writeBoolean(record.validation().isPresent());
    if (record.validation().isPresent()) {
      metrics(out, record.validation().get());
    }
  }

  private static void metrics(DataOutputStream out, Metrics metrics) throws IOException {
    switch (metrics) {
      case Metrics.Classification c -> {
        out.writeBoolean(true);
        out.writeDouble(c.loss());
        out.writeDouble(c.accuracy());
        out.writeInt(c.rows());
        out.writeBoolean(c.byClass().isPresent());
        if (c.byClass().isPresent()) {
          Metrics.ByClass classes = c.byClass().get();
          out.writeDouble(classes.balancedAccuracy());
          out.writeDouble(classes.standardError());
          out.writeInt(classes.recalls().size());
          for (double recall : classes.recalls()) {
            out.writeDouble(recall);
          }
        }
      }
      case Metrics.Regression(
              double loss,
              double rmse,
              double mae,
              double r2,
              double r2StandardError,
              int rows) -> {
        out.writeBoolean(false);
        out.writeDouble(loss);
        out.writeDouble(rmse);
        out.writeDouble(mae);
        out.writeDouble(r2);
        out.writeDouble(r2StandardError);
        out.writeInt(rows);
      }
    }
  }

  private static void floats(DataOutputStream out, float[] numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length));
    bytes.asFloatBuffer().put(numbers);
    out.writeInt(numbers.length);
    out.write(bytes.array());
  }

  /** Reads what stands behind the owner. */
  private record Reader(DataInputStream in, int version) {
    Checkpoint checkpoint() throws IOException {
      float[] parameters = floats(in);
      long step = in.readLong();
      List<float[]> arrays = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        arrays.add(floats(in));
      }
      int epoch = in.readInt();
      int batches = in.readInt();
      double lossSum = in.readDouble();
      int examples = in.readInt();
      Checkpoint.Plateau plateau =
          new Checkpoint.Plateau(in.readDouble(), in.readDouble(), in.readInt());
      float[] best = floats(in);
      int bestEpoch = in.readInt();
      List<EpochRecord> history = new ArrayList<>();
      for (int i = 0; i < epoch; i++) {
        history.add(epoch());
      }
      return new Checkpoint(
          parameters,
          new Slots.Memory(step, arrays),
          epoch,
          batches,
          lossSum,
          examples,
          plateau,
          best,
          bestEpoch,
          history);
    }

    private EpochRecord epoch() throws IOException {
      return new EpochRecord(
          in.readInt(),
          in.readLong(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          metrics(),
          in.readBoolean() ? Optional.of(metrics()) : Optional.empty());
    }

    private Metrics metrics() throws IOException {
      return in.readBoolean()
          ? new Metrics.Classification(
              in.readDouble(), in.readDouble(), in.readInt(), byClass(), OptionalDouble.empty())
          : new Metrics.Regression(
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readInt());
    }

    private Optional<Metrics.ByClass> byClass() throws IOException {
      if (version == 1 || !in.readBoolean()) {
        return Optional.empty();
      }
      double balancedAccuracy = in.readDouble();
      double standardError = in.readDouble();
      List<Double> recalls = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        recalls.add(in.readDouble());
      }
      return Optional.of(new Metrics.ByClass(balancedAccuracy, standardError, recalls));
    }
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] numbers = new float[in.readInt()];
    ByteBuffer.wrap(in.readNBytes(Float.BYTES * numbers.length)).asFloatBuffer().get(numbers);
    return numbers;
  }

  /** Texts may be longer than {@code writeUTF} can take. */
  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), java.nio.charset.StandardCharsets.UTF_8);
  }
}
